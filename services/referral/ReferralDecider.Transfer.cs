using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>
/// The chapter of transfer. Until the receiver sat down with the family or began to help, the sender leads; from then on the receiver does.
/// The sender's tasks, check-backs and view end there, in the same command.
/// </summary>
public static partial class ReferralDecider
{
    private const string GivenAway = "overgedragen";

    /// <summary>Whether somebody works for the team that transferred the family and has nothing to do with it any more.</summary>
    public static bool Former(Known known, Person by) =>
        known.TakenOver is not null && by.Teams.Contains(known.Draft.FromTeam) && !by.Teams.Contains(known.To.Team);

    private static IEnumerable<ReferralEvent> TakesOver(Known now, DateTimeOffset at) =>
        now is { Transfer: true, TakenOver: null }
            ? [new FamilyTakenOver(now.Draft.FromTeam, now.Draft.FromOrganisation, now.To.Team, now.To.Organisation, at)]
            : [];

    private static IEnumerable<ReferralEvent> AfterTransfer(Known now, FamilyTakenOver fact)
    {
        var asked = now.CheckBacks.Values.Where(c => c.Answer is null && c.Planned.Team == fact.FromTeam).ToArray();
        return
        [
            .. Lapse(now, fact.At, t => t.Set.Team == fact.FromTeam && fact.FromTeam != fact.ToTeam),
            .. CloseTerms(now, GivenAway, fact.At, t => t.Kind == Feedback),
            .. asked.OrderBy(c => c.Planned.CheckBack).Select(c => Cancelled(c, fact.At)),
            .. asked.Length > 0 ? (ReferralEvent[])[ToReceiver(now, TaskReasons.PlanCheckBack, fact.At)] : [],
        ];
    }
}
