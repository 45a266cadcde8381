using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Paths;

namespace WarmHandover.Referrals;

/// <summary>
/// Care paths to begin with, over the sample sociale kaart. Each may be posted to <c>/v1/zorgpaden</c> with a day to look at it again; a
/// region writes its own.
/// </summary>
public static class SamplePaths
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CarePathRequest> All { get; } = Read();

    private static CarePathRequest[] Read()
    {
        using var stream = typeof(SamplePaths).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.zorgpaden.json")!;
        return JsonSerializer.Deserialize<CarePathRequest[]>(stream, Facts.Json)!;
    }
}
