using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

/// <summary>
/// A sociale kaart to begin with: provisions that exist in kind, with invented contact data and fixed ids. Each may be posted to
/// <c>/v1/voorzieningen</c> as it is.
/// </summary>
public static class SampleProvisions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProvisionRequest> All { get; } = Read();

    private static ProvisionRequest[] Read()
    {
        using var stream = typeof(SampleProvisions).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.voorzieningen.json")!;
        return JsonSerializer.Deserialize<ProvisionRequest[]>(stream, Facts.Json)!;
    }
}
