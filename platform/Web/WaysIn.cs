using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Web;

/// <summary>
/// What a token of a personal way in says: which way, what it is for, about what, and whether the second factor was given.
/// </summary>
public sealed record WayInClaims(Guid Way, string Purpose, Guid About, bool MayRead);

/// <summary>
/// Personal ways in (decision 21): tokens that the house signs itself, for a parent, a young person or a volunteer. Every service takes
/// them with exactly these claims; a token of this issuer that says more (a team, an organisation, another role) is nobody's.
/// </summary>
public static class WaysIn
{
    /// <summary>Who signs: the house itself.</summary>
    public const string Issuer = "urn:warme-overdracht:persoonlijke-toegang";

    /// <summary>The scope that the code alone gives: say no or later, take back.</summary>
    public const string No = "nee";

    /// <summary>The scope that the second factor gives: read, and say yes.</summary>
    public const string Reading = "lezen";

    /// <summary>How long a token lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>The private half in Development, in the folder of the sample keys.</summary>
    public const string PrivateFile = "way-in-key.pem";

    private const string PublicHalf = "way-in-jwks.json";

    /// <summary>What a way in may be for.</summary>
    public static class Purposes
    {
        /// <summary>Answering for the own rows, and seeing what is shared and who looked.</summary>
        public const string Consent = "toestemming";

        /// <summary>A volunteer and the few agreed fields of one family.</summary>
        public const string Volunteer = "vrijwilliger";

        /// <summary>Saying whether it helped.</summary>
        public const string CheckBack = "nazorg";

        /// <summary>All of them.</summary>
        public static readonly IReadOnlyList<string> All = [Consent, Volunteer, CheckBack];
    }

    /// <summary>Who may come in this way.</summary>
    public static readonly IReadOnlyList<string> RolesTaken = [Roles.Parent, Roles.Young, Roles.Volunteer];

    private static readonly HashSet<string> Claims =
    [
        "iss", "aud", "sub", "role", "family", "member", "way", "purpose", "about", "scope", "jti", "iat", "nbf", "exp",
    ];

    /// <summary>The file with the public halves: as set, or in Development the one beside the sample keys.</summary>
    internal static string? PublicFile(HouseOptions options, IHostEnvironment environment) =>
        options.WayInKeysFile ?? (environment.IsDevelopment() ? Path.Combine(DevelopmentFolder(options), PublicHalf) : null);

    /// <summary>The house's own signing key: as set, or in Development one of its own; null where none is set.</summary>
    public static Microsoft.IdentityModel.Tokens.SigningCredentials? Signing(HouseOptions options, IHostEnvironment environment) =>
        options.WayInKeyFile is { } file ? SigningKeys.InFile(file, "WO_WAYIN_KEY")
        : environment.IsDevelopment()
            ? SigningKeys.InFolder(DevelopmentFolder(options), PrivateFile, PublicHalf, DevTokens.KeyPrefix)
            : null;

    internal static bool IsOne(IReadOnlyCollection<Claim> claims)
    {
        string? One(string type) => claims.Where(c => c.Type == type).Select(c => c.Value).ToArray() is [var value] ? value : null;
        bool IsId(string type) => Guid.TryParse(One(type), out var id) && id != Guid.Empty;

        return claims.All(c => Claims.Contains(c.Type))
            && RolesTaken.Contains(One("role") ?? "")
            && Purposes.All.Contains(One("purpose") ?? "")
            && IsId("family") && IsId("member") && IsId("way") && IsId("about")
            && One("scope") is No or $"{No} {Reading}"
            && long.TryParse(One("iat"), out var made) && long.TryParse(One("exp"), out var ends) && ends - made <= Life.TotalSeconds;
    }

    internal static WayInClaims? Read(ClaimsPrincipal user) => user.FindFirst("iss")?.Value == Issuer
        ? new(
            Guid.Parse(user.FindFirst("way")!.Value), user.FindFirst("purpose")!.Value, Guid.Parse(user.FindFirst("about")!.Value),
            user.FindFirst("scope")!.Value.Split(' ').Contains(Reading))
        : null;

    /// <summary>A way in opens the routes that name its purpose, and no other.</summary>
    internal static ProblemHttpResult? Refused(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated is not true || Read(http.User) is not { } way)
            return null;

        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            return null;

        var taken = endpoint?.Metadata.GetOrderedMetadata<WayInTaken>().LastOrDefault(t => t.Purpose == way.Purpose);
        return taken is null ? Problems.Of(StatusCodes.Status403Forbidden, "ander-doel")
            : taken.CodeIsEnough || way.MayRead ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "tweede-stap-nodig");
    }

    private static string DevelopmentFolder(HouseOptions options) =>
        Path.GetDirectoryName(options.TrustedKeysFile) is { Length: > 0 } beside ? beside : options.DataFolder;
}
