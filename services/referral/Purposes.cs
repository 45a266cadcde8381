using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>
/// The purposes for which consent is asked, with the kinds of data that each may carry. The list is consent's own file, read here as
/// well, so that a referral cannot be drafted for a purpose that nobody can agree to; so is its list of kinds of data.
/// </summary>
public static class Purposes
{
    private static readonly Dictionary<string, IReadOnlyList<string>> List =
        Read<Book>("purposes").Purposes.ToDictionary(p => p.Code, p => p.Categories);

    /// <summary>Every purpose.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. List.Keys];

    /// <summary>Every kind of data that any purpose carries.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. List.Values.SelectMany(c => c).Distinct()];

    /// <summary>The kinds of data that the law protects more (GDPR 9 and 10): health, and what says something about it.</summary>
    public static IReadOnlySet<string> Special { get; } =
        Read<Kinds>("categories").Categories.Where(c => c.Special).Select(c => c.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a purpose may carry a kind of data.</summary>
    public static bool Carries(string purpose, string category) => List.TryGetValue(purpose, out var kinds) && kinds.Contains(category);

    private static TList Read<TList>(string name)
    {
        using var stream = typeof(Purposes).Assembly.GetManifestResourceStream($"WarmHandover.Referrals.Data.{name}.json")!;
        return JsonSerializer.Deserialize<TList>(stream, Facts.Json)!;
    }

    private sealed record Book(IReadOnlyList<Purpose> Purposes);

    private sealed record Purpose(string Code, IReadOnlyList<string> Categories);

    private sealed record Kinds(IReadOnlyList<Kind> Categories);

    private sealed record Kind(string Code, bool Special);
}
