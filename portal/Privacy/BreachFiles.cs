using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Privacy;

/// <summary>The facts of a wrong sending as plain text, to copy into the form of the authority.</summary>
internal static class BreachFiles
{
    public static void MapBreachFiles(this WebApplication app) => app.MapGet(
        "/datalekken/{referral:guid}/feiten",
        (Guid referral, ApiClient api, HttpContext http, CancellationToken ct) =>
            api.PassOn($"/v1/datalekken/{referral}?vorm=tekst", $"feiten-{referral:N}.txt", http, ct))
        .RequireAuthorization(policy => policy.RequireRole(Roles.PrivacyOfficer));
}
