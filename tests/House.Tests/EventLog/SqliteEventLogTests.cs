using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.EventLog;

public sealed class SqliteEventLogTests : EventLogContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-log-");
    private SqliteEventLog log = null!;
    private string path = "";

    protected override (IEventLog Log, IEventLog Other, IPayloads Payloads) Rig => (log, log, log);

    public override Task InitializeAsync()
    {
        path = Path.Combine(folder.FullName, "signal.log.db");
        log = new(path);
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        log.Dispose();
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    // What a killed process leaves: the file and its WAL as they stand, nothing folded together, nothing closed.
    protected override Task Reopen()
    {
        var left = folder.CreateSubdirectory("left");
        foreach (var suffix in new[] { "", "-wal" })
            File.Copy(path + suffix, Path.Combine(left.FullName, "signal.log.db" + suffix));

        log.Dispose();
        path = Path.Combine(left.FullName, "signal.log.db");
        log = new(path);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_second_opener_of_the_file_is_refused_with_a_sentence_and_the_first_goes_on()
    {
        var refused = Assert.Throws<StartRefusedException>(() => new SqliteEventLog(path));
        Assert.Contains("Een ander proces gebruikt", refused.Message, StringComparison.Ordinal);
        Assert.Contains("WO_DATA", refused.Message, StringComparison.Ordinal);

        Assert.Equal(1, (await log.Append(Written.Facts(Written.Stream(1), 0), default)).Version);
    }

    [Fact]
    public async Task After_a_quiet_stop_the_file_alone_holds_everything()
    {
        await log.Append(Written.Facts(Written.Stream(1), 0, 3), default);
        log.Dispose();

        Assert.False(File.Exists(path + "-wal"));
        log = new(path);
        Assert.Equal(3, (await Everything(log)).Count);
        await Assert.ThrowsAsync<VersionConflictException>(() => log.Append(Written.Facts(Written.Stream(1), 0), default));
    }

    [Fact]
    public async Task A_stopped_log_takes_no_appends()
    {
        log.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.Append(Written.Facts(Written.Stream(1), 0), default));
    }

    [Fact]
    public async Task A_destroyed_payload_leaves_no_trace_in_the_file()
    {
        var payload = Written.Payload(PayloadOwner.Staff("p-9"), "canary-in-the-ciphertext");
        await log.Append(Written.Facts(Written.Stream(1), 0, 1, "{}", payload), default);
        await log.Destroy(payload.Id, default);
        log.Dispose();

        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(payload.Ciphertext));
        log = new(path);
    }

    [Fact]
    public async Task An_append_that_can_never_be_written_does_not_take_its_neighbours_with_it()
    {
        var poison = Written.Facts(Written.Stream(99), 0);
        poison = poison with { Events = [poison.Events[0] with { Type = null! }] };
        var crowd = Enumerable.Range(0, 60)
            .Select(i => Task.Run(() => log.Append(i == 30 ? poison : Written.Facts(Written.Stream(i), 0), default))).ToArray();

        await Task.WhenAll(crowd).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([30], crowd.Index().Where(a => a.Item.IsFaulted).Select(a => a.Index));
        Assert.Equal(59, (await Everything(log)).Count);
    }
}
