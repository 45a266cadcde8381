using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace WarmHandover.Portal.SignIn;

/// <summary>A token of the provider that is not what it must be; the code says in what, never the token.</summary>
internal sealed class TokenRefusedException(string why) : Exception($"A token was refused: {why}.")
{
    /// <summary>In what.</summary>
    public string Why => why;
}

/// <summary>
/// Judges what the provider signs for the portal: who signed in (an ID token) and who is gone (a logout token). Signature, issuer,
/// audience and time by the IdentityModel libraries, with the algorithms and the thirty seconds that the services use as well.
/// </summary>
internal sealed class IdTokens(OpenIdOptions options, Provider provider, TimeProvider clock)
{
    private const int MaxBytes = 16 * 1024;
    private const string LogoutType = "logout+jwt";
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LogoutAge = TimeSpan.FromMinutes(2);
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxBytes };

    /// <summary>The token of a sign-in, with the nonce that belongs to this attempt.</summary>
    public async Task<JsonWebToken> OfSignIn(JsonElement answer, string nonce, CancellationToken ct)
    {
        var token = await Signed(Text(answer, "id_token"), ct);
        Protocol(token, answer, nonce);
        return token;
    }

    /// <summary>The token that may come with a renewal; null when none came. It is about the same person, or refused.</summary>
    public async Task<JsonWebToken?> OfRenewal(JsonElement answer, string subject, CancellationToken ct)
    {
        if (Text(answer, "id_token") is not { Length: > 0 } text)
            return null;

        var token = await Signed(text, ct);
        return token.Subject == subject ? token : throw new TokenRefusedException("sub");
    }

    /// <summary>Who is gone: a person (sub), one sign-in of his (sid), or both (OpenID Connect Back-Channel Logout 1.0, 2.6).</summary>
    public async Task<(string? Subject, string? Sid, string Id)> OfLogout(string text, CancellationToken ct)
    {
        var token = await Signed(text, ct, logout: true);
        if (token.TryGetClaim("nonce", out _))
            throw new TokenRefusedException("nonce");
        if (!SaysGone(token))
            throw new TokenRefusedException("events");

        if (!token.TryGetPayloadValue<long>("iat", out _) || token.IssuedAt < clock.GetUtcNow().UtcDateTime - LogoutAge)
            throw new TokenRefusedException("iat");
        var sid = token.TryGetClaim("sid", out var session) ? session.Value : null;
        var subject = token.Subject is { Length: > 0 } said ? said : null;
        return (subject ?? sid) is null || token.Id is not { Length: > 0 and <= 200 } id
            ? throw new TokenRefusedException("sub")
            : (subject, sid, id);
    }

    // The libraries' own list: nonce, audience, authorised party, subject, and that the access token beside it is the one meant.
    private void Protocol(JsonWebToken token, JsonElement answer, string nonce)
    {
        var validator = new OpenIdConnectProtocolValidator { RequireStateValidation = false, RequireTimeStampInNonce = false };
        try
        {
            validator.ValidateTokenResponse(new()
            {
                ClientId = options.Client,
                Nonce = nonce,
                ProtocolMessage = new()
                {
                    IdToken = token.EncodedToken,
                    AccessToken = Text(answer, "access_token"),
                },
                ValidatedIdToken = new JwtSecurityToken(token.EncodedToken),
            });
        }
        catch (OpenIdConnectProtocolException wrong)
        {
            throw new TokenRefusedException(wrong.GetType().Name);
        }
    }

    private async Task<JsonWebToken> Signed(string? text, CancellationToken ct, bool logout = false)
    {
        if (text is not { Length: > 0 and <= MaxBytes } || !handler.CanReadToken(text))
            throw new TokenRefusedException("shape");

        var says = await provider.Says(ct);
        var keys = await provider.Keys(Name(text), ct);
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidIssuer = says.Issuer,
            ValidAudience = options.Client,
            RequireExpirationTime = !logout,
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            TypeValidator = (type, _, _) => Type(type, logout),
            LifetimeValidator = (from, until, _, _) => InTime(from, until, logout),
        });
        return result.IsValid && result.SecurityToken is JsonWebToken token
            ? token
            : throw new TokenRefusedException(result.Exception?.GetType().Name ?? "token");
    }

    // One kind of token is never another: an access token does not sign in, an ID token signs nobody out (RFC 8725, 3.11).
    private static string Type(string? type, bool logout) =>
        (logout ? type is LogoutType or "JWT" or null or "" : type is "JWT" or null or "")
            ? type ?? ""
            : throw new SecurityTokenInvalidTypeException("The type of this token is another.") { InvalidType = type };

    private bool InTime(DateTime? from, DateTime? until, bool logout)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return (until is { } end ? now - Skew < end : logout) && (from is not { } start || start <= now + Skew);
    }

    private static bool SaysGone(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return payload.RootElement.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
            && events.TryGetProperty(LogoutEvent, out var gone) && gone.ValueKind is JsonValueKind.Object;
    }

    private string? Name(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text).Kid;
        }
        catch (ArgumentException)
        {
            throw new TokenRefusedException("shape");
        }
    }

    internal static string? Text(JsonElement answer, string name) =>
        answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
