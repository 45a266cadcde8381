using System.Globalization;
using System.Text.Json;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Signals.Keepings;

/// <summary>
/// How long the law keeps a file: so many years from the last change, or from the receipt of what came in last, or until the youngest child
/// has so many years. Where no law says a number (settable), the installation does (<c>WO_KEEP_YEARS</c>).
/// </summary>
public sealed record KeepingLaw(string Code, string Label, string Law, int Years, string From, bool Settable) : LegalCode(Code, Label, Law)
{
    /// <summary>Counted from the last change of the file.</summary>
    public const string LastChange = "laatste-wijziging";

    /// <summary>Counted from the receipt or making of the data.</summary>
    public const string Receipt = "ontvangst";

    /// <summary>Until the youngest child of the family is adult.</summary>
    public const string YoungestAdult = "jongste-kind-meerderjarig";

    /// <summary>Whether each record goes by itself, so long after it came in, and not the file as a whole after the last one.</summary>
    public bool PerRecord { get; init; }

    /// <summary>Which law of the list holds instead where no child was a minor when something last came in.</summary>
    public string? Otherwise { get; init; }
}

/// <summary>A reason to keep a file longer; some are seen by the house itself.</summary>
public sealed record KeepingReason(string Code, string Label, string Law, bool ByHand) : LegalCode(Code, Label, Law);

/// <summary>Until which last day a file is kept, and by which law: of several the longest.</summary>
public sealed record KeepingTerm(DateOnly LastDay, KeepingLaw Law);

/// <summary>How old a file is: its last change, what came in last, and when the youngest child who is a minor is adult.</summary>
public sealed record KeepingAge(DateOnly LastChange, DateOnly LastReceipt, DateOnly? YoungestAdultOn);

/// <summary>
/// The terms of keeping as data: which laws hold for which kind of organisation, and how each counts. Years are never extended
/// (Atw 4): the last day is the same date, or the last of the month.
/// </summary>
public sealed class KeepingLaws
{
    private readonly Dictionary<string, KeepingLaw> laws;
    private readonly Dictionary<string, IReadOnlyList<string>> kinds;

    /// <summary>The terms as they are in this installation.</summary>
    /// <param name="years">Numbers of years for what no law says, such as <c>wgs=7,overig=5</c>; empty: those of the list.</param>
    /// <param name="only">Of a kind of organisation for which two laws hold, the one that holds here, such as <c>wijkteam=wmo</c>.</param>
    public KeepingLaws(string? years, string? only = null)
    {
        using var file = typeof(KeepingLaws).Assembly.GetManifestResourceStream("WarmHandover.Signals.Data.keeping-laws.json")!;
        var list = JsonSerializer.Deserialize<Listed>(file, JsonSerializerOptions.Web)!;
        kinds = Chosen(list.Kinds, only);
        laws = list.Items.ToDictionary(law => law.Code, StringComparer.Ordinal);
        foreach (var part in (years ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var code, var text] || laws.GetValueOrDefault(code) is not { Settable: true } law
                || !int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 100)
            {
                throw new StartRefusedException(
                    "WO_KEEP_YEARS names a number of years from 1 to 100 for wgs or overig, such as wgs=7,overig=5. The other terms are "
                    + "law.");
            }

            laws[code] = law with { Years = number };
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Chosen(
        IReadOnlyDictionary<string, IReadOnlyList<string>> known, string? only)
    {
        var chosen = known.ToDictionary();
        foreach (var part in (only ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            chosen[part.Split('=')[0]] = part.Split('=') is [var kind, var law] && known.TryGetValue(kind, out var laws)
                && laws.Count > 1 && laws.Contains(law)
                ? [law]
                : throw new StartRefusedException(
                    "WO_KEEP_LAWS names the one law that holds here for a kind of organisation with two, such as wijkteam=wmo: teams that "
                    + "give no youth help.");
        }

        return chosen;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<KeepingLaw> All => [.. laws.Values];

    /// <summary>
    /// The laws for an organisation with teams of these kinds. Of a kind that nobody told of the longest there is: what was kept too
    /// long can still go, what went too early never comes back.
    /// </summary>
    public IReadOnlyList<KeepingLaw> For(IReadOnlyCollection<string> organisationKinds) => organisationKinds.Count == 0
        || !organisationKinds.All(kinds.ContainsKey)
            ? [laws.Values.First(law => law.Years == laws.Values.Max(l => l.Years))]
            : [.. organisationKinds.SelectMany(kind => kinds[kind]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(code => laws[code])];

    /// <summary>
    /// The laws that hold for one file: one that waits for the youngest child gives way where no child was a minor when something last came
    /// in.
    /// </summary>
    public IReadOnlyList<KeepingLaw> Of(KeepingAge age, IReadOnlyList<KeepingLaw> of) =>
        [.. of.Select(law => law is { From: KeepingLaw.YoungestAdult, Otherwise: { } other } && !(age.YoungestAdultOn > age.LastReceipt)
            ? laws[other] : law).Distinct()];

    /// <summary>The last day on which a file is kept.</summary>
    public static KeepingTerm Term(IEnumerable<KeepingLaw> of, KeepingAge age) => of
        .Select(law => new KeepingTerm(
            law.From switch
            {
                KeepingLaw.Receipt => age.LastReceipt.AddYears(law.Years),
                KeepingLaw.YoungestAdult when age.YoungestAdultOn is { } adult => adult,
                _ => age.LastChange.AddYears(law.Years),
            },
            law))
        .MaxBy(term => term.LastDay)!;

    private sealed record Listed(int Version, IReadOnlyList<KeepingLaw> Items, IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds);
}
