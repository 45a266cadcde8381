using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace WarmHandover.Platform.Reading.Sqlite;

internal sealed class SqliteCheckpoints(ReadingFile file) : ICheckpoints
{
    public Task<Checkpoint?> Load(string name, CancellationToken ct) => Task.FromResult(file.Read(connection => connection
        .Query(
            "select position, event_id from checkpoints where name = $name",
            row => new Checkpoint(new((ulong)row.GetInt64(0)), new Guid(row.GetFieldValue<byte[]>(1), bigEndian: true)),
            ("$name", name))
        .SingleOrDefault()));

    public Task Save(string name, Checkpoint checkpoint, CancellationToken ct) => file.Write(
        connection => Task.FromResult(connection.Run(
            """
            insert into checkpoints(name, position, event_id) values ($name, $position, $event)
            on conflict (name) do update set position = excluded.position, event_id = excluded.event_id
            where excluded.position > checkpoints.position
            """,
            ("$name", name),
            ("$position", (long)checkpoint.Position.Value),
            ("$event", checkpoint.EventId.ToByteArray(bigEndian: true)))),
        ct);
}

internal sealed class SqliteParking(ReadingFile file) : IParking
{
    private const string Columns = "select id, type, body, why, at, tries from parked";

    public Task Park(ParkedMessage message, CancellationToken ct) => file.WriteDurably(
        connection => connection.Run(
            """
            insert into parked(id, type, body, why, at, tries) values ($id, $type, $body, $why, $at, $tries)
            on conflict (id) do update set why = excluded.why, tries = parked.tries + excluded.tries
            """,
            ("$id", message.Id.ToByteArray(bigEndian: true)),
            ("$type", message.Type),
            ("$body", message.Body),
            ("$why", message.Why),
            ("$at", Micros.Of(message.At)),
            ("$tries", message.Tries)),
        ct);

    public Task<IReadOnlyList<ParkedMessage>> List(int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<ParkedMessage>>(
        file.Read(connection => connection.Query($"{Columns} order by at, id limit $limit", Row, ("$limit", limit))));

    public Task<ParkedMessage?> Find(Guid id, CancellationToken ct) => Task.FromResult(
        file.Read(connection => connection
            .Query($"{Columns} where id = $id", Row, ("$id", id.ToByteArray(bigEndian: true)))
            .SingleOrDefault()));

    public async Task<bool> Remove(Guid id, CancellationToken ct) => await file.WriteDurably(
        connection => connection.Run("delete from parked where id = $id", ("$id", id.ToByteArray(bigEndian: true))), ct) == 1;

    private static ParkedMessage Row(SqliteDataReader row) => new(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true),
        row.GetString(1),
        row.GetFieldValue<byte[]>(2),
        row.GetString(3),
        Micros.Read(row.GetInt64(4)),
        row.GetInt32(5));
}

/// <summary>One process has one holder: a lease is there unless it is in hand, and dies with the process.</summary>
internal sealed class ProcessLeases : ILeases
{
    private readonly ConcurrentDictionary<string, Held> held = [];
    private long fence;

    public Task<ILease?> Take(string name, TimeSpan length, CancellationToken ct)
    {
        var lease = new Held(this, name, Interlocked.Increment(ref fence));
        return Task.FromResult<ILease?>(held.TryAdd(name, lease) ? lease : null);
    }

    private sealed class Held(ProcessLeases leases, string name, long fence) : ILease
    {
        public string Name => name;

        public long Fence => fence;

        public Task<bool> Renew(CancellationToken ct) => Task.FromResult(leases.held.TryGetValue(name, out var holder) && holder == this);

        public ValueTask DisposeAsync()
        {
            leases.held.TryRemove(new(name, this));
            return ValueTask.CompletedTask;
        }
    }
}
