using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Embedded.Sample;

/// <summary>
/// Fills a running house with the sample region and three sample families. Done again on the same data it changes nothing.
/// </summary>
public static class Stage
{
    /// <summary>Registers who takes part and what there is to refer to.</summary>
    public static async Task Set(IRunningHouse house, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        await Region.Register(Visitor.Sign(house, http, "bea"), ct);
        await Region.ListProvisions(Visitor.Sign(house, http, "petra"), ct);
        await Region.PublishPaths(Visitor.Sign(house, http, "petra"), ct);
        await Families.Open(house, http, ct);
    }
}
