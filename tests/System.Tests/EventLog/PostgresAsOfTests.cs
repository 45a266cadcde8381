using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Tests.Replay;
using WarmHandover.Tests.Servers;
using Xunit.Abstractions;

namespace WarmHandover.Tests.EventLog;

/// <summary>As-of on PostgreSQL.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresAsOfTests(PostgresFixture postgres, ITestOutputHelper output) : AsOfContract(output), IAsyncLifetime
{
    private const string Schema = "asofconsent";
    private PostgresEventLog log = null!;

    protected override IEventLog Log => log;

    protected override int Few => 20;

    public async Task InitializeAsync()
    {
        var database = postgres.Database;
        await PostgresMigrations.Run(database.Migrator, Schema, database.RuntimeRole, default, "EventLog");
        log = new(database.Runtime, Schema, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        await PostgresServer.Execute(postgres.Database.Admin, $"drop schema {Schema} cascade");
    }
}
