using Npgsql;

namespace WarmHandover.Platform.Reading.Postgres;

internal sealed class PostgresCheckpoints(ReadingSchema schema) : ICheckpoints
{
    public async Task<Checkpoint?> Load(string name, CancellationToken ct) => (await schema.Query(
        "select position, event_id from checkpoints where name = $1",
        row => new Checkpoint(new((ulong)row.GetInt64(0)), row.GetGuid(1)),
        ct,
        name)).SingleOrDefault();

    public Task Save(string name, Checkpoint checkpoint, CancellationToken ct) => schema.Run(
        """
        insert into checkpoints(name, position, event_id) values ($1, $2, $3)
        on conflict (name) do update set position = excluded.position, event_id = excluded.event_id
        where excluded.position > checkpoints.position
        """,
        ct,
        name,
        (long)checkpoint.Position.Value,
        checkpoint.EventId);
}

internal sealed class PostgresParking(ReadingSchema schema) : IParking
{
    private const string Columns = "select id, type, body, why, at, tries from parked";

    public Task Park(ParkedMessage message, CancellationToken ct) => schema.Run(
        """
        insert into parked(id, type, body, why, at, tries) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update set why = excluded.why, tries = parked.tries + excluded.tries
        """,
        ct,
        message.Id,
        message.Type,
        message.Body,
        message.Why,
        Micros.Of(message.At),
        message.Tries);

    public async Task<IReadOnlyList<ParkedMessage>> List(int limit, CancellationToken ct) =>
        await schema.Query($"{Columns} order by at, id limit $1", Row, ct, limit);

    public async Task<ParkedMessage?> Find(Guid id, CancellationToken ct) =>
        (await schema.Query($"{Columns} where id = $1", Row, ct, id)).SingleOrDefault();

    public async Task<bool> Remove(Guid id, CancellationToken ct) => await schema.Run("delete from parked where id = $1", ct, id) == 1;

    private static ParkedMessage Row(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3), Micros.Read(row.GetInt64(4)), row.GetInt32(5));
}

/// <summary>One row per lease; only the database's clock says when it has run out, so replicas whose clocks differ agree.</summary>
internal sealed class PostgresLeases(ReadingSchema schema) : ILeases
{
    public async Task<ILease?> Take(string name, TimeSpan length, CancellationToken ct)
    {
        var fences = await schema.Query(
            """
            insert into leases as held (name, fence, until) values ($1, 1, clock_timestamp() + $2)
            on conflict (name) do update set fence = held.fence + 1, until = clock_timestamp() + $2
            where held.until <= clock_timestamp()
            returning fence
            """,
            row => row.GetInt64(0),
            ct,
            name,
            length);
        return fences is [var fence] ? new Held(schema, name, fence, length) : null;
    }

    private sealed class Held(ReadingSchema schema, string name, long fence, TimeSpan length) : ILease
    {
        public string Name => name;

        public long Fence => fence;

        // One that ran out and that nobody took meanwhile is still ours: the fence did not move.
        public async Task<bool> Renew(CancellationToken ct) => await schema.Run(
            "update leases set until = clock_timestamp() + $3 where name = $1 and fence = $2", ct, name, fence, length) == 1;

        public async ValueTask DisposeAsync() =>
            await schema.Run("update leases set until = '-infinity' where name = $1 and fence = $2", CancellationToken.None, name, fence);
    }
}
