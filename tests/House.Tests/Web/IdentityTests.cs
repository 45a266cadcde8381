using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Web;

/// <summary>Forged, borrowed, old and odd tokens are nobody; a good token without the role goes no further.</summary>
public sealed class IdentityTests(TestHouse house) : IClassFixture<TestHouse>
{
    private static readonly string Path = $"/v1/dingen/{Cast.Id(9)}";
    private static readonly ECDsa Stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Each forgery: how header and claims differ from a good token, and who signs.</summary>
    public static TheoryData<string, string, string, string> Forgeries => new()
    {
        { "alg none", """{"alg":"none"}""", "{}", "" },
        { "alg nOnE", """{"alg":"nOnE"}""", "{}", "" },
        { "HS256 with the public key", """{"alg":"HS256"}""", "{}", "hmac" },
        { "RS256 in the header", """{"alg":"RS256"}""", "{}", "house" },
        { "another key under our name", "{}", "{}", "stranger" },
        { "r and s are zero", "{}", "{}", "zero" },
        { "unknown kid", """{"kid":"x"}""", "{}", "house" },
        { "kid is a path", """{"kid":"../../dev/null"}""", "{}", "house" },
        { "kid is SQL", """{"kid":"' or 1=1 --"}""", "{}", "house" },
        { "no kid", """{"kid":null}""", "{}", "house" },
        { "own key inside", """{"kid":"x","jwk":{"kty":"EC"}}""", "{}", "stranger" },
        { "key at an address", """{"kid":"x","jku":"http://127.0.0.1:1/jwks"}""", "{}", "stranger" },
        { "an ID token", """{"typ":"JWT"}""", "{}", "house" },
        { "no type", """{"typ":null}""", "{}", "house" },
        { "another audience", "{}", """{"aud":"ander"}""", "house" },
        { "another issuer", "{}", """{"iss":"https://kwaad.test"}""", "house" },
        { "expired by 31 seconds", "{}", """{"exp":-31}""", "house" },
        { "not yet for 60 seconds", "{}", """{"nbf":60}""", "house" },
        { "no expiry", "{}", """{"exp":null}""", "house" },
        { "expiry is text", "{}", """{"exp":"morgen"}""", "house" },
        { "expiry is endless", "{}", """{"exp":1e400}""", "house" },
        { "expiry is before time", "{}", """{"exp":-9999999999999}""", "house" },
        { "no subject", "{}", """{"sub":null}""", "house" },
        { "empty subject", "{}", """{"sub":""}""", "house" },
        { "subject is a list", "{}", """{"sub":["a","b"]}""", "house" },
        { "role is an object", "{}", """{"role":{"professional":true}}""", "house" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_or_borrowed_token_is_nobody(string name, string header, string claims, string signer)
    {
        Assert.NotEmpty(name);
        var (status, answer, http) = await house.Send(HttpMethod.Get, Path, token: Forge(header, claims, signer));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("niet-aangemeld", answer.GetProperty("code").GetString());
        Assert.Equal("Bearer", http.Headers.WwwAuthenticate.Single().ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"exp":-29}""")]
    [InlineData("""{"nbf":29}""")]
    [InlineData("""{"aud":["ander","warme-overdracht"]}""")]
    public async Task The_same_token_without_the_forgery_is_somebody(string claims) =>
        Assert.Equal(HttpStatusCode.OK, (await house.Send(HttpMethod.Get, Path, token: Forge("{}", claims, "house"))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    public async Task What_is_no_token_is_nobody(string token)
    {
        var (status, _, _) = await house.Send(HttpMethod.Get, Path, change: r =>
        {
            r.Headers.Authorization = null;
            r.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task Too_many_roles_or_too_long_a_token_is_nobody()
    {
        var roles = string.Join(",", Enumerable.Repeat("\"professional\"", 300));
        var many = Forge("{}", $$"""{"role":[{{roles}}]}""", "house");
        var longer = Forge("{}", $$"""{"note":"{{new string('x', 16 * 1024)}}"}""", "house");

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Send(HttpMethod.Get, Path, token: many)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Send(HttpMethod.Get, Path, token: longer)).Status);
    }

    [Fact]
    public async Task No_token_a_token_in_the_address_and_two_tokens_are_refused()
    {
        var token = house.Tokens.Issue(TestHouse.Nurse);
        using var twice = new HttpRequestMessage(HttpMethod.Get, Path);
        twice.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Client.GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Client.GetAsync($"{Path}?access_token={token}")).StatusCode);
        Assert.InRange((await house.Client.SendAsync(twice)).StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/v1/dingen/zoek?team=0198f000-0000-7000-8000-000000000102", HttpStatusCode.Forbidden)]
    [InlineData("/v1/niemand", HttpStatusCode.Forbidden)]
    public async Task A_role_that_is_not_named_goes_no_further(string path, HttpStatusCode expected)
    {
        var (status, answer, _) = await house.Send(HttpMethod.Get, path, who: TestHouse.Keeper);

        Assert.Equal(expected, status);
        Assert.Equal("geen-rol", answer.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_route_that_names_no_role_is_for_nobody() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Send(HttpMethod.Get, "/v1/niemand")).Status);

    [Fact]
    public async Task Who_asks_is_read_from_the_token()
    {
        var (_, answer, _) = await house.Send(HttpMethod.Get, Path);

        Assert.Equal(Cast.Noor, answer.GetProperty("pseudonym").GetString());
        Assert.Equal(Cast.Jgz, answer.GetProperty("organisation").GetGuid());
    }

    // Starts from a good token, changes what the test says (a number in exp and nbf is counted from now), and signs it as the test says.
    private string Forge(string headerChanges, string claimChanges, string signer)
    {
        var good = house.Tokens.Issue(TestHouse.Nurse).Split('.');
        var header = Change(good[0], headerChanges);
        var claims = Change(good[1], claimChanges);
        if (signer is "house" && headerChanges is "{}" && claimChanges is "{}")
            return string.Join('.', good);

        var body = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(Numbers(claims, claimChanges))}";
        var bytes = Encoding.ASCII.GetBytes(body);
        var signature = signer switch
        {
            "house" => Own().SignData(bytes, HashAlgorithmName.SHA256),
            "stranger" => Stranger.SignData(bytes, HashAlgorithmName.SHA256),
            "hmac" => HMACSHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(house.Folder, DevTokens.PublicFile)), bytes),
            "zero" => new byte[64],
            _ => [],
        };
        return $"{body}.{Base64UrlEncoder.Encode(signature)}";
    }

    private ECDsa Own()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(System.IO.Path.Combine(house.Folder, "development-key.pem")));
        return key;
    }

    private static JsonObject Change(string part, string changes)
    {
        var json = JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
        foreach (var (name, value) in changes.Contains("1e400", StringComparison.Ordinal) ? [] : JsonNode.Parse(changes)!.AsObject())
        {
            if (value is null)
                json.Remove(name);
            else if (name is "exp" or "nbf" && value.GetValueKind() is System.Text.Json.JsonValueKind.Number)
                json[name] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + value.GetValue<long>();
            else
                json[name] = value.DeepClone();
        }

        return json;
    }

    private static string Numbers(JsonObject claims, string changes)
    {
        var text = claims.ToJsonString();
        return changes.Contains("1e400", StringComparison.Ordinal) ? text.Replace($"\"exp\":{claims["exp"]}", "\"exp\":1e400") : text;
    }
}
