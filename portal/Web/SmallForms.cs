using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Portal.Sessions;
using WarmHandover.Portal.SignIn;

namespace WarmHandover.Portal.Web;

/// <summary>The two small forms on every page: another language, and signing out.</summary>
internal static class SmallForms
{
    public static void MapLanguage(this WebApplication app) => app.MapPost("/taal", ([FromForm] string taal, [FromForm] string? terug,
        HttpContext http) =>
    {
        if (Texts.Languages.Contains(taal))
        {
            http.Response.Cookies.Append(Texts.Cookie, taal, new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
                Path = "/",
                Secure = http.Request.IsHttps,
            });
        }

        return Results.LocalRedirect(Local(terug));
    }).AllowAnonymous();

    public static void MapSignOut(this WebApplication app) => app.MapPost("/afmelden", async ([FromForm] string? naar, HttpContext http) =>
    {
        var (who, session) = (Who.Of(http.User), (await http.AuthenticateAsync(Sessions.Sessions.Scheme)).Properties);
        await http.SignOutAsync(Sessions.Sessions.Scheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        if (session is not null && http.RequestServices.GetServices<IWayToSignIn>().FirstOrDefault(w => w.Name == who?.Way) is { } way)
            await way.Ended(session, http.RequestAborted);
        if (Mine.OwnPlace.IsFor(who))
            return Results.LocalRedirect($"{Mine.OwnPlace.Entrance}?klaar=1");
        return Results.LocalRedirect(who?.Way is OpenIdSignIn.WayName ? "/aanmelden?afgemeld=hier" : "/aanmelden?afgemeld=1");
    }).AllowAnonymous();

    /// <summary>An address of this portal, or the start page: nobody is sent elsewhere.</summary>
    public static string Local(string? path) =>
        path is ['/', not ('/' or '\\'), ..] or "/" && !path.Any(char.IsControl) && !path.Contains('\\', StringComparison.Ordinal)
            ? path
            : "/";
}
