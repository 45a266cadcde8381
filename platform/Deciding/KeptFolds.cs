using System.Collections.Concurrent;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Deciding;

/// <summary>A stream folded up to a version, and at which version each command spoke first.</summary>
public sealed record KeptFold<TState>(
    TState State, long Version, Position Position, byte[] Hash, DateTimeOffset RecordedAt, IReadOnlyDictionary<string, long> Resources,
    ConcurrentDictionary<Guid, long> Commands);

/// <summary>
/// Long streams that are written all day (an inbox) as they were folded last, in memory. What came after is always read from the log before
/// anything is decided, so that two replicas decide alike; without it each command would read and fold the whole stream. Bounded by the
/// number of facts behind what is kept; the least used goes first.
/// </summary>
public sealed class KeptFolds<TState, TCommand, TFact>(int facts = 200_000, int from = 20)
    where TFact : class
{
    private const int Turns = 64;
    private readonly Dictionary<string, LinkedListNode<(string Stream, KeptFold<TState> Fold)>> byStream = [];
    private readonly LinkedList<(string Stream, KeptFold<TState> Fold)> byUse = [];
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1))];
    private long held;

    /// <summary>How many facts lie behind what is kept.</summary>
    public long Held
    {
        get
        {
            lock (byUse)
                return held;
        }
    }

    /// <summary>
    /// One command at a time for a stream in this process: they would only be in each other's way. Another replica's are seen at the
    /// append.
    /// </summary>
    internal async Task<IDisposable> Turn(string stream, CancellationToken ct)
    {
        var turn = turns[(int)((uint)stream.GetHashCode(StringComparison.Ordinal) % Turns)];
        await turn.WaitAsync(ct);
        return new Taken(turn);
    }

    /// <summary>What is kept of a stream.</summary>
    internal KeptFold<TState>? Find(string stream)
    {
        lock (byUse)
        {
            if (!byStream.TryGetValue(stream, out var node))
                return null;

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Fold;
        }
    }

    /// <summary>Keeps a fold, when it is long and newer than what is kept.</summary>
    internal void Keep(Loaded<TState, TCommand, TFact> loaded)
    {
        if (loaded.Version < from)
            return;

        lock (byUse)
        {
            if ((byStream.TryGetValue(loaded.Stream, out var old) && old.Value.Fold.Version >= loaded.Version)
                || loaded.Kept() is not { } fold)
            {
                return;
            }

            Remove(old);
            byStream[loaded.Stream] = byUse.AddFirst((loaded.Stream, fold));
            for (held += fold.Version; held > facts && byUse.Count > 1;)
                Remove(byUse.Last);
        }
    }

    /// <summary>Forgets a stream: what was kept did not fit what stands in the log.</summary>
    internal void Forget(string stream)
    {
        lock (byUse)
            Remove(byStream.GetValueOrDefault(stream));
    }

    private void Remove(LinkedListNode<(string Stream, KeptFold<TState> Fold)>? node)
    {
        if (node is null)
            return;

        byUse.Remove(node);
        byStream.Remove(node.Value.Stream);
        held -= node.Value.Fold.Version;
    }

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
