using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Privacy;

/// <summary>What is handed over of a request about own data: the letter as text, the overview as it was made.</summary>
internal static class RightFiles
{
    public static void MapRightFiles(this WebApplication app)
    {
        var files = app.MapGroup("/privacyverzoeken/{request:guid}")
            .RequireAuthorization(policy => policy.RequireRole(Roles.PrivacyOfficer));
        files.MapGet("/brief.txt", (Guid request, ApiClient api, HttpContext http, CancellationToken ct) =>
            api.PassOn($"/v1/privacyverzoeken/{request}/brief", $"brief-{request:N}.txt", http, ct));
        files.MapGet("/overzicht.json", (Guid request, ApiClient api, HttpContext http, CancellationToken ct) =>
            api.PassOn($"/v1/privacyverzoeken/{request}/overzicht", $"overzicht-{request:N}.json", http, ct));
    }
}
