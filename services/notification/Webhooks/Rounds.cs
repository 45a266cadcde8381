using WarmHandover.Notifications.Posting;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>
/// One walk through the log per subscription: the next event goes when the one before it arrived, so order is kept, nothing is queued in
/// memory, and a target that hangs delays nobody but itself.
/// </summary>
internal sealed class Walker(
    IEventLog log, SubscriptionHandler subscriptions, DeliveryHandler deliveries, ICheckpoints checkpoints, Courier courier,
    TimeProvider clock,
    WebhookMeter meter)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly Actor House = Actor.House("notification");

    /// <summary>Walks until the subscription rests or ends, or the round is over.</summary>
    public async Task Walk(Guid subscription, Position from, CancellationToken ct)
    {
        var place = $"webhook-{subscription:N}";
        var at = (await checkpoints.Load(place, ct))?.Position ?? from;
        while ((await subscriptions.Load(subscription, ct)).State is { Delivers: true } now)
        {
            Checkpoint? last = null;
            await foreach (var stored in log.ReadAll(at, AtOnce, ct))
            {
                if (stored.Type == "event-noted.v1" && Facts.Read<OutwardEvent>(stored.Type, stored.Data) is EventNoted noted
                    && IsFor(now.Made!, noted) && !await Deliver(subscription, now, stored.Id, noted, ct))
                {
                    if (last is not null)
                        await checkpoints.Save(place, last, ct);
                    return;
                }

                last = new(stored.Position, stored.Id);
            }

            meter.Settled(subscription);
            if (last is null)
                await log.WaitForMore(at, Look, ct);
            else
                await checkpoints.Save(place, last, ct);
            at = last?.Position ?? at;
        }
    }

    /// <summary>
    /// Whether an event is for a subscription: of its organisation, its types, its teams. A checkpoint is about nobody, and for everybody.
    /// </summary>
    public static bool IsFor(SubscriptionMade made, EventNoted noted) =>
        made.Types.Contains(noted.Type) && (noted.Type == EventTypes.Checkpoint
            || (noted.Organisations.Contains(made.Organisation)
                && (made.Teams.Count == 0 || made.Teams.Intersect(noted.Teams).Any())));

    /// <summary>Brings one event, for about a day; false when the subscription rests because of it.</summary>
    private async Task<bool> Deliver(Guid subscription, Subscription now, Guid outward, EventNoted noted, CancellationToken ct)
    {
        var id = Delivery.Of(subscription, outward);
        meter.Waits(subscription, noted.At);
        while (true)
        {
            var state = (await deliveries.Load(id, ct)).State;
            if (state.Delivered)
                return true;

            now = (await subscriptions.Load(subscription, ct)).State;
            if (!now.Delivers)
                return false;

            var counted = state.Tries.Where(t => t.At >= now.Since && t.By is null).ToArray();
            if (counted is [.., { Answer: "410" }])
                return await Pause(subscription, SubscriptionDecider.Gone, ct);
            if (counted is [.., { Next: null }])
                return await Pause(subscription, SubscriptionDecider.Unreachable, ct);
            if (counted is [.., { Next: { } next }] && next > clock.GetUtcNow())
            {
                await Task.Delay(Look / 4, ct);
                continue;
            }

            using var grace = new Grace(ct);
            var (answer, delivered, took) = await courier.Bring(now, courier.Body(outward, noted, noted.At), grace.Token);
            var last = delivered || counted.Length >= Delivery.Pauses.Count;
            DateTimeOffset? wait = last ? null : clock.Now() + Delivery.Pauses[counted.Length];
            var tried = new DeliveryTried(subscription, outward, noted.Type, answer, delivered, took, wait, By: null, clock.Now());
            await deliveries.Handle(id, new(tried), new(Guid.CreateVersion7(), House), grace.Token);
        }
    }

    private async Task<bool> Pause(Guid subscription, string why, CancellationToken ct)
    {
        await subscriptions.Handle(subscription, new PauseSubscription(why, By: null, clock.Now()), new(Guid.CreateVersion7(), House), ct);
        return false;
    }
}

/// <summary>Keeps one walker going for each subscription that delivers, in one replica at a time.</summary>
internal sealed class WebhookRounds(IViews views, Walker walker, ILeases leases, ILogger<WebhookRounds> logger)
    : LeasedWork(leases, Name, TimeSpan.FromSeconds(15), Look)
{
    private const string Name = "webhooks";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var walks = new Dictionary<Guid, Task>();
        try
        {
            while (await lease.Renew(ct))
            {
                foreach (var row in await views.List<SubscriptionRow>(SubscriptionsView.Table, SubscriptionsView.Active, ct))
                {
                    if (!walks.TryGetValue(row.Subscription, out var walk) || walk.IsCompleted)
                        walks[row.Subscription] = Go(row, round.Token);
                }

                await Task.Delay(Look, ct);
            }
        }
        finally
        {
            await round.CancelAsync();
            await Task.WhenAll(walks.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override void Waits(Exception fault) => logger.PostWaits(Name, fault.GetType().Name);

    private async Task Go(SubscriptionRow row, CancellationToken ct)
    {
        try
        {
            await walker.Walk(row.Subscription, row.MadeAt, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            logger.PostWaits(Name, fault.GetType().Name);
            await Task.Delay(Look, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
