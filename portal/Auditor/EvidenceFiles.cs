using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Auditor;

/// <summary>The auditor's files: the evidence bundle, and the history to keep or to print. Passed on as the API gives them.</summary>
internal static class EvidenceFiles
{
    private static readonly Dictionary<string, string> Endings = new() { ["html"] = "html", ["csv"] = "csv", ["json"] = "json" };

    /// <summary>The logs beside that of consent: the files, the referrals and the messages.</summary>
    public static readonly IReadOnlyList<string> Others = ["gezinnen", "verwijzingen", "meldingen"];

    public static void MapEvidenceFiles(this WebApplication app)
    {
        var files = app.MapGroup("/toezicht/gezin/{family:guid}").RequireAuthorization(policy => policy.RequireRole(Roles.Auditor));
        files.MapGet("/bewijs.zip", (Guid family, string? opdracht, ApiClient api, HttpContext http, CancellationToken ct) =>
            api.PassOn(Bundle(family, opdracht), $"bewijs-{family:N}.zip", http, ct));
        files.MapGet("/bewijs/{log}.zip", (
            Guid family, string log, string? opdracht, ApiClient api, HttpContext http, CancellationToken ct) =>
            Others.Contains(log)
                ? api.PassOn(
                    With($"/v1/bewijs/{log}/{family}/bewijs.zip?logboek=ja", ("opdracht", opdracht)), $"{log}-{family:N}.zip", http, ct)
                : Task.FromResult(Results.NotFound()));
        files.MapGet("/geschiedenis/{form}", (
            Guid family, string form, string? opdracht, string? soort, string? van, string? tot, ApiClient api, HttpContext http,
            CancellationToken ct) =>
            Endings.TryGetValue(form, out var ending)
                ? api.PassOn(
                    With($"/v1/terugkijken/gezinnen/{family}/export?vorm={form}", ("soort", soort), ("van", van), ("tot", tot),
                        ("opdracht", opdracht)),
                    $"geschiedenis-{family:N}.{ending}", http, ct)
                : Task.FromResult(Results.NotFound()));
    }

    /// <summary>Where a family's bundle comes from.</summary>
    public static string Bundle(Guid family, string? assignment) =>
        With($"/v1/toestemmingen/{family}/bewijs.zip", ("opdracht", assignment));

    private static string With(string path, params (string Name, string? Value)[] question)
    {
        var said = string.Join('&', question.Where(q => !string.IsNullOrEmpty(q.Value))
            .Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
        return said is "" ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{said}";
    }
}
