using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Who may come in, the same in every service and in the gateway: a signed access token for this house, not older than its own word. Each
/// checks for itself; nobody believes a header of another.
/// </summary>
internal static class Identity
{
    public const string Audience = "warme-overdracht";
    private const int MaxTokenBytes = 16 * 1024;
    private const int MaxClaims = 200;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, HouseOptions options, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment() && options is { TrustedKeysFile: null, Authority: null })
        {
            throw new StartRefusedException(
                "Nobody could sign in: set WO_TRUSTED_KEYS (a JWKS file) or WO_AUTHORITY (the identity provider).");
        }

        if (!environment.IsDevelopment() && options is { TrustedKeysFile: { } keys, Authority: null } && !File.Exists(keys))
        {
            throw new StartRefusedException(
                $"Nobody could sign in: WO_TRUSTED_KEYS names {keys}, and that file is not there. Mount it, or name the right one.");
        }

        if (Issuers(options).Contains(WaysIn.Issuer))
            throw new StartRefusedException($"WO_ISSUER names '{WaysIn.Issuer}', which is the house's own. Name the identity provider's.");

        services.AddSingleton<TrustedKeys>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TrustedKeys, TimeProvider>((jwt, keys, clock) => Set(jwt, options, environment, keys, clock));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void Set(JwtBearerOptions jwt, HouseOptions options, IHostEnvironment environment, TrustedKeys keys, TimeProvider clock)
    {
        jwt.Authority = options.Authority;
        jwt.RequireHttpsMetadata = !environment.IsDevelopment();
        jwt.RefreshInterval = TimeSpan.FromMinutes(5);
        (jwt.MapInboundClaims, jwt.IncludeErrorDetails, jwt.SaveToken) = (false, false, false);
        jwt.TokenHandlers.Clear();
        jwt.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenBytes });
        jwt.TokenValidationParameters = new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidTypes = ["at+jwt"],
            ValidAudience = Audience,
            ValidIssuers = [.. Issuers(options), WaysIn.Issuer],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = false,
            NameClaimType = "sub",
            RoleClaimType = "role",
            // A token names its key; one that names none, or one we do not know, is nobody's.
            IssuerSigningKeyResolverUsingConfiguration = (_, token, kid, _, provider) =>
                [.. keys.Of(token.Issuer, provider?.SigningKeys ?? []).Where(k => kid is { Length: > 0 } && k.KeyId == kid)],
            LifetimeValidator = (from, until, _, _) => InTime(from, until, clock.GetUtcNow().UtcDateTime),
        };
        jwt.Events = new()
        {
            OnAuthenticationFailed = failed =>
            {
                failed.Fail("refused");
                return Task.CompletedTask;
            },
            OnTokenValidated = valid =>
            {
                var claims = valid.Principal!.Claims.ToArray();
                var odd = claims.Length > MaxClaims
                    || claims.Where(c => c.Type is "sub").ToArray() is not [{ Value.Length: > 0 and <= 100 }]
                    || claims.Any(c => c.Type is "role" && c.ValueType is JsonClaimValueTypes.Json)
                    || (valid.SecurityToken.Issuer == WaysIn.Issuer && !WaysIn.IsOne(claims));
                if (odd)
                    valid.Fail("refused");
                return Task.CompletedTask;
            },
        };
    }

    private static string[] Issuers(HouseOptions options) => options.Issuer.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static bool InTime(DateTime? from, DateTime? until, DateTime now) =>
        until is { } end && now - Skew < end && (from is not { } start || start <= now + Skew);
}
