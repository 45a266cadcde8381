using System.Globalization;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications;

/// <summary>Wakes what was put aside and reminds the team of what lies open, each once, also after a day of downtime.</summary>
public sealed class InboxHand(NotificationHandler inboxes, TimeProvider clock)
    : ClockHand<TickRow>(InboxView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(TickRow tick, DateTimeOffset due, CancellationToken ct)
    {
        var (now, at) = (clock.Now(), due.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        NotificationCommand command = tick.Wakes ? new WakeNotification(tick.Notification, now) : new RemindTeam(tick.Notification, now);
        var context = new CommandContext(
            DerivedIds.Of(tick.Notification, $"{(tick.Wakes ? "wakes" : "reminds")}|{at}"), Actor.House("notification"));
        await inboxes.Handle(tick.Team, command, context, ct);
    }
}

/// <summary>The inbox of an area, which its focus officers read: a stream of its own, found by the area's code.</summary>
public static class AreaInbox
{
    private static readonly Guid Source = Guid.Parse("5d0c9a41-6f52-8c1e-9a57-3b0f7e4d2c10");

    /// <summary>The id of an area's inbox.</summary>
    public static Guid Of(string area) => DerivedIds.Of(Source, $"area|{area}");

    /// <summary>What is known of it.</summary>
    public static InboxDescribed Described(string area, DateTimeOffset at) =>
        new(area, Organisation: null, Open: true, new($"area|{area}", 1), at);
}
