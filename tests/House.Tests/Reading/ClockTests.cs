using System.Collections.Concurrent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

public sealed class ClockTests : InAFolder
{
    private readonly FakeClock clock = new();

    [Fact]
    public async Task Nothing_is_struck_before_its_time_and_each_row_once()
    {
        var hand = new LampHand();
        await using var street = await Open(hand).Run();
        await street.Log.Write(1, 0, new LampLit("dorp", Cast.Monday.AddHours(1)));
        await street.UpToDate("lamps");
        await street.Log.Write(2, 0, new LampLit("dorp", Cast.Monday));
        await Street.Until(() => Task.FromResult(hand.Struck.Count == 1), "the lamp that is due");
        Assert.Equal([Key(2)], hand.Struck.Select(row => row.Key));

        clock.Advance(TimeSpan.FromHours(1));
        await Street.Until(() => Task.FromResult(hand.Struck.Count == 2), "the lamp that became due");
        await street.UpToDate("lamps");

        Assert.Equal([Key(2), Key(1)], hand.Struck.Select(row => row.Key));
        Assert.Empty(await street.Views.Due("lamps", DateTimeOffset.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task After_a_day_of_downtime_rows_are_struck_in_order_of_due_time()
    {
        await using (var before = await Open(hand: null).Run())
        {
            foreach (var (lamp, hours) in new[] { (1, 9), (2, 3), (3, 6), (4, 30) })
                await before.Log.Write(lamp, 0, new LampLit("dorp", Cast.Monday.AddHours(hours)));
            await before.UpToDate("lamps");
        }

        clock.Advance(TimeSpan.FromDays(1));
        var hand = new LampHand();
        await using var street = await Open(hand).Run();
        await Street.Until(() => Task.FromResult(hand.Struck.Count == 3), "three lamps");
        await street.UpToDate("lamps");

        Assert.Equal([Key(2), Key(3), Key(1)], hand.Struck.Select(row => row.Key));
        Assert.Equal(Cast.Monday.AddHours(3), hand.Struck.First().Due);
    }

    [Fact]
    public async Task A_strike_that_fails_is_tried_again_and_does_not_hold_up_the_next()
    {
        var hand = new LampHand { Fails = 1 };
        await using var street = Open(hand);
        await street.Log.Write(1, 0, new LampLit("dorp", Cast.Monday));
        await street.Log.Write(2, 0, new LampLit("dorp", Cast.Monday.AddTicks(10)));
        hand.Log = street.Log;
        clock.Advance(TimeSpan.FromMinutes(1));
        await street.Run();

        await Street.Until(() => Task.FromResult(hand.Struck.Count == 2), "both lamps");
        Assert.Equal([Key(2), Key(1)], hand.Struck.Select(row => row.Key));
        Assert.Equal(0, hand.Fails);
    }

    private static string Key(int lamp) => $"{Cast.Id(lamp):N}";

    private Street Open(LampHand? hand)
    {
        var street = new Street(Folder, clock).Open([new LampView()], hand is null ? [] : [hand]);
        hand?.Log = street.Log;
        return street;
    }

    private sealed class LampHand : IClockHand
    {
        public ConcurrentQueue<DueRow> Struck { get; } = [];

        public IEventLog? Log { get; set; }

        public int Fails { get; set; }

        public string View => "lamps";

        public async Task Strike(DueRow due, CancellationToken ct)
        {
            if (Fails-- > 0)
                throw new TimeoutException("The store is away.");

            Fails = 0;
            await Log!.Write(Convert.ToInt32(due.Key[^4..], 16), 1, new LampSeenTo());
            Struck.Enqueue(due);
        }
    }
}
