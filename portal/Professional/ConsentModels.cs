namespace WarmHandover.Portal.Professional;

/// <summary>All requests about a family.</summary>
public sealed record ConsentSeen(RequestSeen[] Requests);

/// <summary>What was asked of consent, as the asking organisation sees it.</summary>
public sealed record RequestSeen(
    Guid Request, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, string Kind, DateOnly From, DateOnly Until,
    RowSeen[] Rows)
{
    /// <summary>A recipient that is wider than one team.</summary>
    public string? RecipientWidth { get; init; }

    /// <summary>The kind of organisation, where everybody of that kind receives.</summary>
    public string? RecipientKind { get; init; }

    /// <summary>Who still has to hear the explanation before he can say yes.</summary>
    public Guid[] NotExplainedTo { get; init; } = [];

    /// <summary>It lapsed because the file was joined to another.</summary>
    public bool Lapsed { get; init; }

    /// <summary>Whether anybody can still answer it.</summary>
    public bool IsOpen(DateOnly on) => !Lapsed && Until >= on;

    /// <summary>Everybody who decides about any row, once.</summary>
    public IEnumerable<Guid> Signatories => Rows.SelectMany(r => r.Signatories).Select(s => s.Member).Distinct();

    /// <summary>Whose yes holds for a row at least.</summary>
    public IEnumerable<Guid> SaidYes => Rows.SelectMany(r => r.Signatories).Where(s => s.Says is "ja").Select(s => s.Member).Distinct();

    /// <summary>Who is still to answer.</summary>
    public IEnumerable<Guid> Missing => Rows.SelectMany(r => r.Missing).Distinct();
}

/// <summary>How a row stands, and who is still to answer.</summary>
public sealed record RowSeen(RowOf Row, string Standing, SignatorySeen[] Signatories, Guid[] Missing);

/// <summary>What a signatory says, and why he must sign.</summary>
public sealed record SignatorySeen(Guid Member, string Says, string? Why);

/// <summary>What was taken back, and what each team that had it did with it.</summary>
public sealed record TakenBackList(TakenBackSeen[] Withdrawals);

/// <summary>One withdrawal.</summary>
public sealed record TakenBackSeen(
    Guid Withdrawal, Guid Request, RowOf[] Rows, Guid? Signatory, DateTimeOffset At, DateOnly DueOn, bool Late, WordOfTeam[] Teams,
    bool Mistake);

/// <summary>The word of a team, or nothing yet.</summary>
public sealed record WordOfTeam(Guid Team, bool Opened, string? Word, DateOnly? Until);

/// <summary>Why a row may or may not be seen by a team.</summary>
public sealed record RowWhy(RowOf Row, bool Open, string Code, WhyOf Why);

/// <summary>The rule, the law, and what can be done.</summary>
public sealed record WhyOf(string Rule, string? Law, string? Next);

/// <summary>How the standing of a row looks beside its words.</summary>
internal static class StandingWords
{
    public static string Kind(string standing) => standing switch
    {
        "allowed" => "success",
        "denied" or "conflict" => "danger",
        "incomplete" => "warning",
        _ => "neutral",
    };
}
