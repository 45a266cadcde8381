using Npgsql;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>When only the log moves and everything else stays in the same database, its places are rewritten where they stand.</summary>
internal static class Shared
{
    private static readonly (string Table, string Column)[] Numbers =
        [("checkpoints", "position"), ("views", "position"), ("proof_checkpoints", "position"), ("proof_tiles", "first_position")];

    /// <summary>All in one transaction with the word where the log stands now: broken off, nothing of it happened.</summary>
    public static async Task Translate(SchemaRooms rooms, Places places, string engine, CancellationToken ct)
    {
        await using var connection = (NpgsqlConnection)await rooms.OpenAsOwner(ct);
        await using var together = await connection.BeginTransactionAsync(ct);
        foreach (var (table, column) in Numbers)
        {
            foreach (var (row, old) in await Rows<long>(connection, table, column, ct))
                await Set(table, column, row, (long)places.Of((ulong)old));
        }

        foreach (var (row, old) in await Rows<byte[]>(connection, "proof_tiles", "positions", ct))
            await Set("proof_tiles", "positions", row, places.Of(old));

        await connection.Run(Moved.Say, [("stands", engine)], ct);
        await together.CommitAsync(ct);

        Task Set(string table, string column, string row, object to) => connection.Run(
            $"update {table} set {column} = @to where ctid = @row::tid", [("to", to), ("row", row)], ct);
    }

    private static async Task<List<(string Row, T Value)>> Rows<T>(
        NpgsqlConnection connection, string table, string column, CancellationToken ct)
    {
        await using var command = connection.Say($"select ctid::text, {column} from {table} where {column} is not null");
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<(string, T)>();
        while (await row.ReadAsync(ct))
            rows.Add((row.GetString(0), row.GetFieldValue<T>(1)));
        return rows;
    }
}
