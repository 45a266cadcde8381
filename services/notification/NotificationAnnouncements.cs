using WarmHandover.Contracts;
using WarmHandover.Contracts.Notification;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications;

/// <summary>What notification says aloud: that something lies in a team's inbox.</summary>
public static class NotificationAnnouncements
{
    /// <summary>Chosen by hand; silence is the default. The inbox of an area is the focus officer's: nobody waits for it.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<TeamInbox, NotificationEvent> told) => (told.Fact, told.After) switch
    {
        (NotificationRaised raised, not { Description: { Organisation: null } }) => [new NotificationDelivered(
            told.Stream, told.Version, raised.Notification, TeamOf(told.Stream), raised.Reason, raised.About, raised.At)],
        (WithdrawalConfirmed said, var inbox) when About(said, inbox) is { Family: { } family } item =>
            [new Contracts.Notification.WithdrawalConfirmed(
                told.Stream, told.Version, said.Notification, family, item.About, TeamOf(told.Stream), said.Word, said.Law, said.Until,
                said.By, item.At, said.At)],
        _ => [],
    };

    private static NotificationRaised? About(WithdrawalConfirmed said, TeamInbox inbox) =>
        inbox.Items.GetValueOrDefault(said.Notification)?.Raised;

    private static Guid TeamOf(string stream) => Guid.ParseExact(stream.AsSpan(stream.IndexOf('-', StringComparison.Ordinal) + 1), "N");
}
