using System.Globalization;
using System.Text.RegularExpressions;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// What HSDS has no field for, said in HSDS all the same: life domains and income norms are attributes with terms of two taxonomies of
/// ours.
/// A file that went out comes back as what it was.
/// </summary>
public static partial class HsdsTerms
{
    /// <summary>The taxonomy of life domains.</summary>
    public const string Domains = "leefgebied";

    /// <summary>The taxonomy of income norms: percentages of the social minimum, from and until a date.</summary>
    public const string Norms = "inkomensnorm";

    private static readonly Guid Terms = new("0198f100-0000-7000-8000-0000000000ac");

    /// <summary>The life domains in which families need help, as signal has them, with the words for a screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> DomainNames = new Dictionary<string, string>
    {
        ["financien"] = "Geld en schulden",
        ["werk"] = "Werk en inkomen",
        ["opleiding"] = "School en opleiding",
        ["wonen"] = "Wonen en energie",
        ["sociaal"] = "Familie, vrienden en buurt",
        ["gezondheid"] = "Gezondheid",
        ["participatie"] = "Meedoen",
        ["opgroeien"] = "Opgroeien en opvoeden",
    };

    /// <summary>A service as HSDS knows it: our own fields as attributes.</summary>
    public static ServiceEntry Out(ServiceEntry entry)
    {
        var said = entry.Domains
            .Select(code => Attribute(entry.Id, Domains, code, DomainNames.GetValueOrDefault(code, code), value: null))
            .Concat(entry.IncomeNorms.Select(norm => Attribute(entry.Id, Norms, "sociaal-minimum", "Percentage van het sociaal minimum",
                Value(norm))));
        TaxonomyAttribute[] all = [.. entry.Attributes ?? [], .. said];
        return entry with { Attributes = all is [] ? null : all, Domains = [], IncomeNorms = [] };
    }

    /// <summary>A service as we know it: attributes of our own taxonomies in fields of their own.</summary>
    public static ServiceEntry In(ServiceEntry entry)
    {
        var all = entry.Attributes ?? [];
        TaxonomyAttribute[] ours = [.. all.Where(a => Is(a, Domains) || Is(a, Norms) && Norm(a.Value) is not null)];
        TaxonomyAttribute[] others = [.. all.Except(ours)];
        return entry with
        {
            Attributes = others is [] ? null : others,
            Domains = [.. ours.Where(a => Is(a, Domains)).Select(a => a.TaxonomyTerm!.Code).OfType<string>()
                .Where(DomainNames.ContainsKey).Distinct()],
            IncomeNorms = [.. ours.Where(a => Is(a, Norms)).Select(a => Norm(a.Value)!)],
        };
    }

    private static bool Is(TaxonomyAttribute attribute, string taxonomy) => attribute.TaxonomyTerm?.Taxonomy == taxonomy;

    private static TaxonomyAttribute Attribute(Guid service, string taxonomy, string code, string name, string? value) =>
        new(DerivedIds.Of(service, $"{taxonomy}|{code}|{value}"))
        {
            LinkType = "taxonomy",
            Value = value,
            TaxonomyTerm = new(DerivedIds.Of(Terms, $"{taxonomy}|{code}"))
            {
                Code = code,
                Name = name,
                Description = name,
                Taxonomy = taxonomy,
                Language = "nl",
            },
        };

    private static string Value(IncomeNorm norm) => string.Create(
        CultureInfo.InvariantCulture, $"{norm.Percentage} {norm.From:yyyy-MM-dd}/{norm.Until:yyyy-MM-dd}");

    private static IncomeNorm? Norm(string? value)
    {
        if (value is null || NormValue().Match(value) is not { Success: true } match)
            return null;

        DateOnly? Day(int group) => DateOnly.TryParseExact(
            match.Groups[group].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return new(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Day(2), Day(3));
    }

    [GeneratedRegex(@"^\s*(\d{2,3})\s*%?\s*(?:(\d{4}-\d{2}-\d{2})?/(\d{4}-\d{2}-\d{2})?)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex NormValue();
}
