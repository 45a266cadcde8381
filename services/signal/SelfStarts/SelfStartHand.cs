using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.SelfStarts;

/// <summary>The road of commands to calls for help.</summary>
public sealed class SelfStartHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<SelfStart, SelfStartCommand, SelfStartFact>(log, clock, Streams)
{
    /// <summary>One stream per call.</summary>
    public static readonly StreamKind<SelfStart, SelfStartCommand, SelfStartFact> Streams =
        new("signal", "selfstart", SelfStart.Initial, SelfStartDecider.Decide, SelfStart.Evolve);
}

/// <summary>
/// Destroys who asked for help and how to reach him: a week after the answer, or when nobody answered before the term was over. First the
/// fact, then payloads and keys, then the fact that it is done (decision 6).
/// </summary>
public sealed class SelfStartHand(SelfStartHandler selfStarts, IKeyStore keys, IPayloads payloads, TimeProvider clock)
    : ClockHand<SelfStartRow>(SelfStartsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(SelfStartRow row, DateTimeOffset due, CancellationToken ct)
    {
        var lapse = DerivedIds.Of(row.SelfStart, "self-start-lapse");
        var answer = await selfStarts.Handle(row.SelfStart, new LapseSelfStart(clock.Now()), new(lapse, Actor.House("signal")), ct);
        if (answer.State.Open)
            return;

        var owner = PayloadOwner.Family(row.SelfStart, row.Organisation);
        await payloads.DestroyOwner(owner, ct);
        await keys.Destroy(owner, ct);
        var done = DerivedIds.Of(row.SelfStart, "self-start-destroyed");
        await selfStarts.Handle(row.SelfStart, new DestroySelfStart(clock.Now()), new(done, Actor.House("signal")), ct);
    }
}
