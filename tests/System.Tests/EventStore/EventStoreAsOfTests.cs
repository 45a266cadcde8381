using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Tests.Replay;
using WarmHandover.Tests.Servers;
using Xunit.Abstractions;

namespace WarmHandover.Tests.EventStore;

/// <summary>As-of on EventStoreDB: the real one that <c>EVENTSTOREDB_URL</c> names, or else a server in this process.</summary>
[Collection(OnPostgres.Name)]
public sealed class EventStoreAsOfTests(PostgresFixture postgres, ITestOutputHelper output) : AsOfContract(output), IAsyncLifetime
{
    private const string Schema = "asofeventstore";
    private static readonly string? Real = Environment.GetEnvironmentVariable("EVENTSTOREDB_URL");
    private readonly EventStoreServer? server = Real is null ? new(new()) : null;
    private PayloadsApart payloads = null!;
    private EventStoreLog log = null!;

    protected override IEventLog Log => log;

    protected override int Few => 20;

    public async Task InitializeAsync()
    {
        var database = postgres.Database;
        await PostgresMigrations.Run(database.Migrator, Schema, database.RuntimeRole, default, "EventLog");
        if (server is not null)
            await server.Start();
        payloads = new(database.Runtime, Schema);
        log = new(
            EventStoreAddress.Parse(Real ?? $"esdb://{server!.Host}?tls=false"), "consent", payloads, TimeProvider.System,
            $"t{Guid.NewGuid():N}.");
    }

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        await payloads.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        await PostgresServer.Execute(postgres.Database.Admin, $"drop schema {Schema} cascade");
    }
}
