using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Web;

namespace WarmHandover.Tests.Door;

/// <summary>What is grave asks a token of somebody who showed minutes ago who he is, and as strongly as the operator wants it.</summary>
public sealed class FreshSignInTests : IDisposable
{
    private const int FiveMinutesAndTheSkew = 330;
    private readonly string folder = Directory.CreateTempSubdirectory("fresh-sign-in").FullName;
    private readonly HttpClient http = new();

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0, null, null, true)]
    [InlineData(FiveMinutesAndTheSkew - 20, null, null, true)]
    [InlineData(FiveMinutesAndTheSkew + 20, null, null, false)]
    [InlineData(null, null, null, false)]
    [InlineData(0, "hoog", "hoog", true)]
    [InlineData(0, "laag", "hoog", false)]
    [InlineData(0, null, "hoog", false)]
    [InlineData(FiveMinutesAndTheSkew + 20, "hoog", "hoog", false)]
    public async Task A_grave_route_asks_a_recent_and_strong_sign_in_and_another_does_not(int? ago, string? acr, string? asked, bool open)
    {
        await using var app = TestHouse.Build(folder, "Development", null, ("WO_STEP_UP_ACR", asked ?? ""));
        app.MapHouse();
        var group = app.MapHouseGroup("/v1/zaken").RequiresRole(Roles.Professional);
        group.MapGet("/ernstig", () => "ja").RequiresFreshSignIn();
        group.MapGet("/gewoon", () => "ja");
        await app.StartAsync();
        http.BaseAddress = new(app.Urls.Single());
        var token = Sign(ago, acr);

        Assert.Equal(HttpStatusCode.OK, (await Get("/v1/zaken/gewoon", token)).Status);
        var (status, code, challenge) = await Get("/v1/zaken/ernstig", token);
        Assert.Equal(open ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, status);
        if (!open)
        {
            Assert.Equal("opnieuw-aanmelden", code);
            Assert.Contains("insufficient_user_authentication", challenge, StringComparison.Ordinal);
            Assert.Contains("max_age=\"300\"", challenge, StringComparison.Ordinal);
            Assert.Equal(asked is not null, challenge.Contains("acr_values=\"hoog\"", StringComparison.Ordinal));
        }
    }

    private string Sign(int? ago, string? acr)
    {
        _ = new DevTokens(folder, TestHouse.Issuer, TimeProvider.System);
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Cast.Noor,
            ["role"] = Roles.Professional,
            ["organisation"] = $"{Cast.Jgz}",
        };
        if (ago is { } seconds)
            claims["auth_time"] = now.AddSeconds(-seconds).ToUnixTimeSeconds();
        if (acr is not null)
            claims["acr"] = acr;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = TestHouse.Issuer,
            Audience = "warme-overdracht",
            Expires = now.UtcDateTime.AddMinutes(5),
            Claims = claims,
            SigningCredentials = SigningKeys.InFolder(folder, "development-key.pem", DevTokens.PublicFile, DevTokens.KeyPrefix),
        });
    }

    private async Task<(HttpStatusCode Status, string? Code, string Challenge)> Get(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var code = answer.IsSuccessStatusCode ? null : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString();
        return (answer.StatusCode, code, answer.Headers.WwwAuthenticate.ToString());
    }
}
