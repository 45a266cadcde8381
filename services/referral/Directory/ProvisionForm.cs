using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// Who offers what, for whom, and how to get it. Without areas it is there for the whole country. What is left out of a correction stays as
/// it was; an empty list or text takes it away.
/// </summary>
public sealed record ProvisionRequest(
    Guid? Id, string? Name, string? Organisation, IReadOnlyList<string>? Domains, IReadOnlyList<string>? Areas, string? ForWhom,
    string? Cost, string? HowToApply, string? Url, string? Description = null, string? Phone = null, string? Email = null,
    IReadOnlyList<string>? Languages = null, decimal? MinimumAge = null, decimal? MaximumAge = null,
    IReadOnlyList<IncomeNorm>? IncomeNorms = null, IReadOnlyList<string>? Documents = null, string? OpeningHours = null,
    string? WaitTime = null, string? Status = null, string? Alert = null);

/// <summary>How the form of a keeper becomes an entry: over what was there, so that nothing that the form does not show is lost.</summary>
internal static class ProvisionForm
{
    private static readonly string[] Statuses = ["active", "inactive", "defunct", "temporarily closed"];

    public static ServiceEntry Over(ServiceEntry entry, ProvisionRequest form) => entry with
    {
        Name = form.Name!.Trim(),
        OrganizationId = entry.OrganizationId ?? Provider.IdOf(form.Organisation!),
        Domains = [.. form.Domains!.Distinct()],
        ServiceAreas = form.Areas is null ? entry.ServiceAreas : Areas(entry, form.Areas),
        EligibilityDescription = form.ForWhom!.Trim(),
        FeesDescription = form.Cost!.Trim(),
        ApplicationProcess = form.HowToApply!.Trim(),
        Url = form.Url,
        Description = Text(form.Description, entry.Description),
        Email = Text(form.Email, entry.Email),
        Phones = One(form.Phone, entry.Phones, First(entry.Phones)?.Number,
            number => (First(entry.Phones) ?? new(Part(entry, "phone"), number)) with { Number = number }),
        Languages = Each(form.Languages, entry.Languages, (l, name) => l.Name == name, name =>
        new(Part(entry, $"language|{name}")) { Name = name }),
        MinimumAge = form.MinimumAge ?? entry.MinimumAge,
        MaximumAge = form.MaximumAge ?? entry.MaximumAge,
        IncomeNorms = form.IncomeNorms ?? entry.IncomeNorms,
        RequiredDocuments = Each(form.Documents, entry.RequiredDocuments, (d, text) => d.Document == text,
            text => new(Part(entry, $"document|{text}")) { Document = text }),
        Schedules = One(form.OpeningHours, entry.Schedules, First(entry.Schedules)?.Description,
            text => (First(entry.Schedules) ?? new(Part(entry, "schedule"))) with { Description = text }),
        WaitTime = Text(form.WaitTime, entry.WaitTime),
        Status = form.Status ?? entry.Status,
        Alert = Text(form.Alert, entry.Alert),
    };

    /// <summary>An entry as the HSDS object in which people are looked for.</summary>
    public static JsonObject Row(ServiceEntry entry) =>
        (JsonObject)JsonSerializer.SerializeToNode(HsdsTerms.Out(entry), HsdsJson.Options)!;

