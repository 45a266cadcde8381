using System.Diagnostics.Metrics;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Tests.Reading;

public sealed class LagTests : InAFolder
{
    [Fact]
    public async Task A_view_that_stopped_shows_how_old_the_event_is_that_it_stands_before()
    {
        var clock = new FakeClock();
        var lagging = new LampView("lagging", poison: () => true);
        await using var street = await new Street(Folder, clock).Open(lagging, new LampView("ahead")).Run();
        await street.Log.Write(1, 0, new LampLit("dorp"), new LampBroke());
        await street.UpToDate("ahead");
        clock.Advance(TimeSpan.FromMinutes(5));

        await Street.Until(() => Task.FromResult(Lag("lagging") > 0), "the lag to be seen");

        Assert.Equal(300, Lag("lagging"));
        Assert.Equal(0, Lag("ahead"));
    }

    private static double? Lag(string view)
    {
        double? seconds = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Name == HouseMeters.Name && instrument.Name == "house.projection.lag")
                    to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags.Contains(new("view", view)))
                seconds = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return seconds;
    }
}
