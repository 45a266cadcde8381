using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Web;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>
/// Who may come in by a way of his own: a volunteer while he supports a family, and the family while it is asked whether it helped. What
/// it is about is the referral; the way says which support or check-back.
/// </summary>
public static class WaysInAnnouncements
{
    /// <summary>What is said of one fact about a way in.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<Referral, ReferralEvent> told, Known known) => told.Fact switch
    {
        VolunteerAssigned assigned => [Volunteer(told, known, assigned, open: true)],
        VolunteerDeclined or VolunteerReleased => known.Supports
            .Where(s => s.Assigned.Way == ((SupportEvent)told.Fact).Way)
            .Select(s => Volunteer(told, known, s.Assigned, open: false)),
        CheckBackPlanned { How: ReferralDecider.OwnWay } p =>
            [Asked(told, known, p.CheckBack, p.Organisation, ReferralDecider.OwnWayUntil(p), open: true)],
        CheckBackAnswered answered when known.CheckBacks[answered.CheckBack].Planned is { How: ReferralDecider.OwnWay } p =>
            [Asked(told, known, p.CheckBack, p.Organisation, ReferralDecider.OwnWayUntil(p), open: false)],
        CheckBackCancelled { Desk: { } desk } cancelled => [Asked(told, known, cancelled.CheckBack, desk, cancelled.At, open: false)],
        _ => [],
    };

    private static PersonMayComeIn Volunteer(
        Told<Referral, ReferralEvent> told, Known known, VolunteerAssigned assigned, bool open) => new(
        told.Stream, told.Version, assigned.Way, known.Draft.Family, assigned.Volunteer, Roles.Volunteer, WaysIn.Purposes.Volunteer,
        ReferralNumber.IdOf(told.Stream), assigned.Organisation, assigned.Until, open);

    private static PersonMayComeIn Asked(
        Told<Referral, ReferralEvent> told, Known known, Guid checkBack, Guid desk, DateTimeOffset until, bool open) => new(
        told.Stream, told.Version, ReferralDecider.WayOf(checkBack), known.Draft.Family, known.Draft.Need.Member,
        ReferralDecider.ComesInYoung(known.Draft.Need.Band) ? Roles.Young : Roles.Parent, WaysIn.Purposes.CheckBack,
        ReferralNumber.IdOf(told.Stream), desk, until, open);
}
