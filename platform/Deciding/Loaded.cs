using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;

namespace WarmHandover.Platform.Deciding;

/// <summary>A stream folded so far: state, version, last hash, and which commands already spoke in it.</summary>
public sealed class Loaded<TState, TCommand, TFact>(
    StreamKind<TState, TCommand, TFact> kind, string stream, KeptFold<TState>? kept = null)
    where TFact : class
{
    private readonly Dictionary<string, long> resources = kept is null ? [] : new(kept.Resources);
    private readonly List<(StoredEvent Event, TFact Fact)> said = [];

    /// <summary>The stream's name.</summary>
    public string Stream => stream;

    /// <summary>The state after the last fact.</summary>
    public TState State { get; private set; } = kept is null ? kind.Initial : kept.State;

    /// <summary>The version of the last fact; 0 when there is none.</summary>
    public long Version { get; private set; } = kept?.Version ?? 0;

    /// <summary>The place of the last fact in the log.</summary>
    public Position Position { get; private set; } = kept?.Position ?? default;

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

    /// <summary>What a command wrote, as far as it was read now.</summary>
    internal List<(StoredEvent Event, TFact Fact)> Of(Guid command) => said.FindAll(s => HeaderSkim.IsOf(s.Event.Header, command));

    /// <summary>Where a command speaks first in the part that was kept; null when it does not.</summary>
    internal long? KeptVersionOf(Guid command) =>
        kept is not null && kept.Commands.TryGetValue(command, out var version) ? version : null;

    internal Answered<TState, TFact> SaidBefore(List<(StoredEvent Event, TFact Fact)> earlier, CommandContext context)
    {
        var same = EventHeader.Read(earlier[0].Event.Header).Actor.Pseudonym == context.Actor.Pseudonym
            && Beside.Read(earlier[0].Event.Beside).Fingerprint == context.Fingerprint;
        var last = earlier[^1].Event;
        return same
            ? new(Decision.Accept<TFact>([.. earlier.Select(s => s.Fact)]), State, last.Version, last.Position, Repeated: true)
            : Answer(Refusals.KeyReused);
    }

    /// <summary>This fold, to go on from; what was read now is added to the commands that are known.</summary>
    internal KeptFold<TState>? Kept()
    {
        if (said is [])
            return kept;

        var commands = kept?.Commands ?? [];
        foreach (var (stored, _) in said)
            commands.TryAdd(HeaderSkim.CauseOf(stored.Header), stored.Version);
        var newest = said[^1].Event;
        return new(State, Version, Position, newest.Hash, HeaderSkim.RecordedAt(newest.Header), resources, commands);
    }

    internal Answered<TState, TFact> Answer(Decision<TFact> decision) => new(decision, State, Version, Position, Repeated: false);

    /// <summary>The append that would store these facts now, chained to what stands in the stream.</summary>
    public Append Next(TFact[] facts, CommandContext context, DateTimeOffset now)
    {
        var newest = said is [.., var (e, _)] ? e : null;
        var before = newest is null ? kept?.RecordedAt ?? now : HeaderSkim.RecordedAt(newest.Header);
        var at = now > before ? now : before;
        var previous = newest?.Hash ?? kept?.Hash ?? Chain.Genesis(stream);
        var beside = new Beside(Activity.Current?.Id, context.Fingerprint) { Activity = ActivityRegister.OfStream(stream) }.ToBytes();
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
    /// <summary>The processing activity of the register, as it was named then; null where nobody is written about.</summary>
    public string? Activity { get; init; }

    /// <summary>The stored bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Facts.Json);

    /// <summary>Reads the stored bytes.</summary>
    public static Beside Read(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? new(null, null) : JsonSerializer.Deserialize<Beside>(bytes, Facts.Json)!;
}
