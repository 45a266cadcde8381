using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Privacy;

/// <summary>The facts of a wrong sending as plain text, to copy into the form of the authority.</summary>
internal static class BreachFiles
{
    public static void MapBreachFiles(this WebApplication app) => app.MapGet(
        "/datalekken/{referral:guid}/feiten",
        async (Guid referral, ApiClient api, HttpContext http, CancellationToken ct) =>
        {
            var answer = await api.File($"/v1/datalekken/{referral}?vorm=tekst", ct);
            http.Response.RegisterForDispose(answer);
            return Results.File(await answer.Content.ReadAsStreamAsync(ct), "text/plain; charset=utf-8", $"feiten-{referral:N}.txt");
        }).RequireAuthorization(policy => policy.RequireRole(Roles.PrivacyOfficer));
}
