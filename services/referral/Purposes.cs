using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>
/// The purposes for which consent is asked, with the kinds of data that each may carry. The list is consent's own file, read here as
/// well, so that a referral cannot be drafted for a purpose that nobody can agree to.
/// </summary>
public static class Purposes
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> List = Read();

    /// <summary>Every purpose.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. List.Keys];

    /// <summary>Every kind of data that any purpose carries.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. List.Values.SelectMany(c => c).Distinct()];

    /// <summary>Whether a purpose may carry a kind of data.</summary>
    public static bool Carries(string purpose, string category) => List.TryGetValue(purpose, out var kinds) && kinds.Contains(category);

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        using var stream = typeof(Purposes).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.purposes.json")!;
        return JsonSerializer.Deserialize<Book>(stream, Facts.Json)!.Purposes.ToDictionary(p => p.Code, p => p.Categories);
    }

    private sealed record Book(IReadOnlyList<Purpose> Purposes);

    private sealed record Purpose(string Code, IReadOnlyList<string> Categories);
}
