using MassTransit;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Says one announcement aloud. Returns when the broker confirmed it (or, in one process, when it is this listener's turn done).
/// </summary>
public interface IAnnounce
{
    /// <summary>At least once: the same id may be said again after a crash, and changes nothing then.</summary>
    Task Publish(Spoken spoken, CancellationToken ct);
}

/// <summary>
/// Asks another service the one question that needs an answer now. No answer within two seconds is <see cref="NoAnswerException"/>.
/// </summary>
public interface IAsk
{
    /// <summary>Timeout, fault, unreadable answer and a bus that is down are the same no (decision 17).</summary>
    Task<TAnswer> Ask<TQuestion, TAnswer>(TQuestion question, CancellationToken ct) where TQuestion : class where TAnswer : class;
}

/// <summary>Nobody answered. Nothing may be shown, sent or exported; the caller answers 503 with Retry-After.</summary>
public sealed class NoAnswerException(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>
/// An announcement on its way: a derived id (the same on every try), the message, and the trace of the request that caused it.
/// </summary>
public sealed record Spoken(Guid Id, IAnnouncement Message, string? TraceParent);

/// <summary>Which announcements a stored event stands for; none for most. Registered once per kind of stream.</summary>
public interface IAnnouncements
{
    /// <summary>Streams of this prefix (<c>service.category-</c>) are this voice's.</summary>
    string Prefix { get; }

    /// <summary>What is said of one stored event, with the state after it.</summary>
    Task<IReadOnlyList<Spoken>> Of(StoredEvent stored, CancellationToken ct);
}

/// <summary>A fact with the state after it: what a service's pure announce function chooses from.</summary>
public sealed record Told<TState, TFact>(string Stream, long Version, TState After, TFact Fact, DateTimeOffset RecordedAt);

/// <summary>How a reaction turns a heard message into a command.</summary>
public static class Heard
{
    /// <summary>
    /// The command's id follows from the message's id and the reaction's name (decision 1): a redelivery is the same command.
    /// </summary>
    public static CommandContext Command<T>(this ConsumeContext<T> heard, string service, string reaction) where T : class =>
        new(
            DerivedIds.Of(heard.MessageId ?? throw new InvalidOperationException("A message without an id."), reaction),
            Actor.House(service));
}
