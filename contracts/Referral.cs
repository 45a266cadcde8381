namespace WarmHandover.Contracts.Referral;

/// <summary>
/// Where a referral stands after a transition. Status codes are those of <c>docs/glossary.md</c>; <see cref="Number"/> is the opaque number
/// that people may see.
/// </summary>
public sealed record ReferralMoved(
    string Stream, long Version, Guid Referral, string Number, Guid Family, Guid Need,
    string From, string To, string? Reason, string Urgency,
    Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, DateTimeOffset At) : IAnnouncement;

/// <summary>Somebody is to ask whether it helped. Announced when planned, due and answered.</summary>
public sealed record CheckBackStands(
    string Stream, long Version, Guid Referral, string Number, Guid CheckBack, Guid Team, Guid Organisation, DateOnly DueOn, string State)
    : IAnnouncement;

/// <summary>A team of the directory: what consent and notification must know of a recipient.</summary>
public sealed record TeamStands(
    string Stream, long Version, Guid Team, Guid Organisation, string OrganisationKind, string Area, bool ActsForCollege, bool Open)
    : IAnnouncement;
