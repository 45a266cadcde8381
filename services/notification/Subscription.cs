using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one webhook subscription of an organisation.</summary>
[JsonDerivedType(typeof(SubscriptionMade), "subscription-made.v1")]
[JsonDerivedType(typeof(SubscriptionKeyTurned), "subscription-key-turned.v1")]
[JsonDerivedType(typeof(SubscriptionPaused), "subscription-paused.v1")]
[JsonDerivedType(typeof(SubscriptionResumed), "subscription-resumed.v1")]
[JsonDerivedType(typeof(SubscriptionEnded), "subscription-ended.v1")]
public abstract record SubscriptionEvent(DateTimeOffset At);

/// <summary>Made: which types, of which teams (none is all of the organisation). Address and key lie in the vault.</summary>
public sealed record SubscriptionMade(
    Guid Organisation, IReadOnlyList<string> Types, IReadOnlyList<Guid> Teams, PayloadRef Target, string KeyId, PayloadRef Key, string By,
    DateTimeOffset At) : SubscriptionEvent(At);

/// <summary>A new key; both sign until the old one ends.</summary>
public sealed record SubscriptionKeyTurned(string KeyId, PayloadRef Key, DateTimeOffset OldUntil, string By, DateTimeOffset At)
    : SubscriptionEvent(At);

/// <summary>Nothing is delivered for now: by a person, or because an event could not be delivered for a day.</summary>
public sealed record SubscriptionPaused(string Why, string? By, DateTimeOffset At) : SubscriptionEvent(At);

/// <summary>Goes on with the event at which it stopped.</summary>
public sealed record SubscriptionResumed(string By, DateTimeOffset At) : SubscriptionEvent(At);

/// <summary>Ended for good.</summary>
public sealed record SubscriptionEnded(string By, DateTimeOffset At) : SubscriptionEvent(At);

/// <summary>A key with which deliveries are signed.</summary>
public sealed record SigningKey(string Id, PayloadRef Key);

/// <summary>One subscription as its facts tell it.</summary>
public sealed record Subscription
{
    /// <summary>Before the first fact.</summary>
    public static readonly Subscription Initial = new();

    /// <summary>How a subscription's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Subscription, SubscriptionCommand, SubscriptionEvent> Kind =
        new("notification", "subscription", Initial, SubscriptionDecider.Decide, Evolve);

    /// <summary>What was asked; null before it was made.</summary>
    public SubscriptionMade? Made { get; init; }

    /// <summary>The key that signs.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>The key that still signs beside it, until when.</summary>
    public (SigningKey Key, DateTimeOffset Until)? OldKey { get; init; }

    /// <summary>Why it rests; null while it delivers.</summary>
    public string? Paused { get; init; }

    /// <summary>Since when tries count: when it was made or resumed.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Ended for good.</summary>
    public bool Ended { get; init; }

    /// <summary>Whether events go out.</summary>
    public bool Delivers => Made is not null && Paused is null && !Ended;

    /// <summary>The state after a fact.</summary>
    public static Subscription Evolve(Subscription state, SubscriptionEvent fact) => fact switch
    {
        SubscriptionMade made => new() { Made = made, Key = new(made.KeyId, made.Key), Since = made.At },
        SubscriptionKeyTurned turned => state with { Key = new(turned.KeyId, turned.Key), OldKey = (state.Key!, turned.OldUntil) },
        SubscriptionPaused paused => state with { Paused = paused.Why },
        SubscriptionResumed resumed => state with { Paused = null, Since = resumed.At },
        SubscriptionEnded => state with { Ended = true },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a subscription"),
    };
}
