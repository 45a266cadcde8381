using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>The focus officer's files: the figures of a year and the sociale kaart, passed on as the APIs give them.</summary>
internal static class FocusFiles
{
    public static void MapFocusFiles(this WebApplication app)
    {
        app.MapGet("/cijfers/{year:int}.csv", (int year, ApiClient api, HttpContext http, CancellationToken ct) =>
                api.PassOn($"/v1/signaalcijfers/{year}/csv", $"signaalcijfers-{year}.csv", http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer, Roles.Administrator));
        app.MapGet("/kaart/sociale-kaart.json", (ApiClient api, HttpContext http, CancellationToken ct) =>
                api.PassOn("/v1/voorzieningen/export", "sociale-kaart.json", http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer));
        app.MapGet("/kaart/sociale-kaart.zip", (ApiClient api, HttpContext http, CancellationToken ct) =>
                api.PassOn("/v1/voorzieningen/export.zip", "sociale-kaart.zip", http, ct))
            .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer));
    }
}
