using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>
/// The words of help after acceptance, in which municipalities count: contacts, end results (Gemeentelijk Gegevensmodel) and stages of debt
/// help. Data, versioned, in <c>Data/help.json</c>.
/// </summary>
public sealed record HelpCodes(
    int Version, IReadOnlyList<string> ContactKinds, IReadOnlyList<string> Dayparts, IReadOnlyList<string> DebtStages,
    IReadOnlyList<HelpCodes.Result> Results, IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes)
{
    /// <summary>The lists in force.</summary>
    public static HelpCodes List { get; } = Read();

    /// <summary>Whether an end result belongs with an outcome.</summary>
    public bool Belongs(string outcome, string result) => Outcomes.TryGetValue(outcome, out var results) && results.Contains(result);

    private static HelpCodes Read()
    {
        using var stream = typeof(HelpCodes).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.help.json")!;
        return JsonSerializer.Deserialize<HelpCodes>(stream, Facts.Json)!;
    }

    /// <summary>An end result, and what it is called in the Gemeentelijk Gegevensmodel.</summary>
    public sealed record Result(string Code, string Ggm);
}
