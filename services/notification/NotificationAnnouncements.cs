using WarmHandover.Contracts;
using WarmHandover.Contracts.Notification;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications;

/// <summary>What notification says aloud: that something lies in a team's inbox.</summary>
public static class NotificationAnnouncements
{
    /// <summary>Chosen by hand; silence is the default.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<TeamInbox, NotificationEvent> told) => told.Fact is NotificationRaised raised
        ? [new NotificationDelivered(told.Stream, told.Version, raised.Notification, TeamOf(told.Stream), raised.Reason, raised.About,
            raised.At)]
        : [];

    private static Guid TeamOf(string stream) => Guid.ParseExact(stream.AsSpan(stream.IndexOf('-', StringComparison.Ordinal) + 1), "N");
}
