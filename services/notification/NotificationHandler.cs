using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications;

/// <summary>The road of commands to the inboxes of teams.</summary>
public sealed class NotificationHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<TeamInbox, NotificationCommand, NotificationEvent>(log, clock, TeamInbox.Kind);
