using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// The family took back its acceptance of help: the case remembers the newest version, and each referral that rests on it stops. One
/// command per stream.
/// </summary>
internal sealed class WhenHelpStands(CaseHandler cases, ReferralHandler referrals, IViews views, TimeProvider clock)
    : IConsumer<HelpStands>
{
    private const string Name = "when-help-stands";

    public async Task Consume(ConsumeContext<HelpStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        await cases.Handle(said.Family, new HearTakenBack(said.Version, said.TakenBack, now), heard.Command("referral", Name), ct);
        if (said.TakenBack is [] || (await cases.Load(said.Family, ct)).State.HelpVersion > said.Version)
            return;

        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(said.Family), ct, limit: 5_000))
        {
            var context = heard.Command("referral", $"{Name}|{Referral.Kind.Stream(row.Referral)}");
            await referrals.Handle(row.Referral, new HearHelp(said.TakenBack, now), context, ct);
        }
    }
}
