using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Embedded.Sample;
using WarmHandover.Gateway;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Crash;

namespace WarmHandover.Tests.Journey;

/// <summary>What exists in Development only, tried on the programs as they are installed.</summary>
public sealed class ProductionTests : IDisposable
{
    private const string Gone = "http://127.0.0.1:9";
    private readonly string folder = Directory.CreateTempSubdirectory("wo-production-").FullName;
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "region-1" };
    private readonly Persona noor = People.All.Single(p => p.Name == "noor");
    private readonly string developer;

    public ProductionTests()
    {
        developer = People.Tokens(folder, TimeSpan.Zero).Issue(noor);
        var half = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        var own = new { kty = half.Kty, crv = half.Crv, x = half.X, y = half.Y, kid = half.Kid, use = "sig", alg = "ES256" };
        var development = JsonDocument.Parse(File.ReadAllText(People.PublicKeys(folder))).RootElement.GetProperty("keys")[0];
        File.WriteAllText(Keys, JsonSerializer.Serialize(new { keys = new object[] { own, development } }));
        File.WriteAllText(MasterKey, Convert.ToBase64String(new byte[32]));
    }

    private string Keys => Path.Combine(folder, "keys.json");

    private string MasterKey => Path.Combine(folder, "master.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task The_door_where_sample_people_sign_in_exists_in_development_only(string environment, HttpStatusCode expected)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(Settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddGateway();
        await using var app = builder.Build();
        app.MapGateway().MapDevTokens(People.All);
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        Assert.Equal(expected, await SignIn(http, Issue()));
        Assert.Equal(environment == "Production" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadGateway, await Look(http, developer));
    }

    [Theory]
    [InlineData("Gateway", HttpStatusCode.BadGateway)]
    [InlineData("Signal", HttpStatusCode.OK)]
    public async Task A_program_in_production_refuses_the_tokens_of_the_development_key(string project, HttpStatusCode trusted)
    {
        await using var program = Installed(project);
        using var http = new HttpClient { BaseAddress = await program.Ready() };

        Assert.Equal(HttpStatusCode.Unauthorized, await Look(http, developer));
        Assert.Equal(trusted, await Look(http, Issue()));
        Assert.Equal(HttpStatusCode.NotFound, await SignIn(http, Issue()));
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Consent")]
    public async Task A_clock_that_is_moved_stops_the_start_in_production(string project)
    {
        await using var program = Installed(project, ("WO_CLOCK_OFFSET", "+1.00:00:00"));

        Assert.Equal(1, await program.Ended());
        var sentence = Assert.Single(program.Said().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("WO_CLOCK_OFFSET", sentence, StringComparison.Ordinal);
    }

    private (string Name, string Value)[] Settings =>
    [
        ("WO_DATA", folder), ("WO_TRUSTED_KEYS", Keys), ("WO_MASTER_KEY", MasterKey),
        .. Stores.Services.Select(service => ($"WO_{service.ToUpperInvariant()}", Gone)),
    ];

    private Child Installed(string project, params (string Name, string Value)[] more) =>
        Child.Start(project, folder, [], [("ASPNETCORE_ENVIRONMENT", "Production"), .. Settings, .. more]);

    // The same claims as a development token, signed with the key of an identity provider.
    private string Issue() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Issuer = HouseOptions.DevelopmentIssuer,
        Audience = "warme-overdracht",
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = noor.Name,
            ["role"] = noor.Roles,
            ["team"] = noor.Teams.Select(t => t.ToString()).ToArray(),
            ["jti"] = Guid.CreateVersion7().ToString("N"),
            ["organisation"] = noor.Organisation.ToString(),
        },
    });

    private static async Task<HttpStatusCode> SignIn(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/tokens");
        request.Content = new StringContent("""{"persona":"noor"}""", Encoding.UTF8, "application/json");
        return await Send(http, request, token);
    }

    private static Task<HttpStatusCode> Look(HttpClient http, string token) =>
        Send(http, new(HttpMethod.Get, "/v1/gezinnen"), token);

    private static async Task<HttpStatusCode> Send(HttpClient http, HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using (request)
            return (await http.SendAsync(request)).StatusCode;
    }
}
