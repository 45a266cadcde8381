using System.Net;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.SignIn;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// What is grave asks to show again who you are. A page looks before it shows its form; who took longer over it keeps what he wrote.
/// </summary>
internal static class FreshSession
{
    // A minute less than the API asks: there must be time to fill in the form.
    private static readonly TimeSpan Long = FreshSignIn.Age - TimeSpan.FromMinutes(1);

    /// <summary>Whether this person showed just now who he is.</summary>
    public static async Task<bool> Is(HttpContext http, TimeProvider clock) =>
        clock.GetUtcNow() - await Sessions.LastShown(http) < Long;

    /// <summary>Whether an API refused because that is longer ago.</summary>
    public static bool Asks(ApiProblem problem) => problem is { Status: HttpStatusCode.Unauthorized, Code: FreshSignIn.Code };

    /// <summary>Where he shows it again, to come back to this page.</summary>
    public static string Again(HttpContext http) => $"{OpenIdSignIns.AgainPath}?terug={Uri.EscapeDataString(http.Request.Path)}";
}
