using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// Rows of a tabular package on disk for as long as one import or export takes: rows of one table refer to rows of others in any order, and
/// none of them need be in memory. A file of its own, gone afterwards.
/// </summary>
internal sealed class Spool : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"wo-spool-{Guid.CreateVersion7():N}.db");
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> said = [];
    private readonly SqliteTransaction transaction;

    static Spool() => SQLitePCL.Batteries_V2.Init();

    public Spool()
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run("pragma journal_mode = off");
        Run("pragma synchronous = off");
        Run("pragma temp_store = file");
        transaction = connection.BeginTransaction();
        Run("""
            create table rows(tbl text not null, id text not null, line integer not null, json text not null, unique (tbl, id));
            create table links(child text not null, id text not null, parent text not null, owner text not null, line integer not null,
                unique (parent, owner, child, id));
            """);
    }

    /// <summary>Keeps a row; false when one with this id was there already.</summary>
    public bool Add(string table, string id, long line, JsonObject row) =>
        Run("insert or ignore into rows(tbl, id, line, json) values ($1, $2, $3, $4)", table, id, line, row.ToJsonString()) == 1;

    /// <summary>Keeps a row, over the one that was there.</summary>
    public void Put(string table, string id, JsonObject row) => Run(
        "insert into rows(tbl, id, line, json) values ($1, $2, 0, $3) on conflict (tbl, id) do update set json = excluded.json",
        table, id, row.ToJsonString());

    /// <summary>Says that a row hangs under another.</summary>
    public void Hang(string child, string id, string parent, string owner, long line) => Run(
        "insert or ignore into links(child, id, parent, owner, line) values ($1, $2, $3, $4, $5)", child, id, parent, owner, line);

    /// <summary>A row by id.</summary>
    public JsonObject? Find(string table, string id)
    {
        using var reader = Say("select json from rows where tbl = $1 and id = $2", table, id).ExecuteReader();
        return reader.Read() ? (JsonObject)JsonNode.Parse(reader.GetString(0))! : null;
    }

    /// <summary>The line on which a row stood; 0 when it is not there.</summary>
    public long LineOf(string table, string? id)
    {
        using var reader = Say("select line from rows where tbl = $1 and id = $2", table, id ?? "").ExecuteReader();
        return reader.Read() ? reader.GetInt64(0) : 0;
    }

    public bool Has(string table, string id)
    {
        using var reader = Say("select 1 from rows where tbl = $1 and id = $2", table, id).ExecuteReader();
        return reader.Read();
    }

    /// <summary>The rows of a table that hang under a row, in the order of the file.</summary>
    public List<(string Id, JsonObject Row)> Under(string child, string parent, string owner) => Rows(
        "select r.id, r.json, r.line from links l join rows r on r.tbl = l.child and r.id = l.id "
            + "where l.child = $1 and l.parent = $2 and l.owner = $3 order by r.rowid",
        child, parent, owner).ConvertAll(r => (r.Id, r.Row));

    /// <summary>A page of a table, in the order of the file, after a place.</summary>
    public List<(string Id, JsonObject Row, long Line, long Place)> Page(string table, long after, int limit = 500)
    {
        using var reader = Say(
            "select id, json, line, rowid from rows where tbl = $1 and rowid > $2 order by rowid limit $3", table, after, limit)
            .ExecuteReader();
        var rows = new List<(string, JsonObject, long, long)>();
        while (reader.Read())
            rows.Add((reader.GetString(0), (JsonObject)JsonNode.Parse(reader.GetString(1))!, reader.GetInt64(2), reader.GetInt64(3)));

        return rows;
    }

    /// <summary>Rows that hang under nothing that is there; with the owners they name.</summary>
    public List<(string Table, string Id, string Parent, string Owner, long Line)> Dangling(int limit, int skip)
    {
        using var reader = Say(
            """
            select l.child, l.id, l.parent, l.owner, l.line from links l
            where not exists (select 1 from rows p where p.tbl = l.parent and p.id = l.owner)
            order by l.child, l.line, l.rowid limit $1 offset $2
            """,
            limit, skip).ExecuteReader();
        var rows = new List<(string, string, string, string, long)>();
        while (reader.Read())
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));

        return rows;
    }

    /// <summary>Whether a row hangs under anything that is there.</summary>
    public bool Hangs(string child, string id)
    {
        using var reader = Say(
            """
            select 1 from links l join rows p on p.tbl = l.parent and p.id = l.owner where l.child = $1 and l.id = $2 limit 1
            """,
            child, id).ExecuteReader();
        return reader.Read();
    }

    /// <summary>The index that finds what hangs under what by the child; made once all rows are in.</summary>
    public void Settle() => Run("create index links_by_child on links(child, id)");

    public void Dispose()
    {
        foreach (var command in said.Values)
            command.Dispose();
        transaction.Dispose();
        connection.Dispose();
        File.Delete(file);
    }

    private List<(string Id, JsonObject Row, long Line)> Rows(string sql, params object[] values)
    {
        using var reader = Say(sql, values).ExecuteReader();
        var rows = new List<(string, JsonObject, long)>();
        while (reader.Read())
            rows.Add((reader.GetString(0), (JsonObject)JsonNode.Parse(reader.GetString(1))!, reader.GetInt64(2)));

        return rows;
    }

    private int Run(string sql, params object[] values) => Say(sql, values).ExecuteNonQuery();

    private SqliteCommand Say(string sql, params object[] values)
    {
        if (!said.TryGetValue(sql, out var command))
        {
            said[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var n = 0; n < values.Length; n++)
                command.Parameters.Add(new($"${n + 1}", value: null));
        }

        for (var n = 0; n < values.Length; n++)
            command.Parameters[n].Value = values[n];

        return command;
    }
}
