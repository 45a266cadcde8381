using System.Text.RegularExpressions;
using WarmHandover.Platform.Policies;

namespace WarmHandover.Referrals;

/// <summary>
/// What a municipality may choose about the law's own terms: situations that it also treats as threatening, and fewer weeks for a
/// decision. What one person of the office chose before two were asked for stands in the book of terms, and is where a change begins.
/// </summary>
public static partial class MunicipalPolicy
{
    /// <summary>The kind of the added threats.</summary>
    public const string Threats = "dreigingen";

    /// <summary>The kind of the decision terms.</summary>
    public const string Decisions = "besluittermijnen";

    private const string Name = "naam";
    private const string Weeks = "weken";
    private const int LongestTyped = 52;

    /// <summary>
    /// The added threats: a group is one situation of one municipality (<c>GM0150-beslag-op-inboedel</c>). There is no word for taking one
    /// away.
    /// </summary>
    public static PolicyKind OfThreats(TermBook book) => new(
        Threats, [.. book.Chosen.OrderBy(m => m.Key).SelectMany(m => m.Value.Threats.Select(t => Threat(m.Key, t.Code, [t.Name])))])
    {
        Grown = group => Situation().Match(group) is { Success: true, Groups: var parts }
            && TermRules.Standard.Threats("").All(t => t.Code != parts[2].Value)
                ? [Threat(parts[1].Value, parts[2].Value, [])]
                : [],
        NoGroup = "Vul de code van een gemeente in, zoals GM0150, en een eigen code voor de situatie. Wat de wet al noemt, staat vast.",
    };

    /// <summary>The decision terms: a group is a municipality.</summary>
    public static PolicyKind OfDecisions(TermBook book) => new(
        Decisions,
        [.. book.Chosen.Where(m => m.Value.DecisionWeeks is not null).OrderBy(m => m.Key)
            .Select(m => Decision(m.Key, m.Value.DecisionWeeks!.Value))])
    {
        Grown = group => Municipality().IsMatch(group) ? [Decision(group, TermRules.MostDecisionWeeks)] : [],
        NoGroup = "Vul de code van een gemeente in, zoals GM0150.",
    };

    /// <summary>What municipalities chose, as it holds under these policies on top of the book.</summary>
    public static IReadOnlyDictionary<string, MunicipalRules> Chosen(Policy threats, Policy decisions)
    {
        var situations = Known(threats).Select(s => (Parts: Situation().Match(s.Group).Groups, Name: threats[s.Code]))
            .Where(s => s.Name is [_]).ToLookup(s => s.Parts[1].Value, s => new Threat(s.Parts[2].Value, s.Name[0]));
        var weeks = Known(decisions).ToDictionary(s => s.Group, s => decisions.Number(s.Code));
        return situations.Select(s => s.Key).Union(weeks.Keys).ToDictionary(
            area => area,
            area => new MunicipalRules([.. situations[area]], weeks.TryGetValue(area, out var chosen) ? chosen : null));
    }

    private static IEnumerable<Setting> Known(Policy policy) => policy.Kind.Settings
        .Concat(policy.Values.Keys.Order(StringComparer.Ordinal).Select(code => policy.Kind.Find(code)!)).DistinctBy(s => s.Code);

    private static Setting Threat(string area, string code, IReadOnlyList<string> name) =>
        new($"{area}-{code}", $"Gemeente {area}: {code}", Name, SettingShape.Text, name) { Most = 200 };

    private static Setting Decision(string area, int weeks) =>
        new(area, $"Gemeente {area}", Weeks, SettingShape.Number, Setting.Of(weeks))
        {
            Most = LongestTyped,
            Floors =
            [
                Floor.AtMost(
                    TermRules.MostDecisionWeeks, "Wgs artikel 4a",
                    $"Een gemeente besluit binnen {TermRules.MostDecisionWeeks} weken: korter mag, langer niet."),
            ],
        };

    [GeneratedRegex(@"^(GM[0-9]{4})-([a-z0-9](?:-?[a-z0-9]){0,39})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Situation();

    [GeneratedRegex(@"^GM[0-9]{4}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Municipality();
}
