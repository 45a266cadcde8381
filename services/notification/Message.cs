using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one message that leaves the house: to one address, over one channel, for one reason.</summary>
[JsonDerivedType(typeof(MessageQueued), "message-queued.v1")]
[JsonDerivedType(typeof(MessageAccepted), "message-accepted.v1")]
[JsonDerivedType(typeof(MessagePutOff), "message-put-off.v1")]
[JsonDerivedType(typeof(MessageUndeliverable), "message-undeliverable.v1")]
[JsonDerivedType(typeof(MessageCancelled), "message-cancelled.v1")]
[JsonDerivedType(typeof(MessageTriedAgain), "message-tried-again.v1")]
public abstract record MessageEvent(DateTimeOffset At);

/// <summary>
/// To be sent, not before <see cref="NotBefore"/>. To a contact of a team or person (its address stands with the contact), or to whom a
/// code must be brought (address and code lie sealed in <see cref="Carried"/>).
/// </summary>
public sealed record MessageQueued(
    string Channel, string Reason, string Number, string Urgency, Guid Source, Guid? Contact, Guid? Team, Guid? Way, PayloadRef? Carried,
    DateTimeOffset NotBefore, bool Digest, DateTimeOffset RaisedAt, DateTimeOffset At) : MessageEvent(At);

/// <summary>The provider took it. What it does with it then is its own; it may get it twice, under the same Message-ID.</summary>
public sealed record MessageAccepted(int Tries, DateTimeOffset At) : MessageEvent(At);

/// <summary>The provider said: not now. Tried again later.</summary>
public sealed record MessagePutOff(int Tries, string Why, DateTimeOffset Next, DateTimeOffset At) : MessageEvent(At);

/// <summary>It cannot be delivered: refused for good, came back, or put off too long.</summary>
public sealed record MessageUndeliverable(string Why, DateTimeOffset At) : MessageEvent(At);

/// <summary>It need not, or may not, be sent any more.</summary>
public sealed record MessageCancelled(string Why, DateTimeOffset At) : MessageEvent(At);

/// <summary>A person had it tried again.</summary>
public sealed record MessageTriedAgain(string By, DateTimeOffset At) : MessageEvent(At);

/// <summary>How a message stands.</summary>
public enum MessageStand
{
    None, Waiting, Accepted, Undeliverable, Cancelled,
}

/// <summary>One message as its facts tell it.</summary>
public sealed record Message
{
    /// <summary>Before the first fact.</summary>
    public static readonly Message Initial = new();

    /// <summary>How a message's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Message, MessageCommand, MessageEvent> Kind =
        new("notification", "message", Initial, MessageDecider.Decide, Evolve);

    /// <summary>What it is; null before it was queued.</summary>
    public MessageQueued? Queued { get; init; }

    /// <summary>How it stands.</summary>
    public MessageStand Stand { get; init; }

    /// <summary>How often the provider was asked.</summary>
    public int Tries { get; init; }

    /// <summary>Since when it has been waiting, for the longest time that is tried.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The state after a fact.</summary>
    public static Message Evolve(Message state, MessageEvent fact) => fact switch
    {
        MessageQueued queued => new() { Queued = queued, Stand = MessageStand.Waiting, Since = queued.NotBefore },
        MessageAccepted accepted => state with { Stand = MessageStand.Accepted, Tries = accepted.Tries },
        MessagePutOff off => state with { Tries = off.Tries },
        MessageUndeliverable => state with { Stand = MessageStand.Undeliverable },
        MessageCancelled => state with { Stand = MessageStand.Cancelled },
        MessageTriedAgain again => state with { Stand = MessageStand.Waiting, Tries = 0, Since = again.At },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a message"),
    };
}
