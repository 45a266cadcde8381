using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Referrals.Reactions;

/// <summary>A family wants help: the need can be referred by the organisation that recorded it.</summary>
internal sealed class WhenNeedsStated(CaseHandler cases, TimeProvider clock) : IConsumer<NeedsStated>
{
    public Task Consume(ConsumeContext<NeedsStated> heard) => cases.Handle(
        heard.Message.Family,
        new HearNeeds(heard.Message.Version, heard.Message.Needs, clock.Now()),
        heard.Command("referral", "when-needs-stated"),
        heard.CancellationToken);
}
