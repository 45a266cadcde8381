using System.Diagnostics;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Notifications;

/// <summary>What somebody wants of a subscription.</summary>
public abstract record SubscriptionCommand(DateTimeOffset At);

/// <summary>Make it.</summary>
public sealed record MakeSubscription(SubscriptionMade Wanted) : SubscriptionCommand(Wanted.At);

/// <summary>Turn its key.</summary>
public sealed record TurnKey(SubscriptionKeyTurned Wanted) : SubscriptionCommand(Wanted.At);

/// <summary>Let it rest.</summary>
public sealed record PauseSubscription(string Why, string? By, DateTimeOffset At) : SubscriptionCommand(At);

/// <summary>Let it go on.</summary>
public sealed record ResumeSubscription(string By, DateTimeOffset At) : SubscriptionCommand(At);

/// <summary>End it.</summary>
public sealed record EndSubscription(string By, DateTimeOffset At) : SubscriptionCommand(At);

/// <summary>How a subscription lives.</summary>
public static class SubscriptionDecider
{
    /// <summary>An event could not be delivered for a day.</summary>
    public const string Unreachable = "een-dag-niet-bezorgd";

    /// <summary>The target said that it is gone for good (410).</summary>
    public const string Gone = "bestaat-niet-meer";

    /// <summary>Decides one command.</summary>
    public static Decision<SubscriptionEvent> Decide(SubscriptionCommand command, Subscription state) => (command, state) switch
    {
        (MakeSubscription { Wanted: var wanted }, { Made: null }) => [wanted],
        (MakeSubscription, _) => [],
        (_, { Made: null }) => Refusals.Missing,
        (EndSubscription, { Ended: true }) => [],
        (_, { Ended: true }) => SubscriptionRefusals.Ended,
        (EndSubscription wish, _) => [new SubscriptionEnded(wish.By, wish.At)],
        (TurnKey { Wanted: var turned }, _) => state.Key!.Id == turned.KeyId ? [] : [turned],
        (PauseSubscription wish, _) => state.Paused is null ? [new SubscriptionPaused(wish.Why, wish.By, wish.At)] : [],
        (ResumeSubscription wish, _) => state.Paused is null ? [] : [new SubscriptionResumed(wish.By, wish.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };
}

/// <summary>Every no about a subscription.</summary>
public static class SubscriptionRefusals
{
    public static readonly Refusal Ended = new("abonnement-beeindigd", "Dit abonnement is beëindigd. Maak een nieuw.");

    public static readonly Refusal ShownOnce = new(
        "sleutel-al-getoond", "De sleutel wordt maar één keer getoond. Vervang hem om een nieuwe te zien.");
}
