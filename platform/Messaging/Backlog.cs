using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// How old the oldest fact is that was not yet said aloud: the health number of an announcer, an alert and never a readiness.
/// </summary>
internal sealed class Backlog(string service, string walk, TimeProvider clock) : IDisposable
{
    private static readonly Meter Meter = new(HouseMeters.Name);
    private static readonly ConcurrentDictionary<Backlog, byte> Watched = [];
    private static readonly ObservableGauge<double> Age = Meter.CreateObservableGauge(
        "house.backlog.age", () => Watched.Keys.Select(one => one.Measure()), "s", "Age of the oldest fact that was not yet announced");

    /// <summary>When the oldest unsaid fact was recorded; null when everything is said.</summary>
    public DateTimeOffset? Since { get; set; }

    public static Backlog Watch(string service, string walk, TimeProvider clock)
    {
        var backlog = new Backlog(service, walk, clock);
        Watched.TryAdd(backlog, 0);
        return backlog;
    }

    public void Dispose() => Watched.TryRemove(this, out _);

    private Measurement<double> Measure() => new(
        Since is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0,
        new KeyValuePair<string, object?>("service", service),
        new KeyValuePair<string, object?>("walk", walk));
}
