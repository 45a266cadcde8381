using System.Buffers.Binary;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>What one step adds: tiles, ends of streams, and the checkpoint over them, with the key that signed it.</summary>
public sealed record ProofStep(
    SignedCheckpoint Checkpoint, IReadOnlyDictionary<(int Level, long Index), byte[]> Tiles, IReadOnlyList<Position> Positions,
    IReadOnlyList<StreamEnd> Ends, string Key);

/// <summary>
/// Where the proof of one log stands. Tree, ends and checkpoint move together in one transaction; a checkpoint has one successor only.
/// Both engines understand the same few statements.
/// </summary>
internal sealed class ProofStore(IProofDatabase database)
{
    private const string Columns = "select size, before, position, event_id, at, note from proof_checkpoints";

    /// <summary>Makes the tables where this process may.</summary>
    public Task Prepare(CancellationToken ct) => database.Prepare(ct);

    /// <summary>The newest checkpoint; null before the first.</summary>
    public async Task<SignedCheckpoint?> Newest(CancellationToken ct) =>
        (await Query($"{Columns} order by size desc limit 1", Row, ct)).SingleOrDefault();

    /// <summary>The checkpoint of exactly this size.</summary>
    public async Task<SignedCheckpoint?> Find(long size, CancellationToken ct) =>
        (await Query($"{Columns} where size = @size", Row, ct, ("@size", size))).SingleOrDefault();

    /// <summary>The checkpoints after a size, smallest first.</summary>
    public Task<List<SignedCheckpoint>> After(long size, int limit, CancellationToken ct) =>
        Query($"{Columns} where size > @size order by size limit @limit", Row, ct, ("@size", size), ("@limit", limit));

    /// <summary>A tile as it stands.</summary>
    public async Task<byte[]?> Tile(int level, long index, CancellationToken ct) => (await Query(
        "select hashes from proof_tiles where level = @level and tile = @tile", row => row.GetFieldValue<byte[]>(0), ct,
        ("@level", level), ("@tile", index))).SingleOrDefault();

    /// <summary>Which leaf stands for the entry at a position; null when no checkpoint covers it.</summary>
    public async Task<long?> IndexOf(Position position, CancellationToken ct)
    {
        var found = await Query(
            "select tile, positions from proof_tiles where first_position <= @position order by first_position desc limit 1",
            row => (Tile: row.GetInt64(0), Positions: row.GetFieldValue<byte[]>(1)), ct, ("@position", (long)position.Value));
        if (found is not [var tile])
            return null;

        for (var i = 0; i < tile.Positions.Length / 8; i++)
        {
            if (BinaryPrimitives.ReadUInt64BigEndian(tile.Positions.AsSpan(i * 8)) == position.Value)
                return (tile.Tile * Tiles.Width) + i;
        }

        return null;
    }

    /// <summary>The position of the entry that a leaf stands for.</summary>
    public async Task<Position> PositionOf(long index, CancellationToken ct)
    {
        var found = await Query(
            "select positions from proof_tiles where level = 0 and tile = @tile", row => row.GetFieldValue<byte[]>(0), ct,
            ("@tile", index / Tiles.Width));
        return new(BinaryPrimitives.ReadUInt64BigEndian(found.Single().AsSpan((int)(index % Tiles.Width) * 8)));
    }

    /// <summary>Where every stream ended at the newest checkpoint, in the order of their keys, with that checkpoint.</summary>
    public async Task<(SignedCheckpoint? Newest, List<StreamEnd> Ends)> Ends(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var together = await connection.BeginTransactionAsync(database.Snapshot, ct);
        var newest = await Rows(connection.Say($"{Columns} order by size desc limit 1"), together, Row, ct);
        var ends = await Rows(
            connection.Say("select key, version, hash from proof_streams order by key"), together,
            row => new StreamEnd(row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), ct);
        await together.CommitAsync(ct);
        return (newest.SingleOrDefault(), ends);
    }

