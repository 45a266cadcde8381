using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WarmHandover.Portal.SignIn;

/// <summary>How the portal proves to the provider that it is the portal: with a signature (RFC 7523), or with its password.</summary>
internal static class ClientProof
{
    private const string Assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static void Add(
        HttpRequestMessage request, Dictionary<string, string> form, OpenIdOptions options, string audience, TimeProvider clock)
    {
        if (options.Key is { } key)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            form["client_id"] = options.Client;
            form["client_assertion_type"] = Assertion;
            var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
            form["client_assertion"] = handler.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = options.Client,
                Audience = audience,
                IssuedAt = now,
                Expires = now.AddMinutes(1),
                Claims = new Dictionary<string, object> { ["sub"] = options.Client, ["jti"] = Guid.CreateVersion7().ToString("N") },
                SigningCredentials = key,
            });
            return;
        }

        var pair = $"{Uri.EscapeDataString(options.Client)}:{Uri.EscapeDataString(options.Secret!)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }
}
