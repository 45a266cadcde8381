using Npgsql;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventLog;

[Collection(OnPostgres.Name)]
public sealed class PostgresEventLogTests(PostgresFixture postgres) : EventLogContract
{
    private static int schemas;
    private readonly string schema = $"signal{Interlocked.Increment(ref schemas)}";
    private PostgresEventLog log = null!;
    private PostgresEventLog other = null!;

    private string Ours => $"application_name = '{schema} log'";

    protected override (IEventLog Log, IEventLog Other, IPayloads Payloads) Rig => (log, other, other);

    public override async Task InitializeAsync()
    {
        await Migrate();
        Open();
    }

    public override async Task DisposeAsync()
    {
        await log.DisposeAsync();
        await other.DisposeAsync();
        await Sql($"drop schema {schema} cascade");
    }

    protected override async Task Reopen()
    {
        await postgres.Server.Crash();
        await postgres.Server.StartAgain();
        await log.DisposeAsync();
        await other.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Open();
    }

    [Fact]
    public async Task A_row_held_up_by_a_trigger_keeps_the_others_waiting_and_the_tail_skips_nothing()
    {
        await using var held = await HoldUp("events");
        var slow = log.Append(Written.Facts(Written.Stream(666), 0, 1, "held up"), default);
        await WaitingFor(held);
        var fast = other.Append(Written.Facts(Written.Stream(1), 0), default);
        Assert.Empty(await Everything(other));
        Assert.False(fast.IsCompleted);

        await held.DisposeAsync();
        await Task.WhenAll(slow, fast);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.Equal([1UL, 2UL], (await Tail(other, 2, deadline.Token)).Select(e => e.Position.Value));
    }

    [Fact]
    public async Task The_naive_tail_over_a_sequence_does_skip_so_this_test_can_fail()
    {
        await Sql($"create table {schema}.naive (position bigserial primary key, data bytea)");
        await using var held = await HoldUp("naive");
        var slow = Sql($"insert into {schema}.naive (data) values ('held up')");
        await WaitingFor(held);
        await Sql($"insert into {schema}.naive (data) values ('fast')");
        var (seen, last) = await NaiveTail(0);
        await held.DisposeAsync();
        await slow;

        Assert.Equal((1L, 2L), (seen, last));
        Assert.Equal(0, (await NaiveTail(last)).Seen);
        Assert.Equal(2L, await Ask($"select count(*) from {schema}.naive"));
    }

    [Fact]
    public async Task Rolled_back_transactions_leave_no_hole()
    {
        await log.Append(Written.Facts(Written.Stream(1), 0), default);
        await using (var admin = new NpgsqlConnection(postgres.Database.Admin))
        {
            await admin.OpenAsync();
            await using var transaction = await admin.BeginTransactionAsync();
            await using var taken = new NpgsqlCommand($"update {schema}.counter set position = position + 5", admin, transaction);
            await taken.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        Assert.Equal(2UL, (await other.Append(Written.Facts(Written.Stream(2), 0), default)).Position.Value);
    }

    [Fact]
    public async Task A_commit_whose_answer_got_lost_is_settled_by_its_ids_and_stands_once()
    {
        await log.Append(Written.Facts(Written.Stream(1), 0), default);
        await using var held = await HoldUp("events");
        var cut = log.Append(Written.Facts(Written.Stream(666), 0, 1, "held up"), default);
        await WaitingFor(held);
        await Sql($"select pg_terminate_backend(pid) from pg_stat_activity where {Ours} and wait_event_type = 'Lock'");
        await held.DisposeAsync();

        Assert.Equal(2UL, (await cut.WaitAsync(TimeSpan.FromMinutes(1))).Position.Value);
        Assert.Equal(2, (await Everything(other)).Count);
    }

    [Fact]
    public async Task An_append_that_can_never_be_written_does_not_take_its_neighbours_with_it()
    {
        var poison = Written.Facts(Written.Stream(99), 0);
        poison = poison with { Events = [poison.Events[0] with { Type = "no\0text" }] };
        var crowd = Enumerable.Range(0, 60)
            .Select(i => Task.Run(() => log.Append(i == 30 ? poison : Written.Facts(Written.Stream(i), 0), default))).ToArray();

        await Task.WhenAll(crowd).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([30], crowd.Index().Where(a => a.Item.IsFaulted).Select(a => a.Index));
        Assert.Equal(59, (await Everything(other)).Count);
    }

    [Fact]
    public async Task The_replica_is_told_of_the_other_s_commit_sooner_than_it_looks()
    {
        await log.WaitForMore(Position.Start, TimeSpan.FromMilliseconds(50), default);
        await Until($"select count(*) from pg_stat_activity where {Ours} and query like 'listen%' and state = 'idle'");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var (i, after) = (0, Position.Start); i < 8; i++)
        {
            var waiting = log.WaitForMore(after, TimeSpan.FromSeconds(30), default);
            after = (await other.Append(Written.Facts(Written.Stream(1), i), default)).Position;
            await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"Looking once a second takes about 8 s; this took {clock.Elapsed}.");
    }

    private void Open()
    {
        log = new(postgres.Database.Runtime, schema, TimeProvider.System);
        other = new(postgres.Database.Runtime, schema, TimeProvider.System);
    }

    private Task Migrate() =>
        PostgresMigrations.Run(postgres.Database.Migrator, schema, postgres.Database.RuntimeRole, default, "EventLog");

    private Task Sql(string sql) => PostgresServer.Execute(postgres.Database.Admin, sql);

    private async Task<long> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.Database.Admin);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<(long Seen, long Last)> NaiveTail(long last) => (
        await Ask($"select count(*) from {schema}.naive where position > {last}"),
        await Ask($"select coalesce(max(position), {last}) from {schema}.naive where position > {last}"));

    private async Task Until(string count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await Ask(count) == 0)
            await Task.Delay(10, deadline.Token);
    }

    // The trick of whoever lost events before: one row stays invisible while later ones could commit.
    private async Task<NpgsqlConnection> HoldUp(string table)
    {
        await Sql($"""
            create function {schema}.hold_up() returns trigger language plpgsql as $$
            begin
                if new.data = 'held up' then perform pg_advisory_xact_lock(hashtextextended('{schema}', 9)); end if;
                return new;
            end $$;
            create trigger hold_up before insert on {schema}.{table} for each row execute function {schema}.hold_up();
            """);
        var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Database.Admin) { Pooling = false }.ConnectionString);
        await holder.OpenAsync();
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('{schema}', 9))", holder);
        await hold.ExecuteNonQueryAsync();
        return holder;
    }

    private Task WaitingFor(NpgsqlConnection holder) => Until(
        $"select count(*) from pg_locks where locktype = 'advisory' and not granted and {holder.ProcessID} = any(pg_blocking_pids(pid))");
}
