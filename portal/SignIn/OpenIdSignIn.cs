using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Sessions;
using WarmHandover.Portal.Web;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// Signing in with the identity provider of the organisations: OpenID Connect, authorization code with PKCE. The browser carries a code
/// that is worth nothing without the portal; every token stays here, in the session. The access token is for the house's own APIs, which
/// judge it themselves.
/// </summary>
internal sealed partial class OpenIdSignIn(
    OpenIdOptions options, Provider provider, Exchange exchange, Attempts attempts, TimeProvider clock, ILogger<OpenIdSignIn> logger)
    : IWayToSignIn
{
    public const string WayName = "organisatie";
    private const string Return = "/aanmelden/organisatie/terug";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => WayName;

    /// <inheritdoc/>
    public string? Begin => "/aanmelden/organisatie";

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.MapGet("/aanmelden/organisatie", (string? terug, HttpContext http) => Go(http, SmallForms.Local(terug), null)).AllowAnonymous();
        app.MapGet(Return, Come).AllowAnonymous();
        app.MapGet("/aanmelden/organisatie/afmelden", (Delegate)Leave).AllowAnonymous();
        BackChannel.Map(app);
    }

    /// <inheritdoc/>
    public Task<IResult> Again(HttpContext http, Who who, string back) => Go(http, back, who);

    /// <inheritdoc/>
    public async Task<Access?> Renew(Who who, AuthenticationProperties session, CancellationToken ct)
    {
        try
        {
            return Sessions.Sessions.Refresh(session) is { } refresh ? await exchange.Renew(who, refresh, ct) : null;
        }
        catch (TokenRefusedException refused)
        {
            Refused(logger, "renewal", refused.Why);
            return null;
        }
        catch (ProviderAwayException)
        {
            throw ApiProblem.Away();
        }
    }

    /// <inheritdoc/>
    public async Task Ended(AuthenticationProperties session, CancellationToken ct)
    {
        try
        {
            if (Sessions.Sessions.Refresh(session) is { } refresh)
                await exchange.GiveBack(refresh, ct);
        }
        catch (ProviderAwayException)
        {
            // The session is over here all the same, and the token runs out by itself.
        }
    }

    private async Task<IResult> Go(HttpContext http, string back, Who? again)
    {
        try
        {
            var says = await provider.Says(http.RequestAborted);
            var (state, attempt) = await attempts.Begin(http, back, again?.Subject, again is null ? null : SessionStore.NumberOf(http));
            var asked = exchange.Form(
                ("response_type", "code"), ("client_id", options.Client), ("redirect_uri", Here(http, Return)), ("scope", options.Scope),
                ("state", state), ("nonce", attempt.Nonce), ("code_challenge_method", "S256"),
                ("code_challenge", Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier)))));
            if (again is not null)
            {
                (asked["prompt"], asked["max_age"]) = ("login", "0");
                if (options.StepUp is { } acr)
                    asked["acr_values"] = acr;
            }

            return Results.Redirect(QueryHelpers.AddQueryString(says.AuthorizationEndpoint, asked!));
        }
        catch (ProviderAwayException away)
        {
            Away(logger, away.Message);
            return Back("niet-bereikbaar");
        }
    }

    private async Task<IResult> Come(string? code, string? state, string? iss, string? error, HttpContext http, SessionStore store)
    {
        var ct = http.RequestAborted;
        if (await attempts.Take(http, state) is not { } attempt)
            return Back("verlopen");

        try
        {
            var says = await provider.Says(ct);
            // A code of another provider is not shown to this one (RFC 9207).
            if (iss is null ? says.AuthorizationResponseIssParameterSupported : iss != says.Issuer)
                throw new TokenRefusedException("iss");
            if (error is not null || code is not { Length: > 0 and <= 4096 })
                return Back("geweigerd");

            return await exchange.Code(code, Here(http, Return), attempt, ct) is var (token, access)
                ? await In(http, attempt, token, access, store)
                : Back("geweigerd");
        }
        catch (TokenRefusedException refused)
        {
            Refused(logger, "sign-in", refused.Why);
            return Back("mislukt");
        }
        catch (ProviderAwayException away)
        {
            Away(logger, away.Message);
            return Back("niet-bereikbaar");
        }
    }

    private async Task<IResult> In(HttpContext http, Attempt attempt, JsonWebToken token, Access access, SessionStore store)
    {
        var signed = token.TryGetPayloadValue<long>("auth_time", out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : clock.GetUtcNow();
        if (attempt.MustBe is { } expected && !ShownAgain(token, expected, attempt.Begun))
            return Back("niet-opnieuw");
        if (Colleague.Of(token, Name) is not { } who)
            return Back("geen-rol");
        if (await store.IsShutOut(who.Subject))
            return Back("beeindigd");

        if (attempt.Replaces is { } old)
            await store.RemoveAsync(old);
        var sid = token.TryGetClaim("sid", out var said) ? said.Value : null;
        await Sessions.Sessions.Begin(http, who, access, sid: sid, signedAt: signed);
        return Results.LocalRedirect(attempt.Back);
    }

    // The same person, just now, and as strongly as was asked: what the provider may have answered instead is not enough.
    private bool ShownAgain(JsonWebToken token, string expected, DateTimeOffset begun) =>
        token.Subject == expected
        && token.TryGetPayloadValue<long>("auth_time", out var at) && DateTimeOffset.FromUnixTimeSeconds(at) >= begun - Skew
        && (options.StepUp is not { } acr || (token.TryGetClaim("acr", out var said) && said.Value == acr));

    // Nothing about the person stands in this address: the provider asks him itself whether he wants to leave.
    private async Task<IResult> Leave(HttpContext http)
    {
        try
        {
            return (await provider.Says(http.RequestAborted)).EndSessionEndpoint is { Length: > 0 } place
                ? Results.Redirect(QueryHelpers.AddQueryString(place, exchange.Form(
                    ("client_id", options.Client), ("post_logout_redirect_uri", Here(http, "/aanmelden")))!))
                : Results.LocalRedirect("/aanmelden");
        }
        catch (ProviderAwayException)
        {
            return Back("niet-bereikbaar");
        }
    }

    private string Here(HttpContext http, string path) =>
        new Uri(options.Address ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}"), path).ToString();

    private static IResult Back(string why) =>
        Results.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/aanmelden?fout={why}"));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {What} was refused: {Why}")]
    private static partial void Refused(ILogger logger, string what, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody can sign in: {Why}")]
    private static partial void Away(ILogger logger, string why);
}
