using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>Copies the tables beside the events, a room at a time as it stands at one moment, and compares both sides afterwards.</summary>
internal sealed class TableCopy(IRooms from, IRooms to, Places places, bool saysAgain, Func<ulong, Task> covered)
{
    private const int Batch = 500;

    // What leans on the log goes first, so that the log behind it is never shorter than what is said of it; keys go last.
    private static readonly Room[] Order = [Room.Proof, Room.Places, Room.Log, Room.Keys];

    /// <summary>Copies everything but what <paramref name="without"/> names; answers how many rows each table has.</summary>
    public async Task<IReadOnlyList<(string Table, long Rows)>> Run(IReadOnlySet<Room> without, CancellationToken ct)
    {
        var copied = new List<(string, long)>();
        foreach (var room in Order.Where(room => !without.Contains(room)))
        {
            await using var source = await from.Open(room, ct);
            await using var moment = await Moment(source, ct);
            await using var target = await to.Open(room, ct);
            foreach (var table in MovedTable.All.Where(table => table.Room == room))
                copied.Add((table.Name, await Copy(source, target, table, ct)));
        }

        return copied;
    }

    /// <summary>The tables of which the two sides do not hold the same.</summary>
    public async Task<IReadOnlyList<string>> Differences(IReadOnlySet<Room> without, CancellationToken ct)
    {
        var differ = new List<string>();
        foreach (var table in MovedTable.All.Where(table => !without.Contains(table.Room)))
        {
            var (source, target) = (await Sum(from, table, Translated, ct), await Sum(to, table, (_, row) => row, ct));
            if (!source.AsSpan().SequenceEqual(target))
                differ.Add(table.Name);
        }

        return differ;
    }

    /// <summary>How many rows a side has.</summary>
    public static async Task<long> Count(IRooms rooms, MovedTable table, CancellationToken ct)
    {
        await using var connection = await rooms.Open(table.Room, ct);
        await using var command = connection.Say($"select count(*) from {table.Name}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), provider: null);
    }

    private async Task<long> Copy(DbConnection source, DbConnection target, MovedTable table, CancellationToken ct)
    {
        var (rows, waiting) = (0L, new List<object?[]>());
        await foreach (var row in Rows(source, table, ct).Where(row => !Stays(table, row)))
        {
            if (Furthest(table, row) is { } place && place > places.Last)
                await covered(place);
            waiting.Add(Translated(table, row));
            rows++;
            if (waiting.Count < Batch)
                continue;
            await Write(target, table, waiting, ct);
            waiting.Clear();
        }

        await Write(target, table, waiting, ct);
        return rows;
    }

    private static async Task Write(DbConnection target, MovedTable table, List<object?[]> rows, CancellationToken ct)
    {
        if (rows is [])
            return;

        var postgres = target is NpgsqlConnection;
        await using var transaction = await target.BeginTransactionAsync(ct);
        foreach (var row in rows)
        {
            await target.Run(
                table.Upsert, [.. table.Columns.Select((c, i) => (c.Name, Cells.Write(row[i], c.Cell, postgres)))], ct);
        }

        await transaction.CommitAsync(ct);
    }

    // Before its room is left, so that what the log does meanwhile is not seen half.
    private static async Task<DbTransaction> Moment(DbConnection connection, CancellationToken ct) => connection is NpgsqlConnection
        ? await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct)
        : ((Microsoft.Data.Sqlite.SqliteConnection)connection).BeginTransaction(deferred: true);

    private static async IAsyncEnumerable<object?[]> Rows(
        DbConnection connection, MovedTable table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = connection.Say(table.Select);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            yield return [.. table.Columns.Select((c, i) => Cells.Read(row, i, c.Cell))];
    }

    private object?[] Translated(MovedTable table, object?[] row)
    {
        foreach (var column in new[] { "position", "first_position" })
        {
            if (table.IndexOf(column) is >= 0 and var at && row[at] is long old)
                row[at] = (long)places.Of((ulong)old);
        }

        if (table.IndexOf("positions") is >= 0 and var list && row[list] is byte[] tile)
            row[list] = places.Of(tile);
        return row;
    }

    private static ulong? Furthest(MovedTable table, object?[] row) =>
        table.IndexOf("position") is >= 0 and var at ? (ulong)(long)row[at]!
        : table.IndexOf("positions") is >= 0 and var list && row[list] is byte[] { Length: > 0 } tile
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(tile.AsSpan(^8..))
            : null;

    // A place in another service's log says nothing of this one: without it all is heard again, which changes nothing. After a restore the
    // own log is said again too, because others may have heard less of it than the announcer knew.
    private bool Stays(MovedTable table, object?[] row) => table.Name == "checkpoints" && row[0] is string name
        && (name.Contains("-hears-", StringComparison.Ordinal) || (saysAgain && name == "announcer"));

    // In no order: the engines sort differently. Equal sums of the hashes of all rows are equal sets of rows.
    private async Task<byte[]> Sum(
        IRooms rooms, MovedTable table, Func<MovedTable, object?[], object?[]> shown, CancellationToken ct)
    {
        var sum = new ulong[5];
        await using var connection = await rooms.Open(table.Room, ct);
        await foreach (var row in Rows(connection, table, ct).Where(row => !Stays(table, row)))
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', shown(table, row).Select(Plain))));
            sum[4]++;
            for (var i = 0; i < 4; i++)
                sum[i] += BitConverter.ToUInt64(hash, i * 8);
        }

        return [.. sum.SelectMany(BitConverter.GetBytes)];
    }

    private static string Plain(object? value) => value switch
    {
        null => "-",
        byte[] bytes => $"b{Convert.ToHexStringLower(bytes)}",
        Guid id => $"i{id:N}",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v{value}"),
    };
}
