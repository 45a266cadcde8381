namespace WarmHandover.Portal.Privacy;

/// <summary>A request about own data, in the list.</summary>
public sealed record RightListed(
    Guid Request, Guid Family, Guid Member, string Kind, string Stand, DateOnly ReceivedOn, DateOnly AnswerBy, bool Extended, bool Near,
    bool Expired, int Recipients, int Seen, DateOnly? LiftsOn);

/// <summary>One request about own data.</summary>
public sealed record RightSeen(
    Guid Request, Guid Family, Guid Member, string Kind, string Stand, Guid[] AskedBy, string Identified, DateOnly ReceivedOn,
    DateOnly AnswerBy, DateOnly? ExtendedOn, DateOnly LatestAnswerBy, Guid[] Entries, string[] Categories, string? Ground, string? Words,
    string? GrantedBy, string? RefusedBy, string? Reason, string? Explanation, string? Statement, DateOnly? AnsweredOn, DateOnly? ObjectBy,
    bool? PublicBody, RightLeft[] LeftOut, RightTold[] Recipients, DateOnly? LiftToldOn, DateOnly? LiftsOn)
{
    /// <summary>Of a verbetering for which who asked named no entries: those from which to choose what is struck.</summary>
    public EntryHeld[] Choices { get; init; } = [];

    /// <summary>What the entries that it is about are and say.</summary>
    public EntryHeld[] About { get; init; } = [];

    /// <summary>Whether it still waits for an answer.</summary>
    public bool IsOpen => Stand is "te-beantwoorden";

    /// <summary>Whether a restriction holds whose end was not told yet.</summary>
    public bool MayEnd => Kind is "beperking" && Stand is "toegewezen";
}

/// <summary>What an overview left out: a code and how often.</summary>
public sealed record RightLeft(string Code, int Count);

/// <summary>A team that it was passed on to, and when it saw it.</summary>
public sealed record RightTold(Guid Team, Guid Organisation, DateTimeOffset? SeenAt);

/// <summary>What was laid down, and until when there is an answer.</summary>
public sealed record RightMade(Guid Request, DateOnly AnswerBy, string Text);

/// <summary>The closed lists of this desk.</summary>
public sealed record RightLists(
    string[] Kinds, RightRefusals Refusals, CodeItems Delays, CodeItems Grounds, CodeItems LeftOut, CodeItems Identifications,
    string[] Categories);

/// <summary>The reasons for a no.</summary>
public sealed record RightRefusals(RightRefusal[] Items);

/// <summary>A reason for a no, its law, and for which kinds of request it may be given.</summary>
public sealed record RightRefusal(string Code, string Label, string Law, string[] Kinds);

/// <summary>What the organisation holds about one person.</summary>
public sealed record OverviewSeen(
    Guid Request, DateTimeOffset MadeAt, bool Draft, string Text, PersonHeld? Person, EntryHeld[] Entries, DeciderHeld[] WhoDecides,
    SharedHeld Consent, LettersHeld Referrals, WaysHeld WaysIn, LookHeld[] Looks, LawHeld[] Kept, LeftHeld[] LeftOut);

/// <summary>Who he is, as it was recorded.</summary>
public sealed record PersonHeld(
    string Role, string Band, string? Name, DateOnly? BirthDate, string? Address, string? Postcode, string[] Channels, string? Phone,
    string? Email, string? Language, string? Wishes);

/// <summary>Something that was recorded about him.</summary>
public sealed record EntryHeld(
    Guid Entry, string Kind, string? Code, string? Label, string? Category, string? Source, DateOnly On, string? Words, bool Struck,
    bool Restricted);

/// <summary>Who decides for him.</summary>
public sealed record DeciderHeld(Guid Who, string As, DateOnly? From, DateOnly? Until);

/// <summary>What was asked to be shared, and what was shared on a ground.</summary>
public sealed record SharedHeld(Mine.OwnRow[] Rows, Mine.OwnGround[] Grounds);

/// <summary>The referrals in which something of him stands.</summary>
public sealed record LettersHeld(LetterHeld[] Referrals);

/// <summary>One referral.</summary>
public sealed record LetterHeld(
    string Number, string Side, string Status, Guid FromTeam, Guid ToTeam, DateTimeOffset? SentAt, SectionHeld[] Sections,
    WordsHeld[] Goals, WordsHeld[] Notes);

/// <summary>A section of a letter.</summary>
public sealed record SectionHeld(string Category, bool Sent, string? Words);

/// <summary>Words that were written.</summary>
public sealed record WordsHeld(Guid Entry, string? Words, DateTimeOffset At);

/// <summary>The ways in that were handed out.</summary>
public sealed record WaysHeld(WayHeld[] WaysIn);

/// <summary>One way in.</summary>
public sealed record WayHeld(string Purpose, string Role, DateTimeOffset OpenedAt, DateTimeOffset Until, DateTimeOffset? LastUsed);

/// <summary>One look: when, in which role, what for.</summary>
public sealed record LookHeld(string Service, DateTimeOffset At, string Role, string Action, string? Purpose);

/// <summary>How long it is kept.</summary>
public sealed record LawHeld(string Law, int Years, string From);

/// <summary>What is left out, by which law, how often.</summary>
public sealed record LeftHeld(string Code, string Label, string Law, int Count);
