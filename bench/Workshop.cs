using WarmHandover.Tests.Servers;

namespace WarmHandover.Bench;

/// <summary>Where a run works: a temporary folder and servers of its own, started when first needed, gone at the end.</summary>
public sealed class Workshop(Pace pace, int flatEvents, int backlog, int services) : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-bench-");
    private PostgresServer? postgres;
    private RabbitServer? rabbit;
    private int places;

    /// <summary>How many rounds, how long a slice.</summary>
    public Pace Pace => pace;

    /// <summary>How many events stand in the large log of F18.</summary>
    public int FlatEvents => flatEvents;

    /// <summary>How many events the announcer finds in F16.</summary>
    public int Backlog => backlog;

    /// <summary>How many services stand in the sociale kaart of F27.</summary>
    public int Services => services;

    /// <summary>A folder for one store.</summary>
    public string NewFolder() => folder.CreateSubdirectory($"{++places}").FullName;

    /// <summary>Settings of a store on SQLite.</summary>
    public IReadOnlyList<(string, string)> Sqlite(string? rabbitAddress = null) => rabbitAddress is null
        ? [("WO_STORE", "sqlite"), ("WO_DATA", NewFolder())]
        : [("WO_STORE", "sqlite"), ("WO_DATA", NewFolder()), ("WO_BUS", "rabbitmq"), ("WO_RABBITMQ", rabbitAddress)];

    /// <summary>A database of its own on the one PostgreSQL of this run.</summary>
    public async Task<PostgresDatabase> Database() => await (postgres ??= await StartPostgres()).NewDatabase();

    /// <summary>Settings of a store on PostgreSQL: log and keys in two databases, runtime roles that may not migrate.</summary>
    public async Task<IReadOnlyList<(string, string)>> Postgres()
    {
        var (log, keys) = (await Database(), await Database());
        return
        [
            ("WO_STORE", "postgres"), ("WO_DATA", NewFolder()),
            ("WO_POSTGRES", log.Runtime), ("WO_POSTGRES_MIGRATOR", log.Migrator),
            ("WO_POSTGRES_KEYS", keys.Runtime), ("WO_POSTGRES_KEYS_MIGRATOR", keys.Migrator),
        ];
    }

    /// <summary>The address of the one broker of this run.</summary>
    public async Task<string> Rabbit() => (rabbit ??= await RabbitServer.Start()).Address;

    // Yardstick and product each bring as many connections as there are callers, and the pools of earlier figures take a while to shrink.
    private static async Task<PostgresServer> StartPostgres()
    {
        var server = await PostgresServer.Start();
        await PostgresServer.Execute(server.Admin, "alter system set max_connections = 400");
        await PostgresServer.Execute(server.Admin, "alter system set shared_buffers = '1GB'");
        await server.Stop();
        await server.StartAgain();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
        if (rabbit is not null)
            await rabbit.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
