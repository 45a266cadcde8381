using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Auditor;

/// <summary>The auditor's files: the evidence bundle, and the history to keep or to print. Passed on as the API gives them.</summary>
internal static class EvidenceFiles
{
    private static readonly Dictionary<string, string> Endings = new() { ["html"] = "html", ["csv"] = "csv", ["json"] = "json" };

    public static void MapEvidenceFiles(this WebApplication app)
    {
        var files = app.MapGroup("/toezicht/gezin/{family:guid}").RequireAuthorization(policy => policy.RequireRole(Roles.Auditor));
        files.MapGet("/bewijs.zip", (Guid family, string? opdracht, ApiClient api, HttpContext http, CancellationToken ct) =>
            api.PassOn(Bundle(family, opdracht), $"bewijs-{family:N}.zip", http, ct));
        files.MapGet("/geschiedenis/{form}", (
            Guid family, string form, string? opdracht, ApiClient api, HttpContext http, CancellationToken ct) =>
            Endings.TryGetValue(form, out var ending)
                ? api.PassOn(
                    With($"/v1/terugkijken/gezinnen/{family}/export?vorm={form}", opdracht, '&'),
                    $"geschiedenis-{family:N}.{ending}", http, ct)
                : Task.FromResult(Results.NotFound()));
    }

    /// <summary>Where a family's bundle comes from.</summary>
    public static string Bundle(Guid family, string? assignment) => With($"/v1/toestemmingen/{family}/bewijs.zip", assignment, '?');

    private static string With(string path, string? assignment, char mark) =>
        string.IsNullOrEmpty(assignment) ? path : $"{path}{mark}opdracht={Uri.EscapeDataString(assignment)}";
}
