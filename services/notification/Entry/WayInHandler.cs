using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications.Entry;

/// <summary>The road of commands to personal ways in.</summary>
public sealed class WayInHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<WayIn, WayInCommand, WayInEvent>(log, clock, WayIn.Kind);
