using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Signal said where the family lives now and who of it is no more.</summary>
public sealed record HearFamily(string Area, IReadOnlyList<Guid> Gone, DateTimeOffset At) : ReferralCommand(At);

/// <summary>The chapter of what happens to the family while a referral runs: a move, and a loss.</summary>
public static partial class ReferralDecider
{
    private static Decision<ReferralEvent> HearOf(Known known, HearFamily hear)
    {
        if (known.Gone)
            return [];

        var facts = new List<ReferralEvent>();
        if (hear.Gone.Contains(known.Draft.Need.Member))
            facts.Add(new MemberGone(known.Draft.Need.Member, hear.At));
        else if (hear.Area.Length > 0 && hear.Area != known.LivesIn && known.SentAt is not null && !Ended(known.Status))
            facts.Add(new FamilyMoved(hear.Area, hear.At));
        return [.. facts];
    }

    /// <summary>
    /// After a loss nothing is sent, planned or asked any more; what was done then may still be recorded, and it may end.
    /// </summary>
    private static bool IsAboutTheFuture(Known known, ByPerson wish) => wish switch
    {
        SendReferral => known.SentAt is null,
        ReRouteReferral or AddRows or PlanHandover or PlanCheckBack => true,
        _ => false,
    };

    /// <summary>
    /// After a move both teams are told 'outside your area', and nothing else changes. After a loss every clock, task and later question
    /// about that person stops in the same command; the family's own six weeks to object go on.
    /// </summary>
    private static IEnumerable<ReferralEvent> AfterFamily(Known now, FamilyEvent fact) => fact switch
    {
        FamilyMoved when now.TakenOver is not null => [ToReceiver(now, TaskReasons.OutsideArea, fact.At)],
        FamilyMoved => [ToSender(now, TaskReasons.OutsideArea, fact.At), ToReceiver(now, TaskReasons.OutsideArea, fact.At)],
        SideErased erased => AfterErasure(now, erased),
        MemberGone =>
        [
            .. CloseTerms(now, "persoon-overleden", fact.At, t => t.Kind != Objection),
            .. Lapse(now, fact.At, _ => true),
            .. now.CheckBacks.Values.Where(c => c.Answer is null).OrderBy(c => c.Planned.CheckBack).Select(c => Cancelled(c, fact.At)),
        ],
        _ => [],
    };
}
