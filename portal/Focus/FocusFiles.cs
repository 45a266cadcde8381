using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>The focus officer's files: the figures of a year and the sociale kaart, passed on as the APIs give them.</summary>
internal static class FocusFiles
{
    public static void MapFocusFiles(this WebApplication app)
    {
        app.MapGet("/cijfers/{year:int}.csv", (int year, ApiClient api, HttpContext http, CancellationToken ct) =>
                Pass($"/v1/signaalcijfers/{year}/csv", $"signaalcijfers-{year}.csv", api, http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer, Roles.Administrator));
        app.MapGet("/kaart/sociale-kaart.json", (ApiClient api, HttpContext http, CancellationToken ct) =>
                Pass("/v1/voorzieningen/export", "sociale-kaart.json", api, http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer));
        app.MapGet("/kaart/sociale-kaart.zip", (ApiClient api, HttpContext http, CancellationToken ct) =>
                Pass("/v1/voorzieningen/export.zip", "sociale-kaart.zip", api, http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer));
    }

    private static async Task<IResult> Pass(string path, string name, ApiClient api, HttpContext http, CancellationToken ct)
    {
        var answer = await api.File(path, ct);
        http.Response.RegisterForDispose(answer);
        return Results.File(
            await answer.Content.ReadAsStreamAsync(ct), answer.Content.Headers.ContentType?.ToString() ?? "application/octet-stream", name);
    }
}
