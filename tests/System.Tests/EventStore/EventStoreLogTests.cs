using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.EventLog;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventStore;

/// <summary>
/// The contract of every engine, on EventStoreDB: against the real one that <c>EVENTSTOREDB_URL</c> names, or else against a server in this
/// process. Every test has streams of its own.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed class EventStoreLogTests(PostgresFixture postgres) : EventLogContract
{
    private static readonly string? Real = Environment.GetEnvironmentVariable("EVENTSTOREDB_URL");
    private static int schemas;
    private readonly string schema = $"signal_es{Interlocked.Increment(ref schemas)}";
    private readonly string space = $"t{Guid.NewGuid():N}.";
    private readonly EventStoreServer? server = Real is null ? new(new()) : null;
    private EventStoreLog log = null!;
    private EventStoreLog other = null!;
    private PayloadsApart payloads = null!;

    protected override (IEventLog Log, IEventLog Other, IPayloads Payloads) Rig => (log, other, payloads);

    protected override bool Gapless => false;

    public override async Task InitializeAsync()
    {
        await PostgresMigrations.Run(postgres.Database.Migrator, schema, postgres.Database.RuntimeRole, default, "EventLog");
        if (server is not null)
            await server.Start();
        payloads = new(postgres.Database.Runtime, schema);
        Open();
    }

    public override async Task DisposeAsync()
    {
        await log.DisposeAsync();
        await other.DisposeAsync();
        await payloads.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        await PostgresServer.Execute(postgres.Database.Admin, $"drop schema {schema} cascade");
    }

    protected override async Task Reopen()
    {
        if (server is not null)
        {
            await server.Stop();
            await server.Start();
        }

        await log.DisposeAsync();
        await other.DisposeAsync();
        Open();
    }

    [Fact]
    public async Task Of_others_streams_nothing_comes_out()
    {
        await using var neighbour = New("consent");
        await neighbour.Append(Written.Facts("consent.family-1", 0, 3), default);
        var own = await log.Append(Written.Facts(Written.Stream(1), 0), default);

        Assert.Equal(own.Position, Assert.Single(await Everything(other)).Position);
        Assert.Equal(own.Position, await log.Head(default));
        Assert.Equal(3, (await Everything(neighbour)).Count);
    }

    private EventStoreLog New(string service) => new(
        EventStoreAddress.Parse(Real ?? $"esdb://{server!.Host}?tls=false"), service, payloads, TimeProvider.System, space);

    private void Open() => (log, other) = (New("signal"), New("signal"));
}
