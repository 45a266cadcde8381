using System.Diagnostics;
using Npgsql;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Operations;
using WarmHandover.Tests.Crash;
using WarmHandover.Tests.EventStore;
using WarmHandover.Tests.Servers;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Moving;

/// <summary>Moves and backups on a real PostgreSQL: a kill in the middle, the drill of a restore, and places that are translated.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresMoveTests(PostgresFixture postgres, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Many = 5000;

    // The long form gives the figures of docs/operations.md.
    private static readonly int Drill = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? 20_000 : 62;
    private readonly string root = Directory.CreateTempSubdirectory("wo-pgmove-").FullName;
    private PostgresDatabase log = null!;
    private PostgresDatabase keys = null!;
    private LogMaker house = null!;

    private string Here => Path.Combine(root, "here");

    public async Task InitializeAsync()
    {
        (log, keys) = (await postgres.Server.NewDatabase(), await postgres.Server.NewDatabase());
        Directory.CreateDirectory(Here);
        house = new(Here);
        await house.Prepare();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_and_nothing_stands_twice()
    {
        await house.Write(Many, streams: 50);
        await house.Seal();
        await Migrate();

        // The server holds its breath in the middle, so that the kill always comes there.
        await Admin("create function public.breath() returns trigger language plpgsql as 'begin perform pg_sleep(120); return new; end'");
        await Admin(
            "create trigger breath before insert on signal.events for each row when (new.position = 3001) "
            + "execute function public.breath()");
        await using (var first = Program())
        {
            await Until(async () => await Count() == 3000, "the first half is there");
            Assert.True(await first.Kill());
        }

        await Admin("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'move'");
        await Admin("drop trigger breath on signal.events");
        File.Delete(Path.Combine(root, "Signal.out"));
        await using var second = Program();
        Assert.True(await second.Ended() == 0, second.Said());
        output.WriteLine(second.Said());
        Assert.Equal(Many + 2, await Count());
        Assert.Equal(0, await Do("verify", Options(log, keys)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("eventstore")]
    public async Task A_service_is_backed_up_and_restored_and_says_how_long_it_took_and_what_it_misses(string engine)
    {
        await house.Write(Drill - 2, streams: Math.Max(7, Drill / 40));
        await house.Seal();
        await using var server = new EventStoreServer(new());
        await using var spare = new EventStoreServer(new());
        var (other, otherKeys) = (await postgres.Server.NewDatabase(), await postgres.Server.NewDatabase());
        var (source, target) = (LogMaker.Folder(Here), LogMaker.Folder(Path.Combine(root, "back")));
        if (engine != "sqlite")
        {
            await Migrate();
            await Migrate(other, otherKeys);
            (source, target) = (Options(log, keys), Options(other, otherKeys));
            if (engine == "eventstore")
                (source, target) = (source with { EventStore = await Started(server) }, target with { EventStore = await Started(spare) });
            await new Move(new("signal", LogMaker.Folder(Here), source, MoveKind.Move, false), TextWriter.Null).Run(default);
        }

        using var told = new StringWriter();
        var (backup, keyBackup) = (Path.Combine(root, "backup"), Path.Combine(root, "keys"));
        Assert.Equal(0, await Do("backup", source, told, ("to", backup), ("keys", keyBackup)));
        Assert.Equal(0, await Do("verify", LogMaker.Folder(backup)));

        // What comes after it is what a disaster takes along.
        await Appended(source, 900);
        Assert.Equal(0, await Do("restore", target, told, ("from", backup), ("keys", keyBackup)));
        output.WriteLine(told.ToString());
        Assert.Contains("hersteltijd (RTO)", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("(RPO", told.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Do("verify", target));
        Assert.Equal(Drill, await Appended(target, 901));
    }

    [Fact]
    public async Task To_EventStoreDB_and_back_every_place_finds_its_event_again()
    {
        await house.Write(60);
        await house.Say(
            Room.Proof, "insert into proof_tiles values (0, 0, 1, @hashes, @places)",
            ("hashes", new byte[32 * 62]), ("places", Enumerable.Range(1, 60).SelectMany(Big).ToArray()));
        await Migrate();
        await new Move(new("signal", LogMaker.Folder(Here), Options(log, keys), MoveKind.Move, false), TextWriter.Null).Run(default);
        await Admin("insert into signal.checkpoints select 'announcer', position, id from signal.events where position = 41");

        await using var server = new EventStoreServer(new());
        await server.Start();
        var away = Options(log, keys) with { EventStore = $"esdb://{server.Host}?tls=false" };
        await new Move(new("signal", Options(log, keys), away, MoveKind.Move, false), TextWriter.Null).Run(default);

        await using var payloads = new PayloadsApart(log.Runtime, "signal");
        await using var there = new EventStoreLog(EventStoreAddress.Parse(away.EventStore!), "signal", payloads, TimeProvider.System);
        var events = await there.ReadAll(Position.Start, 100, default).ToListAsync();
        Assert.Equal((long)events[40].Position.Value, await Number("select position from signal.checkpoints"));
        Assert.Equal((long)events[0].Position.Value, await Number("select first_position from signal.proof_tiles"));
        Assert.Equal("eventstore", await Text("select stands from signal.moved"));

        await new Move(new("signal", away, Options(log, keys), MoveKind.Move, false), TextWriter.Null).Run(default);
        Assert.Equal(41, await Number("select position from signal.checkpoints"));
        Assert.Equal("postgres", await Text("select stands from signal.moved"));
        var places = (byte[])(await Ask("select positions from signal.proof_tiles"))!;
        Assert.Equal(Enumerable.Range(1, 60).SelectMany(Big), places);
    }

    [Fact]
    public async Task Every_table_in_PostgreSQL_moves_or_is_known_to_stay()
    {
        await Migrate();
        foreach (var admin in new[] { log.Admin, keys.Admin })
        {
            await using var source = NpgsqlDataSource.Create(admin);
            await using var command = source.CreateCommand(
                "select table_name from information_schema.tables where table_schema = 'signal'");
            await using var row = await command.ExecuteReaderAsync();
            var tables = new List<string>();
            while (await row.ReadAsync())
                tables.Add(row.GetString(0));
            Assert.NotEmpty(tables);
            Assert.Empty(tables.Except(MovedTable.All.Select(t => t.Name)).Except(MovedTable.Left));
        }
    }

    [Fact]
    public async Task A_replica_that_runs_stops_the_move_with_a_sentence()
    {
        await house.Write(5);
        await Migrate();
        await using var running = new PostgresEventLog(log.Runtime, "signal", TimeProvider.System);
        await running.Start(default);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            new Move(new("signal", LogMaker.Folder(Here), Options(log, keys), MoveKind.Move, false), TextWriter.Null).Run(default));
        Assert.Contains("replica", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<byte> Big(int place) => BitConverter.GetBytes((long)place).Reverse();

    private static HouseOptions Options(PostgresDatabase log, PostgresDatabase keys) => new()
    {
        Store = "postgres",
        Bus = "rabbitmq",
        DataFolder = "/nergens",
        Issuer = HouseOptions.DevelopmentIssuer,
        Postgres = log.Runtime,
        PostgresMigrator = log.Migrator,
        PostgresKeys = keys.Runtime,
        PostgresKeysMigrator = keys.Migrator,
    };

    private static Task<int> Do(string verb, HouseOptions options, params (string, string)[] words) =>
        Do(verb, options, TextWriter.Null, words);

    private static Task<int> Do(string verb, HouseOptions options, TextWriter tell, params (string Name, string Value)[] words) =>
        StoreVerbs.Run(
            verb,
            new("signal", options, null, new(words.ToDictionary(w => w.Name, w => w.Value), new HashSet<string>()), tell),
            TimeProvider.System,
            default);

    private Task Migrate() => Migrate(log, keys);

    private static async Task Migrate(PostgresDatabase log, PostgresDatabase keys)
    {
        await PostgresMigrations.Run(log.Migrator, "signal", log.RuntimeRole, default);
        await PostgresMigrations.Run(keys.Migrator, "signal", keys.RuntimeRole, default, "Vault");
    }

    private static async Task<string> Started(EventStoreServer server)
    {
        await server.Start();
        return $"esdb://{server.Host}?tls=false";
    }

    // How many events were there; one more is there now.
    private static async Task<int> Appended(HouseOptions options, int stream)
    {
        IEventLog log = options switch
        {
            { EventStore: { } address } => new EventStoreLog(
                EventStoreAddress.Parse(address), "signal", new PayloadsApart(options.Postgres!, "signal"), TimeProvider.System),
            { Postgres: { } database } => new PostgresEventLog(database, "signal", TimeProvider.System),
            _ => new SqliteEventLog(Path.Combine(options.DataFolder, "signal.log.db")),
        };
        var before = await log.ReadAll(Position.Start, int.MaxValue, default).CountAsync();
        await log.Append(EventLog.Written.Facts(EventLog.Written.Stream(stream), 0), default);
        if (log is IAsyncDisposable closes)
            await closes.DisposeAsync();
        else
            (log as IDisposable)?.Dispose();
        return before;
    }

    private Child Program() => Child.Start("Signal", root, ["move"],
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"), ("WO_DATA", Here), ("WO_TO_STORE", "postgres"), ("WO_TO_POSTGRES", log.Runtime),
        ("WO_TO_POSTGRES_KEYS", keys.Runtime),
    ]);

    private Task Admin(string sql) => PostgresServer.Execute(log.Admin, sql);

    private Task<long> Count() => Number("select count(*) from signal.events");

    private async Task<long> Number(string sql) => (long)(await Ask(sql))!;

    private async Task<string> Text(string sql) => (string)(await Ask(sql))!;

    private async Task<object?> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(log.Admin);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var start = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), $"Not within a minute: {what}");
            await beat.WaitForNextTickAsync();
        }
    }
}
