using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Tests.EventLog;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventStore;

/// <summary>Three nodes of which the leader is killed twice, while some write and one reads along.</summary>
[Collection(OnPostgres.Name)]
public sealed class EventStoreClusterTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Writers = 4;
    private const int Each = 60;
    private const string Schema = "signal_esthree";
    private readonly EventStoreCluster cluster = new(new());
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
    private PayloadsApart payloads = null!;
    private int answered;

    public async Task InitializeAsync()
    {
        await PostgresMigrations.Run(postgres.Database.Migrator, Schema, postgres.Database.RuntimeRole, default, "EventLog");
        payloads = new(postgres.Database.Runtime, Schema);
        await cluster.Start();
    }

    public async Task DisposeAsync()
    {
        await cluster.DisposeAsync();
        await payloads.DisposeAsync();
        limit.Dispose();
        await PostgresServer.Execute(postgres.Database.Admin, $"drop schema {Schema} cascade");
    }

    [Fact]
    public async Task What_was_answered_stands_once_and_in_order_though_the_leader_is_killed_twice()
    {
        await using var log = Log();
        await using var reader = Log();
        await log.Start(limit.Token);
        var read = Read(reader);
        var writing = Enumerable.Range(1, Writers).Select(writer => Write(log, writer)).ToArray();

        var first = await Fall(after: 30);
        await first.Start();
        var second = await Fall(after: 130);
        await Task.WhenAll(writing);

        Assert.NotSame(first, second);
        EventStoreServer[] leaders = [first, second, cluster.Leader];
        Assert.All(leaders, led => Assert.True(led.Appends.Batch > 0, "It led and stored nothing."));
        Assert.Equal(Writers * Each, answered);
        var all = await log.ReadAll(Position.Start, 1000, limit.Token).ToListAsync();
        Assert.Equal(writing.SelectMany(ids => ids.Result).Order(), all.Select(one => one.Id).Order());
        Assert.All(all.GroupBy(one => one.Stream), own => Assert.Equal(Enumerable.Range(1, Each), own.Select(one => (int)one.Version)));
        Assert.Equal(all.Select(one => one.Position), (await read).Select(one => one.Position));
    }

    [Fact]
    public async Task While_nobody_leads_the_start_says_so_and_who_is_asked_alone_names_the_leader()
    {
        await using (var one = new EventStoreLog(
            EventStoreAddress.Parse($"esdb://{cluster.Follower.Host}?tls=false"), "signal", payloads, TimeProvider.System))
        {
            await one.Append(Written.Facts(Written.Stream(1), 0), limit.Token);
        }

        Assert.True(cluster.Asked > 0, "The follower was not asked.");
        await cluster.KillTheLeader();
        await using var log = Log();
        var refused = await Assert.ThrowsAsync<Platform.Hosting.StartRefusedException>(() => log.Start(limit.Token));
        Assert.Contains("niet bereikbaar", refused.Message, StringComparison.Ordinal);
    }

    // Kills the leader after so many answers, and lets the others choose when somebody met its absence.
    private async Task<EventStoreServer> Fall(int after)
    {
        await Until(() => Volatile.Read(ref answered) >= after);
        var (dead, asked) = (cluster.Leader, cluster.Asked);
        await cluster.KillTheLeader();
        await Until(() => cluster.Asked > asked);
        cluster.Elect();
        return dead;
    }

    private async Task<List<Guid>> Write(EventStoreLog log, int writer)
    {
        var ids = new List<Guid>();
        for (var version = 0; version < Each; version++)
        {
            var append = Written.Facts(Written.Stream(writer), version);
            var appended = await log.Append(append, limit.Token);
            Assert.False(appended.StoodBefore);
            ids.AddRange(append.Events.Select(one => one.Id));
            Interlocked.Increment(ref answered);
        }

        return ids;
    }

    private async Task<List<StoredEvent>> Read(EventStoreLog log)
    {
        var (seen, at) = (new List<StoredEvent>(), Position.Start);
        while (seen.Count < Writers * Each)
        {
            await log.WaitForMore(at, TimeSpan.FromSeconds(5), limit.Token);
            await foreach (var one in log.ReadAll(at, 100, limit.Token))
            {
                seen.Add(one);
                at = one.Position;
            }
        }

        return seen;
    }

    private async Task Until(Func<bool> isSo)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo())
            await beat.WaitForNextTickAsync(limit.Token);
    }

    private EventStoreLog Log() => new(EventStoreAddress.Parse(cluster.Address), "signal", payloads, TimeProvider.System);
}
