using System.Data.Common;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>From an instant, and behind so many entries, this key signs and no other (SHA-256 of its SPKI, lower hex).</summary>
internal sealed record KeyTurn(string Key, DateTimeOffset At, long After);

/// <summary>
/// Which key may go on, beside the checkpoints: a turn and a checkpoint are stored one after another, never at once. So the number of
/// entries at which a key ends is the last one that it signed, whatever the replicas were doing.
/// </summary>
internal sealed class KeyTurns(IProofDatabase database)
{
    /// <summary>The newest turn; null while the first key signs.</summary>
    public async Task<KeyTurn?> Newest(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return await Newest(connection, null, ct);
    }

    /// <summary>Whether a key may add a checkpoint, asked inside the transaction that adds it.</summary>
    public static async Task<bool> MayAdd(DbConnection connection, DbTransaction together, string key, CancellationToken ct) =>
        await Newest(connection, together, ct) is not { } turn || turn.Key == key;

    /// <summary>Gives the turn to a key, behind the newest checkpoint and later than it.</summary>
    public async Task<KeyTurn> Give(string key, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var together = await connection.BeginTransactionAsync(ct);
        await database.Alone(connection, together, ct);
        if (await Newest(connection, together, ct) is { } known && known.Key == key)
            return known;

        var (size, at) = await Newest(connection, together, "select size, at from proof_checkpoints order by size desc limit 1", ct);
        var turn = new KeyTurn(key, Micros.Read(Math.Max(Micros.Of(now), at + 1)), size);
        await using var command = connection.Say(
            "insert into proof_turns(number, after, key, at) "
                + "values ((select coalesce(max(number), 0) + 1 from proof_turns), @after, @key, @at)",
            ("@after", turn.After), ("@key", key), ("@at", Micros.Of(turn.At)));
        command.Transaction = together;
        await command.ExecuteNonQueryAsync(ct);
        await together.CommitAsync(ct);
        return turn;
    }

    private static async Task<KeyTurn?> Newest(DbConnection connection, DbTransaction? together, CancellationToken ct)
    {
        await using var command = connection.Say("select key, at, after from proof_turns order by number desc limit 1");
        command.Transaction = together;
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetString(0), Micros.Read(row.GetInt64(1)), row.GetInt64(2)) : null;
    }

    private static async Task<(long Size, long At)> Newest(
        DbConnection connection, DbTransaction together, string sql, CancellationToken ct)
    {
        await using var command = connection.Say(sql);
        command.Transaction = together;
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }
}
