using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>What referral holds of a family: what was heard of it, and each of its referrals.</summary>
internal sealed class FindsFamily(IViews views, IEventLog log) : IFindsFamily
{
    private const int Most = 5000;

    public async Task<FamilyTrail> Trail(Guid family, CancellationToken ct)
    {
        await views.Fresh(ReferralsView.Table, await log.Head(ct), ct);
        var rows = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(family), ct, Most);
        return new(
            [Case.Kind.Stream(family), .. rows.Select(row => Referral.Kind.Stream(row.Referral))],
            [family, .. rows.Select(row => row.Referral)]);
    }
}
