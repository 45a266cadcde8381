using WarmHandover.Platform.Policies;

namespace WarmHandover.Consents;

/// <summary>
/// What may be chosen about sharing without consent: fewer recipients, fewer kinds of data or only with a motivation of their own, a
/// shorter time. Never more, and never nothing: a right or duty to report stays.
/// </summary>
public static class GroundPolicy
{
    private const string Emergency = "noodtoegang";
    private const string Second = "tweede-persoon";

    /// <summary>The kind of policy.</summary>
    public static readonly PolicyKind Kind = new("gronden", [.. Lists.Grounds.Grounds.SelectMany(Of), .. OfEmergencies(), Review()]);

    /// <summary>The matrix inside the borders of a policy.</summary>
    public static GroundMatrix Matrix(Policy policy) => policy.Version == 0 ? Lists.Grounds : Lists.Grounds with
    {
        Grounds = [.. Lists.Grounds.Grounds.Select(g => g with
        {
            Ends = EndsOf(g, policy),
            Recipients = policy[$"{g.Code}.ontvangers"],
            Categories = policy[$"{g.Code}.soorten"],
            IfNecessary = policy[$"{g.Code}.met-motivering"],
            LongestDays = g.NeedsOrder ? g.LongestDays : policy.Number($"{g.Code}.dagen"),
        })],
        EmergencyMinutes = Math.Min(policy.Number($"{Emergency}.minuten"), policy.Number($"{Emergency}.langste-minuten")),
        EmergencyLongestMinutes = policy.Number($"{Emergency}.langste-minuten"),
        ReviewWorkingDays = policy.Number($"{Second}.nakijken-binnen"),
    };

    private static string EndsOf(GroundRule ground, Policy policy)
    {
        var ends = ground.Ends.Replace(
            $"{Lists.Grounds.ReviewWorkingDays} werkdagen", $"{policy.Number($"{Second}.nakijken-binnen")} werkdagen",
            StringComparison.Ordinal);
        return ground.NeedsOrder
            ? ends
            : ends.Replace($"{ground.LongestDays} dagen", $"{policy.Number($"{ground.Code}.dagen")} dagen", StringComparison.Ordinal);
    }

    private static IEnumerable<Setting> Of(GroundRule ground)
    {
        var (article, known) = (Article(ground), ground.Categories.Concat(ground.IfNecessary).ToHashSet());
        if (!ground.NeedsOrder)
        {
            yield return Number(
                ground.Code, ground.Name, "dagen", ground.LongestDays, 366, article,
                $"Deze grond geldt in dit systeem hoogstens {ground.LongestDays} dagen: korter mag.");
        }

        yield return Codes(
            ground, "ontvangers", ground.Recipients, OrganisationKinds.All,
            Floor.Within(ground.Recipients.ToHashSet(), article, $"Op deze grond gaat niets naar anderen dan: {Many(ground.Recipients)}."),
            Floor.Some(article, "Deze grond blijft bestaan: kies minstens een ontvanger."));
        yield return Codes(
            ground, "soorten", ground.Categories, [.. Lists.Categories.Categories.Select(c => c.Code)],
            Floor.Within(ground.Categories.ToHashSet(), article, "Op deze grond gaan niet meer soorten gegevens mee dan nu."),
            Floor.Some(article, "Deze grond blijft bestaan: kies minstens een soort gegevens."));
        yield return Codes(
            ground, "met-motivering", ground.IfNecessary, [.. Lists.Categories.Categories.Select(c => c.Code)],
            Floor.Within(known, article, "Ook met een motivering gaan niet meer soorten gegevens mee dan nu."));
    }

    private static IEnumerable<Setting> OfEmergencies()
    {
        const string article = "AVG artikel 6 lid 1 onder d en 9 lid 2 onder c";
        var (name, longest) = (Lists.Grounds.Emergency.Name, Lists.Grounds.EmergencyLongestMinutes);
        return
        [
            Number(
                Emergency, name, "minuten", Lists.Grounds.EmergencyMinutes, 240, article,
                $"In dit systeem hoogstens {longest} minuten.", longest),
            Number(Emergency, name, "langste-minuten", longest, 240, article, $"In dit systeem hoogstens {longest} minuten."),
        ];
    }

    private static Setting Review() => Number(
        Second, "Tweede persoon bij een conflict van plichten", "nakijken-binnen", Lists.Grounds.ReviewWorkingDays, 20, "KNMG-richtlijn",
        $"Achteraf nakijken gebeurt in dit systeem binnen {Lists.Grounds.ReviewWorkingDays} werkdagen: eerder mag.");

    private static Setting Number(
        string group, string name, string field, int standard, int most, string article, string sentence, int? atMost = null) =>
        new(group, name, field, SettingShape.Number, Setting.Of(standard))
        {
            Most = most,
            Floors = [Floor.AtMost(atMost ?? standard, article, sentence)],
        };

    private static Setting Codes(
        GroundRule ground, string field, IReadOnlyList<string> standard, IReadOnlyList<string> options, params Floor[] floors) =>
        new(ground.Code, ground.Name, field, SettingShape.Codes, standard) { Options = options, Floors = floors };

    // The sources of the table, as people cite them; numbers such as C44 are our own.
    private static string Article(GroundRule ground) => string.Join("; ", ground.Sources.Where(s => !IsOwn(s)).Select(s => s switch
    {
        "meldcode" => "Besluit verplichte meldcode",
        "bgs" => "Besluit gemeentelijke schuldhulpverlening",
        "knmg" => "KNMG-richtlijn",
        _ when s.StartsWith("bw", StringComparison.Ordinal) => $"BW artikel {s[2..].Replace('-', ':')}",
        _ when s.IndexOf('-', StringComparison.Ordinal) is > 0 and var at =>
            $"{char.ToUpperInvariant(s[0])}{s[1..at]} artikel {s[(at + 1)..]}",
        _ => s,
    }));

    private static bool IsOwn(string source) => source[0] is 'C' or 'O' && char.IsAsciiDigit(source[1]);

    private static string Many(IEnumerable<string> codes) => string.Join(", ", codes);
}
