using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// The Merkle log of one service: a leaf for every entry in log order (its chain hash), signed in checkpoints. Any replica may take a step:
/// a checkpoint has one successor, so two cannot tell two stories.
/// </summary>
public sealed class ProofLog : IDisposable
{
    /// <summary>So many new entries are a checkpoint at once.</summary>
    public const int Often = 100;

    // What lay waiting, after a restart or a first start on an old log, goes in few large steps.
    private const int AtOnce = 10_000;

    /// <summary>An entry waits no longer than this.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly string origin;
    private readonly string silent;
    private readonly IEventLog log;
    private readonly ProofStore store;
    private readonly ProofKeys keys;
    private readonly TimeProvider clock;
    private (long Size, SortedDictionary<byte[], StreamEnd> Ends) known = (0, new(ByBytes));

    internal ProofLog(string service, string origin, IEventLog log, ProofStore store, ProofKeys keys, TimeProvider clock)
    {
        (this.origin, silent, Service) = ($"{origin}/{service}", $"{service}.checkpoint-", service);
        (this.log, this.store, this.keys, this.clock) = (log, store, keys, clock);
    }

    /// <summary>The service whose log it is.</summary>
    public string Service { get; }

    /// <summary>Who this log is in its checkpoints.</summary>
    public string Origin => origin;

    /// <summary>The keys with which it signs.</summary>
    public ProofKeys Keys => keys;

    private static Comparer<byte[]> ByBytes { get; } = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    /// <summary>The newest checkpoint; null before the first.</summary>
    public Task<SignedCheckpoint?> Newest(CancellationToken ct) => store.Newest(ct);

    /// <summary>The checkpoint of exactly this size.</summary>
    public Task<SignedCheckpoint?> Find(long size, CancellationToken ct) => store.Find(size, ct);

    /// <summary>The checkpoints after a size, smallest first.</summary>
    public async Task<IReadOnlyList<SignedCheckpoint>> After(long size, int limit, CancellationToken ct) =>
        await store.After(size, limit, ct);

    /// <summary>Which leaf stands for an entry; null when no checkpoint covers it yet.</summary>
    public Task<long?> IndexOf(StoredEvent entry, CancellationToken ct) => store.IndexOf(entry.Position, ct);

    /// <summary>The position of the entry that a leaf stands for.</summary>
    public Task<Position> PositionOf(long index, CancellationToken ct) => store.PositionOf(index, ct);

    /// <summary>Subtrees, to prove with; of one question, because it keeps what it read.</summary>
    public IMerkleNodes Nodes(CancellationToken ct) => new Tiles.Nodes((level, index) => store.Tile(level, index, ct));

    /// <summary>Where the streams ended at the newest checkpoint.</summary>
    public async Task<(SignedCheckpoint? Newest, IReadOnlyList<StreamEnd> Ends)> Ends(CancellationToken ct) => await store.Ends(ct);

    /// <summary>When the oldest entry was recorded that no checkpoint covers; null when all are.</summary>
    public async Task<DateTimeOffset?> WaitsSince(CancellationToken ct)
    {
        var waiting = await log.ReadAll((await store.Newest(ct))?.Position ?? Position.Start, Often, ct).ToListAsync(ct);
        return News(waiting) is [var oldest, ..] ? HeaderSkim.RecordedAt(oldest.Header) : null;
    }

