using Microsoft.Data.Sqlite;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Reading.Sqlite;

/// <summary>
/// The file with a service's views and the places of its walkers: one writer that alone checkpoints, read-only readers, one process
/// (decision 8). It can be thrown away: everything in it but the parked messages follows from the log.
/// </summary>
internal sealed class ReadingFile : IDisposable
{
    private readonly FileStream guard;
    private readonly SqliteConnection writer;
    private readonly SemaphoreSlim turn = new(1);
    private readonly string readOnly;

    static ReadingFile() => SQLitePCL.Batteries_V2.Init();

    public ReadingFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        guard = Guard(path);
        writer = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        readOnly = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();
        writer.Open();
        writer.Run("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000; pragma temp_store = memory");
        writer.Run(Schema);
    }

    /// <summary>Waits for the writer's turn; the work runs in one transaction that is rolled back when it throws.</summary>
    public async Task<T> Write<T>(Func<SqliteConnection, Task<T>> work, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var transaction = writer.BeginTransaction();
            var result = await work(writer);
            transaction.Commit();
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>As <see cref="Write{T}"/>, and on the disk when it returns; views need not be, they follow from the log.</summary>
    public async Task<T> WriteDurably<T>(Func<SqliteConnection, T> work, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            writer.Run("pragma synchronous = full");
            await using var transaction = writer.BeginTransaction();
            var result = work(writer);
            transaction.Commit();
            return result;
        }
        finally
        {
            writer.Run("pragma synchronous = normal");
            turn.Release();
        }
    }

    public T Read<T>(Func<SqliteConnection, T> work)
    {
        using var reader = new SqliteConnection(readOnly);
        reader.Open();
        return work(reader);
    }

    public void Dispose()
    {
        turn.Wait();
        writer.Dispose();
        using (var pooled = new SqliteConnection(readOnly))
            SqliteConnection.ClearPool(pooled);
        guard.Dispose();
        turn.Dispose();
    }

    private static FileStream Guard(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException($"{Path.GetFileName(path)} is in use by another process. Stop that one first.");
        }
    }

    private const string Schema = """
        create table if not exists views(
            view text not null, generation integer not null, live integer not null, shape integer not null,
            position integer not null, event_id blob not null, primary key (view, generation)) without rowid;
        create table if not exists view_rows(
            view text not null, generation integer not null, key text not null, part text not null, due integer, body blob not null,
            primary key (view, generation, key)) without rowid;
        create index if not exists view_rows_by_part on view_rows(view, generation, part, key);
        create index if not exists view_rows_by_due on view_rows(view, generation, due, key) where due is not null;
        create table if not exists view_docs(
            id integer primary key, view text not null, generation integer not null, key text not null, unique (view, generation, key));
        create virtual table if not exists view_terms using fts5(
            sharp, plain, content = '', contentless_delete = 1, tokenize = "ascii tokenchars ':-_'", prefix = '3');
        create table if not exists checkpoints(name text primary key, position integer not null, event_id blob not null) without rowid;
        create table if not exists parked(
            id blob primary key, type text not null, body blob not null, why text not null,
            at integer not null, tries integer not null) without rowid;
        """;
}

/// <summary>Three small words over ADO.NET.</summary>
internal static class SqliteWords
{
    public static SqliteCommand Say(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);

        return command;
    }

    public static int Run(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.Say(sql, values);
        return command.ExecuteNonQuery();
    }

    public static List<T> Query<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] values)
    {
        using var command = connection.Say(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));

        return rows;
    }
}
