using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Signals.Keepings;

/// <summary>The road of commands about keeping.</summary>
public sealed class KeepingHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Keeping, KeepingCommand, KeepingFact>(log, clock, Streams)
{
    /// <summary>One stream per family.</summary>
    public static readonly StreamKind<Keeping, KeepingCommand, KeepingFact> Streams =
        new("signal", "keeping", Keeping.Initial, KeepingDecider.Decide, Keeping.Evolve);
}
