using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>The day has come to ask whether it helped, or it was asked.</summary>
internal sealed class WhenCheckBackStands(NotificationHandler inboxes, TimeProvider clock) : IConsumer<CheckBackStands>
{
    public Task Consume(ConsumeContext<CheckBackStands> heard) => inboxes.Handle(
        heard.Message.Team,
        new HearCheckBack(heard.MessageId!.Value, heard.Message, clock.Now()),
        heard.Command("notification", "when-check-back-stands"),
        heard.CancellationToken);
}
