using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one personal way in: one person, one purpose (decision 21).</summary>
[JsonDerivedType(typeof(WayInOpened), "way-in-opened.v1")]
[JsonDerivedType(typeof(WayInClosed), "way-in-closed.v1")]
[JsonDerivedType(typeof(CodeIssued), "way-in-code-issued.v1")]
[JsonDerivedType(typeof(SecondFactorAgreed), "second-factor-agreed.v1")]
[JsonDerivedType(typeof(PersonCameIn), "person-came-in.v1")]
[JsonDerivedType(typeof(PersonRefused), "person-refused.v1")]
public abstract record WayInEvent(DateTimeOffset At);

/// <summary>
/// Consent or referral said that a person may come in, for what, until when, and which organisations hand over a code; said again when that
/// changed. Of a silent person nothing new is made.
/// </summary>
public sealed record WayInOpened(
    Guid Family, Guid Person, string Role, string Purpose, Guid About, IReadOnlyList<Guid> Desks, DateTimeOffset Until, bool Silent,
    Heard Heard, DateTimeOffset At) : WayInEvent(At);

/// <summary>The way is closed, by whoever opened it (then it was heard) or at the desk. Every code dies with it.</summary>
public sealed record WayInClosed(string Reason, Heard? Heard, string? By, DateTimeOffset At) : WayInEvent(At);

/// <summary>
/// A code was made; earlier ones no longer work. Only its keyed hash stands here. A code that still has to be brought lies sealed in the
/// vault until it is.
/// </summary>
public sealed record CodeIssued(
    Guid Code, string Handle, string Hash, string Channel, DateTimeOffset Until, PayloadRef? Carried, string By, DateTimeOffset At)
    : WayInEvent(At);

/// <summary>The person chose a pin at the desk: with it he may also read and say yes. Only its keyed, slow hash stands here.</summary>
public sealed record SecondFactorAgreed(string Hash, string By, DateTimeOffset At) : WayInEvent(At);

/// <summary>The person came in, with the code alone or with the pin as well.</summary>
public sealed record PersonCameIn(Guid Try, Guid Code, bool Reading, DateTimeOffset At) : WayInEvent(At);

/// <summary>Somebody was refused: the code or the pin was wrong.</summary>
public sealed record PersonRefused(Guid Try, bool ByPin, DateTimeOffset At) : WayInEvent(At);

/// <summary>Wrong tries in a row, and the last of them.</summary>
public sealed record Tries(int Wrong, DateTimeOffset Last)
{
    /// <summary>None.</summary>
    public static readonly Tries None = new(0, DateTimeOffset.MinValue);

    private const int InARow = 5;
    private const int AtMost = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    /// <summary>After every fifth wrong try a quarter of an hour of rest; after the twentieth nothing helps but a new one.</summary>
    public bool Blocked(DateTimeOffset now) => Wrong >= AtMost || (Wrong > 0 && Wrong % InARow == 0 && now < Last + Rest);

    /// <summary>One more.</summary>
    public Tries Again(DateTimeOffset at) => new(Wrong + 1, at);
}

/// <summary>One personal way in as its facts tell it.</summary>
public sealed record WayIn
{
    /// <summary>Before the first fact.</summary>
    public static readonly WayIn Initial = new();

    /// <summary>How a way's stream is named, decided and folded; its id is the way's.</summary>
    public static readonly StreamKind<WayIn, WayInCommand, WayInEvent> Kind =
        new("notification", "way", Initial, WayInDecider.Decide, Evolve);

    private const int Remembered = 50;

    /// <summary>For whom, for what, until when; null before anybody said so.</summary>
    public WayInOpened? Terms { get; init; }

    /// <summary>Why it is closed; null while it is open.</summary>
    public WayInClosed? Closed { get; init; }

    /// <summary>The one code that works.</summary>
    public CodeIssued? Code { get; init; }

    /// <summary>The hash of the pin.</summary>
    public string? Pin { get; init; }

    /// <summary>Wrong tries with this code.</summary>
    public Tries OfCode { get; init; } = Tries.None;

    /// <summary>Wrong tries with this pin.</summary>
    public Tries OfPin { get; init; } = Tries.None;

    /// <summary>The newest version heard.</summary>
    public long Version { get; init; }

    /// <summary>The last tries, so that one that is said twice counts once.</summary>
    public ImmutableList<Guid> Seen { get; init; } = [];

    /// <summary>Whether somebody may come in now.</summary>
    public bool IsOpen(DateTimeOffset now) => Terms is { } terms && Closed is null && now < terms.Until;

    /// <summary>The state after a fact.</summary>
    public static WayIn Evolve(WayIn state, WayInEvent fact) => fact switch
    {
        WayInOpened opened => state with { Terms = opened, Closed = null, Version = opened.Heard.Version },
        WayInClosed closed => state with { Closed = closed, Code = null, Version = closed.Heard?.Version ?? state.Version },
        CodeIssued issued => state with { Code = issued, OfCode = Tries.None },
        SecondFactorAgreed agreed => state with { Pin = agreed.Hash, OfPin = Tries.None },
        PersonCameIn came => state with
        {
            Seen = Kept(state.Seen, came.Try),
            OfCode = Tries.None,
            OfPin = came.Reading ? Tries.None : state.OfPin,
        },
        PersonRefused { ByPin: true } no => state with { Seen = Kept(state.Seen, no.Try), OfPin = state.OfPin.Again(no.At) },
        PersonRefused no => state with { Seen = Kept(state.Seen, no.Try), OfCode = state.OfCode.Again(no.At) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a way in"),
    };

    private static ImmutableList<Guid> Kept(ImmutableList<Guid> seen, Guid one) =>
        (seen.Count < Remembered ? seen : seen.RemoveAt(0)).Add(one);
}
