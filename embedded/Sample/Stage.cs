using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Time;

namespace WarmHandover.Embedded.Sample;

/// <summary>
/// Fills a running house with the sample region and three sample families. Done again on the same data it changes nothing.
/// </summary>
public static class Stage
{
    /// <summary>Registers who takes part and what there is to refer to; on the house's day, where that is not the real one.</summary>
    public static async Task Set(IRunningHouse house, CancellationToken ct, DateOnly? day = null)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        await Region.Register(Visitor.Sign(house, http, "bea"), ct);
        await Region.ListProvisions(Visitor.Sign(house, http, "petra"), ct);
        var today = day ?? Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        await Region.PublishPaths(Visitor.Sign(house, http, "petra"), today, ct);
        await Families.Open(house, http, ct);
    }
}
