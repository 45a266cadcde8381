using System.Globalization;
using System.Reflection;
using System.Text.Json;
using WarmHandover.Platform.Time;

namespace WarmHandover.Portal;

/// <summary>
/// Every text on the pages, out of <c>Texts/nl</c> and <c>Texts/en</c>:
/// <c>T["werk.titel"]</c>, or with places <c>T["werk.zin", day, name]</c>.
/// Dutch first; the person chooses.
/// </summary>
public sealed class Texts
{
    /// <summary>The cookie that keeps the choice of language.</summary>
    public const string Cookie = "wo-taal";

    /// <summary>The languages there are, the usual one first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["nl", "en"];

    private static readonly Dictionary<string, Dictionary<string, string>> All = Languages.ToDictionary(l => l, Load);

    private readonly Dictionary<string, string> texts;

    /// <summary>The texts in one language.</summary>
    public Texts(string language) => (Language, texts) = (language, All[language]);

    /// <summary>The texts in the language that this person chose.</summary>
    public Texts(IHttpContextAccessor accessor) : this(Chosen(accessor.HttpContext))
    {
    }

    /// <summary>nl or en.</summary>
    public string Language { get; }

    /// <summary>A text; a key that is not there shows itself, and a test finds it first.</summary>
    public string this[string key, params object?[] places] => texts.TryGetValue(key, out var text)
        ? places is [] ? text : string.Format(CultureInfo.InvariantCulture, text, places)
        : $"[{key}]";

    /// <summary>A text as it is said to an adult, or to a young person where there are other words for that.</summary>
    public string To(bool young, string key, params object?[] places) =>
        young && texts.ContainsKey($"{key}.jij") ? this[$"{key}.jij", places] : this[key, places];

    /// <summary>Whether there are words under this key: for what only some fields have.</summary>
    public bool Has(string key) => texts.ContainsKey(key);

    /// <summary>The words for a code of the house; a code that has none here is shown as it is, readable.</summary>
    public string Code(string list, string code) =>
        texts.TryGetValue($"{list}.{code}", out var text) ? text : code.Replace('-', ' ');

    /// <summary>2 februari 2027.</summary>
    public string Date(DateOnly date) => $"{date.Day} {this[$"maand.{date.Month}"]} {date.Year}";

    /// <summary>dinsdag 2 februari.</summary>
    public string Day(DateOnly date) => $"{this[$"dag.{(int)date.DayOfWeek}"]} {date.Day} {this[$"maand.{date.Month}"]}";

    /// <summary>2 februari 2027, 10:05 (Amsterdam).</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = Amsterdam.LocalAt(at);
        return string.Create(CultureInfo.InvariantCulture, $"{Date(DateOnly.FromDateTime(local))}, {local:HH:mm}");
    }

    /// <summary>All keys of a language, for the test that compares them.</summary>
    internal static IReadOnlyDictionary<string, string> Of(string language) => All[language];

    private static string Chosen(HttpContext? http) =>
        http?.Request.Cookies[Cookie] is { } chosen && Languages.Contains(chosen) ? chosen : Languages[0];

    private static Dictionary<string, string> Load(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith($"texts/{language}/", StringComparison.Ordinal));
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                all.Add(key, text);
        }

        return all;
    }
}
