using MassTransit;
using WarmHandover.Contracts.Notification;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Referrals.Reactions;

/// <summary>The item lies in the receiving team's inbox: the referral has been received.</summary>
internal sealed class WhenNotificationDelivered(ReferralHandler referrals, TimeProvider clock) : IConsumer<NotificationDelivered>
{
    public async Task Consume(ConsumeContext<NotificationDelivered> heard)
    {
        if (heard.Message is not { Reason: "verwijzing-ontvangen" } delivered)
            return;

        await referrals.Handle(
            delivered.About,
            new MarkReceived(delivered.Team, clock.Now()),
            heard.Command("referral", "when-notification-delivered"),
            heard.CancellationToken);
    }
}
