using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Moving;

/// <summary>Why a service's holdings are copied.</summary>
public enum MoveKind
{
    /// <summary>The service goes on in the new place, and no longer in the old one.</summary>
    Move,

    /// <summary>A copy to restore from; the service may go on meanwhile.</summary>
    Backup,

    /// <summary>A backup becomes the service's store again.</summary>
    Restore,
}

/// <summary>What is to be copied, from where to where.</summary>
public sealed record MoveAsk(string Service, HouseOptions From, HouseOptions To, MoveKind Kind, bool DryRun)
{
    /// <summary>Another folder for the keys of the side that is a backup; keys are kept apart and shorter (decision 6).</summary>
    public string? KeysFolder { get; init; }
}

/// <summary>What was copied: events in all and now, rows by table, and when the newest event was recorded.</summary>
public sealed record MoveOutcome(long Events, long Added, IReadOnlyList<(string Table, long Rows)> Tables, DateTimeOffset? Newest);

/// <summary>
/// Copies one service's log and all that cannot be made again to another engine, and proves it: ids, versions, hashes and bytes stay, the
/// chain is followed on both sides, every place that somebody keeps is translated. Broken off it goes on where it was; what it meets at the
/// target must be the beginning of the same log, or it writes nothing.
/// </summary>
public sealed class Move(MoveAsk ask, TextWriter tell)
{
    /// <summary>Does it; throws <see cref="StartRefusedException"/> with a sentence when it must not or cannot.</summary>
    public async Task<MoveOutcome> Run(CancellationToken ct)
    {
        await using var from = Holding.Open(
            ask.From, ask.Service, readOnly: true, ask.Kind is MoveKind.Restore ? ask.KeysFolder : null);
        await using var to = Holding.Open(ask.To, ask.Service, readOnly: false, ask.Kind is MoveKind.Backup ? ask.KeysFolder : null);
        await tell.WriteLineAsync(
            $"{ask.Service}: van {from.Name} naar {to.Name}{(ask.DryRun ? " (proef, er wordt niets geschreven)" : "")}");
        await Refuse(from, ct);
        if (ask.DryRun)
            return await Try(from, to, ct);

        await to.Rooms.Prepare(ct);
        await to.Rooms.Claim(ct);
        await from.Log.Start(ct);
        await to.Log.Start(ct);
        var shared = await Holding.ShareRooms(from, to, ct);
        await RefuseForeign(from, to, shared, ct);
        if (!shared)
            await to.Rooms.Stand(ask.Kind is MoveKind.Backup ? Moved.Backup : Moved.UnderWay, ct);

        var copy = new LogCopy(ask.Service, from.Log, to.Log, tell);
        await copy.CatchUp(ct);
        var tables = shared ? [] : await Tables(from, to, copy, ct);
        copy.CheckWhole();
        if (shared)
            await Shared.Translate((SchemaRooms)to.Rooms, copy.Places, to.Log.Engine, ct);
        else
            await End(to, ct);
        await tell.WriteLineAsync($"{ask.Service}: klaar; {copy.Count} gebeurtenissen in {copy.Streams} stromen, keten klopt");
        return new(copy.Count, copy.Added, tables, At(copy.Newest));
    }

    private static DateTimeOffset? At(StoredEvent? newest) => newest is null ? null : HeaderSkim.RecordedAt(newest.Header);

    private async Task Refuse(Holding from, CancellationToken ct)
    {
        if (ask.From is { Store: "sqlite" } && ask.To is { Store: "sqlite" } && ask.From.DataFolder == ask.To.DataFolder)
            throw new StartRefusedException("Bron en doel zijn dezelfde map. Kies een andere. (Source and target are the same folder.)");
        if (!await from.Rooms.IsReady(withKeys: false, ct))
            throw new StartRefusedException($"In {from.Rooms.Name} staat geen {ask.Service}. (There is no such service.)");
        if (!await from.Rooms.IsReady(withKeys: ask is not { Kind: MoveKind.Backup, KeysFolder: null }, ct))
        {
            throw new StartRefusedException(
                $"De sleutels van {ask.Service} staan er niet bij. Noem hun map met --keys. (The keys are missing.)");
        }

        if (ask.Kind is MoveKind.Move)
            await from.Rooms.Claim(ct);
        var stands = await from.Rooms.Stands(ct);
        if (ask.Kind is MoveKind.Restore && stands == Moved.Backup)
            return;
        Moved.Check(stands, from.Log.Engine, ask.Service);
    }

