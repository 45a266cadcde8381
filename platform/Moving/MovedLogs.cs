using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>A log as a move sees it: read in order, and grown at its end with events that keep everything but their position.</summary>
internal interface IMovedLog : IAsyncDisposable
{
    /// <summary>The engine's name, as a marker holds it.</summary>
    string Engine { get; }

    /// <summary>Refuses a server that cannot hold or give it.</summary>
    Task Start(CancellationToken ct);

    /// <summary>The events after a position, in log order.</summary>
    IAsyncEnumerable<StoredEvent> After(Position after, CancellationToken ct);

    /// <summary>
    /// Adds events behind those that stand there; durable when it returns. <paramref name="count"/> is how many stood there.
    /// </summary>
    Task Add(IReadOnlyList<StoredEvent> events, long count, CancellationToken ct);
}

/// <summary>A log in a table: a file's, or a schema's. Its positions are 1, 2, 3, …</summary>
internal sealed class TableLog(IRooms rooms) : IMovedLog
{
    private const int Page = 1000;
    private const string Columns = "position, stream, version, id, type, header, data, hash, beside";

    public string Engine => rooms is FolderRooms ? "sqlite" : "postgres";

    public Task Start(CancellationToken ct) => Task.CompletedTask;

    public async IAsyncEnumerable<StoredEvent> After(Position after, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await rooms.Open(Room.Log, ct);
        for (var page = new List<StoredEvent>(); ; page.Clear())
        {
            await using (var command = connection.Say(
                $"select {Columns} from events where position > @after order by position limit {Page}", ("after", (long)after.Value)))
            {
                await using var row = await command.ExecuteReaderAsync(ct);
                while (await row.ReadAsync(ct))
                    page.Add(Read(row));
            }

            foreach (var stored in page)
                yield return stored;
            if (page.Count < Page)
                yield break;
            after = page[^1].Position;
        }
    }

    public async Task Add(IReadOnlyList<StoredEvent> events, long count, CancellationToken ct)
    {
        await using var connection = await rooms.Open(Room.Log, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (connection is NpgsqlConnection postgres)
            await Copy(postgres, events, count, ct);
        else
            await Insert(connection, events, count, ct);
        await transaction.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task Copy(NpgsqlConnection connection, IReadOnlyList<StoredEvent> events, long count, CancellationToken ct)
    {
        // The counter's row first, as every append does: nobody else numbers events meanwhile.
        await connection.Run("update counter set position = @to", [("to", count + events.Count)], ct);
        await using var copy = await connection.BeginBinaryImportAsync($"copy events ({Columns}) from stdin (format binary)", ct);
        foreach (var stored in events)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(++count, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(stored.Stream, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(stored.Version, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(stored.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(stored.Type, NpgsqlDbType.Text, ct);
            foreach (var bytes in new[] { stored.Header, stored.Data, stored.Hash, stored.Beside })
                await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task Insert(DbConnection connection, IReadOnlyList<StoredEvent> events, long count, CancellationToken ct)
    {
        foreach (var stored in events)
        {
            await connection.Run(
                $"insert into events ({Columns}) values (@position, @stream, @version, @id, @type, @header, @data, @hash, @beside)",
                [
                    ("position", ++count), ("stream", stored.Stream), ("version", stored.Version),
                    ("id", stored.Id.ToByteArray(bigEndian: true)), ("type", stored.Type), ("header", stored.Header),
                    ("data", stored.Data), ("hash", stored.Hash), ("beside", stored.Beside),
                ],
                ct);
        }
    }

    private static StoredEvent Read(DbDataReader row) => new(
        new((ulong)row.GetInt64(0)), row.GetString(1), row.GetInt64(2), (Guid)Cells.Read(row, 3, Cell.Id)!, row.GetString(4),
        row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8));
}

/// <summary>A log in EventStoreDB. One append at a time, because the order of all events is the order in which they arrive.</summary>
internal sealed class ServerLog(EventStoreLog log, PayloadsApart payloads) : IMovedLog
{
    public string Engine => "eventstore";

    public Task Start(CancellationToken ct) => log.Start(ct);

    public IAsyncEnumerable<StoredEvent> After(Position after, CancellationToken ct) => log.ReadAll(after, int.MaxValue, ct);

    public async Task Add(IReadOnlyList<StoredEvent> events, long count, CancellationToken ct)
    {
        for (var i = 0; i < events.Count;)
        {
            // What follows itself in one stream goes in one append, as it came.
            var (first, bytes) = (events[i], 0);
            var together = events.Skip(i).TakeWhile((stored, n) =>
                stored.Stream == first.Stream && stored.Version == first.Version + n
                && (bytes += stored.Header.Length + stored.Data.Length) <= Append.MaxBytes).ToList();
            var said = together.Select(e => new NewEvent(e.Id, e.Type, e.Header, e.Data, e.Hash, e.Beside));
            await log.Append(new(first.Stream, first.Version - 1, [.. said], []), ct);
            i += together.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await payloads.DisposeAsync();
    }
}

/// <summary>Cells as both kinds of store write them.</summary>
internal static class Cells
{
    public static object? Read(DbDataReader row, int column, Cell cell) => row.IsDBNull(column) ? null : cell switch
    {
        Cell.Text => row.GetString(column),
        Cell.Number => Convert.ToInt64(row.GetValue(column), provider: null),
        Cell.Bytes => row.GetFieldValue<byte[]>(column),
        Cell.Id when row is not NpgsqlDataReader => new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true),
        _ => row.GetGuid(column),
    };

    public static object Write(object? value, Cell cell, bool postgres) => (value, cell) switch
    {
        (null, _) => DBNull.Value,
        (Guid id, Cell.Id) when !postgres => id.ToByteArray(bigEndian: true),
        _ => value,
    };
}
