using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Moving;

/// <summary>
/// Copies the events of one log behind those that stand in another, follows the chain on both sides and keeps where each event went.
/// </summary>
internal sealed class LogCopy(string service, IMovedLog from, IMovedLog to, TextWriter tell)
{
    private const int Batch = 500;
    private const int BatchBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);
    private readonly ChainCheck sourceChain = new(service);
    private readonly ChainCheck targetChain = new(service);
    private Position reached;
    private Position target;

    /// <summary>Where each event stood and stands.</summary>
    public Places Places { get; } = new();

    /// <summary>The newest event of the source.</summary>
    public StoredEvent? Newest { get; private set; }

    /// <summary>How many events this copy added.</summary>
    public long Added { get; private set; }

    /// <summary>How many events stand in the target, read back from it.</summary>
    public long Count => targetChain.Count;

    /// <summary>How many streams they stand in.</summary>
    public int Streams => targetChain.Streams;

    /// <summary>Copies what the source has more; again, what came meanwhile.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        await Copy(ct);
        await Map(ct);
    }

    /// <summary>Stops when one side has more than the other.</summary>
    public void CheckWhole()
    {
        if (sourceChain.Count != targetChain.Count)
            throw new StartRefusedException($"{service}: het doel heeft {targetChain.Count} gebeurtenissen, de bron {sourceChain.Count}.");
    }

    /// <summary>Stops on an event that does not fit the ones before.</summary>
    public static void Follow(string service, ChainCheck chain, StoredEvent stored, string side)
    {
        if (chain.Next(stored) is { } wrong)
            throw new StartRefusedException($"{service}: in {side} klopt iets niet. {wrong}. (The chain does not hold.)");
    }

    /// <summary>Whether two logs have the same event, but for where it stands.</summary>
    public static bool Same(StoredEvent one, StoredEvent other) =>
        one.Id == other.Id && one.Version == other.Version && one.Stream == other.Stream && one.Type == other.Type
        && one.Hash.AsSpan().SequenceEqual(other.Hash) && one.Beside.AsSpan().SequenceEqual(other.Beside);

    private async Task Copy(CancellationToken ct)
    {
        await ReadBack(ct);
        var waiting = new List<StoredEvent>();
        var bytes = 0;
        var (said, clock) = (Environment.TickCount64, targetChain.Count);
        await foreach (var stored in from.After(reached, ct))
        {
            Follow(service, sourceChain, stored, "de bron");
            (reached, Newest) = (stored.Position, stored);
            if (sourceChain.Count <= clock)
                continue;

            waiting.Add(stored);
            bytes += stored.Header.Length + stored.Data.Length;
            if (waiting.Count == Batch || bytes > BatchBytes)
                await Add();
            if (Environment.TickCount64 - said > TellEvery.TotalMilliseconds)
            {
                said = Environment.TickCount64;
                await tell.WriteLineAsync($"{service}: {sourceChain.Count} gebeurtenissen");
            }
        }

        await Add();

        async Task Add()
        {
            if (waiting is [])
                return;
            await to.Add(waiting, clock, ct);
            clock += waiting.Count;
            Added += waiting.Count;
            bytes = 0;
            waiting.Clear();
            await ReadBack(ct);
        }
    }

    private async Task ReadBack(CancellationToken ct)
    {
        await foreach (var there in to.After(target, ct))
        {
            Follow(service, targetChain, there, "het doel");
            target = there.Position;
        }
    }

    private async Task Map(CancellationToken ct)
    {
        var known = Places.Last;
        await using var there = to.After(new(Places.Of(known)), ct).GetAsyncEnumerator(ct);
        await foreach (var stored in from.After(new(known), ct))
        {
            if (!await there.MoveNextAsync())
                return;
            if (!Same(stored, there.Current))
                throw new StartRefusedException($"{service}: op plaats {stored.Position} staat in het doel iets anders.");
            Places.Note(stored.Position.Value, there.Current.Position.Value);
        }
    }
}
