using Microsoft.Data.Sqlite;
using Npgsql;

namespace WarmHandover.Bench;

/// <summary>The raw SQLite yardstick: one row of 1,024 bytes a commit, WAL, synchronous=FULL, prepared once.</summary>
public sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    /// <summary>Opens a file of its own beside the product's.</summary>
    public RawSqlite(string folder)
    {
        connection = new($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        connection.Open();
        Run("pragma journal_mode = wal");
        Run("pragma synchronous = full");
        Run("create table raw (position integer primary key, body blob not null)");
        insert = connection.CreateCommand();
        insert.CommandText = "insert into raw (body) values ($body)";
        insert.Parameters.AddWithValue("$body", new byte[1024]);
        insert.Prepare();
    }

    /// <summary>One durable row.</summary>
    public Task Insert()
    {
        insert.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>The raw PostgreSQL yardstick: one row of 1,024 bytes a commit on each connection, prepared once.</summary>
public sealed class RawPostgres : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand[] inserts;

    private RawPostgres(NpgsqlDataSource source, NpgsqlCommand[] inserts) => (this.source, this.inserts) = (source, inserts);

    /// <summary>Makes the table and opens as many connections as there are callers.</summary>
    public static async Task<RawPostgres> Open(string connection, int callers, CancellationToken ct)
    {
        var source = NpgsqlDataSource.Create(connection);
        await using var make = source.CreateCommand(
            "create table if not exists raw (position bigint generated always as identity primary key, body bytea not null)");
        await make.ExecuteNonQueryAsync(ct);
        var inserts = new NpgsqlCommand[callers];
        for (var i = 0; i < callers; i++)
        {
            inserts[i] = new("insert into raw (body) values ($1)", await source.OpenConnectionAsync(ct));
            inserts[i].Parameters.Add(new() { Value = new byte[1024] });
            await inserts[i].PrepareAsync(ct);
        }

        return new(source, inserts);
    }

    /// <summary>One durable row on a caller's own connection.</summary>
    public Task Insert(int caller, CancellationToken ct) => inserts[caller].ExecuteNonQueryAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var insert in inserts)
        {
            await insert.Connection!.DisposeAsync();
            await insert.DisposeAsync();
        }

        await source.DisposeAsync();
    }
}
