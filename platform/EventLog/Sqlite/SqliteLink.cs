using Microsoft.Data.Sqlite;
using SQLitePCL;
using WarmHandover.Platform.Hosting;
using static SQLitePCL.raw;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// One connection, straight on SQLite's own interface: no hidden pool, no hidden checkpoint, statements prepared once. Not for two threads
/// at a time.
/// </summary>
internal sealed class SqliteLink : IDisposable
{
    private readonly sqlite3 db;
    private readonly Dictionary<string, SqliteStatement> statements = [];

    static SqliteLink() => Batteries_V2.Init();

    private SqliteLink(string file, int flags)
    {
        var code = sqlite3_open_v2(file, out db, flags | SQLITE_OPEN_NOMUTEX, null);
        if (code is not SQLITE_OK)
        {
            var failure = Failure(db, code);
            db.Dispose();
            throw failure;
        }

        _ = sqlite3_busy_timeout(db, 5000);
    }

    /// <summary>The only connection of a file that writes and checkpoints: before 3.51.3 SQLite can lose data when two do.</summary>
    public static SqliteLink Writer(string file)
    {
        var link = new SqliteLink(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        link.Run("pragma journal_mode = wal");
        if (link.Answer("pragma journal_mode") is not "wal")
        {
            throw new StartRefusedException(
                $"{file} kan niet in WAL-stand; zet WO_DATA op een lokale schijf. (Put WO_DATA on a local disk.)");
        }

        link.Run("pragma synchronous = full");
        link.Run("pragma secure_delete = on");
        link.Run("pragma cache_size = -32768");
        return link;
    }

    /// <summary>A connection that can only look.</summary>
    public static SqliteLink Reader(string file)
    {
        var link = new SqliteLink(file, SQLITE_OPEN_READONLY);
        link.Run("pragma wal_autocheckpoint = 0");
        return link;
    }

    /// <summary>The statement for a text, prepared at its first use.</summary>
    public SqliteStatement Sql(string text)
    {
        if (statements.TryGetValue(text, out var known))
            return known;

        var code = sqlite3_prepare_v3(db, text, SQLITE_PREPARE_PERSISTENT, out var statement);
        return code is SQLITE_OK ? statements[text] = new(db, statement) : throw Failure(db, code);
    }

    /// <summary>Runs a text of one or more statements that is used once.</summary>
    public void Run(string text)
    {
        var code = sqlite3_exec(db, text);
        if (code is not SQLITE_OK)
            throw Failure(db, code);
    }

    /// <summary>The first column of the first row, as text.</summary>
    public string Answer(string text)
    {
        var rows = Sql(text);
        var answer = rows.Step() ? rows.Text(0) : "";
        rows.Reset();
        return answer;
    }

    public long LastRowId => sqlite3_last_insert_rowid(db);

    /// <summary>Undoes what is under way; after some failures SQLite has already done so, which is no error here.</summary>
    public void Rollback() => _ = sqlite3_exec(db, "rollback");

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();

        db.Dispose();
    }

    internal static SqliteException Failure(sqlite3 db, int code) =>
        new($"SQLite: {sqlite3_errmsg(db).utf8_to_string()}", code, sqlite3_extended_errcode(db));
}
