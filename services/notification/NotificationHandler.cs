using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications;

/// <summary>The road of commands to the inboxes of teams. An inbox only grows, so its fold is kept and goes on from there.</summary>
public sealed class NotificationHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<TeamInbox, NotificationCommand, NotificationEvent>(log, clock, TeamInbox.Kind, new());
