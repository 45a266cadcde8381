using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WarmHandover.Platform.Web;

/// <summary>A sample person who may sign in, in Development.</summary>
public sealed record Persona(string Name, string[] Roles, Guid Organisation, Guid[] Teams);

/// <summary>
/// Signs tokens for sample people with a key of its own, made once in a folder. Development only: outside it the key is not trusted,
/// because its name begins with <see cref="KeyPrefix"/>.
/// </summary>
public sealed class DevTokens
{
    /// <summary>How the name of every development key begins.</summary>
    public const string KeyPrefix = "development-";

    /// <summary>The public half, as a JWKS, in the folder.</summary>
    public const string PublicFile = "development-jwks.json";

    private const string PrivateFile = "development-key.pem";
    private readonly string issuer;
    private readonly TimeProvider clock;
    private readonly SigningCredentials signing;

    /// <summary>Loads the key of a folder, or makes one.</summary>
    public DevTokens(string folder, string issuer, TimeProvider clock)
    {
        (this.issuer, this.clock) = (issuer, clock);
        signing = SigningKeys.InFolder(folder, PrivateFile, PublicFile, KeyPrefix);
    }

    /// <summary>A token of five minutes. A parent or young person comes in for one family, as one member.</summary>
    public string Issue(Persona persona, Guid? family = null, Guid? member = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = member is null ? persona.Name : $"{persona.Name}-{member:N}",
            ["role"] = persona.Roles,
            ["team"] = persona.Teams.Select(t => t.ToString()).ToArray(),
            ["jti"] = Guid.CreateVersion7().ToString("N"),
            // Whoever chooses a sample person has just done so; no provider's strength is invented.
            ["auth_time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (persona.Organisation != Guid.Empty)
            claims["organisation"] = persona.Organisation.ToString();
        if (family is { } circle && member is { } self)
            (claims["family"], claims["member"]) = (circle.ToString(), self.ToString());

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = issuer,
            Audience = Identity.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = claims,
            SigningCredentials = signing,
        });
    }
}
