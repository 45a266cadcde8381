using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>
/// A sociale kaart to begin with: provisions that exist in kind, with invented contact data and fixed ids. Each may be posted to
/// <c>/v1/voorzieningen</c> as it is.
/// </summary>
public static class SampleProvisions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProvisionEntry> All { get; } = Read();

    private static ProvisionEntry[] Read()
    {
        using var stream = typeof(SampleProvisions).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.voorzieningen.json")!;
        return JsonSerializer.Deserialize<ProvisionEntry[]>(stream, Facts.Json)!;
    }
}