    private async Task<MoveOutcome> Try(Holding from, Holding to, CancellationToken ct)
    {
        var ready = await to.Rooms.IsReady(withKeys: true, ct);
        if (ready)
            await RefuseForeign(from, to, await Holding.ShareRooms(from, to, ct), ct);
        else
            await tell.WriteLineAsync($"{ask.Service}: de tabellen van het doel worden gemaakt");
        var (chain, newest, there) = (new ChainCheck(ask.Service), (StoredEvent?)null, 0L);
        await foreach (var stored in from.Log.After(Position.Start, ct))
            LogCopy.Follow(ask.Service, chain, newest = stored, "de bron");
        if (ready)
        {
            await foreach (var stored in to.Log.After(Position.Start, ct))
                there++;
        }

        var rows = new List<(string, long)>();
        foreach (var table in MovedTable.All)
            rows.Add((table.Name, await TableCopy.Count(from.Rooms, table, ct)));
        await tell.WriteLineAsync($"{ask.Service}: {chain.Count} gebeurtenissen, waarvan {there} er al staan; keten klopt");
        foreach (var (name, count) in rows.Where(row => row.Item2 > 0))
            await tell.WriteLineAsync($"{ask.Service}: {name} {count}");
        return new(chain.Count, chain.Count - there, rows, At(newest));
    }

    // What stands at the target must be how the source begins; rows without a log are somebody else's.
    private async Task RefuseForeign(Holding from, Holding to, bool shared, CancellationToken ct)
    {
        await using var source = from.Log.After(Position.Start, ct).GetAsyncEnumerator(ct);
        var any = false;
        await foreach (var there in to.Log.After(Position.Start, ct))
        {
            any = true;
            if (!await source.MoveNextAsync() || !LogCopy.Same(source.Current, there))
            {
                throw new StartRefusedException(
                    $"In het doel staat al een ander logboek van {ask.Service}, of een dat verder is. Kies een lege opslag. "
                    + "(The target holds another log, or one that went on.)");
            }
        }

        var stands = await to.Rooms.Stands(ct);
        var ours = ask.Kind is MoveKind.Backup ? stands is Moved.Backup : stands is Moved.UnderWay or Moved.Elsewhere;
        if (any && !shared && !ours)
        {
            throw new StartRefusedException(
                $"In het doel staat al een logboek van {ask.Service} dat in gebruik is of was. Kies een lege opslag. "
                + "(The target is in use.)");
        }

        if (any || shared)
            return;
        foreach (var table in MovedTable.All)
        {
            if (await TableCopy.Count(to.Rooms, table, ct) > 0)
            {
                throw new StartRefusedException(
                    $"In het doel staan al rijen in {table.Name}, zonder logboek. Kies een lege opslag. (The target is not empty.)");
            }
        }
    }

    private async Task<IReadOnlyList<(string Table, long Rows)>> Tables(
        Holding from, Holding to, LogCopy log, CancellationToken ct)
    {
        var copy = new TableCopy(from.Rooms, to.Rooms, log.Places, ask.Kind is MoveKind.Restore, async place =>
        {
            await log.CatchUp(ct);
            if (log.Places.Last < place)
            {
                throw new StartRefusedException(
                    $"{ask.Service}: iets verwijst naar een gebeurtenis die er niet is ({place}). (A place without an event.)");
            }
        });
        var without = ask is { Kind: MoveKind.Backup, KeysFolder: null } ? new HashSet<Room> { Room.Keys } : [];
        var rows = await copy.Run(without, ct);
        foreach (var (name, count) in rows.Where(row => row.Rows > 0))
            await tell.WriteLineAsync($"{ask.Service}: {name} {count}");
        if (ask.Kind is MoveKind.Backup || await copy.Differences(without, ct) is not [_, ..] differ)
            return rows;
        throw new StartRefusedException(
            $"{ask.Service}: {string.Join(", ", differ)} is aan beide kanten niet gelijk. Maak het doel leeg en begin opnieuw. "
            + "(The two sides differ; empty the target and start again.)");
    }

    private async Task End(Holding to, CancellationToken ct)
    {
        if (ask.Kind is MoveKind.Backup)
            return;
        if (ask.Kind is MoveKind.Move)
        {
            await using var writing = Holding.Open(ask.From, ask.Service, readOnly: false);
            await writing.Rooms.Stand(Moved.Elsewhere, ct);
        }

        await to.Rooms.Stand(to.Log.Engine, ct);
    }
}
