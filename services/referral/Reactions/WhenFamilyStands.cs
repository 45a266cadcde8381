using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// A family moved or lost somebody: the case remembers the newest version, and each of its referrals hears it. One command per stream.
/// </summary>
internal sealed class WhenFamilyStands(CaseHandler cases, ReferralHandler referrals, IViews views, TimeProvider clock)
    : IConsumer<FamilyStands>
{
    private const string Name = "when-family-stands";
    private const string DoNotInform = "niet-informeren";

    public async Task Consume(ConsumeContext<FamilyStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        var gone = said.Members.Where(m => m.Gone is not null).Select(m => m.Id).ToArray();
        Guid[] still = [.. said.Members.Where(m => m.SafetyFlags.Contains(DoNotInform)).Select(m => m.Id)];
        var where = new HearWhere(said.Version, said.Area, gone, now, still is [] ? null : still);
        await cases.Handle(said.Family, where, heard.Command("referral", Name), ct);
        if ((await cases.Load(said.Family, ct)).State.FamilyVersion > said.Version)
            return;

        await views.FreshToHead(ReferralsView.Table, ct);
        foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(said.Family), ct, limit: 5_000))
        {
            var context = heard.Command("referral", $"{Name}|{Referral.Kind.Stream(row.Referral)}");
            await referrals.Handle(row.Referral, new HearFamily(said.Area, gone, now), context, ct);
        }
    }
}
