using System.Text.Json.Serialization;

namespace WarmHandover.Portal.Professional;

/// <summary>The roles of who works with families.</summary>
internal static class Staff
{
    public const string Roles = "professional,teamleider";
}

/// <summary>A family's file, as signal shows it to the own organisation.</summary>
public sealed record FamilyFile(
    Guid Family, string Area, Member[] Members, Authority[] Authorities, SeenSignal[] Signals, Talk[] Conversations, Need[] Needs,
    ContactPerson? ContactPerson, bool TalkedConsentNotAsked)
{
    /// <summary>What goes well.</summary>
    public SeenFactor[] ProtectiveFactors { get; init; } = [];

    /// <summary>Who acts for whom.</summary>
    public Representation[] Representations { get; init; } = [];

    /// <summary>Whose authority rests.</summary>
    public Suspension[] Suspensions { get; init; } = [];

    /// <summary>Who cannot decide in a matter.</summary>
    public Incompetence[] Incompetences { get; init; } = [];

    /// <summary>The file that this one was joined to.</summary>
    public Guid? JoinedInto { get; init; }

    /// <summary>What was written down with an entry, if anything.</summary>
    public string? NoteOf(Guid entry) => Signals.FirstOrDefault(s => s.Signal == entry)?.Note
        ?? ProtectiveFactors.FirstOrDefault(f => f.Factor == entry)?.Note;

    /// <summary>Somebody of the family.</summary>
    public Member? Of(Guid member) => Members.FirstOrDefault(m => m.Id == member);

    /// <summary>Those who still belong to it.</summary>
    public IEnumerable<Member> Present => Members.Where(m => m.Gone is null);
}

/// <summary>Somebody of the family.</summary>
public sealed record Member(
    [property: JsonPropertyName("member")] Guid Id, string Role, string Band, string? Name, DateOnly? BirthDate, string? Address,
    string? Postcode, string[] SafetyFlags, string? Gone, DateOnly? AdultFrom, bool Interpreter)
{
    /// <summary>A child, born or not.</summary>
    public bool IsChild => Role is "child" or "unborn-child";
}

/// <summary>Who decides for a child.</summary>
public sealed record Authority(Guid Child, Guid Holder, string Kind, DateOnly? From, DateOnly? Until, string Proof);

/// <summary>What was seen or told.</summary>
public sealed record SeenSignal(
    Guid Signal, Guid Member, string Kind, string? Category, string Source, DateOnly ObservedOn, string Urgency, bool Discussed,
    string? Note);

/// <summary>What goes well, with the note beside it.</summary>
public sealed record SeenFactor(Guid Factor, Guid Member, string Kind, string? Note);

/// <summary>Who acts for whom.</summary>
public sealed record Representation(
    [property: JsonPropertyName("representation")] Guid Id, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until);

/// <summary>Whose authority rests.</summary>
public sealed record Suspension(
    [property: JsonPropertyName("suspension")] Guid Id, Guid Holder, Guid? Child, string Ground, DateOnly From, DateOnly? Until);

/// <summary>Who cannot decide in a matter.</summary>
public sealed record Incompetence(Guid Judgement, Guid Member, string Matter, DateOnly From, DateOnly? Until);

/// <summary>A talk and its outcome.</summary>
public sealed record Talk(
    Guid Conversation, DateOnly HeldOn, Guid[] With, string Outcome, DateOnly? ComeBackOn, string? Note);

/// <summary>A need, in the person's own words.</summary>
public sealed record Need([property: JsonPropertyName("need")] Guid Id, Guid Member, string Domain, string Area, string? Words);

/// <summary>The fixed contact person.</summary>
public sealed record ContactPerson(Guid Team, string? Name, string? Phone);

/// <summary>The picture of a family.</summary>
public sealed record Picture(Happening[] Timeline, DomainPicture[] Domains, Doing[] Doing, Waiting[] Waiting);

/// <summary>One line of what happened.</summary>
public sealed record Happening(DateOnly On, string What, string? Code, Guid? Member, Guid Entry, string? StruckBecause);

/// <summary>A life domain: what worries beside what goes well.</summary>
public sealed record DomainPicture(string Domain, Risk[] Risks, Strength[] Strengths, int Needs, int Goals);

/// <summary>What worries.</summary>
public sealed record Risk(Guid Signal, Guid Member, string Kind, string Phase, string Urgency, string? SaidOfIt);

/// <summary>What goes well.</summary>
public sealed record Strength(Guid Factor, Guid Member, string Kind);

/// <summary>What is being done.</summary>
public sealed record Doing(string What, Guid Entry, Guid[] Members, string? Domain, DateOnly? On);

/// <summary>What waits for the team.</summary>
public sealed record Waiting(Guid Family, Guid Team, string Task, Guid? Member, Guid? About, DateOnly? On, bool Due);

/// <summary>A family in the list.</summary>
public sealed record ListedFamily(Guid Family, Guid Team, int Members, int OpenSignals, DateTimeOffset LastActivity);

/// <summary>A family that said 'not now'.</summary>
public sealed record NotNow(Guid Family, Guid Team, DateOnly HeldOn, DateOnly? ComeBackOn, bool Due);

/// <summary>A line of a referral worklist.</summary>
public sealed record WorkLine(
    Guid Referral, string Number, string? Domain, string? Area, string? Urgency, string? Status, DateTimeOffset? Since, string? Todo,
    DateOnly? Before);

/// <summary>A referral in the list of a team.</summary>
public sealed record ListedReferral(
    Guid Referral, string Number, string Domain, string Urgency, string Status, Guid FromTeam, Guid ToTeam, bool Warm,
    DateTimeOffset Since, Guid? Family);

/// <summary>A check-back that is to be done.</summary>
public sealed record CheckBackLine(Guid CheckBack, Guid Referral, string Number, Guid Team, DateOnly DueOn, string State);

/// <summary>A team to which can be referred.</summary>
public sealed record ListedTeam(TeamEntry Entry, bool Open, bool Reachable);

/// <summary>How a team stands in the directory.</summary>
public sealed record TeamEntry(
    Guid Team, Guid Organisation, string OrganisationKind, string Name, string[] Areas, bool ActsForCollege, string? Phone);

/// <summary>A provision of the sociale kaart.</summary>
public sealed record Provision(
    Guid Id, string Name, string Organisation, string[] Domains, string[] Areas, string ForWhom, string Cost, string HowToApply,
    string Url, string? Description, string? Phone, string? WaitTime, string? Alert, ProvisionCheck Check, string? OpeningHours = null);

/// <summary>How somebody and his organisation stand to a provision.</summary>
public sealed record ProvisionStanding(bool Watched, string Claim);

/// <summary>A provision that somebody follows, and whether it changed since.</summary>
public sealed record WatchedProvision(Guid Provision, string Name, DateTimeOffset Since, DateTimeOffset? Changed, bool Gone);

/// <summary>When somebody last looked whether it is right.</summary>
public sealed record ProvisionCheck(DateOnly On, string By, bool LongAgo);
