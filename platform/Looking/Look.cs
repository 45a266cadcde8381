using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Looking;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// A line of the access log (NEN 7513) and, for each person it is about, of the processing log (Logboek Dataverwerkingen), about something
/// that wrote no fact of its own: a read, a search, an export, or an attempt that was refused. What did write a fact is logged by that
/// fact. Ids, codes and times only.
/// </summary>
[JsonDerivedType(typeof(LookNoted), "look-noted.v1")]
public abstract record LookFact(DateTimeOffset At);

/// <summary>
/// Who is in the header. What was done (<see cref="Action"/>) at which route, within which processing activity of the register, about what
/// and whom, what for, how it ended (the status that was answered, and the code of a refusal), and the trace that joins both logs.
/// </summary>
public sealed record LookNoted(
    string Action, string Route, string Activity, string AboutKind, Guid? About, IReadOnlyList<Guid> Subjects, string Purpose,
    int Status, string? Code, IReadOnlyList<Guid> Teams, string TraceId, string SpanId, string? ParentSpanId, DateTimeOffset StartedAt,
    DateTimeOffset At) : LookFact(At)
{
    /// <summary>On whose behalf it was done, when that is another than who did it (a pseudonym).</summary>
    public string? Responsible { get; init; }

    /// <summary>The assignment within which an auditor looked.</summary>
    public Guid? Assignment { get; init; }

    /// <summary>What the subjects are when they are no people: families in a list.</summary>
    public string? SubjectsAre { get; init; }

    /// <summary>The line in an entry of the log; null when the entry is something else.</summary>
    public static LookNoted? In(StoredEvent stored) =>
        StreamName.Category(stored.Stream) is "look" ? Facts.Read<LookFact>(stored.Type, stored.Data) as LookNoted : null;
}

/// <summary>Note a line.</summary>
public sealed record NoteLook(LookNoted Look);

/// <summary>A line, once it stands.</summary>
public sealed record Look(LookNoted? Noted)
{
    /// <summary>
    /// The streams of lines of one service: each line a stream of its own, so that readers never wait for one another; the log as a whole
    /// has them in order.
    /// </summary>
    public static StreamKind<Look, NoteLook, LookFact> Streams(string service) => new(
        service, "look", new(Noted: null), (note, look) => look.Noted is null ? [note.Look] : [], (_, fact) => fact switch
        {
            LookNoted noted => new(noted),
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });
}

/// <summary>Writes lines. What cannot be written down is not shown: whoever calls waits, and passes the failure on.</summary>
public sealed class Looks(IEventLog log, TimeProvider clock, string service)
{
    private readonly CommandHandler<Look, NoteLook, LookFact> lines = new(log, clock, Look.Streams(service));

    /// <summary>Durable when it returns.</summary>
    public async Task Note(LookNoted look, Actor actor, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await lines.Handle(id, new(look), new(id, actor), ct);
    }
}
