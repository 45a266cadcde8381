using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

public sealed class RebuildTests : InAFolder
{
    [Fact]
    public async Task A_rebuild_gives_the_same_bytes_while_readers_read()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();
        for (var lamp = 1; lamp <= 50; lamp++)
        {
            var lit = Enumerable.Repeat(new LampLit($"wijk-{lamp % 4}", Cast.Monday.AddDays(lamp)), 59);
            await street.Log.Write(lamp, 0, [.. lit, lamp % 5 == 0 ? new LampBroke() : new LampSeenTo()]);
        }

        await street.UpToDate("lamps");
        var before = street.Bytes("lamps");
        using var rebuilt = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var reads = 0;
            while (!rebuilt.IsCancellationRequested)
            {
                Assert.Equal(59, (await street.Lamp(1))!.Lit);
                reads++;
            }

            return reads;
        });

        var steps = new Steps();
        await street.Of<IViewRebuild>().Rebuild(view: null, steps, CancellationToken.None);
        await rebuilt.CancelAsync();

        Assert.True(await reading > 0);
        Assert.Equal(40, before.Count);
        Assert.Equal(before, street.Bytes("lamps"));
        Assert.Equal(3000, steps.Said[^1].Folded);
        Assert.True(steps.Said.Count > 2);
    }

    [Fact]
    public async Task What_is_written_during_a_rebuild_is_shown_by_it()
    {
        await using var street = await new Street(Folder).Open(new LampView(), new LampView("others")).Run();
        for (var n = 0; n < 1500; n++)
            await street.Log.Write(1, n, new LampLit("dorp"));

        var rebuild = street.Of<IViewRebuild>().Rebuild("lamps", progress: null, CancellationToken.None);
        for (var n = 1500; n < 1700; n++)
        {
            var appended = await street.Log.Write(1, n, new LampLit("dorp"));
            await street.Views.Fresh("lamps", appended.Position, CancellationToken.None);
            Assert.Equal(n + 1, (await street.Lamp(1))!.Lit);
        }

        await rebuild;
        await street.UpToDate("others");
        Assert.Equal(street.Bytes("others"), street.Bytes("lamps"));
    }

    [Fact]
    public async Task A_raised_shape_rebuilds_at_start_and_the_old_rows_are_readable_until_then()
    {
        await using (var before = await new Street(Folder).Open(new LampView()).Run())
        {
            await before.Log.Write(1, 0, new LampLit("dorp"), new LampBroke(), new LampLit("kade"));
            await before.UpToDate("lamps");
        }

        var sick = true;
        await using var street = await new Street(Folder).Open(new LampView(shape: 2, poison: () => Volatile.Read(ref sick))).Run();
        await street.Log.Write(2, 0, new LampLit("dorp"));
        Assert.Equal("kade", (await street.Lamp(1))!.Street);
        await Assert.ThrowsAsync<ViewBehindException>(
            () => street.Views.Fresh("lamps", new(4), CancellationToken.None, TimeSpan.FromMilliseconds(100)));

        Volatile.Write(ref sick, false);
        await street.UpToDate("lamps");
        Assert.Equal("kade", (await street.Lamp(1))!.Street);
        Assert.NotNull(await street.Lamp(2));
    }

    [Fact]
    public async Task A_rebuild_that_stops_on_an_event_says_where_and_leaves_the_readers_their_rows()
    {
        var sick = false;
        await using var street = await new Street(Folder).Open(new LampView(poison: () => Volatile.Read(ref sick))).Run();
        await street.Log.Write(1, 0, new LampLit("dorp"), new LampBroke(), new LampLit("kade"));
        await street.UpToDate("lamps");

        Volatile.Write(ref sick, true);
        var stopped = await Assert.ThrowsAsync<ViewStoppedException>(
            () => street.Of<IViewRebuild>().Rebuild("lamps", progress: null, CancellationToken.None));

        Assert.Equal(("lamps", "lamp-broke.v1"), (stopped.View, stopped.Type));
        Assert.DoesNotContain("A broken lamp", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("kade", (await street.Lamp(1))!.Street);
    }

    [Fact]
    public async Task A_view_that_does_not_exist_is_refused()
    {
        await using var street = await new Street(Folder).Open(new LampView()).Run();

        await Assert.ThrowsAsync<ArgumentException>(
            () => street.Of<IViewRebuild>().Rebuild("lantern", progress: null, CancellationToken.None));
    }

    private sealed class Steps : IProgress<RebuildStep>
    {
        public List<RebuildStep> Said { get; } = [];

        public void Report(RebuildStep value) => Said.Add(value);
    }
}
