using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace WarmHandover.Platform.Reading.Postgres;

internal sealed class PostgresViewStore(ReadingSchema schema) : IViewStore
{
    private const string Columns = "select view, generation, live, shape, position, event_id from views";
    private const string LiveRows =
        "view_rows r join views v on v.view = r.view and v.generation = r.generation where v.live and v.view = $1";

    public bool Shared => true;

    public async Task<IReadOnlyList<Generation>> Generations(CancellationToken ct) => await schema.Query(Columns, Read, ct);

    public async Task Begin(string view, int shape, bool afresh, CancellationToken ct)
    {
        await schema.Run("delete from views where view = $1 and not live and (shape <> $2 or $3)", ct, view, shape, afresh);
        await schema.Run(
            """
            insert into views(view, generation, live, shape, position, event_id)
            select $1, 1 + greatest(
                    (select coalesce(max(generation), 0) from views where view = $1),
                    (select coalesce(max(generation), 0) from view_rows where view = $1)),
                not exists (select 1 from views where view = $1), $2, 0, '00000000-0000-0000-0000-000000000000'
            where not exists (select 1 from views where view = $1 and not live)
            on conflict do nothing
            """,
            ct,
            view,
            shape);
    }

    public async Task<IReadOnlyList<Generation>> Fold(
        IReadOnlyList<string> views, Folding folding, bool patient, FoldWork work, CancellationToken ct)
    {
        await using var connection = await schema.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        bool[] which = [.. Which(folding)];
        var order = patient ? "for update" : "for update skip locked";
        await using var lockRows = ReadingSchema.Filled(
            new($"{Columns} where view = any($1) and live = any($2) order by view, generation {order}", connection),
            views.ToArray(),
            which);
        var locked = await ReadingSchema.Rows(lockRows, Read, ct);
        if (locked.Count == 0)
            return [];

        await using var get = ReadingSchema.Filled(
            new("select part, due, body from view_rows where view = $1 and generation = $2 and key = $3", connection), "", 0L, "");
        var folded = await work(locked, (generation, key) => Row(get, generation, key));
        if (folded.Count == 0)
            return locked;

        await using var save = new NpgsqlBatch(connection);
        save.BatchCommands.Add(new("set local synchronous_commit = off"));
        foreach (var batch in folded)
            PostgresFolded.Save(save, batch);

        await save.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return locked;
    }

    public async Task<bool> Sweep(CancellationToken ct) => await schema.Run(
        """
        delete from view_rows where (view, generation, key) in (
            select r.view, r.generation, r.key from views v
            join view_rows r on r.view = v.view and r.generation < v.generation where v.live limit 2000)
        """,
        ct) > 0;

    public async Task<byte[]?> Get(string view, string key, CancellationToken ct) =>
        (await schema.Query($"select r.body from {LiveRows} and r.key = $2", Body, ct, view, key)).SingleOrDefault();

    public async Task<IReadOnlyList<byte[]>> List(string view, string part, string? after, int limit, CancellationToken ct) =>
        await schema.Query(
            $"select r.body from {LiveRows} and r.part = $2 and r.key > $3 order by r.key limit $4",
            Body,
            ct,
            view,
            part,
            after ?? "",
            limit);

    public async Task<IReadOnlyList<DueRow>> Due(string view, long until, int limit, CancellationToken ct) => await schema.Query(
        $"select r.key, r.body, r.due from {LiveRows} and r.due <= $2 order by r.due, r.key limit $3",
        row => new DueRow(row.GetString(0), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)), Micros.Read(row.GetInt64(2))),
        ct,
        view,
        until,
        limit);

    private static IEnumerable<bool> Which(Folding folding)
    {
        if (folding.HasFlag(Folding.Live))
            yield return true;
        if (folding.HasFlag(Folding.Next))
            yield return false;
    }

    private static Generation Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetBoolean(2),
        row.GetInt32(3),
        new(new((ulong)row.GetInt64(4)), row.GetGuid(5)));

    private static byte[] Body(NpgsqlDataReader row) => row.GetFieldValue<byte[]>(0);

    private static StoredRow? Row(NpgsqlCommand get, Generation generation, string key)
    {
        get.Parameters[0].Value = generation.View;
        get.Parameters[1].Value = generation.Number;
        get.Parameters[2].Value = key;
        using var row = get.ExecuteReader();
        return row.Read() ? new(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetFieldValue<byte[]>(2)) : null;
    }
}

/// <summary>Writes one folded batch: all rows in two statements, the checkpoint in a third.</summary>
internal static class PostgresFolded
{
    public static void Save(NpgsqlBatch save, FoldedBatch batch)
    {
        var put = batch.Rows.Where(row => row.Value is not null).Select(row => (row.Key, Row: row.Value!)).ToArray();
        if (put is not [])
        {
            Add(
                save,
                """
                insert into view_rows(view, generation, key, part, due, body)
                select $1, $2, key, part, due, body from unnest($3, $4, $5, $6) as u(key, part, due, body)
                on conflict (view, generation, key) do update set part = excluded.part, due = excluded.due, body = excluded.body
                """,
                new() { Value = batch.Of.View },
                new() { Value = batch.Of.Number },
                new() { Value = put.Select(p => p.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = put.Select(p => p.Row.Part).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = put.Select(p => p.Row.Due).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = put.Select(p => p.Row.Body).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        }

        string[] removed = [.. batch.Rows.Where(row => row.Value is null).Select(row => row.Key)];
        if (removed is not [])
        {
            Add(
                save,
                "delete from view_rows where view = $1 and generation = $2 and key = any($3)",
                new() { Value = batch.Of.View },
                new() { Value = batch.Of.Number },
                new() { Value = removed });
        }

        if (batch.GoesLive)
            Add(save, "delete from views where view = $1 and live", new NpgsqlParameter { Value = batch.Of.View });

        Add(
            save,
            "update views set position = $3, event_id = $4, live = live or $5 where view = $1 and generation = $2",
            new() { Value = batch.Of.View },
            new() { Value = batch.Of.Number },
            new() { Value = (long)batch.To.Position.Value },
            new() { Value = batch.To.EventId },
            new() { Value = batch.GoesLive });
    }

    private static void Add(NpgsqlBatch save, string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value);

        save.BatchCommands.Add(command);
    }
}
