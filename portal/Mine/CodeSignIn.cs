using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.Mine;

/// <summary>What the house gave for a code: a token of a quarter of an hour, and what it is for.</summary>
public sealed record CameIn(string AccessToken, int ExpiresIn, string Purpose, string Role, string Scope);

/// <summary>
/// Coming in with the code of a card, a text message or an e-mail. The session ends with the token and is never renewed; on a phone of more
/// people it ends after five minutes.
/// </summary>
public sealed class CodeSignIn(TimeProvider clock) : IWayToSignIn
{
    /// <summary>The name of this way.</summary>
    public const string Way = "code";

    /// <summary>How long a session lasts on a phone that others use as well.</summary>
    public static readonly TimeSpan Shared = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => Way;

    /// <inheritdoc/>
    public string? Begin => null;

    /// <inheritdoc/>
    public void Map(WebApplication app) => app.MapGet(OwnPlace.Away, async (HttpContext http) =>
    {
        await http.SignOutAsync(Sessions.Sessions.Scheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.Redirect(OwnPlace.Elsewhere);
    }).AllowAnonymous();

    /// <inheritdoc/>
    public Task<Access?> Renew(Who who, AuthenticationProperties session, CancellationToken ct) => Task.FromResult<Access?>(null);

    /// <summary>Begins the session; where this person begins.</summary>
    public async Task<string> Enter(HttpContext http, CameIn came, bool shared)
    {
        var token = new JsonWebToken(came.AccessToken);
        Guid? Id(string claim) => token.TryGetClaim(claim, out var found) && Guid.TryParse(found.Value, out var id) ? id : null;
        var who = new Who(token.Subject, "", new HashSet<string> { came.Role }, Guid.Empty, [], Way)
        {
            Family = Id("family"),
            Member = Id("member"),
            Purpose = came.Purpose,
            Scope = came.Scope,
        };
        var now = clock.GetUtcNow();
        var until = now.AddSeconds(came.ExpiresIn);
        await Sessions.Sessions.Begin(
            http, who, new(came.AccessToken, until), shared && now + Shared < until ? now + Shared : until);
        return OwnPlace.StartOf(who);
    }

    /// <summary>How many seconds this session has left; null where nobody came in with a code.</summary>
    public int? SecondsLeft(HttpContext http) =>
        Who.Of(http.User) is { Way: Way }
        && http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } ends
            ? Math.Max(1, (int)(ends - clock.GetUtcNow()).TotalSeconds)
            : null;
}
