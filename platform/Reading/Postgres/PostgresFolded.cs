using Npgsql;
using NpgsqlTypes;

namespace WarmHandover.Platform.Reading.Postgres;

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

        PostgresTerms.Save(save, batch);
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

    public static void Add(NpgsqlBatch save, string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value);

        save.BatchCommands.Add(command);
    }
}

/// <summary>The terms of rows as lexemes of a <c>tsvector</c>, written together with the rows.</summary>
internal static class PostgresTerms
{
    public static void Save(NpgsqlBatch save, FoldedBatch batch)
    {
        string[] gone = [.. batch.Rows.Where(row => row.Value is null).Select(row => row.Key)];
        if (gone is not [])
        {
            PostgresFolded.Add(
                save,
                "delete from view_docs where view = $1 and generation = $2 and key = any($3)",
                new() { Value = batch.Of.View },
                new() { Value = batch.Of.Number },
                new() { Value = gone });
        }

        if (batch.Terms.Count == 0)
            return;

        var of = TermWords.Of(batch.Of.View, batch.Of.Number);
        string[] vectors = [.. batch.Terms.Values.Select(terms => TermWords.Vector(terms, of))];

        PostgresFolded.Add(
            save,
            """
            insert into view_docs(view, generation, key, terms)
            select $1, $2, key, terms::tsvector from unnest($3, $4) as u(key, terms)
            on conflict (view, generation, key) do update set terms = excluded.terms
            """,
            new() { Value = batch.Of.View },
            new() { Value = batch.Of.Number },
            new() { Value = batch.Terms.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = vectors, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }
}
