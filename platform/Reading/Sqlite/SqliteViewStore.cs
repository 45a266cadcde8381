using System.Text;
using Microsoft.Data.Sqlite;

namespace WarmHandover.Platform.Reading.Sqlite;

internal sealed class SqliteViewStore(ReadingFile file) : IViewStore
{
    // One number, not a join: so the rows come in the order of the index, and a page of a long part reads only that page.
    private const string Live =
        "where r.view = $view and r.generation = (select v.generation from views v where v.view = $view and v.live = 1)";

    public bool Shared => false;

    public Task<IReadOnlyList<Generation>> Generations(CancellationToken ct) => Task.FromResult(file.Read(AllGenerations));

    public Task Begin(string view, int shape, bool afresh, CancellationToken ct) => file.Write(
        connection =>
        {
            connection.Run(
                "delete from views where view = $view and live = 0 and (shape <> $shape or $afresh)",
                ("$view", view), ("$shape", shape), ("$afresh", afresh));
            return Task.FromResult(connection.Run(
                """
                insert into views(view, generation, live, shape, position, event_id)
                select $view,
                    (select coalesce(max(g), 0) + 1 from
                        (select max(generation) g from views where view = $view
                        union all select max(generation) from view_rows where view = $view)),
                    not exists (select 1 from views where view = $view), $shape, 0, zeroblob(16)
                where not exists (select 1 from views where view = $view and live = 0)
                """,
                ("$view", view), ("$shape", shape)));
        },
        ct);

    public Task<IReadOnlyList<Generation>> Fold(
        IReadOnlyList<string> views, Folding folding, bool patient, FoldWork work, CancellationToken ct) => file.Write(
        async connection =>
        {
            using var get = connection.Say(
                "select part, due, body from view_rows where view = $view and generation = $generation and key = $key",
                ("$view", ""), ("$generation", 0L), ("$key", ""));
            var locked = AllGenerations(connection)
                .Where(g => views.Contains(g.View) && folding.HasFlag(g.Live ? Folding.Live : Folding.Next))
                .ToArray();
            foreach (var batch in await work(locked, (generation, key) => Row(get, generation, key)))
                Save(connection, batch);

            return (IReadOnlyList<Generation>)locked;
        },
        ct);

    public async Task<bool> Sweep(CancellationToken ct) => await file.Write(
        connection => Task.FromResult(SqliteTerms.Sweep(connection) + connection.Run(
            """
            delete from view_rows where (view, generation, key) in (
                select r.view, r.generation, r.key from views v
                join view_rows r on r.view = v.view and r.generation < v.generation where v.live = 1 limit 2000)
            """)),
        ct) > 0;

    public Task<byte[]?> Get(string view, string key, CancellationToken ct) => Task.FromResult(file.Read(connection => connection
        .Query(
            $"select r.body from view_rows r {Live} and r.key = $key", row => row.GetFieldValue<byte[]>(0), ("$view", view), ("$key", key))
        .SingleOrDefault()));

    public Task<IReadOnlyList<byte[]>> List(string view, string part, string? after, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<byte[]>>(file.Read(connection => connection.Query(
            $"""
            select r.body from view_rows r indexed by view_rows_by_part {Live} and r.part = $part and r.key > $after
            order by r.key limit $limit
            """,
            row => row.GetFieldValue<byte[]>(0),
            ("$view", view), ("$part", part), ("$after", after ?? ""), ("$limit", limit))));

    public Task<IReadOnlyList<byte[]>> Search(string view, TermQuery query, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<byte[]>>(query.IsEmpty ? [] : file.Read(connection => SqliteTerms.Search(connection, view, query)));

    public Task<IReadOnlyList<DueRow>> Due(string view, long until, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<DueRow>>(file.Read(connection => connection.Query(
            $"select r.key, r.body, r.due from view_rows r {Live} and r.due <= $until order by r.due, r.key limit $limit",
            row => new DueRow(row.GetString(0), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)), Micros.Read(row.GetInt64(2))),
            ("$view", view), ("$until", until), ("$limit", limit))));

    private static IReadOnlyList<Generation> AllGenerations(SqliteConnection connection) => connection.Query(
        "select view, generation, live, shape, position, event_id from views order by view, generation",
        row => new Generation(
            row.GetString(0),
            row.GetInt64(1),
            row.GetBoolean(2),
            row.GetInt32(3),
            new(new((ulong)row.GetInt64(4)), new Guid(row.GetFieldValue<byte[]>(5), bigEndian: true))));

    private static StoredRow? Row(SqliteCommand get, Generation generation, string key)
    {
        get.Parameters[0].Value = generation.View;
        get.Parameters[1].Value = generation.Number;
        get.Parameters[2].Value = key;
        using var row = get.ExecuteReader();
        return row.Read() ? new(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetFieldValue<byte[]>(2)) : null;
    }

    private static void Save(SqliteConnection connection, FoldedBatch batch)
    {
        using var put = connection.Say(
            """
            insert into view_rows(view, generation, key, part, due, body) values ($view, $generation, $key, $part, $due, $body)
            on conflict (view, generation, key) do update set part = excluded.part, due = excluded.due, body = excluded.body
            """,
            ("$view", batch.Of.View), ("$generation", batch.Of.Number), ("$key", ""), ("$part", ""), ("$due", null), ("$body", null));
        foreach (var (key, row) in batch.Rows)
        {
            if (row is null)
            {
                connection.Run(
                    "delete from view_rows where view = $view and generation = $generation and key = $key",
                    ("$view", batch.Of.View), ("$generation", batch.Of.Number), ("$key", key));
                continue;
            }

            put.Parameters[2].Value = key;
            put.Parameters[3].Value = row.Part;
            put.Parameters[4].Value = (object?)row.Due ?? DBNull.Value;
            put.Parameters[5].Value = row.Body;
            put.ExecuteNonQuery();
        }

        SqliteTerms.Save(connection, batch);
        if (batch.GoesLive)
            connection.Run("delete from views where view = $view and live = 1", ("$view", batch.Of.View));

        connection.Run(
            """
            update views set position = $position, event_id = $event, live = live or $live
            where view = $view and generation = $generation
            """,
            ("$position", (long)batch.To.Position.Value),
            ("$event", batch.To.EventId.ToByteArray(bigEndian: true)),
            ("$live", batch.GoesLive),
            ("$view", batch.Of.View),
            ("$generation", batch.Of.Number));
    }
}
