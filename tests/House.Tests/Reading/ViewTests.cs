using System.Diagnostics;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

public sealed class ViewTests : InAFolder
{
    [Fact]
    public async Task A_write_is_shown_to_a_reader_who_names_its_position()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        var appended = await street.Log.Write(1, 0, new LampLit("dorp"));

        await street.Views.Fresh("lamps", appended.Position, CancellationToken.None);

        Assert.Equal(new LampRow(Cast.Id(1), "dorp", 1, 1), await street.Lamp(1));
    }

    [Fact]
    public async Task A_fold_is_woken_by_the_commit_and_not_by_the_clock()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        await street.Log.Write(1, 0, new LampLit("dorp"));
        await street.UpToDate("lamps");

        var taken = new List<double>();
        for (var n = 1; n <= 50; n++)
        {
            var appended = await street.Log.Write(1, n, new LampLit("dorp"));
            var since = Stopwatch.GetTimestamp();
            await street.Views.Fresh("lamps", appended.Position, CancellationToken.None);
            taken.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        // By itself a view looks once a second; how soon it is in milliseconds is measured in bench/.
        Assert.True(taken.Order().ElementAt(25) < 500, $"median {taken.Order().ElementAt(25):f1} ms: nobody woke it");
    }

    [Fact]
    public async Task Parts_are_listed_by_key_and_pages_go_on_after_one()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        foreach (var lamp in new[] { 3, 1, 2 })
            await street.Log.Write(lamp, 0, new LampLit("dorp"));
        await street.Log.Write(4, 0, new LampLit("kade"));
        await street.UpToDate("lamps");

        var first = await street.Views.List<LampRow>("lamps", "street/dorp", CancellationToken.None, limit: 2);
        var rest = await street.Views.List<LampRow>("lamps", "street/dorp", CancellationToken.None, after: $"{Cast.Id(2):N}");

        Assert.Equal([Cast.Id(1), Cast.Id(2)], first.Select(row => row.Lamp));
        Assert.Equal([Cast.Id(3)], rest.Select(row => row.Lamp));
    }

    [Fact]
    public async Task A_part_is_listed_whole_when_no_limit_is_asked()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        for (var lamp = 1; lamp <= 1_001; lamp++)
            await street.Log.Write(lamp, 0, new LampLit("dorp"));
        await street.UpToDate("lamps");

        Assert.Equal(1_001, (await street.Views.List<LampRow>("lamps", "street/dorp", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_reader_waits_for_a_view_that_does_not_move_and_gives_up()
    {
        await using var street = new Street(Folder).Open(new LampView());
        var appended = await street.Log.Write(1, 0, new LampLit("dorp"));
        var since = Stopwatch.StartNew();

        await Assert.ThrowsAsync<ViewBehindException>(
            () => street.Views.Fresh("lamps", appended.Position, CancellationToken.None, TimeSpan.FromMilliseconds(200)));

        Assert.InRange(since.ElapsedMilliseconds, 190, 5000);
    }

    [Fact]
    public async Task A_position_that_the_log_never_reached_is_not_waited_for_longer_than_two_seconds()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        var appended = await street.Log.Write(1, 0, new LampLit("dorp"));
        var since = Stopwatch.StartNew();

        await Assert.ThrowsAsync<ViewBehindException>(
            () => street.Views.Fresh("lamps", new Position(appended.Position.Value + 1), CancellationToken.None));

        Assert.InRange(since.Elapsed.TotalSeconds, 1.9, 4.5);
    }

    [Fact]
    public async Task A_poisoned_view_shows_all_before_the_poison_and_does_not_stop_its_neighbour()
    {
        var sick = true;
        var (lamps, other) = (new LampView(poison: () => Volatile.Read(ref sick)), new LampView("others"));
        await using var street = await new Street(Folder).Open(lamps, other).Run();
        await street.Log.Write(1, 0, new LampLit("dorp"), new LampBroke(), new LampLit("kade"));
        await street.UpToDate("others");
        await street.Log.Write(2, 0, new LampLit("dorp"));
        await street.UpToDate("others");

        await Street.Until(async () => await street.Lamp(1) is not null, "what stands before the poison");
        Assert.Equal("dorp", (await street.Lamp(1))!.Street);
        Assert.Null(await street.Lamp(2));
        Assert.Equal("kade", (await street.Lamp(1, "others"))!.Street);
        Assert.NotNull(await street.Lamp(2, "others"));

        Volatile.Write(ref sick, false);
        await street.UpToDate("lamps");
        Assert.Equal(street.Bytes("others"), street.Bytes("lamps"));
    }

    [Fact]
    public async Task A_stop_in_the_middle_loses_and_doubles_nothing()
    {
        const int lamps = 40, times = 100;
        await using (var writing = new Street(Folder).Open(new LampView()))
        {
            for (var lamp = 1; lamp <= lamps; lamp++)
                await writing.Log.Write(lamp, 0, [.. Enumerable.Repeat(new LampLit("dorp"), times)]);
        }

        for (var run = 0; run < 3; run++)
        {
            var view = new LampView(breaksAfter: 1500);
            await using var street = await new Street(Folder).Open(view).Run();
            await Street.Until(() => Task.FromResult(view.Shown > 1500), "a batch that breaks off");
        }

        var rest = new LampView();
        await using var last = await new Street(Folder).Open(rest).Run();
        await last.UpToDate("lamps");
        Assert.Equal(1000, rest.Shown);
        for (var lamp = 1; lamp <= lamps; lamp++)
            Assert.Equal(times, (await last.Lamp(lamp))!.Lit);
    }

    [Fact]
    public async Task Two_runners_over_one_store_fold_each_event_once()
    {
        var view = new LampView();
        await using var street = await new Street(Folder).Open(view).Run(runners: 2);

        for (var n = 0; n < 300; n++)
            await street.Log.Write(1, n, new LampLit("dorp"));
        await street.UpToDate("lamps");

        Assert.Equal(300, (await street.Lamp(1))!.Lit);
        Assert.Equal(300, view.Shown);
    }

    [Fact]
    public async Task A_second_process_on_the_file_refuses_to_start()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        var other = new Street(Folder).Open(new LampView());

        var refused = Assert.Throws<StartRefusedException>(() => other.Of<ICheckpoints>());

        Assert.Contains("street.views.db", refused.Message, StringComparison.Ordinal);
    }
}
