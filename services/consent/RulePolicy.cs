using WarmHandover.Platform.Policies;

namespace WarmHandover.Consents;

/// <summary>
/// What may be chosen about who signs: the strictest reading instead of the rule set that belongs to an organisation and purpose, and a
/// shorter time. Who must sign by law, and from which age, is no choice.
/// </summary>
public static class RulePolicy
{
    private const string Signs = "Jeugdwet artikel 7.3.4, 7.3.5 en 7.3.15; BW artikel 7:447, 7:450 en 7:465; UAVG artikel 5";
    private const string Strictest = "unie";
    private const string Otherwise = "anders";

    /// <summary>The kind of policy.</summary>
    public static readonly PolicyKind Kind = new("regelsets", [.. Pairs().Select(Choice), .. Lists.Purposes.Purposes.SelectMany(Times)]);

    /// <summary>The rules with the choices of a policy before those of the release.</summary>
    public static RuleBook Rules(Policy policy) => policy.Version == 0 ? Lists.Rules : Lists.Rules with
    {
        Choices =
        [
            .. from pair in Pairs()
               where pair.Kind != Otherwise && policy.Values.ContainsKey(CodeOf(pair))
               select new RuleChoice([pair.Kind], [pair.Purpose], policy.One(CodeOf(pair)), pair.Sources),
            .. Lists.Rules.Choices,
        ],
    };

    /// <summary>How long a yes holds, with the choices of a policy.</summary>
    public static ValidityList Validity(Policy policy) => policy.Version == 0 ? Lists.Validity : Lists.Validity with
    {
        Purposes = [.. Lists.Purposes.Purposes.Select(p => new PurposeValidity(
            p.Code, Math.Min(policy.Number($"duur-{p.Code}.maanden"), policy.Number($"duur-{p.Code}.langste-maanden")),
            policy.Number($"duur-{p.Code}.langste-maanden")))],
    };

    private static IEnumerable<Pair> Pairs() =>
        (from choice in Lists.Rules.Choices
         from kind in choice.Kinds
         from purpose in choice.Purposes
         select new Pair(kind, purpose, choice.RuleSet, choice.Sources))
        .Append(new(Otherwise, "", Strictest, []));

    private static string GroupOf(Pair pair) => pair.Kind == Otherwise ? Otherwise : $"{pair.Kind}-{pair.Purpose}";

    private static string CodeOf(Pair pair) => $"{GroupOf(pair)}.regelset";

    // The law that applies is a fact, and the union asks everybody whom any of the laws asks: nothing between is stricter for sure.
    private static Setting Choice(Pair pair) => new(
        GroupOf(pair),
        pair.Kind == Otherwise ? "In elk ander geval" : $"{pair.Kind} vraagt voor {Lists.Purposes.Find(pair.Purpose)!.Name}",
        "regelset", SettingShape.Choice, [pair.RuleSet])
    {
        Options = [.. Lists.Rules.RuleSets.Select(r => r.Code).Distinct()],
        Floors =
        [
            Floor.Within(
                new HashSet<string> { pair.RuleSet, Strictest }, Signs,
                pair.RuleSet == Strictest
                    ? "Wie hier tekent, staat vast: de strengste lezing (unie)."
                    : $"Wie hier tekent, staat vast: {pair.RuleSet}, of de strengste lezing (unie)."),
        ],
    };

    private static IEnumerable<Setting> Times(Purpose purpose)
    {
        var own = Lists.Validity.Purposes.FirstOrDefault(p => p.Purpose == purpose.Code);
        var (months, longest) = (own?.Months ?? Lists.Validity.Months, own?.LongestMonths ?? Lists.Validity.LongestMonths);
        return [Time("maanden", months, longest), Time("langste-maanden", longest, longest)];

        Setting Time(string field, int standard, int most) =>
            new($"duur-{purpose.Code}", $"Hoe lang een ja geldt: {purpose.Name}", field, SettingShape.Number, Setting.Of(standard))
            {
                Most = 24,
                Floors =
                [
                    Floor.AtMost(
                        most, "AVG artikel 5 lid 1 onder b en e",
                        $"Een ja voor dit doel geldt in dit systeem hoogstens {most} maanden: korter mag."),
                ],
            };
    }

    private sealed record Pair(string Kind, string Purpose, string RuleSet, IReadOnlyList<string> Sources);
}
