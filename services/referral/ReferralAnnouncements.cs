using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>What referral says aloud: every move, every check-back, every team. Ids, codes and times.</summary>
public static class ReferralAnnouncements
{
    /// <summary>The status before the first one.</summary>
    public const string Nothing = "nothing";

    /// <summary>What is said of one fact of a referral.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<Referral, ReferralEvent> told) => (told.After, told.Fact) switch
    {
        (Known known, CheckBackPlanned planned) =>
            [Stands(told, known, planned.CheckBack, "planned"), .. WaysInAnnouncements.Of(told, known)],
        (Known known, CheckBackDue due) => [Stands(told, known, due.CheckBack, "due")],
        (Known known, CheckBackAnswered answered) =>
            [Stands(told, known, answered.CheckBack, "answered"), .. WaysInAnnouncements.Of(told, known)],
        (Known known, CheckBackCancelled or SupportEvent) => WaysInAnnouncements.Of(told, known),
        (Known known, FamilyTakenOver taken) => [new FamilyHandedOver(
            told.Stream, told.Version, ReferralNumber.IdOf(told.Stream), known.Draft.Number, known.Draft.Family, taken.FromTeam,
            taken.FromOrganisation, taken.ToTeam, taken.ToOrganisation, told.Fact.At)],
        (Known known, TermEvent term) => TermAnnouncements.Of(told, known, term),
        (Known known, TaskEvent task) => TermAnnouncements.Of(told, known, task),
        (Known known, _) when ReferenceEquals(known.Move, told.Fact) => [Moved(told, known)],
        _ => [],
    };

    /// <summary>What is said of one fact of a team.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<Team, TeamEvent> told) => told.After switch
    {
        _ when told.Fact is TeamOutOfReach or TeamInReach => [],
        Team.Open { Entry: var entry } => [Stands(told, entry, open: true)],
        Team.Closed { Entry: var entry, GoesOnAs: var other } => [Stands(told, entry, open: false) with { GoesOnAs = other }],
        _ => [],
    };

    /// <summary>The reason code of a move, where it has one.</summary>
    public static string? ReasonOf(ReferralEvent move) => move switch
    {
        ReferralDeclined declined => declined.Reason,
        ReferralReRouted on => on.Reason,
        ReferralRecalled recalled => recalled.Reason,
        ReferralStopped stopped => stopped.Reason,
        ReferralExpired expired => expired.Reason,
        HandoverMissed missed => missed.Reason,
        HelpPaused paused => paused.Reason,
        HelpCompleted completed => completed.Outcome,
        ReferralReopened reopened => reopened.Reason,
        VolunteerDeclined no => no.Reason,
        VolunteerWantsToStop stop => stop.Reason,
        VolunteerReleased released => released.Reason,
        _ => null,
    };

    private static ReferralMoved Moved(Told<Referral, ReferralEvent> told, Known known) => new(
        told.Stream, told.Version, ReferralNumber.IdOf(told.Stream), known.Draft.Number, known.Draft.Family, known.Draft.Need.Id,
        known.From is { } from ? Transitions.Code(from) : Nothing, Transitions.Code(known.Status), ReasonOf(known.Move),
        known.Draft.Urgency, known.Draft.FromTeam, known.Draft.FromOrganisation, known.To.Team, known.To.Organisation, told.Fact.At)
    {
        SenderLeft = known.SenderLeft,
    };

    private static CheckBackStands Stands(Told<Referral, ReferralEvent> told, Known known, Guid checkBack, string state)
    {
        var planned = known.CheckBacks[checkBack].Planned;
        return new(
            told.Stream, told.Version, ReferralNumber.IdOf(told.Stream), known.Draft.Number, checkBack, planned.Team, planned.Organisation,
            planned.DueOn, state);
    }

    private static TeamStands Stands(Told<Team, TeamEvent> told, TeamEntry entry, bool open) => new(
        told.Stream, told.Version, entry.Team, entry.Organisation, entry.OrganisationKind, string.Join(',', entry.Areas),
        entry.ActsForCollege, open);
}
