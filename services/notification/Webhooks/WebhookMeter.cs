using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>How old the event is that each subscription waits for; by the subscription's id, which is nobody's.</summary>
internal sealed class WebhookMeter : IDisposable
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> waiting = [];
    private readonly Meter meter = new(HouseMeters.Name);

    public WebhookMeter(TimeProvider clock) => meter.CreateObservableGauge(
        "house.webhooks.oldest",
        () => Oldest(clock.GetUtcNow()).Select(one => new Measurement<double>(
            one.Seconds, new KeyValuePair<string, object?>("subscription", one.Subscription))),
        "s", "Age of the event that a subscription waits for");

    /// <summary>The waiting ones, in seconds.</summary>
    public IEnumerable<(Guid Subscription, double Seconds)> Oldest(DateTimeOffset now) =>
        waiting.Select(w => (w.Key, Math.Max(0, (now - w.Value).TotalSeconds)));

    public void Waits(Guid subscription, DateTimeOffset since) => waiting[subscription] = since;

    public void Settled(Guid subscription) => waiting.TryRemove(subscription, out _);

    public void Dispose() => meter.Dispose();
}
