using MassTransit;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// Tells every referral of one family what was heard: one command per stream, from a view that is fresh enough to find them all.
/// </summary>
internal sealed class FamilyReferrals(ReferralHandler referrals, IViews views)
{
    public async Task Tell<T>(ConsumeContext<T> heard, string reaction, Guid family, ReferralCommand command)
        where T : class
    {
        var ct = heard.CancellationToken;
        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(family), ct))
        {
            var context = heard.Command("referral", $"{reaction}|{Referral.Kind.Stream(row.Referral)}");
            await referrals.Handle(row.Referral, command, context, ct);
        }
    }
}
