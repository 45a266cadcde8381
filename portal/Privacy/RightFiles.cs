using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Privacy;

/// <summary>What is handed over of a request about own data: the letter as text, the overview as it was made.</summary>
internal static class RightFiles
{
    public static void MapRightFiles(this WebApplication app)
    {
        var files = app.MapGroup("/privacyverzoeken/{request:guid}").RequireAuthorization(policy => policy.RequireRole(Roles.PrivacyOfficer));
        files.MapGet("/brief.txt", (Guid request, ApiClient api, HttpContext http, CancellationToken ct) =>
            Pass($"/v1/privacyverzoeken/{request}/brief", "text/plain; charset=utf-8", $"brief-{request:N}.txt", api, http, ct));
        files.MapGet("/overzicht.json", (Guid request, ApiClient api, HttpContext http, CancellationToken ct) =>
            Pass($"/v1/privacyverzoeken/{request}/overzicht", "application/json", $"overzicht-{request:N}.json", api, http, ct));
    }

    private static async Task<IResult> Pass(
        string path, string type, string name, ApiClient api, HttpContext http, CancellationToken ct)
    {
        var answer = await api.File(path, ct);
        http.Response.RegisterForDispose(answer);
        return Results.File(await answer.Content.ReadAsStreamAsync(ct), type, name);
    }
}
