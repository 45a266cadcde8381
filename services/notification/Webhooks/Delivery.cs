using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications.Webhooks;

// Facts, stored for good.

/// <summary>Something that happened while one event was brought to one subscription.</summary>
[JsonDerivedType(typeof(DeliveryTried), "delivery-tried.v1")]
public abstract record DeliveryEvent(DateTimeOffset At);

/// <summary>
/// One try and its answer: the status, or a code for what went wrong before there was one; how long it took; and when it is tried next.
/// </summary>
public sealed record DeliveryTried(
    Guid Subscription, Guid Event, string Type, string Answer, bool Delivered, int Milliseconds, DateTimeOffset? Next, string? By,
    DateTimeOffset At) : DeliveryEvent(At);

/// <summary>Note a try.</summary>
public sealed record NoteTry(DeliveryTried Try);

/// <summary>How one event stands with one subscription.</summary>
public sealed record Delivery
{
    /// <summary>How its stream is named, decided and folded.</summary>
    public static readonly StreamKind<Delivery, NoteTry, DeliveryEvent> Kind =
        new("notification", "delivery", new(), (wish, _) => [wish.Try], Evolve);

    /// <summary>Pauses between tries: about a day together.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        .. new[] { 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800 }.Select(s => TimeSpan.FromSeconds(s)),
    ];

    /// <summary>Whether it arrived.</summary>
    public bool Delivered { get; init; }

    /// <summary>The tries, oldest first.</summary>
    public IReadOnlyList<DeliveryTried> Tries { get; init; } = [];

    /// <summary>The delivery of an event to a subscription: always the same id.</summary>
    public static Guid Of(Guid subscription, Guid outward) => DerivedIds.Of(subscription, $"delivery|{outward:N}");

    /// <summary>The state after a fact.</summary>
    public static Delivery Evolve(Delivery state, DeliveryEvent fact) => fact switch
    {
        DeliveryTried tried => new() { Delivered = state.Delivered || tried.Delivered, Tries = [.. state.Tries, tried] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a delivery"),
    };
}

/// <summary>The road of commands to deliveries.</summary>
public sealed class DeliveryHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Delivery, NoteTry, DeliveryEvent>(log, clock, Delivery.Kind);

/// <summary>The road of commands to subscriptions.</summary>
public sealed class SubscriptionHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Subscription, SubscriptionCommand, SubscriptionEvent>(log, clock, Subscription.Kind);
