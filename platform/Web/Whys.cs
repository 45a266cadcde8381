using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Why something was refused: the rule in plain Dutch, the law or agreement it rests on, what can be done now, and the facts of this one
/// time, as far as whoever asks may know them.
/// </summary>
public sealed record Why(string Rule, string? Law, string? Next)
{
    /// <summary>What was the case when it was refused, by name.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}

/// <summary>The answers to 'why', by the code of a refusal: data, in <c>Web/whys.json</c>.</summary>
public static class Whys
{
    /// <summary>The member of a problem in which it stands.</summary>
    public const string Member = "why";

    /// <summary>All codes that have a rule of their own.</summary>
    public static readonly FrozenDictionary<string, Why> Known = Read();

    /// <summary>The answer for a code; the sentence of the refusal is its rule where nothing more is known.</summary>
    public static Why Of(string code, string sentence, IReadOnlyDictionary<string, string>? facts = null) =>
        Known.GetValueOrDefault(code, new(sentence, null, null)) with { Facts = facts ?? new Dictionary<string, string>() };

    private static FrozenDictionary<string, Why> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("WarmHandover.Platform.Web.whys.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Why>>(stream, Facts.Json)!.ToFrozenDictionary();
    }
}
