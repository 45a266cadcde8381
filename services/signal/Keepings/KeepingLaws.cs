using System.Globalization;
using System.Text.Json;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Signals.Keepings;

/// <summary>
/// How long the law keeps a file: so many years from the last change, or from the receipt of what came in last. Where no law says a number
/// (settable), the installation does (<c>WO_KEEP_YEARS</c>).
/// </summary>
public sealed record KeepingLaw(string Code, string Label, string Law, int Years, string From, bool Settable) : LegalCode(Code, Label, Law)
{
    /// <summary>Counted from the last change of the file.</summary>
    public const string LastChange = "laatste-wijziging";

    /// <summary>Counted from the receipt or making of the data.</summary>
    public const string Receipt = "ontvangst";
}

/// <summary>A reason to keep a file longer; some are seen by the house itself.</summary>
public sealed record KeepingReason(string Code, string Label, string Law, bool ByHand) : LegalCode(Code, Label, Law);

/// <summary>Until which last day a file is kept, and by which law: of several the longest.</summary>
public sealed record KeepingTerm(DateOnly LastDay, KeepingLaw Law);

/// <summary>
/// The terms of keeping as data: which laws hold for which kind of organisation, and how each counts. Years are never extended
/// (Atw 4): the last day is the same date, or the last of the month.
/// </summary>
public sealed class KeepingLaws
{
    private readonly Dictionary<string, KeepingLaw> laws;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> kinds;

    /// <summary>The terms as they are in this installation.</summary>
    /// <param name="years">Numbers of years for what no law says, such as <c>wgs=7,overig=5</c>; empty: those of the list.</param>
    public KeepingLaws(string? years)
    {
        using var file = typeof(KeepingLaws).Assembly.GetManifestResourceStream("WarmHandover.Signals.Data.keeping-laws.json")!;
        var list = JsonSerializer.Deserialize<Listed>(file, JsonSerializerOptions.Web)!;
        kinds = list.Kinds;
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

    /// <summary>The last day on which a file is kept.</summary>
    public static KeepingTerm Term(IEnumerable<KeepingLaw> laws, DateOnly lastChange, DateOnly lastReceipt) => laws
        .Select(law => new KeepingTerm((law.From == KeepingLaw.Receipt ? lastReceipt : lastChange).AddYears(law.Years), law))
        .MaxBy(term => term.LastDay)!;

    private sealed record Listed(int Version, IReadOnlyList<KeepingLaw> Items, IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds);
}