    /// <summary>
    /// Signs a checkpoint when one is due: a hundred new entries, or one that waited ten minutes; <paramref name="now"/>: whatever there
    /// is. The newest one when it did, null when there was nothing to do, or no key to do it with.
    /// </summary>
    public async Task<SignedCheckpoint?> Advance(bool now, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var before = await store.Newest(ct);
            var waiting = await log.ReadAll(before?.Position ?? Position.Start, Often, ct).ToListAsync(ct);
            if (keys.SignerFor(Later(before), (before?.Size ?? 0) + waiting.Count) is null || !IsDue(waiting, now))
                return null;

            SignedCheckpoint? made = null;
            while (waiting is not [])
            {
                if (waiting.Count == Often)
                    waiting = await log.ReadAll(before?.Position ?? Position.Start, AtOnce, ct).ToListAsync(ct);
                if (await Step(before, waiting, ct) is not { } step)
                    return await store.Newest(ct);

                (made, before) = (step, step);
                if (waiting.Count < AtOnce)
                    break;
                waiting = await log.ReadAll(step.Position, Often, ct).ToListAsync(ct);
            }

            return made;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    // What a checkpoint itself leaves in the log is no news: else each would ask for the next.
    private StoredEvent[] News(List<StoredEvent> waiting) =>
        [.. waiting.Where(e => !e.Stream.StartsWith(silent, StringComparison.Ordinal))];

    private bool IsDue(List<StoredEvent> waiting, bool now) => News(waiting) is [var oldest, ..]
        && (now || waiting.Count == Often || clock.Now() - HeaderSkim.RecordedAt(oldest.Header) >= Soon);

    // Tiles that grew while they were read: another replica went on, as when its step is stored first.
    private async Task<SignedCheckpoint?> Step(SignedCheckpoint? before, List<StoredEvent> entries, CancellationToken ct)
    {
        try
        {
            return await Made(before, entries, ct);
        }
        catch (InvalidDataException)
        {
            if ((await store.Newest(ct))?.Size == before?.Size)
                throw;
            return null;
        }
    }

    private async Task<SignedCheckpoint?> Made(SignedCheckpoint? before, List<StoredEvent> entries, CancellationToken ct)
    {
        var size = before?.Size ?? 0;
        var tiles = await Tiles.Grow(
            size, [.. entries.Select(e => Merkle.Leaf(e.Hash))], (level, index) => store.Tile(level, index, ct));
        var after = size + entries.Count;
        var nodes = new Tiles.Nodes((level, index) => tiles.TryGetValue((level, index), out var own)
            ? Task.FromResult<byte[]?>(own)
            : store.Tile(level, index, ct));

        var ends = await EndsAt(size, ct);
        var moved = entries.GroupBy(e => e.Stream).Select(g => g.MaxBy(e => e.Version)!)
            .Select(e => new StreamEnd(Chain.Genesis(e.Stream), e.Version, e.Hash)).ToArray();
        foreach (var end in moved)
            ends[end.Key] = end;

        var streams = new SmallTree(ends.Values.Select(e => e.Leaf()));
        var head = new TreeHead(origin, after, await Merkle.Root(nodes, after), Later(before), streams.Count, streams.Root);
        if (keys.SignerFor(head.At, after) is not { } signer)
            return null;

        var signed = new SignedCheckpoint(
            after, size, entries[^1].Position, entries[^1].Id, head.At, SignedNote.Sign(head.Body(), origin, signer));
        known = (-1, known.Ends);
        if (!await store.Add(new(signed, tiles, [.. entries.Select(e => e.Position)], moved, ProofKeys.Name(signer)), ct))
            return null;

        known = (after, ends);
        return signed;
    }

    // Checkpoints never run back in time, also when a clock does; so what follows on the last one of an old key is in the time of the new.
    private DateTimeOffset Later(SignedCheckpoint? before) =>
        before is { At: var at } && at >= clock.Now() ? at.AddMicroseconds(1) : clock.Now();

    private async Task<SortedDictionary<byte[], StreamEnd>> EndsAt(long size, CancellationToken ct)
    {
        if (known.Size == size)
            return known.Ends;

        var ends = new SortedDictionary<byte[], StreamEnd>(ByBytes);
        var (newest, stored) = await store.Ends(ct);
        if ((newest?.Size ?? 0) != size)
            throw new InvalidDataException("The ends of streams are of another checkpoint.");
        foreach (var end in stored)
            ends[end.Key] = end;
        return ends;
    }
}
