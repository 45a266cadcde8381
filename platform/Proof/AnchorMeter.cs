using System.Diagnostics.Metrics;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// How long the oldest entry of a log waits for a checkpoint that was signed and brought to where it is anchored. Measured by the replica
/// that signs; one that stopped doing so says nothing, because another measures then.
/// </summary>
internal sealed class AnchorMeter : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);
    private readonly Meter meter = new(HouseMeters.Name);
    private readonly TimeProvider clock;
    private readonly string service;
    private (DateTimeOffset? Since, DateTimeOffset Seen)? looked;

    public AnchorMeter(string service, TimeProvider clock)
    {
        (this.service, this.clock) = (service, clock);
        meter.CreateObservableGauge("house.anchor.age", Measure, "s", "Age of the oldest entry that no anchored checkpoint covers");
    }

    /// <summary>When the oldest entry was recorded that still waits, as far as this replica knows.</summary>
    public DateTimeOffset? Since => looked?.Since;

    /// <summary>Looked: since then something waits; null: nothing does.</summary>
    public void Waits(DateTimeOffset? since) => looked = (since, clock.GetUtcNow());

    public void Dispose() => meter.Dispose();

    private Measurement<double>[] Measure()
    {
        if (looked is not { } last || clock.GetUtcNow() - last.Seen > Fresh)
            return [];
        var age = last.Since is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0;
        return [new(age, new KeyValuePair<string, object?>("service", service))];
    }
}
