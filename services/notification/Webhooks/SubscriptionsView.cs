using System.Diagnostics;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>A subscription as its organisation sees it: no address, no key.</summary>
public sealed record SubscriptionRow(
    Guid Subscription, Guid Organisation, IReadOnlyList<string> Types, IReadOnlyList<Guid> Teams, string KeyId, string? Paused, bool Ended,
    Position MadeAt, DateTimeOffset At);

/// <summary>The subscriptions of each organisation, and which of them deliver.</summary>
internal sealed class SubscriptionsView() : View<SubscriptionEvent>("notification", "subscription", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "subscriptions";

    /// <summary>The part with those that deliver.</summary>
    public const string Active = "active";

    /// <summary>The part with those of an organisation.</summary>
    public static string Of(Guid organisation) => $"organisation/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<SubscriptionEvent> noted, Rows rows)
    {
        var key = $"subscription/{noted.Id:N}";
        var before = rows.Get<SubscriptionRow>(key);
        var row = noted.Fact switch
        {
            SubscriptionMade m => new SubscriptionRow(
                noted.Id, m.Organisation, m.Types, m.Teams, m.KeyId, Paused: null, Ended: false, noted.Stored.Position, m.At),
            SubscriptionKeyTurned turned => before! with { KeyId = turned.KeyId },
            SubscriptionPaused paused => before! with { Paused = paused.Why },
            SubscriptionResumed => before! with { Paused = null },
            SubscriptionEnded => before! with { Ended = true },
            _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
        };
        rows.Put(key, Of(row.Organisation), row);
        if (row is { Paused: null, Ended: false })
            rows.Put($"active/{noted.Id:N}", Active, row);
        else
            rows.Remove($"active/{noted.Id:N}");
    }
}

/// <summary>A delivery with its last answer.</summary>
public sealed record DeliveryRow(
    Guid Delivery, Guid Event, string Type, string Answer, bool Delivered, int Tries, int Milliseconds, DateTimeOffset? Next,
    DateTimeOffset At);

/// <summary>The deliveries of each subscription, newest first.</summary>
internal sealed class DeliveriesView() : View<DeliveryEvent>("notification", "delivery", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "deliveries";

    /// <summary>The part with the deliveries of a subscription.</summary>
    public static string Of(Guid subscription) => $"subscription/{subscription:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<DeliveryEvent> noted, Rows rows)
    {
        var tried = noted.Fact as DeliveryTried ?? throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        var place = rows.Get<DeliveryPlace>($"place/{noted.Id:N}");
        var before = place is null ? null : rows.Get<DeliveryRow>(place.Key);
        var key = place?.Key ?? $"delivery/{tried.Subscription:N}/{long.MaxValue - tried.At.UtcTicks:d19}/{noted.Id:N}";
        rows.Put(key, Of(tried.Subscription), new DeliveryRow(
            noted.Id, tried.Event, tried.Type, tried.Answer, tried.Delivered || before is { Delivered: true }, (before?.Tries ?? 0) + 1,
            tried.Milliseconds, tried.Next, tried.At));
        rows.Put($"place/{noted.Id:N}", "places", new DeliveryPlace(key));
    }

    /// <summary>Where a delivery stands in the list.</summary>
    public sealed record DeliveryPlace(string Key);
}
