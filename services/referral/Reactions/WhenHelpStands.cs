using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// The family took back its acceptance of help: the case remembers the newest version, and each referral that rests on it stops. One
/// command per stream.
/// </summary>
internal sealed class WhenHelpStands(CaseHandler cases, FamilyReferrals referrals, TimeProvider clock) : IConsumer<HelpStands>
{
    private const string Name = "when-help-stands";

    public async Task Consume(ConsumeContext<HelpStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        await cases.Handle(said.Family, new HearTakenBack(said.Version, said.TakenBack, now), heard.Command("referral", Name), ct);
        if (said.TakenBack is [] || (await cases.Load(said.Family, ct)).State.HelpVersion > said.Version)
            return;

        await referrals.Tell(heard, Name, said.Family, new HearHelp(said.TakenBack, now));
    }
}
