using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Entry;

/// <summary>Signs the tokens of personal ways in with the house's own key: a quarter of an hour, one person, one purpose.</summary>
internal sealed class PersonalTokens(SigningCredentials? signing, TimeProvider clock)
{
    /// <summary>Whether this house has a key to sign with.</summary>
    public bool Ready => signing is not null;

    /// <summary>The public half, for the services.</summary>
    public string Jwks => signing is null ? """{"keys":[]}""" : SigningKeys.Jwks(signing);

    /// <summary>A token for the person of this way in.</summary>
    public string Issue(Guid way, WayInOpened terms, bool reading)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime;
        var until = terms.Until.UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = WaysIn.Issuer,
            Audience = "warme-overdracht",
            IssuedAt = now,
            NotBefore = now,
            Expires = now + WaysIn.Life < until ? now + WaysIn.Life : until,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = $"persoon-{terms.Person:N}",
                ["role"] = terms.Role,
                ["family"] = terms.Family.ToString(),
                ["member"] = terms.Person.ToString(),
                ["way"] = way.ToString(),
                ["purpose"] = terms.Purpose,
                ["about"] = terms.About.ToString(),
                ["scope"] = reading ? $"{WaysIn.No} {WaysIn.Reading}" : WaysIn.No,
                ["jti"] = Guid.CreateVersion7().ToString("N"),
            },
            SigningCredentials = signing ?? throw new InvalidOperationException("There is no key to sign with."),
        });
    }
}