    /// <summary>Stores one step; false when another replica went on from the same checkpoint first, or another key has the turn.</summary>
    public async Task<bool> Add(ProofStep step, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var together = await connection.BeginTransactionAsync(ct);
        try
        {
            await database.Alone(connection, together, ct);
            if (!await KeyTurns.MayAdd(connection, together, step.Key, ct))
                return false;

            await Store(connection, together, step, ct);
            await together.CommitAsync(ct);
            return true;
        }
        catch (DbException taken) when (taken is SqliteException { SqliteErrorCode: 19 } or { SqlState: "23505" })
        {
            return false;
        }
    }

    private static async Task Store(DbConnection connection, DbTransaction together, ProofStep step, CancellationToken ct)
    {
        var made = step.Checkpoint;
        await Run(
            "insert into proof_checkpoints(size, before, position, event_id, at, note) "
                + "values (@size, @before, @position, @event, @at, @note)",
            ("@size", made.Size), ("@before", made.Before), ("@position", (long)made.Position.Value), ("@event", $"{made.EventId:N}"),
            ("@at", Micros.Of(made.At)), ("@note", made.Note));
        foreach (var ((level, index), hashes) in step.Tiles.Where(t => t.Key.Level > 0))
        {
            await Run(
                "insert into proof_tiles(level, tile, hashes) values (@level, @tile, @hashes) "
                    + "on conflict (level, tile) do update set hashes = excluded.hashes",
                ("@level", level), ("@tile", index), ("@hashes", hashes));
        }

        foreach (var ((_, index), hashes) in step.Tiles.Where(t => t.Key.Level == 0))
        {
            var first = Math.Max(index * Tiles.Width, made.Before);
            var here = step.Positions.Skip((int)(first - made.Before)).Take((int)((index + 1) * Tiles.Width - first));
            var before = await Rows(
                connection.Say("select positions from proof_tiles where level = 0 and tile = @tile", ("@tile", index)), together,
                row => row.GetFieldValue<byte[]>(0), ct);
            byte[] places = [.. before.SingleOrDefault() ?? [], .. here.SelectMany(Bytes)];
            await Run(
                "insert into proof_tiles(level, tile, first_position, hashes, positions) values (0, @tile, @first, @hashes, @places) "
                    + "on conflict (level, tile) do update set hashes = excluded.hashes, positions = excluded.positions",
                ("@tile", index), ("@first", BinaryPrimitives.ReadInt64BigEndian(places)), ("@hashes", hashes), ("@places", places));
        }

        foreach (var end in step.Ends)
        {
            await Run(
                "insert into proof_streams(key, version, hash) values (@key, @version, @hash) "
                    + "on conflict (key) do update set version = excluded.version, hash = excluded.hash",
                ("@key", end.Key), ("@version", end.Version), ("@hash", end.Hash));
        }

        async Task Run(string sql, params (string, object)[] values)
        {
            await using var command = connection.Say(sql, values);
            command.Transaction = together;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static byte[] Bytes(Position position)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, position.Value);
        return bytes;
    }

    private async Task<List<T>> Query<T>(
        string sql, Func<DbDataReader, T> row, CancellationToken ct, params (string Name, object Value)[] values)
    {
        await using var connection = await database.Open(ct);
        return await Rows(connection.Say(sql, values), together: null, row, ct);
    }

    private static async Task<List<T>> Rows<T>(
        DbCommand command, DbTransaction? together, Func<DbDataReader, T> row, CancellationToken ct)
    {
        await using var asked = command;
        asked.Transaction = together;
        await using var reader = await asked.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(row(reader));

        return rows;
    }

    private static SignedCheckpoint Row(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), new((ulong)row.GetInt64(2)), Guid.ParseExact(row.GetString(3), "N"),
        Micros.Read(row.GetInt64(4)), row.GetString(5));
}
