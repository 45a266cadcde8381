using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Folds a stream up to an event and asks the service's pure function what to say. Keeps the newest states of a few streams, because a
/// walker meets a stream's events in order; a state that does not fit is folded again from the log.
/// </summary>
internal sealed class Announcements<TState, TCommand, TFact>(
    IEventLog log, StreamKind<TState, TCommand, TFact> kind, Func<Told<TState, TFact>, IEnumerable<IAnnouncement>> choose) : IAnnouncements
    where TFact : class
{
    private const int Remembered = 256;
    private readonly Dictionary<string, (long Version, TState State)> states = [];

    public string Prefix { get; } = $"{kind.Service}.{kind.Category}-";

    public async Task<IReadOnlyList<Spoken>> Of(StoredEvent stored, CancellationToken ct)
    {
        var fact = Facts.Read<TFact>(stored.Type, stored.Data);
        var before = await Before(stored, ct);
        var after = kind.Evolve(before, fact);
        Remember(stored, after);

        var recordedAt = HeaderSkim.RecordedAt(stored.Header);
        var trace = Beside.Read(stored.Beside).TraceParent;
        return [.. choose(new(stored.Stream, stored.Version, after, fact, recordedAt))
            .Select((message, n) => new Spoken(DerivedIds.Of(stored.Id, $"announcement-{n}"), message, trace))];
    }

    private async Task<TState> Before(StoredEvent stored, CancellationToken ct)
    {
        var (version, state) = Known(stored);
        if (version == stored.Version - 1)
            return state;

        await foreach (var earlier in log.Read(stored.Stream, version, ct))
        {
            if (earlier.Version >= stored.Version)
                break;
            state = kind.Evolve(state, Facts.Read<TFact>(earlier.Type, earlier.Data));
        }

        return state;
    }

    private (long Version, TState State) Known(StoredEvent stored)
    {
        lock (states)
            return states.TryGetValue(stored.Stream, out var known) && known.Version < stored.Version ? known : (0, kind.Initial);
    }

    private void Remember(StoredEvent stored, TState after)
    {
        lock (states)
        {
            if (states.Count >= Remembered)
                states.Clear();
            states[stored.Stream] = (stored.Version, after);
        }
    }
}
