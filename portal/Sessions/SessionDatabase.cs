using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// Where the portal keeps its sessions and the keys that seal them: a SQLite file, or its own schema in PostgreSQL that all replicas share.
/// Both engines understand the same few statements.
/// </summary>
public sealed class SessionDatabase : IDisposable
{
    private const string Schema = """
        create table if not exists sessions (
            id blob not null primary key, subject blob not null, sealed blob not null, ends_at integer not null) strict;
        create index if not exists sessions_by_subject on sessions (subject);
        create index if not exists sessions_by_end on sessions (ends_at);
        create table if not exists ring_keys (name text not null primary key, sealed blob not null) strict;
        create table if not exists attempts (id blob not null primary key, sealed blob not null, ends_at integer not null) strict;
        create table if not exists provider_sessions (session blob not null primary key, sid blob not null) strict;
        create index if not exists provider_sessions_by_sid on provider_sessions (sid);
        create table if not exists renewals (session blob not null primary key, ends_at integer not null) strict;
        create table if not exists shut_out (subject blob not null primary key, since integer not null) strict;
        """;

    private readonly HouseOptions options;
    private readonly NpgsqlDataSource? source;
    private readonly string file;
    private readonly Lazy<Task> prepared;

    /// <summary>The store that the operator chose.</summary>
    public SessionDatabase(HouseOptions options)
    {
        this.options = options;
        file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataFolder, "portal.db") }.ToString();
        if (options.Store == "postgres")
        {
            var given = options.Postgres ?? throw new StartRefusedException(
                "WO_POSTGRES is not set. With WO_STORE=postgres the portal keeps its sessions there.");
            source = NpgsqlDataSource.Create(PostgresPools.Of(given, PostgresPools.Sessions, "portal"));
        }

        prepared = new(Make);
    }

    /// <summary>Makes or migrates the tables where this process may; done once, whoever asks first.</summary>
    public Task Prepare() => prepared.Value;

    /// <summary>Changes something; how many rows.</summary>
    public async Task<int> Run(string sql, params (string Name, object Value)[] values)
    {
        await Prepare();
        await using var connection = await Open();
        await using var command = Say(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads the rows of one question.</summary>
    public async Task<List<T>> List<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] values)
    {
        await Prepare();
        await using var connection = await Open();
        await using var command = Say(connection, sql, values);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
            found.Add(read(rows));

        return found;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        source?.Dispose();
        if (source is null)
        {
            using var connection = new SqliteConnection(file);
            SqliteConnection.ClearPool(connection);
        }
    }

    private async Task Make()
    {
        if (source is not null)
        {
            await HouseFront.Migrate(options, "portal", "Sessions", CancellationToken.None);
            return;
        }

        Directory.CreateDirectory(options.DataFolder);
        await using var connection = await Open();
        await using var wal = Say(connection, "pragma journal_mode = wal", []);
        await wal.ExecuteNonQueryAsync();
        await using var tables = Say(connection, Schema, []);
        await tables.ExecuteNonQueryAsync();
    }

    private async Task<DbConnection> Open()
    {
        if (source is not null)
            return await source.OpenConnectionAsync();

        var connection = new SqliteConnection(file);
        await connection.OpenAsync();
        await using var patient = Say(connection, "pragma busy_timeout = 5000; pragma secure_delete = on", []);
        await patient.ExecuteNonQueryAsync();
        return connection;
    }

    private static DbCommand Say(DbConnection connection, string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this folder; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
