using System.Diagnostics.Metrics;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// How long the oldest message has been due, how many could not be delivered, and which channel is away and why. Measured by the replica
/// that sends.
/// </summary>
internal sealed class PostMeter : IDisposable
{
    private const int Most = 1_000;
    private readonly Meter meter = new(HouseMeters.Name);
    private readonly TimeProvider clock;
    private readonly Dictionary<string, string> away = [];
    private DateTimeOffset? oldest;
    private int undeliverable;

    public PostMeter(TimeProvider clock)
    {
        this.clock = clock;
        meter.CreateObservableGauge("house.post.oldest", () => Oldest, "s", "How long the oldest message has been due");
        meter.CreateObservableGauge("house.post.undeliverable", () => undeliverable, null, "Messages that could not be delivered");
        meter.CreateObservableGauge("house.post.away", Away, null, "1: the channel takes no mail; why, as a code");
    }

    /// <summary>The age of the oldest message that is due, in seconds.</summary>
    public double Oldest => oldest is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0;

    /// <summary>How many could not be delivered; a thousand means that or more.</summary>
    public int Undeliverable => undeliverable;

    /// <summary>A channel is away; with no reason it is back.</summary>
    public void Says(string channel, string? why)
    {
        lock (away)
        {
            if (why is null)
                away.Remove(channel);
            else
                away[channel] = why;
        }
    }

    /// <summary>Looks how it stands now. What was put off by the provider counts from when it was first due.</summary>
    public async Task Look(IViews views, CancellationToken ct)
    {
        var due = await views.List<PostRow>(PostView.Table, PostView.Waiting, ct, Most);
        var now = clock.GetUtcNow();
        oldest = due.Where(row => row.Tries > 0 || row.Next <= now).Select(row => (DateTimeOffset?)(row.Due ?? row.At)).Min();
        undeliverable = (await views.List<PostRow>(PostView.Table, PostView.Undeliverable, ct, Most)).Count;
    }

    public void Dispose() => meter.Dispose();

    private Measurement<int>[] Away()
    {
        lock (away)
        {
            return [.. away.Select(one => new Measurement<int>(
                1, new("channel", one.Key), new KeyValuePair<string, object?>("why", one.Value)))];
        }
    }
}
