using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.EventLog;

namespace WarmHandover.Tests.Moving;

/// <summary>A log moves whole, once, and to where nobody is; a backup grows and comes back.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("wo-move-").FullName;
    private LogMaker house = null!;

    private string Here => Path.Combine(root, "here");

    private string There => Path.Combine(root, "there");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Here);
        house = new(Here);
        await house.Prepare();
        await house.Write(40);
        await house.Seal();
        await house.Say(
            Room.Places, "insert into checkpoints values ('post', 40, @id), ('signal-hears-consent', 900, @id)", ("id", new byte[16]));
        await house.Say(
            Room.Keys, "insert into owner_keys values (@owner, 1, 'm', x'01', null), (@gone, 1, null, null, '2027-03-15T08:20:00.000000Z')",
            ("owner", LogMaker.Kept.Name), ("gone", LogMaker.Erased.Name));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Everything_arrives_as_it_was_and_the_old_place_writes_no_more()
    {
        var before = await Events(Here);
        var outcome = await Run(Here, There, MoveKind.Move);

        Assert.Equal((42, 42), (outcome.Events, outcome.Added));
        var after = await Events(There);
        Assert.Equal(before.Select(Said), after.Select(Said));
        using (var log = new SqliteEventLog(Path.Combine(There, "signal.log.db")))
        {
            await Assert.ThrowsAsync<OwnerErasedException>(
                () => log.Append(Written.Facts(Written.Stream(99), 0, 1, "{}", Written.Payload(LogMaker.Erased)), default));
        }

        Assert.Equal([("post", 40L)], await Rows(There, Room.Places, "select name, position from checkpoints"));
        Assert.Equal(2, (await Rows(There, Room.Keys, "select owner, version from owner_keys")).Count);
        Assert.Contains("verhuisd", (await Refused(() => Run(Here, Path.Combine(root, "else"), MoveKind.Move))), StringComparison.Ordinal);
        Assert.Equal("sqlite", Moved.Read(Path.Combine(There, "signal.log.db")));
    }

    [Fact]
    public async Task Broken_off_it_goes_on_and_only_the_rest_is_added()
    {
        Directory.CreateDirectory(There);
        using (var stop = new CancellationTokenSource())
        {
            await using var tell = new StopsAt("payloads", stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(Here, There, MoveKind.Move, tell: tell, ct: stop.Token));
        }

        Assert.Equal(Moved.UnderWay, Moved.Read(Path.Combine(There, "signal.log.db")));
        Assert.Contains("niet af", Assert.Throws<StartRefusedException>(() => Moved.Check(Moved.UnderWay, "sqlite", "signal")).Message,
            StringComparison.Ordinal);
        await house.Write(3);
        var outcome = await Run(Here, There, MoveKind.Move);
        Assert.Equal((45, 3), (outcome.Events, outcome.Added));
        Assert.Equal(0, await Verify(There));
    }

    [Fact]
    public async Task A_target_that_is_somebody_else_s_or_goes_on_is_refused_and_stays_as_it_was()
    {
        Directory.CreateDirectory(There);
        var other = new LogMaker(There);
        await other.Prepare();
        await other.Write(5);
        Assert.Contains("ander logboek", await Refused(() => Run(Here, There, MoveKind.Move)), StringComparison.Ordinal);
        Assert.Equal(5, (await Events(There)).Count);
        Assert.Null(Moved.Read(Path.Combine(Here, "signal.log.db")));

        Assert.Contains("dezelfde map", await Refused(() => Run(Here, Here, MoveKind.Backup)), StringComparison.Ordinal);
        var empty = Path.Combine(root, "empty");
        var rows = new LogMaker(empty);
        Directory.CreateDirectory(empty);
        await rows.Prepare();
        await rows.Say(Room.Log, "insert into tombstones values ('x')");
        Assert.Contains("tombstones", await Refused(() => Run(Here, empty, MoveKind.Move)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_and_makes_nothing()
    {
        var outcome = await Run(Here, There, MoveKind.Move, dryRun: true);

        Assert.Equal((42, 42), (outcome.Events, outcome.Added));
        Assert.Contains(("payloads", 2L), outcome.Tables);
        Assert.False(Directory.Exists(There) && Directory.EnumerateFiles(There, "*.db").Any());
    }

    [Fact]
    public async Task A_changed_byte_stops_the_move_and_is_found_by_looking_through()
    {
        Assert.Equal(0, await Verify(Here));
        await house.Say(Room.Log, "update events set data = x'7b207d' where position = 12");

        Assert.Equal(1, await Verify(Here));
        Assert.Contains("keten is gebroken", await Refused(() => Run(Here, There, MoveKind.Move)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from events where position = 42")]
    [InlineData("delete from events where position = 20")]
    [InlineData("update payloads set ciphertext = x'00' where ciphertext is not null")]
    [InlineData("delete from payloads where ciphertext is not null")]
    [InlineData("update events set position = 77 where position = 42")]
    public async Task What_is_gone_or_changed_is_found(string fault)
    {
        await house.Say(
            Room.Proof, "insert into proof_checkpoints values (42, 0, 42, '', 0, @note)",
            ("note", $"o\n42\n{Convert.ToBase64String(await Root())}\ntime\n"));
        Assert.Equal(0, await Verify(Here));
        await house.Say(Room.Log, fault);
        Assert.Equal(1, await Verify(Here));
    }

    [Fact]
    public async Task A_backup_grows_while_the_service_may_run_and_comes_back_into_an_empty_place()
    {
        var keys = Path.Combine(root, "keys");
        using (new FileStream(Path.Combine(Here, "signal.log.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(42, (await Run(Here, There, MoveKind.Backup, keys: keys)).Added);
        await house.Write(4);
        Assert.Equal(4, (await Run(Here, There, MoveKind.Backup, keys: keys)).Added);
        Assert.Contains("reservekopie", Assert.Throws<StartRefusedException>(
            () => Moved.Check(Moved.Read(Path.Combine(There, "signal.log.db")), "sqlite", "signal")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(There, "signal.keys.db")));

        var back = Path.Combine(root, "back");
        Assert.Contains("--keys", await Refused(() => Run(There, back, MoveKind.Restore)), StringComparison.Ordinal);
        Assert.Equal(46, (await Run(There, back, MoveKind.Restore, keys: keys)).Events);
        Assert.Equal(0, await Verify(back));
        Assert.Equal(2, (await Rows(back, Room.Keys, "select owner, version from owner_keys")).Count);
        Assert.Contains("in gebruik", await Refused(() => Run(There, back, MoveKind.Restore, keys: keys)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_of_a_service_moves_or_is_known_to_stay()
    {
        await using var rooms = new FolderRooms(Here, "signal", readOnly: true);
        foreach (var room in Enum.GetValues<Room>())
        {
            var tables = await Rows(
                Here,
                room,
                "select name, 0 from sqlite_master where type = 'table' and name not like 'view_terms%' and name not like 'sqlite%'");
            Assert.Empty(tables.Select(t => t.Item1).Except(MovedTable.All.Select(t => t.Name)).Except(MovedTable.Left));
        }
    }

    private static Task<MoveOutcome> Run(
        string from, string to, MoveKind kind, bool dryRun = false, string? keys = null, TextWriter? tell = null,
        CancellationToken ct = default) =>
        new Move(
            new("signal", LogMaker.Folder(from), LogMaker.Folder(to), kind, dryRun) { KeysFolder = keys }, tell ?? TextWriter.Null)
            .Run(ct);

    private static async Task<string> Refused(Func<Task> work) => (await Assert.ThrowsAsync<StartRefusedException>(work)).Message;

    private static Task<int> Verify(string folder) => StoreVerbs.Run(
        "verify",
        new("signal", LogMaker.Folder(folder), null, new(new Dictionary<string, string>(), new HashSet<string>()), TextWriter.Null),
        TimeProvider.System,
        default);

    private static async Task<List<StoredEvent>> Events(string folder)
    {
        await using var rooms = new FolderRooms(folder, "signal", readOnly: true);
        return await new TableLog(rooms).After(Position.Start, default).ToListAsync();
    }

    private static string Said(StoredEvent e) =>
        $"{e.Position} {e.Stream} {e.Version} {e.Id} {e.Type} {Convert.ToHexString(e.Hash)} {Convert.ToHexString(e.Header)}";

    private async Task<byte[]> Root() =>
        new Platform.Proof.SmallTree((await Events(Here)).Select(e => Platform.Proof.Merkle.Leaf(e.Hash))).Root;

    private static async Task<List<(string, long)>> Rows(string folder, Room room, string sql)
    {
        await using var rooms = new FolderRooms(folder, "signal", readOnly: true);
        await using var connection = await rooms.Open(room, default);
        await using var command = connection.Say(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<(string, long)>();
        while (await row.ReadAsync())
            rows.Add((row.GetString(0), row.GetInt64(1)));
        return rows;
    }

    private sealed class StopsAt(string word, CancellationTokenSource stop) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            if (value?.Contains(word, StringComparison.Ordinal) is true)
                await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }
    }
}
