using System.Collections.Frozen;
using System.Globalization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Policies;

/// <summary>
/// One kind of policy: the settings that the law leaves open, what the release brings for each, and the floor under it. What is not a
/// setting cannot be changed: that is the law's, or the release's.
/// </summary>
public sealed class PolicyKind
{
    private static readonly Guid Source = Guid.Parse("7a3c1f52-9d40-8e1b-a6f4-2c5d80b7e913");
    private readonly FrozenDictionary<string, Setting> byCode;

    /// <summary>A kind with its settings.</summary>
    public PolicyKind(string code, IReadOnlyList<Setting> settings)
    {
        (Code, Settings) = (code, settings);
        byCode = settings.ToFrozenDictionary(s => s.Code);
    }

    /// <summary>Its code.</summary>
    public string Code { get; }

    /// <summary>Its settings, in the order in which people read them.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The id of its stream.</summary>
    public Guid Id => DerivedIds.Of(Source, Code);

    /// <summary>
    /// The settings of a group that nobody lists beforehand, such as a municipality; none when it cannot be a group. Null: every group is
    /// listed. Then each group also goes its own way: a change is about one, and does not wait for a change of another.
    /// </summary>
    public Func<string, IReadOnlyList<Setting>>? Grown { get; init; }

    /// <summary>What somebody reads who names a group that cannot be.</summary>
    public string NoGroup { get; init; } = "Dit bestaat hier niet.";

    /// <summary>A setting; null when this kind has it not.</summary>
    public Setting? Find(string code) => byCode.GetValueOrDefault(code) ?? Group(GroupOf(code)).FirstOrDefault(s => s.Code == code);

    /// <summary>The settings of a group; none when this kind has it not.</summary>
    public IReadOnlyList<Setting> Group(string group) =>
        Settings.Where(s => s.Group == group).ToArray() is { Length: > 0 } listed ? listed : Grown?.Invoke(group) ?? [];

    /// <summary>The group that the code of a setting names.</summary>
    public static string GroupOf(string code) => code.LastIndexOf('.') is > 0 and var at ? code[..at] : "";
}

/// <summary>How the values of a setting look.</summary>
public enum SettingShape
{
    /// <summary>One number.</summary>
    Number,

    /// <summary>Rising numbers, perhaps none.</summary>
    Numbers,

    /// <summary>One code out of a list.</summary>
    Choice,

    /// <summary>Codes out of a list, perhaps none.</summary>
    Codes,

    /// <summary>One line of words.</summary>
    Text,
}

/// <summary>
/// Something that an organisation may choose: in which group it stands (with a Dutch name), what it is there, how its values look, what the
/// release brings, and where the law draws a line.
/// </summary>
public sealed record Setting(string Group, string GroupName, string Field, SettingShape Shape, IReadOnlyList<string> Standard)
{
    /// <summary>How it is named in facts and requests.</summary>
    public string Code => $"{Group}.{Field}";

    /// <summary>The smallest number that makes sense.</summary>
    public int Least { get; init; } = 1;

    /// <summary>The largest number that makes sense.</summary>
    public int Most { get; init; } = 1;

    /// <summary>How many numbers at most.</summary>
    public int MostNumbers { get; init; } = 5;

    /// <summary>The codes to choose from.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What the law, or the design of this house, never lets go of.</summary>
    public IReadOnlyList<Floor> Floors { get; init; } = [];

    /// <summary>What is wrong with the shape of values, in one Dutch sentence; null when nothing is.</summary>
    public string? Wrong(IReadOnlyList<string> values) => Shape switch
    {
        SettingShape.Number when values is not [var one] || !Fits(one) => $"Vul een heel getal in van {Least} tot en met {Most}.",
        SettingShape.Numbers when values.Count > MostNumbers || !values.All(Fits) || !Rises(values) =>
            $"Vul hoogstens {MostNumbers} oplopende hele getallen in van {Least} tot en met {Most}.",
        SettingShape.Choice when values is not [var one] || !Options.Contains(one) => $"Kies een van: {string.Join(", ", Options)}.",
        SettingShape.Codes when values.Distinct().Count() != values.Count || !values.All(Options.Contains) =>
            $"Kies uit: {string.Join(", ", Options)}.",
        SettingShape.Text when values is not [var one] || one.Length > Most || !IsLine(one) =>
            $"Vul een regel in van hoogstens {Most} tekens.",
        _ => null,
    };

    /// <summary>The floors that values would go under.</summary>
    public IEnumerable<Floor> Under(IReadOnlyList<string> values) => Floors.Where(f => !f.Holds(values));

    /// <summary>Whether two lists of values come to the same; the order of codes says nothing.</summary>
    public bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        Shape is SettingShape.Codes ? one.ToHashSet().SetEquals(other) : one.SequenceEqual(other);

    /// <summary>A number as text.</summary>
    public static IReadOnlyList<string> Of(params IEnumerable<int> numbers) =>
        [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))];

    private static bool IsLine(string value) => value.Length > 0 && value == value.Trim() && !value.Any(c =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);

    private bool Fits(string value) => Read(value) is { } number && number >= Least && number <= Most;

    private static bool Rises(IReadOnlyList<string> values) => values.Zip(values.Skip(1)).All(pair => Read(pair.First) < Read(pair.Second));

    // As it is written on a page and nowhere else: no sign, no zero in front, no spaces.
    private static int? Read(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Of(number)[0] == value ? number : null;
}

/// <summary>A line that policy never goes under: which article draws it, in one plain Dutch sentence.</summary>
public sealed record Floor(string Article, string Sentence, Func<IReadOnlyList<string>, bool> Holds)
{
    /// <summary>A number that may be smaller, never larger.</summary>
    public static Floor AtMost(int most, string article, string sentence) =>
        new(article, sentence, values => values.All(v => int.Parse(v, CultureInfo.InvariantCulture) <= most));

    /// <summary>A number that may be larger, never smaller.</summary>
    public static Floor AtLeast(int least, string article, string sentence) =>
        new(article, sentence, values => values.All(v => int.Parse(v, CultureInfo.InvariantCulture) >= least));

    /// <summary>Codes that may be fewer, never others.</summary>
    public static Floor Within(IReadOnlyCollection<string> known, string article, string sentence) =>
        new(article, sentence, values => values.All(known.Contains));

    /// <summary>Codes of which none may be missing.</summary>
    public static Floor Keeps(IReadOnlyCollection<string> needed, string article, string sentence) =>
        new(article, sentence, values => needed.All(values.Contains));

    /// <summary>Never nothing at all.</summary>
    public static Floor Some(string article, string sentence) => new(article, sentence, values => values.Count > 0);
}
