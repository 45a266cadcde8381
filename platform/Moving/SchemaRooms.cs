using System.Data.Common;
using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>The schema of a service, and its schema in the database of keys.</summary>
internal sealed class SchemaRooms(HouseOptions options, string service) : IRooms
{
    private const int Looks = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly string log = options.Postgres
        ?? throw new StartRefusedException("WO_POSTGRES van deze opslag ontbreekt. (Give the connection string of the runtime role.)");

    private string Keys => options.PostgresKeys
        ?? throw new StartRefusedException("WO_POSTGRES_KEYS van deze opslag ontbreekt. (The keys stand in a database of their own.)");

    public string Name => "PostgreSQL";

    public async Task<bool> IsReady(bool withKeys, CancellationToken ct)
    {
        await using var connection = await Open(Room.Log, ct);
        await using var command = connection.Say("select to_regclass('moved') is not null and to_regclass('events') is not null");
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public async Task Prepare(CancellationToken ct)
    {
        if (options.PostgresMigrator is { } migrator)
            await PostgresMigrations.Run(migrator, service, Role(log), ct);
        if (options.PostgresKeysMigrator is { } keysMigrator)
            await PostgresMigrations.Run(keysMigrator, service, Role(Keys), ct, "Vault");
        if (!await IsReady(withKeys: true, ct))
        {
            throw new StartRefusedException(
                "De tabellen zijn er nog niet. Voer eerst migrate uit op het doel, of geef ook de rol die migreert. (Run migrate first.)");
        }
    }

    public async Task Claim(CancellationToken ct)
    {
        await using var connection = await Open(Room.Log, ct);
        await using var busy = connection.Say(
            "select count(*) from pg_stat_activity "
                + "where datname = current_database() and application_name like @name and pid <> pg_backend_pid()",
            ("name", $"{service} %"));

        // A program that was just stopped may take a moment to be gone here too.
        for (var looks = 0; (long)(await busy.ExecuteScalarAsync(ct))! > 0; looks++)
        {
            if (looks == Looks)
            {
                throw new StartRefusedException(
                    $"De dienst {service} draait nog op deze PostgreSQL. Stop eerst alle replica's. (Stop every replica first.)");
            }

            await Task.Delay(Pause, ct);
        }
    }

    public async Task<DbConnection> Open(Room room, CancellationToken ct) => await Open(room is Room.Keys ? Keys : log, ct);

    public async Task<string?> Stands(CancellationToken ct)
    {
        await using var connection = await Open(Room.Log, ct);
        await using var command = connection.Say("select stands from moved");
        return await command.ExecuteScalarAsync(ct) as string;
    }

    public async Task Stand(string stands, CancellationToken ct)
    {
        await using var connection = await Open(Room.Log, ct);
        await connection.Run(Moved.Say, [("stands", stands)], ct);
    }

    /// <summary>A connection of the role that owns the tables, for what the runtime role may not change.</summary>
    public async Task<DbConnection> OpenAsOwner(CancellationToken ct) => await Open(
        options.PostgresMigrator ?? throw new StartRefusedException(
            "Geef ook WO_TO_POSTGRES_MIGRATOR: plaatsen in bewijs en overzichten worden omgeschreven, en dat mag alleen de rol die "
            + "migreert. (The places of proof and views are rewritten by the role that migrates.)"),
        ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<DbConnection> Open(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = PostgresMigrations.Quoted(service),
            ApplicationName = "move",
            Pooling = false,
            CommandTimeout = 600,
        }.ConnectionString);
        await PostgresStart.Try("WO_POSTGRES", () => connection.OpenAsync(ct));
        return connection;
    }

    private static string Role(string connection) => new NpgsqlConnectionStringBuilder(connection).Username ?? "";
}