    public static InputErrors Errors(ProvisionRequest form)
    {
        var errors = new InputErrors()
            .Must(form.Id != Guid.Empty, "id", "Vul een geldig nummer (UUID) in.")
            .Text(form.Name, "name", 200).Text(form.Organisation, "organisation", 200).Text(form.ForWhom, "forWhom", 500)
            .Text(form.Cost, "cost", 200).Text(form.HowToApply, "howToApply", 500)
            .Must(form.Domains is { Count: > 0 and <= 20 }, "domains", "Kies minstens één leefgebied.")
            .Must(IsWeb(form.Url), "url", "Vul een adres in dat met https:// begint.")
            .Must(form.Status is null || Statuses.Contains(form.Status), "status", $"Kies een van: {string.Join(", ", Statuses)}.")
            .Must(form.MinimumAge is null or (>= 0 and <= 130), "minimumAge", "Vul een leeftijd in van 0 tot en met 130.")
            .Must(form.MaximumAge is null or (>= 0 and <= 130), "maximumAge", "Vul een leeftijd in van 0 tot en met 130.")
            .Must(form.MinimumAge is null || form.MaximumAge is null || form.MinimumAge <= form.MaximumAge,
                "maximumAge", "De hoogste leeftijd is lager dan de laagste.");
        foreach (var (text, field, max) in new[]
        {
            (form.Description, "description", 4000), (form.Phone, "phone", 40), (form.Email, "email", 200),
            (form.OpeningHours, "openingHours", 500), (form.WaitTime, "waitTime", 100), (form.Alert, "alert", 500),
        })
        {
            if (text is { Length: > 0 })
                errors.Text(text, field, max);
        }

        foreach (var (n, domain) in (form.Domains ?? []).Take(20).Index())
            errors.OneOf(domain, $"domains[{n}]", HsdsTerms.DomainNames.Keys);
        foreach (var (n, area) in (form.Areas ?? []).Take(400).Index())
            errors.Must(SearchTerms.IsArea(area), $"areas[{n}]", "Gebruik een gemeente-, wijk- of buurtcode van het CBS, zoals GM0150.");
        foreach (var (n, norm) in (form.IncomeNorms ?? []).Take(20).Index())
            Norm(errors, norm, $"incomeNorms[{n}]");
        foreach (var (list, field) in new[] { (form.Languages, "languages"), (form.Documents, "documents") })
        {
            errors.Must(list is not { Count: > 40 }, field, "Noem er hoogstens 40.");
            foreach (var (n, text) in (list ?? []).Take(40).Index())
                errors.Text(text, $"{field}[{n}]", 200);
        }

        return errors.Must(form.Areas is not { Count: > 400 }, "areas", "Noem hoogstens 400 gebieden.");
    }

    private static void Norm(InputErrors errors, IncomeNorm? norm, string field) => errors
        .Must(norm is { Percentage: >= 50 and <= 400 }, $"{field}.percentage", "Vul een percentage in van 50 tot en met 400.")
        .Must(norm is null || norm.From is null || norm.Until is null || norm.From <= norm.Until, $"{field}.until",
            "De laatste dag ligt voor de eerste.");

    private static bool IsWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && url!.Length <= 300;

    private static string? Text(string? said, string? had) => said is null ? had : said.Trim() is { Length: > 0 } text ? text : null;

    private static T? First<T>(IReadOnlyList<T>? list) where T : class => list is { Count: > 0 } ? list[0] : null;

    private static Guid Part(ServiceEntry entry, string name) => DerivedIds.Of(entry.Id, name);

    private static ServiceArea[]? Areas(ServiceEntry entry, IReadOnlyList<string> codes) => codes is []
        ? null
        : [.. codes.Distinct().Select(code =>
            entry.ServiceAreas?.FirstOrDefault(a => a.Extent == code) ?? Provision.Area(entry.Id, code))];

    private static IReadOnlyList<T>? One<T>(string? said, IReadOnlyList<T>? had, string? before, Func<string, T> make) => said switch
    {
        null => had,
        _ when said == before => had,
        _ when said.Trim().Length == 0 => null,
        _ => [make(said.Trim()), .. (had ?? []).Skip(1)],
    };

    private static T[]? Each<T>(IReadOnlyList<string>? said, IReadOnlyList<T>? had, Func<T, string, bool> same, Func<string, T> make) =>
        said is null ? had?.ToArray() : said is [] ? null
        : [.. said.Select(text => text.Trim()).Distinct().Select(text => had is null ? make(text) : had.Where(h => same(h, text))
            .DefaultIfEmpty(make(text)).First())];
}
