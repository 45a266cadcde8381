using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// One kind of stream: how it is named, what it starts as, how it decides and folds. Names are <c>service.category-id</c> (decision 9).
/// </summary>
public sealed record StreamKind<TState, TCommand, TFact>(
    string Service, string Category, TState Initial, Func<TCommand, TState, Decision<TFact>> Decide, Func<TState, TFact, TState> Evolve)
    where TFact : class
{
    /// <summary>Which resource inside the stream a fact changes (decision 19); null or empty is the whole stream.</summary>
    public Func<TFact, string?> Resource { get; init; } = _ => null;

    /// <summary>The name of the stream of one thing.</summary>
    public string Stream(Guid id) => $"{Service}.{Category}-{id:N}";
}

/// <summary>
/// The one road from a command to a fact: read, fold, decide, append at the version read; on a conflict read and decide again, at most five
/// times (decision 19). A command id that already stands in the stream returns what it did the first time (decision 2).
/// </summary>
public class CommandHandler<TState, TCommand, TFact>(IEventLog log, TimeProvider clock, StreamKind<TState, TCommand, TFact> kind)
    where TFact : class
{
    private const int Attempts = 5;

    /// <summary>The kind of stream this handler writes.</summary>
    public StreamKind<TState, TCommand, TFact> Kind => kind;

    /// <summary>Decides a command on the newest state and stores what follows.</summary>
    public async Task<Answered<TState, TFact>> Handle(Guid id, TCommand command, CommandContext context, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = await Load(id, ct);
            if (now.Said(context) is { } before)
                return before;
            if (context.IfMatch is { } had && now.VersionOf(had.Resource) != had.Version)
                return now.Answer(Refusals.Stale);

            var decision = kind.Decide(command, now.State);
            HouseMeters.Decided(kind.Service, decision.Refusal?.Code);
            if (decision.Refusal is not null || decision.ChangesNothing)
                return now.Answer(decision);

            try
            {
                var facts = decision.ToArray();
                var appended = await log.Append(now.Next(facts, context, clock.Now()), ct);
                if (appended.StoodBefore)
                    return (await Load(id, ct)).Said(context) ?? now.Answer(Refusals.Busy);

                var after = facts.Aggregate(now.State, kind.Evolve);
                return new(Decision.Accept<TFact>(facts), after, appended.Version, appended.Position, Repeated: false);
            }
            catch (VersionConflictException) when (attempt < Attempts)
            {
                HouseMeters.DecidedAgain(kind.Service);
            }
            catch (VersionConflictException)
            {
                return now.Answer(Refusals.Busy);
            }
            catch (OwnerErasedException)
            {
                return now.Answer(Refusals.Erased);
            }
        }
    }

    /// <summary>The newest state of one thing; its version is 0 when it does not exist.</summary>
    public async Task<Loaded<TState, TCommand, TFact>> Load(Guid id, CancellationToken ct)
    {
        var loaded = new Loaded<TState, TCommand, TFact>(kind, kind.Stream(id));
        await foreach (var stored in log.Read(loaded.Stream, 0, ct))
            loaded.Add(stored);

        return loaded;
    }
}

/// <summary>A stream folded so far: state, version, last hash, and which commands already spoke in it.</summary>
public sealed class Loaded<TState, TCommand, TFact>(StreamKind<TState, TCommand, TFact> kind, string stream)
    where TFact : class
{
    private readonly Dictionary<string, long> resources = [];
    private readonly List<(StoredEvent Event, TFact Fact)> said = [];

    /// <summary>The stream's name.</summary>
    public string Stream => stream;

    /// <summary>The state after the last fact.</summary>
    public TState State { get; private set; } = kind.Initial;

    /// <summary>The version of the last fact; 0 when there is none.</summary>
    public long Version { get; private set; }

    /// <summary>The place of the last fact in the log.</summary>
    public Position Position { get; private set; }

    /// <summary>The version of the last fact that changed a resource; 0 when none did. The empty key is the whole stream.</summary>
    public long VersionOf(string resource) => resource.Length == 0 ? Version : resources.GetValueOrDefault(resource);

    internal void Add(StoredEvent stored)
    {
        var fact = Facts.Read<TFact>(stored.Type, stored.Data);
        State = kind.Evolve(State, fact);
        (Version, Position) = (stored.Version, stored.Position);
        said.Add((stored, fact));
        if (kind.Resource(fact) is { Length: > 0 } resource)
            resources[resource] = stored.Version;
    }

    internal Answered<TState, TFact>? Said(CommandContext context)
    {
        if (!said.Exists(s => HeaderSkim.IsOf(s.Event.Header, context.Id)))
            return null;

        var earlier = said.FindAll(s => HeaderSkim.IsOf(s.Event.Header, context.Id));
        var same = EventHeader.Read(earlier[0].Event.Header).Actor.Pseudonym == context.Actor.Pseudonym
            && Beside.Read(earlier[0].Event.Beside).Fingerprint == context.Fingerprint;
        var last = earlier[^1].Event;
        return same
            ? new(Decision.Accept<TFact>([.. earlier.Select(s => s.Fact)]), State, last.Version, last.Position, Repeated: true)
            : Answer(Refusals.KeyReused);
    }

    internal Answered<TState, TFact> Answer(Decision<TFact> decision) => new(decision, State, Version, Position, Repeated: false);

    /// <summary>The append that would store these facts now, chained to what stands in the stream.</summary>
    public Append Next(TFact[] facts, CommandContext context, DateTimeOffset now)
    {
        var newest = said is [.., var (e, _)] ? e : null;
        var before = newest is null ? now : HeaderSkim.RecordedAt(newest.Header);
        var at = now > before ? now : before;
        var previous = newest?.Hash ?? Chain.Genesis(stream);
        var beside = new Beside(Activity.Current?.Id, context.Fingerprint).ToBytes();
        var events = new NewEvent[facts.Length];
        for (var i = 0; i < facts.Length; i++)
        {
            var (type, eventId) = (Facts.NameOf(facts[i]), DerivedIds.OfFact(context.Id, stream, i));
            var header = new EventHeader(
                kind.Service, stream, Version + i + 1, eventId, type, SchemaVersion(type), context.Id, context.Actor, at).ToBytes();
            var data = Facts.Write(facts[i]);
            previous = Chain.Link(header, data, previous);
            events[i] = new(eventId, type, header, data, previous, beside);
        }

        return new(stream, Version, events, context.Payloads);
    }

    private static int SchemaVersion(string type) =>
        int.Parse(type.AsSpan(type.LastIndexOf(".v", StringComparison.Ordinal) + 2), provider: null);
}

/// <summary>What stands beside an event, outside the chain: the trace it was written in and the fingerprint of the request.</summary>
public sealed record Beside([property: JsonPropertyName("traceparent")] string? TraceParent, string? Fingerprint)
{
    /// <summary>The stored bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Facts.Json);

    /// <summary>Reads the stored bytes.</summary>
    public static Beside Read(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? new(null, null) : JsonSerializer.Deserialize<Beside>(bytes, Facts.Json)!;
}
