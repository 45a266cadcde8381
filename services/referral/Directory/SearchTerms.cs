using System.Text;
using System.Text.RegularExpressions;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// The terms under which a provision is found, and the questions that ask for them. The same rules make both. Domains, areas and languages
/// are terms with a prefix; the words are stems.
/// </summary>
public static partial class SearchTerms
{
    /// <summary>The mark of a provision of which somebody says that it is not right.</summary>
    public const string Doubted = "x:klopt-niet";

    /// <summary>The mark of a provision that an organisation says is its own.</summary>
    public const string Claimed = "x:aanspraak";

    private const string Everything = "x:kaart";
    private const string Everywhere = "x:land";

    // Spoken everywhere: what names no language, or another one, is in Dutch as well.
    private static readonly HashSet<string> Dutch = new(StringComparer.OrdinalIgnoreCase) { "nl", "nld", "dut", "nederlands" };

    // Too common to tell one provision from another; a question of only these is a question without words.
    private static readonly HashSet<string> Empty =
    [
        "aan", "al", "als", "bij", "dat", "de", "der", "des", "deze", "die", "dit", "door", "een", "en", "er", "geen", "het", "hij", "hoe",
        "ik", "in", "is", "je", "kan", "maar", "me", "met", "mijn", "naar", "niet", "of", "om", "onze", "ook", "op", "te", "tot", "u",
        "uit",
        "uw", "van", "voor", "wat", "we", "wie", "wij", "ze", "zich", "zij", "zijn", "zo",
    ];

    /// <summary>The terms of a provision: its names are sharp.</summary>
    public static RowTerms Of(ProvisionRow row)
    {
        var entry = row.Entry;
        string?[] names = [entry.Name, entry.AlternateName, row.Organization];
        IEnumerable<string?> words =
        [
            entry.Description, entry.EligibilityDescription, entry.ApplicationProcess, entry.FeesDescription, entry.Alert,
            entry.InterpretationServices, .. entry.Domains.Select(d => HsdsTerms.DomainNames.GetValueOrDefault(d)),
            .. (entry.ServiceAreas ?? []).Select(a => a.Name), .. (entry.Languages ?? []).Select(l => l.Name),
            .. (entry.Attributes ?? []).Select(a => a.TaxonomyTerm?.Name),
        ];
        string[] marks = [.. row.Doubts.Count > 0 ? [Doubted] : Array.Empty<string>(), .. row.Claim is null ? [] : new[] { Claimed }];
        return new(Both(names), [.. Both(words), .. Filters(entry), .. marks]);
    }

    /// <summary>What it is for, where, and in which languages.</summary>
    public static IReadOnlyList<string> Filters(ServiceEntry entry) =>
    [
        Everything,
        .. entry.Domains.Select(d => $"d:{d}"),
        .. (entry.Languages ?? []).SelectMany(LanguageTerms).Distinct(),
        .. AreaTerms(entry),
    ];

    /// <summary>The question that somebody asks; null words, domain, area and language ask for everything.</summary>
    public static TermQuery Asked(string? words, string? domain, string? area, string? language, int limit, int skip)
    {
        List<IReadOnlyList<string>> groups = [[Everything]];
        if (domain is not null)
            groups.Add([$"d:{domain}"]);
        if (language is not null && !Dutch.Contains(language))
            groups.Add([$"l:{language.ToLowerInvariant()}"]);
        if (area is not null)
            groups.Add([Everywhere, $"u:{area}", .. AndAbove(area).Select(a => $"s:{a}")]);
        return new(groups, Stems([words]), limit, skip);
    }

    /// <summary>The stems of texts, each once.</summary>
    public static string[] Stems(IEnumerable<string?> texts) => [.. Telling(texts).Select(DutchStem.Of).Distinct()];

    // Beside the stem the word itself: by the rules fiets becomes fiet and fietsen fiets, and either must find the other.
    private static string[] Both(IEnumerable<string?> texts) =>
        [.. Telling(texts).SelectMany(word => new[] { DutchStem.Of(word), word }).Distinct()];

    private static IEnumerable<string> Telling(IEnumerable<string?> texts) =>
        texts.OfType<string>().SelectMany(Words).Where(word => word.Length > 1 && !Empty.Contains(word)).Select(One);

    // The published rules leave the plural of a small word as it is: maatjes would not find maatje.
    private static string One(string word) => word.Length > 5 && word.EndsWith("jes", StringComparison.Ordinal) ? word[..^1] : word;

    /// <summary>An area and those around it: a buurt lies in a wijk, a wijk in a gemeente.</summary>
    public static IEnumerable<string> AndAbove(string area)
    {
        yield return area;
        if (area.StartsWith("BU", StringComparison.Ordinal) && area.Length == 10)
            yield return $"WK{area[2..8]}";
        if (area.StartsWith("WK", StringComparison.Ordinal) || area.StartsWith("BU", StringComparison.Ordinal))
            yield return $"GM{area[2..6]}";
    }

    /// <summary>Whether a text is the code of an area: gemeente, wijk, buurt, or the four digits of a postcode.</summary>
    public static bool IsArea(string? text) => text is not null && AreaCode().IsMatch(text);

    private static IEnumerable<string> AreaTerms(ServiceEntry entry)
    {
        if (entry.ServiceAreas is not { Count: > 0 } areas)
            return [Everywhere];

        string[] codes = [.. areas.Select(a => a.Extent).OfType<string>().Where(IsArea)];
        return codes.Select(code => $"s:{code}")
            .Concat(codes.SelectMany(code => AndAbove(code).Skip(1)).Distinct().Select(up => $"u:{up}"));
    }

    private static IEnumerable<string> LanguageTerms(Language language) =>
        new[] { language.Code, language.Name }.OfType<string>().Select(l => $"l:{l.ToLowerInvariant()}");

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
            }
            else if (letter is not ('\'' or '’') && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    [GeneratedRegex("^(GM[0-9]{4}|WK[0-9]{6}|BU[0-9]{8}|[1-9][0-9]{3})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AreaCode();
}
