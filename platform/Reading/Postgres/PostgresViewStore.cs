using System.Text;
using Npgsql;

namespace WarmHandover.Platform.Reading.Postgres;

internal sealed class PostgresViewStore(ReadingSchema schema) : IViewStore
{
    private const string Columns = "select view, generation, live, shape, position, event_id from views";
    // One number, not a join: so the rows come in the order of the index, and a page of a long part reads only that page.
    private const string LiveRows =
        "view_rows r where r.view = $1 and r.generation = (select v.generation from views v where v.view = $1 and v.live)";

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
        ct) + await schema.Run(
        """
        delete from view_docs where (view, generation, key) in (
            select d.view, d.generation, d.key from views v
            join view_docs d on d.view = v.view and d.generation < v.generation where v.live limit 2000)
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

    public async Task<IReadOnlyList<byte[]>> Search(string view, TermQuery query, CancellationToken ct)
    {
        if (query.IsEmpty)
            return [];

        var generations = await schema.Query("select generation from views where view = $1 and live", row => row.GetInt64(0), ct, view);
        if (generations is not [var generation])
            return [];

        var found = new List<string>();
        var seen = new HashSet<string>();
        var most = query.Skip + query.Limit;
        foreach (var step in TermWords.ForPostgres(query, TermWords.Of(view, generation)))
        {
            if (found.Count >= most)
                break;

            found.AddRange((await schema.Query(
                "select key from view_docs where terms @@ $1::tsquery limit $2", row => row.GetString(0), ct, step, most))
                .Where(seen.Add));
        }

        string[] keys = [.. found.Skip(query.Skip).Take(query.Limit)];
        return await schema.Query(
            """
            select r.body from unnest($3::text[]) with ordinality as k(key, place)
            join view_rows r on r.view = $1 and r.generation = $2 and r.key = k.key order by k.place
            """,
            Body,
            ct,
            view,
            generation,
            keys);
    }

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
