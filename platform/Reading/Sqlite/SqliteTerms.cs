using Microsoft.Data.Sqlite;

namespace WarmHandover.Platform.Reading.Sqlite;

/// <summary>The terms of rows in FTS5: the index holds no words of its own language, only the terms that the service made.</summary>
internal static class SqliteTerms
{
    public static List<byte[]> Search(SqliteConnection connection, string view, TermQuery query)
    {
        // Unranked answers come in the index's own order: nothing is sorted that nobody sees.
        var order = query.Words.Count > 0 ? "bm25(view_terms, 10.0, 1.0), d.key" : "view_terms.rowid";
        return connection.Query(
            $"""
            select r.body from view_terms
            join view_docs d on d.id = view_terms.rowid
            join views v on v.view = d.view and v.generation = d.generation and v.live = 1
            join view_rows r on r.view = d.view and r.generation = d.generation and r.key = d.key
            where view_terms match $terms and d.view = $view order by {order} limit $limit offset $skip
            """,
            row => row.GetFieldValue<byte[]>(0),
            ("$terms", TermWords.ForSqlite(query)), ("$view", view), ("$limit", query.Limit), ("$skip", query.Skip));
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
                ("$sharp", TermWords.Column(terms.Sharp)), ("$plain", TermWords.Column(terms.Plain)));
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
