using System.Globalization;
using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventLog;

/// <summary>Who may do what in a service's schema, and what stops a start.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresRightsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static int schemas;
    private readonly string schema = $"rights{Interlocked.Increment(ref schemas)}";

    public Task InitializeAsync() => Migrate();

    public Task DisposeAsync() => AsAdmin($"drop schema {schema} cascade");

    [Theory]
    [InlineData("update {0}.events set data = ''")]
    [InlineData("delete from {0}.events")]
    [InlineData("truncate {0}.events")]
    [InlineData("update {0}.payloads set owner = 'x'")]
    [InlineData("delete from {0}.payloads")]
    [InlineData("delete from {0}.tombstones")]
    [InlineData("delete from {0}.counter")]
    [InlineData("drop table {0}.events")]
    [InlineData("create table {0}.mine (a int)")]
    [InlineData("delete from {0}.migrations")]
    public async Task The_role_that_runs_cannot_change_the_past(string sql)
    {
        var attempt = string.Format(CultureInfo.InvariantCulture, sql, schema);
        var denied = await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.Execute(postgres.Database.Runtime, attempt));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task The_role_that_runs_can_write_and_forget()
    {
        await using var log = new PostgresEventLog(postgres.Database.Runtime, schema, TimeProvider.System);
        var payload = Written.Payload(Platform.Vault.PayloadOwner.Staff("p-1"));
        Assert.Equal(1, (await log.Append(Written.Facts(Written.Stream(1), 0, 1, "{}", payload), default)).Version);
        await log.Destroy(payload.Id, default);
        await log.DestroyOwner(payload.Owner, default);

        Assert.Null(await log.Find(payload.Id, default));
    }

    [Fact]
    public async Task Migrations_run_once_also_when_replicas_start_together()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate()));
        await using var source = NpgsqlDataSource.Create(postgres.Database.Admin);
        await using var files = source.CreateCommand($"select array_agg(file order by file) from {schema}.migrations");

        Assert.Equal(
            ["EventLog/0001-event-log.sql", "EventLog/0002-append.sql", "EventLog/0003-payloads-apart.sql", "EventLog/0004-moved.sql",
                "EventLog/0004-one-person.sql"],
            (string[])(await files.ExecuteScalarAsync())!);
    }

    [Fact]
    public async Task A_migration_that_was_changed_afterwards_stops_the_start()
    {
        await AsAdmin($"update {schema}.migrations set sha256 = 'other'");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(Migrate);

        Assert.Contains("EventLog/0001-event-log.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_may_forget_is_refused()
    {
        await using (var careful = new PostgresEventLog(postgres.Database.Runtime, schema, TimeProvider.System))
            await careful.Start(default);

        await AsAdmin($"alter role {postgres.Database.RuntimeRole} set synchronous_commit = off");
        try
        {
            await using var forgetful = new PostgresEventLog(postgres.Database.Runtime, schema + "_", TimeProvider.System);
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => forgetful.Start(default));

            Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await AsAdmin($"alter role {postgres.Database.RuntimeRole} reset synchronous_commit");
        }
    }

    private Task Migrate() =>
        PostgresMigrations.Run(postgres.Database.Migrator, schema, postgres.Database.RuntimeRole, default, "EventLog");

    private Task AsAdmin(string sql) => PostgresServer.Execute(postgres.Database.Admin, sql);
}
