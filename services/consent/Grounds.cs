namespace WarmHandover.Consents;

/// <summary>
/// One version of the ground matrix: the only ways in which rows may be shared without consent, each with its borders. Closed: what is not
/// here does not exist.
/// </summary>
public sealed record GroundMatrix(
    int Version, IReadOnlyList<string> NotTold, IReadOnlyList<string> Seriousness, IReadOnlyList<string> Second,
    IReadOnlyList<string> Ended, int ReviewWorkingDays, IReadOnlyList<GroundRule> Grounds)
{
    /// <summary>Telling the family is dangerous: then nobody of the family sees the ground.</summary>
    public const string Dangerous = "gevaarlijk";

    /// <summary>A second person of the own organisation confirms before it is in force.</summary>
    public const string Confirmed = "bevestiging";

    /// <summary>A solo practice: a named colleague elsewhere was consulted.</summary>
    public const string Elsewhere = "collega-elders";

    /// <summary>A solo practice: a second person looks at it afterwards, within a few working days, or it closes.</summary>
    public const string Afterwards = "achteraf";

    /// <summary>Break-glass: for some minutes a team opens what is closed to it, with a second person; a third reviews it.</summary>
    public required GroundRule Emergency { get; init; }

    /// <summary>How long an emergency lasts when nothing is said.</summary>
    public int EmergencyMinutes { get; init; }

    /// <summary>How long it lasts at most.</summary>
    public int EmergencyLongestMinutes { get; init; }

    /// <summary>Within how many minutes a second person agrees; later it is asked anew.</summary>
    public int EmergencyAgreeWithinMinutes { get; init; }

    /// <summary>What an emergency can be.</summary>
    public IReadOnlyList<string> EmergencyReasons { get; init; } = [];

    /// <summary>What the reviewer can find.</summary>
    public IReadOnlyList<string> EmergencyOutcomes { get; init; } = [];

    /// <summary>A ground by code; null when the matrix does not have it.</summary>
    public GroundRule? Find(string code) => code == Emergency.Code ? Emergency : Grounds.FirstOrDefault(g => g.Code == code);
}

/// <summary>
/// One ground: which kinds of organisation may send to which, which categories (or only with a necessity of their own), with which
/// evidence, for how long at most, and how it is told to the family.
/// </summary>
public sealed record GroundRule(
    string Code, string Name, string Plain, IReadOnlyList<string> Senders, bool SenderForCollege, IReadOnlyList<string> Recipients,
    bool RecipientForCollege, bool SameArea, IReadOnlyList<string> Categories, IReadOnlyList<string> IfNecessary,
    IReadOnlyList<string> Evidence, int LongestDays, string Ends, IReadOnlyList<string> Sources)
{
    /// <summary>Whether a court order must be named.</summary>
    public bool NeedsOrder => Evidence.Contains("beschikking");

    /// <summary>Whether two people must carry it.</summary>
    public bool NeedsSecond => Evidence.Contains("tweede-persoon");

    /// <summary>Whether the steps of the reporting code must have been taken, up to a report.</summary>
    public bool NeedsMeldcode => Evidence.Contains("meldcode");

    /// <summary>Whether this team may send on this ground.</summary>
    public bool Sends(TeamHeard? team) =>
        (Senders.Contains("*") || (team is not null && Senders.Contains(team.OrganisationKind)))
        && (!SenderForCollege || team is { ActsForCollege: true });

    /// <summary>Whether this ground reaches a team, from a team.</summary>
    public bool Reaches(TeamHeard? team, TeamHeard? from) => team is { Open: true } && Recipients.Contains(team.OrganisationKind)
        && (!RecipientForCollege || team.ActsForCollege)
        && (!SameArea || (from is not null && from.Areas.Intersect(team.Areas).Any()));

    /// <summary>Whether it covers a category, by itself or with a necessity that is motivated apart.</summary>
    public bool Covers(string category, bool necessary) => Categories.Contains(category) || (necessary && IfNecessary.Contains(category));
}
