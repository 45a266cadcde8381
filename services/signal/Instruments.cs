using System.Text.Json;

namespace WarmHandover.Signals;

/// <summary>
/// The instruments that ship with the house: a conversation guide, lists, screens and scores, as data. Every version that was ever released
/// stays, so that old answers keep their meaning. No licensed text is among them.
/// </summary>
public static class Instruments
{
    private const string Folder = "WarmHandover.Signals.Data.instruments.";

    /// <summary>All versions of all instruments.</summary>
    public static readonly IReadOnlyList<Instrument> All =
    [
        .. typeof(Instruments).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Whether an instrument is one of ours, in any version.</summary>
    public static bool Knows(string? code) => All.Any(i => i.Code == code);

    /// <summary>One version of an instrument; null when there is none.</summary>
    public static Instrument? Find(string? code, int? version) => All.FirstOrDefault(i => i.Code == code && i.Version == version);

    private static Instrument Read(string name)
    {
        using var file = typeof(Instruments).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Instrument>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>One version of an instrument. Kinds: <c>guide signal-list checklist money-screen scores own</c>.</summary>
public sealed record Instrument(
    string Code, int Version, string Label, string Kind, string Intro, IReadOnlyList<InstrumentQuestion> Questions)
{
    /// <summary>What is wrong with a set of answers, per question; empty when nothing is. Skipping a question is always allowed.</summary>
    public IEnumerable<(string Question, string Wrong)> Wrong(IReadOnlyDictionary<string, string> answers) =>
        answers.Select(a => (a.Key, Questions.FirstOrDefault(q => q.Code == a.Key)?.Wrong(a.Value) ?? Unknown(a.Key)))
            .Where(a => a.Item2 is not null)
            .Select(a => (a.Key, a.Item2!));

    /// <summary>The signals to which answers point. They inform a person; nothing is recorded by them (req 28).</summary>
    public IEnumerable<PointedOut> PointTo(IReadOnlyDictionary<string, string> answers) =>
        from question in Questions
        where answers.ContainsKey(question.Code)
        from point in question.Points
        where point.When == answers[question.Code]
        select new PointedOut(question.Code, point.Kind, question.Domain);

    private string? Unknown(string question) =>
        Questions.Any(q => q.Code == question) ? null : "Deze vraag hoort niet bij deze versie van het instrument.";
}

/// <summary>
/// A question: what is asked, why (for the family, in plain words), how it is answered, which answers point to which kind of signal. Types:
/// <c>yes-no choice score text</c>.
/// </summary>
public sealed record InstrumentQuestion(
    string Code, string Text, string Why, string Type, string Domain, IReadOnlyList<SignalPoint> Points,
    IReadOnlyList<string>? Options = null, int Lowest = 0, int Highest = 0)
{
    private const int LongestText = 2000;
    private static readonly string[] YesNo = ["ja", "nee", "weet-niet"];

    /// <summary>The answers that can be chosen; none for a score or words.</summary>
    public IReadOnlyList<string> Choices => Type switch
    {
        "yes-no" => YesNo,
        "choice" => Options ?? [],
        "score" => [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(n => n.ToString(provider: null))],
        _ => [],
    };

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public string? Wrong(string answer) => Type switch
    {
        "text" => answer.Length is > 0 and <= LongestText && !answer.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t')
            ? null
            : $"Gebruik 1 tot {LongestText} gewone tekens.",
        _ => Choices.Contains(answer) ? null : $"Kies een van: {string.Join(", ", Choices)}.",
    };
}

/// <summary>An answer that points to a kind of signal.</summary>
public sealed record SignalPoint(string When, string Kind);

/// <summary>What an answer pointed to.</summary>
public sealed record PointedOut(string Question, string Kind, string Domain);
