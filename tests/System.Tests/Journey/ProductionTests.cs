using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using WarmHandover.Embedded.Sample;
using WarmHandover.Gateway;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Crash;

namespace WarmHandover.Tests.Journey;

/// <summary>What exists in Development only, tried on the programs as they are installed.</summary>
public sealed class ProductionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("wo-production-").FullName;
    private readonly Persona noor = People.All.Single(p => p.Name == "noor");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task The_door_where_sample_people_sign_in_exists_in_development_only(string environment, HttpStatusCode expected)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var tokens = People.Tokens(folder, TimeSpan.Zero);
        builder.Configuration.AddInMemoryCollection(
        [
            new("WO_DATA", folder), new("WO_TRUSTED_KEYS", People.PublicKeys(folder)), .. Stores.Services.Select(service =>
                KeyValuePair.Create($"WO_{service.ToUpperInvariant()}", (string?)"http://127.0.0.1:9")),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddGateway();
        await using var app = builder.Build();
        app.MapGateway().MapDevTokens(People.All);
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var body = new StringContent("""{"persona":"noor"}""", Encoding.UTF8, "application/json");
        var signedIn = await http.PostAsync("/dev/tokens", body);
        var looked = await Look(http, tokens.Issue(noor));

        // Outside Development nobody is known who could be told that something is not there: the door itself stays shut.
        Assert.Contains(signedIn.StatusCode, expected is HttpStatusCode.NotFound ? [expected, HttpStatusCode.Unauthorized] : new[] { expected });
        Assert.Equal(environment == "Production", looked is HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Signal")]
    public async Task A_program_in_production_refuses_the_tokens_of_the_development_key(string project)
    {
        var tokens = People.Tokens(folder, TimeSpan.Zero);
        await using var program = Installed(project);
        using var http = new HttpClient { BaseAddress = await program.Ready() };

        Assert.Equal(HttpStatusCode.Unauthorized, await Look(http, tokens.Issue(noor)));
        using var body = new StringContent("""{"persona":"noor"}""", Encoding.UTF8, "application/json");
        Assert.Contains((await http.PostAsync("/dev/tokens", body)).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Consent")]
    public async Task A_clock_that_is_moved_stops_the_start_in_production(string project)
    {
        People.Tokens(folder, TimeSpan.Zero);
        await using var program = Installed(project, ("WO_CLOCK_OFFSET", "+1.00:00:00"));

        Assert.Equal(1, await program.Ended());
        var sentence = Assert.Single(program.Said().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("WO_CLOCK_OFFSET", sentence, StringComparison.Ordinal);
    }

    private Child Installed(string project, params (string Name, string Value)[] more) => Child.Start(
        project, folder, [],
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WO_DATA", folder), ("WO_TRUSTED_KEYS", People.PublicKeys(folder)),
            ("WO_MASTER_KEY", MasterKey()), .. Stores.Services.Select(s => ($"WO_{s.ToUpperInvariant()}", "http://127.0.0.1:9")), .. more,
        ]);

    private static async Task<HttpStatusCode> Look(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/gezinnen");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await http.SendAsync(request)).StatusCode;
    }

    private string MasterKey()
    {
        var path = Path.Combine(folder, "master.key");
        File.WriteAllText(path, Convert.ToBase64String(new byte[32]));
        return path;
    }
}
