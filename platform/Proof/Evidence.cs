using System.IO.Compression;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// What a bundle is to hold: whole streams, or everything between two instants. <see cref="Opens"/> says which entries the asker may read;
/// of the others only the hash goes along. <see cref="Carries"/> says the same of sealed payloads, which go along as ciphertext.
/// </summary>
public sealed record EvidenceWish(
    string Service, IReadOnlyList<string> Streams, DateTimeOffset? Since, DateTimeOffset? Until, Func<StoredEvent, ValueTask<bool>> Opens,
    Func<SealedPayload, bool> Carries);

/// <summary>Makes evidence bundles; their form is written down in <c>docs/evidence.md</c>.</summary>
public sealed class Evidence(ProofLog proof, IEventLog log, IPayloads payloads, TimeProvider clock)
{
    /// <summary>The most entries of one bundle; a longer period is asked for in parts.</summary>
    public const int MostEntries = 20_000;

    /// <summary>
    /// Writes a bundle up to a checkpoint that is made now. What came of it: the checkpoint; none when nothing is signed here, or when
    /// there is more than <see cref="MostEntries"/>.
    /// </summary>
    public async Task<(SignedCheckpoint? Upto, bool TooMuch)> Write(Stream to, EvidenceWish wish, CancellationToken ct)
    {
        await proof.Advance(now: true, ct);
        var (newest, ends) = await proof.Ends(ct);
        if (newest is null)
            return (null, false);

        var checkpoints = await Checkpoints(newest, ct);
        var (from, upto) = wish.Since is { } since
            ? (checkpoints.LastOrDefault(c => c.At <= since)?.Size ?? 0,
                checkpoints.FirstOrDefault(c => c.At >= wish.Until)?.Size ?? newest.Size)
            : (0, newest.Size);
        var ordered = wish.Since is null ? await Ordered(wish.Streams, newest, ct) : [];
        if (ordered.Count > MostEntries || (wish.Since is not null && upto - from > MostEntries))
            return (newest, true);

        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var package = new EvidencePackage(zip, newest.At > clock.Now() ? newest.At : clock.Now());
        await package.Readme(ct);
        await package.Keys(ProofRoutes.ShownKeys(proof), ct);
        await package.Checkpoints(checkpoints, ct);
        var nodes = proof.Nodes(ct);
        await package.Consistency(checkpoints, nodes, ct);
        var carried = new List<PayloadRef>();
        await using (var lines = await package.Entries(ct))
        {
            await foreach (var (index, entry) in Entries(wish, ordered, from, upto, ct))
            {
                var open = await wish.Opens(entry);
                var path = await Merkle.Inclusion(nodes, index, newest.Size);
                await lines.Add(index, entry, open, wish.Since is null, await Previous(entry, open, ct), path, ct);
                if (open)
                    carried.AddRange(PayloadRefs.In(entry.Data));
            }

            package.Manifest(wish, proof.Origin, (from, upto, newest.Size), lines.Count);
        }

        await package.Streams(wish.Streams, ends, ct);
        foreach (var reference in carried.DistinctBy(r => r.Id))
        {
            if (await payloads.Find(reference.Id, ct) is { } payload && wish.Carries(payload))
                await package.Payload(payload, ct);
        }

        return (newest, false);
    }

    private async Task<List<SignedCheckpoint>> Checkpoints(SignedCheckpoint newest, CancellationToken ct)
    {
        var all = new List<SignedCheckpoint>();
        while (await proof.After(all.LastOrDefault()?.Size ?? 0, 1000, ct) is [_, ..] more)
            all.AddRange(more);

        return [.. all.Where(c => c.Size <= newest.Size)];
    }

    private async IAsyncEnumerable<(long Index, StoredEvent Entry)> Entries(
        EvidenceWish wish, IReadOnlyList<(string Stream, long Version)> ordered, long from, long upto,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (stream, version) in ordered)
        {
            var entry = await log.Read(stream, version - 1, ct).FirstAsync(ct);
            yield return ((await proof.IndexOf(entry, ct))!.Value, entry);
        }

        var after = wish.Since is null || from == 0 ? Position.Start : await proof.PositionOf(from - 1, ct);
        for (var at = from; wish.Since is not null && at < upto;)
        {
            var batch = await log.ReadAll(after, (int)Math.Min(512, upto - at), ct).ToListAsync(ct);
            foreach (var entry in batch)
                yield return (at++, entry);
            if (batch is [])
                throw new InvalidDataException("The log is shorter than its checkpoint.");
            after = batch[^1].Position;
        }
    }

    // Streams are read one by one; a bundle has their entries in the order of the log.
    private async Task<IReadOnlyList<(string Stream, long Version)>> Ordered(
        IReadOnlyList<string> streams, SignedCheckpoint newest, CancellationToken ct)
    {
        var all = new List<(Position At, string Stream, long Version)>();
        foreach (var stream in streams)
        {
            await foreach (var entry in log.Read(stream, 0, ct).TakeWhile(e => e.Position <= newest.Position))
                all.Add((entry.Position, stream, entry.Version));
        }

        return [.. all.OrderBy(e => e.At.Value).Select(e => (e.Stream, e.Version))];
    }

    // An open entry carries the hash before it, so that each can be followed alone.
    private async Task<byte[]?> Previous(StoredEvent entry, bool open, CancellationToken ct) => !open ? null
        : entry.Version == 1 ? Chain.Genesis(entry.Stream)
        : (await log.Read(entry.Stream, entry.Version - 2, ct).FirstAsync(ct)).Hash;
}
