namespace WarmHandover.Portal.Focus;

/// <summary>A term that passed: a number and two teams, never a family.</summary>
public sealed record StuckListed(
    string Number, string Term, string Name, bool Legal, DateOnly EndsOn, Guid FromTeam, Guid ToTeam, string Area, int DaysOver);

/// <summary>An item in the focus officer's inbox.</summary>
public sealed record FocusItem(
    Guid Notification, Guid Team, string Reason, string Number, string Text, string Urgency, bool Read, DateTimeOffset At,
    string? TakenBy, int Reminded);

/// <summary>A provision that nobody checked for so long.</summary>
public sealed record StaleProvision(Guid Provision, string Name, string Organisation, DateOnly CheckedOn, Guid? Owner);

/// <summary>What somebody said that is not right.</summary>
public sealed record DoubtSeen(Guid Provision, string Name, Guid Doubt, string Reason, DateTimeOffset At, string? Words);

/// <summary>An organisation that says a provision is its own.</summary>
public sealed record ClaimSeen(Guid Provision, string Name, Guid Organisation);

/// <summary>Searches and needs for which the directory has nothing.</summary>
public sealed record WhiteSpots(MissedRow[] Searches, UnmetNeed[] Needs);

/// <summary>What people searched without finding it, and how often.</summary>
public sealed record MissedRow(MissedSearch Search, int Times, DateTimeOffset Last);

/// <summary>A search without a result; its words are kept by nobody.</summary>
public sealed record MissedSearch(string? Domain, string? Area, string? Language, bool Words);

/// <summary>A need of families for which nothing is listed; few are not counted out.</summary>
public sealed record UnmetNeed(string Domain, string Area, int? Families, bool FewerThanTen);

/// <summary>A provision as its keeper sees it.</summary>
public sealed record KeptProvision(CardSeen Card, Guid? Owner);

/// <summary>The card of a provision.</summary>
public sealed record CardSeen(
    Guid Id, string Name, string? Organisation, string[] Domains, string[] Areas, string? ForWhom, string? Cost, string? HowToApply,
    string? Url, string? Description, string? Phone, string? Email, string[] Languages, string? OpeningHours, string? WaitTime,
    CheckSeen? Check);

/// <summary>When it was last checked.</summary>
public sealed record CheckSeen(DateOnly On, string By, bool LongAgo);

/// <summary>A care path.</summary>
public sealed record PathSeen(
    Guid Path, int Version, string Title, string Domain, string[] Areas, string[] Bands, string[] Urgencies, string Situation,
    DateOnly ReviewOn, bool Overdue, StepSeen[] Steps);

/// <summary>One step of it.</summary>
public sealed record StepSeen(
    string Title, string Text, string? OrganisationKind, Guid? Team, string? TeamName, string? Phone, CardSeen[] Provisions,
    bool LeadsNowhere, string? Contact);

/// <summary>The figures of referrals of a year.</summary>
public sealed record ReferralFigures(
    int Year, DateOnly KnownUntil, int HiddenBelow, string Explanation, ReferralTable[] Tables, Spread[] DaysToSending,
    Spread[] DaysToContact);

/// <summary>One table of it.</summary>
public sealed record ReferralTable(string By, string[] Columns, FigureRow[] Rows, int?[] Totals, int? Total)
{
    /// <summary>The same with the words of its columns.</summary>
    public SignalTable Named(Func<string, string> word) =>
        new(By, [.. Columns.Select(c => new FigureColumn(c, word(c)))], Rows, Totals, Total);
}

/// <summary>The row of a municipality.</summary>
public sealed record FigureRow(string Area, int?[] Counts, int? Total);

/// <summary>How many days something took: a quarter at most, half at most, three quarters at most.</summary>
public sealed record Spread(string Area, int FirstQuarter, int Median, int ThirdQuarter);

/// <summary>The figures of signals of a year.</summary>
public sealed record SignalFigures(
    int Year, DateOnly KnownUntil, int HiddenBelow, string Explanation, SignalMeasure[] Measures);

/// <summary>The tables of one thing that is counted.</summary>
public sealed record SignalMeasure(string Measure, string Label, SignalTable[] Tables);

/// <summary>One table of it.</summary>
public sealed record SignalTable(string By, FigureColumn[] Columns, FigureRow[] Rows, int?[] Totals, int? Total);

/// <summary>A column with its words.</summary>
public sealed record FigureColumn(string Code, string Label);
