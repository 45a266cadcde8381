using Npgsql;
using WarmHandover.Platform.Reading;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Reading;

/// <summary>Views, leases and places in PostgreSQL, with two replicas side by side.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresReadingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<Replica> replicas = [];
    private PostgresDatabase database = null!;

    public async Task InitializeAsync() => database = await postgres.Server.NewDatabase();

    public async Task DisposeAsync()
    {
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task Two_replicas_fold_each_event_once_and_a_reader_at_either_sees_his_write()
    {
        var (first, second) = (await Start(new LampView()), await Start(new LampView()));
        for (var n = 0; n < 100; n++)
        {
            var writer = n % 2 == 0 ? first : second;
            var reader = n % 3 == 0 ? first : second;
            var appended = await writer.Log.Write(1, n, new LampLit("dorp"));
            await reader.Views.Fresh("lamps", appended.Position, CancellationToken.None);
            Assert.Equal(n + 1, (await reader.Lamp(1))!.Lit);
        }
    }

    [Fact]
    public async Task A_replica_takes_over_the_folding_of_one_that_stopped_in_a_batch()
    {
        var breaking = new LampView(breaksAfter: 1500);
        var first = await Start(breaking);
        for (var lamp = 1; lamp <= 40; lamp++)
            await first.Log.Write(lamp, 0, [.. Enumerable.Repeat(new LampLit("dorp"), 100)]);
        await Until(() => Task.FromResult(breaking.Shown > 1500), "a batch that breaks off");

        var second = await Start(new LampView());
        await second.Views.FreshToHead("lamps", CancellationToken.None);

        for (var lamp = 1; lamp <= 40; lamp++)
            Assert.Equal(100, (await second.Lamp(lamp))!.Lit);
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_bytes_while_another_replica_folds_and_reads()
    {
        var (first, second) = (await Start(new LampView()), await Start(new LampView()));
        for (var lamp = 1; lamp <= 50; lamp++)
        {
            var lit = Enumerable.Repeat(new LampLit($"wijk-{lamp % 4}", Cast.Monday.AddDays(lamp)), 59);
            await first.Log.Write(lamp, 0, [.. lit, lamp % 5 == 0 ? new LampBroke() : new LampSeenTo()]);
        }

        await second.Views.FreshToHead("lamps", CancellationToken.None);
        var before = await Bytes();
        var rebuild = first.Of<IViewRebuild>().Rebuild("lamps", progress: null, CancellationToken.None);
        for (var n = 0; n < 20 || !rebuild.IsCompleted; n++)
            Assert.Equal(59, (await second.Lamp(1))!.Lit);
        await rebuild;

        Assert.Equal(40, before.Count);
        Assert.Equal(before, await Bytes());

        var appended = await second.Log.Write(1, 60, new LampLit("kade"));
        await second.Views.Fresh("lamps", appended.Position, CancellationToken.None);
        Assert.Equal(60, (await second.Lamp(1))!.Lit);
    }

    [Fact]
    public async Task An_older_replica_leaves_a_raised_shape_alone_and_reads_it()
    {
        var older = await Start(new LampView(shape: 1));
        await older.Log.Write(1, 0, new LampLit("dorp"));
        await older.Views.FreshToHead("lamps", CancellationToken.None);

        var newer = await Start(new LampView(shape: 2));
        await Until(
            async () => await Count("select count(*) from street.views where live and shape = 2") == 1, "the new shape");
        var appended = await newer.Log.Write(1, 1, new LampLit("kade"));
        await older.Views.Fresh("lamps", appended.Position, CancellationToken.None);

        Assert.Equal("kade", (await older.Lamp(1))!.Street);
        Assert.Equal(1, await Count("select count(*) from street.view_rows"));
    }

    [Fact]
    public async Task A_lease_passes_on_when_it_runs_out_by_the_clock_of_the_database()
    {
        var (first, second) = (await Start(new LampView()), await Start(new LampView()));
        var held = (await first.Of<ILeases>().Take("announcer", TimeSpan.FromMilliseconds(400), CancellationToken.None))!;
        Assert.Null(await second.Of<ILeases>().Take("announcer", TimeSpan.FromSeconds(30), CancellationToken.None));
        Assert.True(await held.Renew(CancellationToken.None));

        ILease? next = null;
        await Until(
            async () => (next = await second.Of<ILeases>().Take("announcer", TimeSpan.FromSeconds(30), CancellationToken.None)) is not null,
            "the lease to run out");

        Assert.True(next!.Fence > held.Fence);
        Assert.False(await held.Renew(CancellationToken.None));
        await held.DisposeAsync();
        Assert.True(await next.Renew(CancellationToken.None));

        await next.DisposeAsync();
        Assert.NotNull(await first.Of<ILeases>().Take("announcer", TimeSpan.FromSeconds(30), CancellationToken.None));
    }

    [Fact]
    public async Task Places_and_parked_messages_are_shared_and_a_late_walker_moves_nothing_back()
    {
        var (first, second) = (await Start(new LampView()), await Start(new LampView()));
        await first.Of<ICheckpoints>().Save("announcer", new(new(7), Cast.Id(7)), CancellationToken.None);
        await second.Of<ICheckpoints>().Save("announcer", new(new(5), Cast.Id(5)), CancellationToken.None);
        Assert.Equal(new Checkpoint(new(7), Cast.Id(7)), await second.Of<ICheckpoints>().Load("announcer", CancellationToken.None));
        Assert.Null(await second.Of<ICheckpoints>().Load("nobody", CancellationToken.None));

        var message = new ParkedMessage(Cast.Id(1), "ConsentStands", "{}"u8.ToArray(), "no-answer", Cast.Monday, 3);
        await first.Of<IParking>().Park(message, CancellationToken.None);
        await first.Of<IParking>().Park(message, CancellationToken.None);
        var parked = Assert.Single(await second.Of<IParking>().List(10, CancellationToken.None));
        Assert.Equal(("no-answer", Cast.Monday, 6), (parked.Why, parked.At, parked.Tries));
        Assert.True(await second.Of<IParking>().Remove(message.Id, CancellationToken.None));
        Assert.Null(await first.Of<IParking>().Find(message.Id, CancellationToken.None));
    }

    private static Task Until(Func<Task<bool>> condition, string what) => Street.Until(condition, what);

    private async Task<Replica> Start(IView view)
    {
        var replica = new Replica(database, view);
        replicas.Add(replica);
        await replica.Run();
        return replica;
    }

    private async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.Admin);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<IReadOnlyList<string>> Bytes()
    {
        await using var source = NpgsqlDataSource.Create(database.Admin);
        await using var command = source.CreateCommand(
            """
            select r.key || ' ' || r.part || ' ' || coalesce(r.due::text, '') || ' ' || encode(r.body, 'hex')
            from street.view_rows r join street.views v on v.view = r.view and v.generation = r.generation
            where v.live and v.view = 'lamps' order by r.key
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));

        return rows;
    }
}
