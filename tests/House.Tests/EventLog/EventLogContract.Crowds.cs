using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.EventLog;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task Of_many_writers_in_flight_on_one_version_exactly_one_wins()
    {
        for (var version = 0; version < 20; version++)
        {
            var racing = Enumerable.Range(0, 16).Select(i => Task.Run(() => Won(i % 2 == 0 ? Rig.Log : Rig.Other, version)));
            Assert.Single(await Task.WhenAll(racing), won => won);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(v => (long)v), (await Everything(Rig.Log)).Select(e => e.Version));

        static async Task<bool> Won(IEventLog log, long version)
        {
            try
            {
                await log.Append(Written.Facts(Written.Stream(7), version), Never);
                return true;
            }
            catch (VersionConflictException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task In_a_crowd_a_conflict_is_the_loser_s_alone()
    {
        var wrong = new HashSet<int>([13, 77, 150]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            try
            {
                await (i % 2 == 0 ? Rig.Log : Rig.Other).Append(Written.Facts(Written.Stream(i), wrong.Contains(i) ? 9 : 0), Never);
                return true;
            }
            catch (VersionConflictException)
            {
                return false;
            }
        })));

        Assert.Equal(wrong.Order(), outcomes.Index().Where(o => !o.Item).Select(o => o.Index));
        Assert.Equal(197, (await Everything(Rig.Log)).Count);
    }

    [Fact]
    public async Task A_tail_beside_writers_in_flight_skips_nothing_and_sees_the_order_that_stays()
    {
        const int Writers = 8;
        const int Each = 60;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var tail = Task.Run(() => Tail(Rig.Log, Writers * Each, stop.Token));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                var log = w % 2 == 0 ? Rig.Log : Rig.Other;
                await log.Append(Written.Facts(Written.Stream(w), i), Never);
                if (i % 20 == 0)
                    await Assert.ThrowsAsync<VersionConflictException>(() => log.Append(Written.Facts(Written.Stream(w), i), Never));
            }
        })));

        var seen = await tail;
        var all = await Everything(Rig.Log);
        Assert.Equal(all.Select(e => (e.Position, e.Id)), seen.Select(e => (e.Position, e.Id)));
        Assert.Equal(Writers * Each, all.Count);
        Assert.Equal(all.Select(e => e.Position.Value).Order(), all.Select(e => e.Position.Value));
        if (Gapless)
            Assert.Equal(Enumerable.Range(1, Writers * Each).Select(i => (ulong)i), all.Select(e => e.Position.Value));
    }

    /// <summary>Follows a log as the announcer does until it has seen so many events.</summary>
    protected static async Task<List<StoredEvent>> Tail(IEventLog log, int count, CancellationToken ct)
    {
        var seen = new List<StoredEvent>();
        while (seen.Count < count)
        {
            var after = seen is [] ? Position.Start : seen[^1].Position;
            await log.WaitForMore(after, TimeSpan.FromMilliseconds(50), ct);
            await foreach (var stored in log.ReadAll(after, 10, ct))
                seen.Add(stored);
        }

        return seen;
    }
}
