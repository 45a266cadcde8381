using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WarmHandover.Platform.Watching;

/// <summary>The house's own measures and spans. Tags are service names and codes: never an id of a person, never a payload.</summary>
public static class HouseMeters
{
    /// <summary>The name under which meters and spans are published.</summary>
    public const string Name = "WarmHandover";

    /// <summary>Spans of the house: command, announcement, reaction, question.</summary>
    public static readonly ActivitySource Spans = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("house.decisions", description: "Commands decided");
    private static readonly Counter<long> RefusalCount =
        Meter.CreateCounter<long>("house.refusals", description: "Commands refused, by code");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("house.conflicts", description: "Commands decided again");

    private static readonly ConcurrentDictionary<WatchedLag, byte> Watched = [];
    private static readonly ObservableGauge<double> ProjectionLag = Meter.CreateObservableGauge(
        "house.projection.lag", () => Watched.Keys.SelectMany(w => w.Measure()), "s", "Age of the oldest event a view has not folded");

    /// <summary>Measures how far views are behind, in seconds (0: up to date), until it is disposed.</summary>
    public static IDisposable WatchLag(string service, Func<IEnumerable<(string View, double Seconds)>> lag)
    {
        var watched = new WatchedLag(service, lag);
        Watched.TryAdd(watched, 0);
        return watched;
    }

    /// <summary>Counts a decision; with a code it was a refusal.</summary>
    public static void Decided(string service, string? refusal)
    {
        Decisions.Add(1, new KeyValuePair<string, object?>("service", service));
        if (refusal is not null)
            RefusalCount.Add(1, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("code", refusal));
    }

    /// <summary>Counts a command that met a newer version and was decided again.</summary>
    public static void DecidedAgain(string service) => Conflicts.Add(1, new KeyValuePair<string, object?>("service", service));

    private sealed class WatchedLag(string service, Func<IEnumerable<(string View, double Seconds)>> lag) : IDisposable
    {
        public IEnumerable<Measurement<double>> Measure() => lag().Select(one => new Measurement<double>(
            one.Seconds, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("view", one.View)));

        public void Dispose() => Watched.TryRemove(this, out _);
    }
}
