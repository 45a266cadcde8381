using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// The family agreed to something or took it back: the case remembers it, and every referral of the family that still runs hears which of
/// its rows are allowed. One command per stream. A referral drafted in the same moment learns it from the case, or when it is sent.
/// </summary>
internal sealed class WhenConsentStands(CaseHandler cases, ReferralHandler referrals, IViews views, TimeProvider clock)
    : IConsumer<ConsentStands>
{
    private const string Name = "when-consent-stands";

    public async Task Consume(ConsumeContext<ConsentStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        await cases.Handle(said.Family, new HearConsent(said.Version, said.Requests, now), heard.Command("referral", Name), ct);

        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(said.Family), ct, limit: 5_000))
        {
            var context = heard.Command("referral", $"{Name}|{Referral.Kind.Stream(row.Referral)}");
            await referrals.Handle(row.Referral, new HearRows(said.Version, said.Requests, now), context, ct);
        }
    }
}
