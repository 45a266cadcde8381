using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something about the early-debt signals of one household in one matching period, seen by one municipality's Wgs team.</summary>
[JsonDerivedType(typeof(DebtSignalReceived), "debt-signal-received.v1")]
[JsonDerivedType(typeof(DebtSignalsPickedUp), "debt-signals-picked-up.v1")]
[JsonDerivedType(typeof(DebtContactAttempted), "debt-contact-attempted.v1")]
[JsonDerivedType(typeof(DebtSignalsClosed), "debt-signals-closed.v1")]
[JsonDerivedType(typeof(DebtSignalsJoined), "debt-signals-joined.v1")]
[JsonDerivedType(typeof(DebtSignalsLapsed), "debt-signals-lapsed.v1")]
[JsonDerivedType(typeof(DebtSignalsDestroyed), "debt-signals-destroyed.v1")]
public abstract record DebtFact(DateTimeOffset At);

/// <summary>
/// A signal partner reported arrears. No conversation stands behind it, but a legal basis. Who it is about is sealed; the signal's id is a
/// keyed hash of the partner's. Kept until a local date, unless there was contact.
/// </summary>
public sealed record DebtSignalReceived(
    Guid Household, Guid Signal, string Partner, int? Amount, DateOnly? OriginOn, DateOnly SignalOn, bool Crisis, bool WarmHandover,
    string? Municipality, PayloadRef Client, string LegalBasis, DateOnly Period, DateOnly KeepUntil, Guid Organisation, Guid Team,
    DateTimeOffset At) : DebtFact(At);

/// <summary>The team took the household on.</summary>
public sealed record DebtSignalsPickedUp(DateTimeOffset At) : DebtFact(At);

/// <summary>Somebody tried to reach the household (GGM codes).</summary>
public sealed record DebtContactAttempted(Guid Attempt, string Kind, bool Reached, DateOnly On, string DayPart, DateTimeOffset At)
    : DebtFact(At);

/// <summary>How it ended (GGM code). The partner hears picked up or not, never why.</summary>
public sealed record DebtSignalsClosed(string Result, bool PickedUp, DateTimeOffset At) : DebtFact(At);

/// <summary>A person confirmed that it is the family of a referral that this organisation accepted. The sender never sees it.</summary>
public sealed record DebtSignalsJoined(Guid Family, DateTimeOffset At) : DebtFact(At);

/// <summary>The term passed without contact: nothing can be done with it any more.</summary>
public sealed record DebtSignalsLapsed(DateTimeOffset At) : DebtFact(At);

/// <summary>What was sealed is unreadable for good.</summary>
public sealed record DebtSignalsDestroyed(DateTimeOffset At) : DebtFact(At);

/// <summary>The bundle of one household in one matching period.</summary>
public sealed record DebtHousehold
{
    /// <summary>Before the first signal.</summary>
    public static readonly DebtHousehold Initial = new();

    /// <summary>The signals, in the order in which they came.</summary>
    public ImmutableList<DebtSignalReceived> Signals { get; init; } = [];

    /// <summary>All attempts to reach the household.</summary>
    public ImmutableList<DebtContactAttempted> Attempts { get; init; } = [];

    /// <summary>Whether the team took it on.</summary>
    public bool PickedUp { get; init; }

    /// <summary>How it ended.</summary>
    public DebtSignalsClosed? Closed { get; init; }

    /// <summary>The family of an accepted referral that it is.</summary>
    public Guid? Family { get; init; }

    /// <summary>Whether the term passed without contact.</summary>
    public bool Lapsed { get; init; }

    /// <summary>Whether what was sealed is unreadable.</summary>
    public bool Destroyed { get; init; }

    /// <summary>Whether somebody was reached.</summary>
    public bool Reached => Attempts.Exists(a => a.Reached);

    /// <summary>The organisation whose team sees it.</summary>
    public Guid? Organisation => Signals is [var first, ..] ? first.Organisation : null;

    /// <summary>The bundle after one more fact. Blind: no clock, no ids, no look-ups.</summary>
    public static DebtHousehold Evolve(DebtHousehold bundle, DebtFact fact) => fact switch
    {
        DebtSignalReceived f => bundle with { Signals = bundle.Signals.Add(f) },
        DebtSignalsPickedUp => bundle with { PickedUp = true },
        DebtContactAttempted f => bundle with { Attempts = bundle.Attempts.Add(f) },
        DebtSignalsClosed f => bundle with { Closed = f },
        DebtSignalsJoined f => bundle with { Family = f.Family },
        DebtSignalsLapsed => bundle with { Lapsed = true },
        DebtSignalsDestroyed => bundle with { Destroyed = true },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
