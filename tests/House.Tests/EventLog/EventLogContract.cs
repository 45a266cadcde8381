using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.EventLog;

/// <summary>
/// What every engine promises (decisions 2 to 9). Positions are opaque here: ordered, never skipped; only <see cref="Gapless"/> engines
/// promise more.
/// </summary>
public abstract partial class EventLogContract : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly PayloadOwner Family = PayloadOwner.Family(Guid.CreateVersion7(), Guid.CreateVersion7());

    /// <summary>The log, and the same log as a second writer sees it (another replica where the engine allows one).</summary>
    protected abstract (IEventLog Log, IEventLog Other, IPayloads Payloads) Rig { get; }

    /// <summary>Whether positions count 1, 2, 3, … without a hole.</summary>
    protected virtual bool Gapless => true;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    /// <summary>Stops the engine without ceremony and opens it again on what stands on disk.</summary>
    protected abstract Task Reopen();

    [Fact]
    public async Task An_empty_log_has_nothing_to_read()
    {
        Assert.Equal(Position.Start, await Rig.Log.Head(Never));
        Assert.Empty(await Everything(Rig.Log));
        Assert.Empty(await Rig.Log.Read(Written.Stream(1), 0, Never).ToListAsync());
    }

    [Fact]
    public async Task What_was_appended_is_read_back_byte_for_byte()
    {
        var append = Written.Facts(Written.Stream(1), 0, 3, """{"kind":"zorgen om geld"}""");
        var appended = await Rig.Log.Append(append, Never);

        var stored = await Rig.Other.Read(append.Stream, 0, Never).ToListAsync();
        Assert.Equal(3, appended.Version);
        Assert.Equal(appended.Position, stored[^1].Position);
        Assert.Equal([1, 2, 3], stored.Select(e => e.Version));
        foreach (var (said, found) in append.Events.Zip(stored))
        {
            Assert.Equal((append.Stream, said.Id, said.Type), (found.Stream, found.Id, found.Type));
            Assert.Equal([said.Header, said.Data, said.Hash, said.Beside], [found.Header, found.Data, found.Hash, found.Beside]);
        }

        Assert.Equal([2, 3], await Rig.Log.Read(append.Stream, 1, Never).Select(e => e.Version).ToListAsync());
        Assert.Equal(appended.Position, await Rig.Log.Head(Never));
    }

    [Fact]
    public async Task A_stream_that_moved_on_refuses_and_nothing_of_the_append_stays()
    {
        var stream = Written.Stream(1);
        await Rig.Log.Append(Written.Facts(stream, 0), Never);
        var payload = Written.Payload(Family);

        await Assert.ThrowsAsync<VersionConflictException>(() => Rig.Log.Append(Written.Facts(stream, 0, 2, "{}", payload), Never));
        await Assert.ThrowsAsync<VersionConflictException>(() => Rig.Log.Append(Written.Facts(stream, 5, 1, "{}", payload), Never));

        Assert.Single(await Everything(Rig.Log));
        Assert.Null(await Rig.Payloads.Find(payload.Id, Never));
    }

    [Fact]
    public async Task One_mebibyte_goes_in_and_one_byte_more_does_not()
    {
        var around = Written.Facts(Written.Stream(1), 0, 1, "").Bytes;
        var full = Written.Facts(Written.Stream(1), 0, 1, new('x', Append.MaxBytes - around));
        Assert.Equal(Append.MaxBytes, full.Bytes);
        await Rig.Log.Append(full, Never);

        var over = Written.Facts(Written.Stream(2), 0, 1, new('x', Append.MaxBytes - around + 1));
        await Assert.ThrowsAsync<EventTooLargeException>(() => Rig.Log.Append(over, Never));
        Assert.Equal(Append.MaxBytes - around, Assert.Single(await Everything(Rig.Log)).Data.Length);
    }

    [Fact]
    public async Task An_append_without_events_is_no_append() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.Log.Append(new(Written.Stream(1), 0, [], []), Never));

    [Fact]
    public async Task What_was_answered_is_there_after_a_crash_and_the_log_goes_on()
    {
        var payload = Written.Payload(Family);
        var before = await Rig.Log.Append(Written.Facts(Written.Stream(1), 0, 2, "{}", payload), Never);
        await Reopen();

        Assert.Equal(before.Position, await Rig.Log.Head(Never));
        Assert.Equal(payload.Ciphertext, (await Rig.Payloads.Find(payload.Id, Never))!.Ciphertext);
        var after = await Rig.Log.Append(Written.Facts(Written.Stream(1), 2), Never);
        Assert.True(after.Position > before.Position);
        Assert.Equal([1, 2, 3], (await Everything(Rig.Log)).Select(e => e.Version));
    }

    [Fact]
    public async Task A_hundred_thousand_events_are_caught_up_in_order_and_whole()
    {
        for (var i = 0; i < 200; i++)
            await Rig.Log.Append(Written.Facts(Written.Stream(i % 50), i / 50 * 500, 500), Never);

        var versions = new Dictionary<string, long>();
        var (last, count) = (Position.Start, 0);
        await foreach (var stored in Rig.Log.ReadAll(Position.Start, int.MaxValue, Never))
        {
            Assert.True(stored.Position > last);
            Assert.Equal(versions.GetValueOrDefault(stored.Stream) + 1, stored.Version);
            (last, versions[stored.Stream]) = (stored.Position, stored.Version);
            count++;
        }

        Assert.Equal(100_000, count);
        Assert.Equal(await Rig.Log.Head(Never), last);
        Assert.Equal(7, await Rig.Log.ReadAll(Position.Start, 7, Never).CountAsync());
    }

    [Fact]
    public async Task Who_waits_is_woken_by_an_append_and_let_go_after_a_time()
    {
        var waiting = Rig.Other.WaitForMore(Position.Start, TimeSpan.FromSeconds(30), Never);
        var appended = await Rig.Log.Append(Written.Facts(Written.Stream(1), 0), Never);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));

        await Rig.Log.WaitForMore(Position.Start, TimeSpan.FromSeconds(30), Never).WaitAsync(TimeSpan.FromSeconds(10));
        await Rig.Log.WaitForMore(appended.Position, TimeSpan.FromMilliseconds(20), Never).WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rig.Log.WaitForMore(appended.Position, TimeSpan.FromSeconds(30), new(canceled: true)));
    }

    /// <summary>All that stands in a log, in its order.</summary>
    protected static async Task<List<StoredEvent>> Everything(IEventLog log) =>
        await log.ReadAll(Position.Start, int.MaxValue, Never).ToListAsync();
}
