using System.Globalization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog;

/// <summary>
/// One service's append-only log. Every engine passes the same contract suite (<c>tests/House.Tests/EventLog/EventLogContract.cs</c>).
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Appends all events, with the sealed payloads they refer to, or nothing (decision 5). Durable when it returns.
    /// The same event ids at the same expected version again return the first answer, also after the stream moved on.
    /// Throws <see cref="VersionConflictException"/> when the stream has moved on, <see cref="EventTooLargeException"/> over 1 MiB in one
    /// append, <see cref="OwnerErasedException"/> when a payload's owner has a tombstone.
    /// </summary>
    Task<Appended> Append(Append append, CancellationToken ct);

    /// <summary>The events of one stream after a version (0 = from the first), oldest first. A missing stream is empty.</summary>
    IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> events after a position, in one order that never changes and never skips.</summary>
    IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct);

    /// <summary>The position of the newest event; <see cref="Position.Start"/> for an empty log.</summary>
    Task<Position> Head(CancellationToken ct);

    /// <summary>Returns when something after a position may be there to read, or after a time; a hint, never a promise.</summary>
    Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct);
}

/// <summary>
/// One all-or-nothing write. <see cref="ExpectedVersion"/> is the version of the stream's last event, 0 for a new stream.
/// </summary>
public sealed record Append(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events, IReadOnlyList<SealedPayload> Payloads)
{
    /// <summary>The largest append, in bytes of header, data and payloads together: what every engine can take.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The bytes that count against <see cref="MaxBytes"/>.</summary>
    public int Bytes => Events.Sum(e => e.Header.Length + e.Data.Length) + Payloads.Sum(p => p.Ciphertext.Length);

    // What every engine refuses alike, before it looks into its store.
    internal Exception? Refusal() => this switch
    {
        { Events: [] } => new ArgumentException("An append holds at least one event."),
        { ExpectedVersion: < 0 } => new ArgumentException("A version is not negative."),
        { Bytes: > MaxBytes and var bytes } => new EventTooLargeException(bytes),
        _ => null,
    };
}

/// <summary>Where an append ended: the position of its last event and the stream's version after it.</summary>
public readonly record struct Appended(Position Position, long Version)
{
    /// <summary>
    /// Whether these event ids stood there already. What is stored then may be the words of another attempt under the same command id: read
    /// it before answering with it.
    /// </summary>
    public bool StoodBefore { get; init; }
}

/// <summary>An event ready to be stored: header (RFC 8785 JSON), data as written, chain hash, and what stands beside the chain.</summary>
public sealed record NewEvent(Guid Id, string Type, byte[] Header, byte[] Data, byte[] Hash, byte[] Beside);

/// <summary>
/// An event as stored. <see cref="Version"/> is 1-based in its stream. <see cref="Beside"/> is not in the chain (trace, fingerprint).
/// </summary>
public sealed record StoredEvent(
    Position Position, string Stream, long Version, Guid Id, string Type, byte[] Header, byte[] Data, byte[] Hash, byte[] Beside);

/// <summary>An opaque, ordered place in one log. Gaps may exist on some engines; never count with it.</summary>
public readonly record struct Position(ulong Value) : IComparable<Position>
{
    /// <summary>Before the first event.</summary>
    public static readonly Position Start;

    /// <summary>Earlier is smaller.</summary>
    public int CompareTo(Position other) => Value.CompareTo(other.Value);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Position left, Position right) => left.Value < right.Value;

    /// <summary>Later than.</summary>
    public static bool operator >(Position left, Position right) => left.Value > right.Value;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;

    /// <summary>The text that travels in the <c>Position</c> and <c>At-Least</c> headers.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out Position position)
    {
        var ok = ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value);
        position = new(value);
        return ok && text!.Length == 16;
    }
}

/// <summary>The stream has moved on. Nothing of this append was stored.</summary>
public sealed class VersionConflictException(string stream, long expected, long actual)
    : Exception($"{stream} is at version {actual}, not {expected}.");

/// <summary>More than <see cref="Append.MaxBytes"/> in one append. Nothing was stored.</summary>
public sealed class EventTooLargeException(int bytes) : Exception($"An append of {bytes} bytes is over the limit of {Append.MaxBytes}.");

/// <summary>A payload's owner was erased: nothing can be sealed or stored for it any more.</summary>
public sealed class OwnerErasedException() : Exception("The owner of this payload was erased.");

/// <summary>A payload's id already stands for other content: a payload is immutable. Nothing was stored.</summary>
public sealed class PayloadTakenException(Guid id) : Exception($"Payload {id} already stands for other content.");
