using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// What an operator sets about signing in with the organisations' identity provider (OpenID Connect). Without <c>WO_OIDC_CLIENT</c> nobody
/// comes in that way.
/// </summary>
public sealed record OpenIdOptions
{
    private const string UsualScope = "openid profile overdracht";

    /// <summary>The provider's address (<c>WO_AUTHORITY</c>); what it says of itself stands below it.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The name by which the provider knows the portal (<c>WO_OIDC_CLIENT</c>).</summary>
    public required string Client { get; init; }

    /// <summary>The portal's password at the provider (<c>WO_OIDC_SECRET</c>), unless it signs.</summary>
    public string? Secret { get; init; }

    /// <summary>The key with which the portal proves who it is (<c>WO_OIDC_KEY</c>, a PEM file): better than a password.</summary>
    public SigningCredentials? Key { get; init; }

    /// <summary>What is asked for (<c>WO_OIDC_SCOPE</c>).</summary>
    public required string Scope { get; init; }

    /// <summary>The APIs that the access token is for (RFC 8707), where the provider wants that said (<c>WO_OIDC_RESOURCE</c>).</summary>
    public string? Resource { get; init; }

    /// <summary>How strongly a person must have signed in for what is grave (<c>WO_STEP_UP_ACR</c>); absent: anew is enough.</summary>
    public string? StepUp { get; init; }

    /// <summary>Where people see the portal (<c>WO_PORTAL_ADDRESS</c>); in Development the address that the browser asked.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether the provider may be asked over plain HTTP: in Development only.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Reads the settings; null when nobody signs in this way. What cannot be right stops the start with one sentence.</summary>
    public static OpenIdOptions? Read(IConfiguration configuration, bool isDevelopment)
    {
        string? Text(string name) => configuration[name]?.Trim() is { Length: > 0 } value ? value : null;

        if (Text("WO_OIDC_CLIENT") is not { } client)
            return null;

        var options = new OpenIdOptions
        {
            Authority = Web("WO_AUTHORITY", Text("WO_AUTHORITY"), isDevelopment),
            Client = client,
            Secret = Text("WO_OIDC_SECRET"),
            Key = Text("WO_OIDC_KEY") is { } file ? SigningKeys.InFile(file, "WO_OIDC_KEY") : null,
            Scope = Text("WO_OIDC_SCOPE") ?? UsualScope,
            Resource = Text("WO_OIDC_RESOURCE"),
            StepUp = Text("WO_STEP_UP_ACR"),
            Address = isDevelopment && Text("WO_PORTAL_ADDRESS") is null
                ? null
                : Web("WO_PORTAL_ADDRESS", Text("WO_PORTAL_ADDRESS"), isDevelopment),
            IsDevelopment = isDevelopment,
        };
        if ((options.Secret is null) == (options.Key is null))
            throw new StartRefusedException("Set WO_OIDC_SECRET or WO_OIDC_KEY, one of the two: the portal must prove who it is.");
        if (!options.Scope.Split(' ').Contains("openid"))
            throw new StartRefusedException("WO_OIDC_SCOPE must ask for openid; without it the provider does not say who signed in.");
        return options;
    }

    private static Uri Web(string name, string? value, bool isDevelopment) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.Scheme == Uri.UriSchemeHttp))
            ? address
            : throw new StartRefusedException($"{name} must be an https address, such as https://overdracht.example.");
}
