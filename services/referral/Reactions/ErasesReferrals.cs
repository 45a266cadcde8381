using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// What the referral service does when an organisation's whole file of a family is destroyed: it has nothing to do with its referrals any
/// more. Of one person only the words go; the referrals stay as they are. One command per stream.
/// </summary>
internal sealed class ErasesReferrals(ReferralHandler referrals, IViews views, TimeProvider clock) : IErases
{
    private const int Most = 5_000;

    public async Task<IReadOnlyList<Guid>> Erase(DestructionOrdered order, CancellationToken ct)
    {
        if (order.Member is not null)
            return [];

        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var part in order.Parts)
        {
            foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(part.Family), ct, limit: Most))
            {
                var context = new CommandContext(
                    DerivedIds.Of(order.Erasure, $"side|{Referral.Kind.Stream(row.Referral)}"), Actor.House("referral"));
                await referrals.Handle(row.Referral, new EraseSide(order.Erasure, order.Organisation, clock.Now()), context, ct);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> StillKept(DestructionOrdered order, DateOnly receivedUntil, CancellationToken ct)
    {
        var kept = new HashSet<string>();
        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var part in order.Parts)
        {
            foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(part.Family), ct))
            {
                if ((await referrals.Load(row.Referral, ct)).State is Referral.Known known
                    && Amsterdam.DateAt(known.Move.At) > receivedUntil)
                {
                    kept.Add(Referral.Kind.Stream(row.Referral));
                }
            }
        }

        return kept;
    }

    /// <summary>That it is done.</summary>
    public static IEnumerable<IAnnouncement> Say(Told<Destruction, DestructionFact> told) =>
        told is { Fact: DestructionDone done, After.Ordered: { } order }
            ? [new DataDestroyed(told.Stream, told.Version, order.Erasure, done.At)]
            : [];
}
