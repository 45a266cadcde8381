namespace WarmHandover.Contracts.Referral;

/// <summary>
/// Where a referral stands after a transition. Status codes are those of <c>docs/glossary.md</c>; <see cref="Number"/> is the opaque number
/// that people may see.
/// </summary>
public sealed record ReferralMoved(
    string Stream, long Version, Guid Referral, string Number, Guid Family, Guid Need,
    string From, string To, string? Reason, string Urgency,
    Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, DateTimeOffset At) : IAnnouncement
{
    /// <summary>The sender transferred the family before this move: it is told nothing of it any more.</summary>
    public bool SenderLeft { get; init; }
}

/// <summary>
/// A transfer was completed: the receiving team leads the care around the family from now on. Whoever was its contact person is so no more.
/// </summary>
public sealed record FamilyHandedOver(
    string Stream, long Version, Guid Referral, string Number, Guid Family, Guid FromTeam, Guid FromOrganisation, Guid ToTeam,
    Guid ToOrganisation, DateTimeOffset At) : IAnnouncement;

/// <summary>Somebody is to ask whether it helped. Announced when planned, due and answered.</summary>
public sealed record CheckBackStands(
    string Stream, long Version, Guid Referral, string Number, Guid CheckBack, Guid Team, Guid Organisation, DateOnly DueOn, string State)
    : IAnnouncement;

/// <summary>A team of the directory: what consent and notification must know of a recipient.</summary>
public sealed record TeamStands(
    string Stream, long Version, Guid Team, Guid Organisation, string OrganisationKind, string Area, bool ActsForCollege, bool Open)
    : IAnnouncement
{
    /// <summary>When it closed: the team of the same organisation that goes on with what it still had to do; mostly nothing.</summary>
    public Guid? GoesOnAs { get; init; }
}

/// <summary>
/// A term of a referral after a fact of it: running, shortened, put-off, approaching, expired, met or closed. By law or only agreed; owed
/// by
/// receiver, sender or family-wish. Late: the house was down when it should have been said.
/// </summary>
public sealed record TermStands(
    string Stream, long Version, Guid Referral, string Number, string Term, string Kind, bool Legal, string OwedBy, string State,
    DateOnly StartsOn, DateOnly EndsOn, DateOnly StrictEndsOn, DateOnly? LaterOn, bool Late, string Area,
    Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, DateTimeOffset At) : IAnnouncement;

/// <summary>
/// A team has something to do for a referral (state set), most often call the family: 'does it still want help?'; or it was done, or is
/// needed no more (state done). <see cref="Before"/> is the planned conversation that it should come before.
/// </summary>
public sealed record TaskStands(
    string Stream, long Version, Guid Referral, string Number, Guid Task, string Reason, Guid Team, Guid Organisation,
    DateTimeOffset? Before, string State, string? Outcome, DateTimeOffset At) : IAnnouncement;

/// <summary>
/// Whether a person may come in for one purpose, until when (decision 21): notification makes the code, brings it and checks it. <see
/// cref="Organisation"/> hands it over at its desk and may end it. Said again when it changes;
/// <see cref="Open"/> false closes the way at once.
/// </summary>
public sealed record PersonMayComeIn(
    string Stream, long Version, Guid Way, Guid Family, Guid Person, string Role, string Purpose, Guid About, Guid Organisation,
    DateTimeOffset Until, bool Open) : IAnnouncement;

/// <summary>What an erasure ordered was destroyed here.</summary>
public sealed record DataDestroyed(string Stream, long Version, Guid Erasure, DateTimeOffset At) : IAnnouncement;
