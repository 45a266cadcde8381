using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventLog;

/// <summary>What stops a start on PostgreSQL: a log of which a part is gone, and tables of a newer version.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresStartTests(PostgresFixture postgres) : IAsyncLifetime
{
    private PostgresDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await postgres.Server.NewDatabase();
        await PostgresMigrations.Run(database.Migrator, "signal", database.RuntimeRole, default);
        await using var log = new PostgresEventLog(database.Runtime, "signal", TimeProvider.System);
        for (var i = 1; i <= 12; i++)
            await log.Append(Written.Facts(Written.Stream(i), 0), default);
        await log.Start(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("delete from signal.events where position = 7", "ontbreken")]
    [InlineData("delete from signal.events where position = 12", "ontbreken")]
    [InlineData("insert into signal.migrations (file, sha256) values ('EventLog/0999-later.sql', '')", "nieuwere versie")]
    public async Task A_hole_or_a_newer_version_is_said_in_one_sentence(string fault, string why)
    {
        await PostgresServer.Execute(database.Admin, fault);
        await using var log = new PostgresEventLog(database.Runtime, "signal", TimeProvider.System);
        Assert.Contains(
            why, (await Assert.ThrowsAsync<StartRefusedException>(() => log.Start(default))).Message, StringComparison.Ordinal);
    }
}
