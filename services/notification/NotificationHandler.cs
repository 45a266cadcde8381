using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Policies;

namespace WarmHandover.Notifications;

/// <summary>The road of commands to the inboxes of teams. An inbox only grows, so its fold is kept and goes on from there.</summary>
public sealed class NotificationHandler(IEventLog log, TimeProvider clock, PolicyHandler policies)
    : CommandHandler<TeamInbox, NotificationCommand, NotificationEvent>(log, clock, TeamInbox.Kind, new())
{
    /// <summary>Decides a command, with the times at which is reminded.</summary>
    public new async Task<Answered<TeamInbox, NotificationEvent>> Handle(
        Guid id, NotificationCommand command, CommandContext context, CancellationToken ct)
    {
        var times = new ReminderTimes((await policies.Load(ReminderTimes.Kind.Id, ct)).State);
        return await base.Handle(id, command with { Times = times }, context, ct);
    }
}
