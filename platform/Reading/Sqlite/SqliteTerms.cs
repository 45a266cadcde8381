using Microsoft.Data.Sqlite;

namespace WarmHandover.Platform.Reading.Sqlite;

/// <summary>The terms of rows in FTS5: the index holds no words of its own language, only the terms that the service made.</summary>
internal static class SqliteTerms
{
    public static List<byte[]> Search(SqliteConnection connection, string view, TermQuery query)
    {
        var generations = connection.Query(
            "select generation from views where view = $view and live = 1", row => row.GetInt64(0), ("$view", view));
        if (generations is not [var generation])
            return [];

        // Each step comes in the index's own order: nothing is sorted, and nothing is looked up that nobody sees.
        var found = new List<long>();
        var seen = new HashSet<long>();
        var most = query.Skip + query.Limit;
        foreach (var step in TermWords.ForSqlite(query, TermWords.Of(view, generation)))
        {
            if (found.Count >= most)
                break;

            found.AddRange(connection.Query(
                "select rowid from view_terms where view_terms match $terms limit $limit", row => row.GetInt64(0),
                ("$terms", step), ("$limit", most)).Where(seen.Add));
        }

        return [.. found.Skip(query.Skip).Take(query.Limit).SelectMany(id => connection.Query(
            """
            select r.body from view_docs d
            join view_rows r on r.view = d.view and r.generation = d.generation and r.key = d.key where d.id = $id
            """,
            row => row.GetFieldValue<byte[]>(0), ("$id", id)))];
    }

    public static void Save(SqliteConnection connection, FoldedBatch batch)
    {
        foreach (var (key, _) in batch.Rows.Where(row => row.Value is null))
            Forget(connection, batch.Of, key);

        foreach (var (key, terms) in batch.Terms)
        {
            Forget(connection, batch.Of, key);
            connection.Run(
                "insert into view_docs(view, generation, key) values ($view, $generation, $key)",
                ("$view", batch.Of.View), ("$generation", batch.Of.Number), ("$key", key));
            connection.Run(
                "insert into view_terms(rowid, sharp, plain) values (last_insert_rowid(), $sharp, $plain)",
                ("$sharp", TermWords.Column(terms.Sharp)),
                ("$plain", TermWords.Column(terms.Plain.Append(TermWords.Of(batch.Of.View, batch.Of.Number)))));
        }
    }

    public static int Sweep(SqliteConnection connection)
    {
        var old = connection.Query(
            """
            select d.id from views v join view_docs d on d.view = v.view and d.generation < v.generation where v.live = 1 limit 2000
            """,
            row => row.GetInt64(0));
        foreach (var id in old)
            Forget(connection, id);

        return old.Count;
    }

    private static void Forget(SqliteConnection connection, Generation of, string key)
    {
        var known = connection.Query(
            "select id from view_docs where view = $view and generation = $generation and key = $key",
            row => row.GetInt64(0),
            ("$view", of.View), ("$generation", of.Number), ("$key", key));
        foreach (var id in known)
            Forget(connection, id);
    }

    private static void Forget(SqliteConnection connection, long id)
    {
        connection.Run("delete from view_terms where rowid = $id", ("$id", id));
        connection.Run("delete from view_docs where id = $id", ("$id", id));
    }
}
