using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Web;
using WarmHandover.Portal;
using WarmHandover.Tests.Crash;

namespace WarmHandover.Tests.SignIn;

/// <summary>The portal without the rest of the house: another way to prove who it is, and how it stands in production.</summary>
public sealed class PortalAloneTests : IDisposable
{
    private const string Nobody = "http://127.0.0.1:9";
    private readonly string folder = Directory.CreateTempSubdirectory("portal-alone").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_portal_may_prove_who_it_is_with_a_signature_instead_of_a_password()
    {
        var portal = new Uri($"http://127.0.0.1:{Loopback.Port()}/");
        var pem = Path.Combine(folder, "portal.pem");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem());
        var half = JsonSerializer.Deserialize<JsonElement>(SigningKeys.Jwks(SigningKeys.InFile(pem, "WO_OIDC_KEY")));
        await using var provider = await IdentityProvider.Start(portal, half);
        var settings = provider.Settings;
        settings["WO_OIDC_KEY"] = pem;
        await using var app = Built(portal, settings);
        await app.StartAsync();

        using var noor = new Window(portal);
        await noor.SignIn("noor", "/privacy");
        Assert.True(noor.IsSignedIn);
        using var old = new Window(portal) { Number = noor.Number };
        await noor.Send("/afmelden");
        Assert.Equal(1, await provider.Revoked());
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_said_to_be_away()
    {
        var portal = new Uri($"http://127.0.0.1:{Loopback.Port()}/");
        await using var app = Built(portal, new()
        {
            ["WO_AUTHORITY"] = $"http://127.0.0.1:{Loopback.Port()}",
            ["WO_OIDC_CLIENT"] = "portaal",
            ["WO_OIDC_SECRET"] = "a-secret",
        });
        await app.StartAsync();

        using var noor = new Window(portal);
        await noor.Begin();
        Assert.Equal("?fout=niet-bereikbaar", noor.At.Query);
        Assert.Contains("antwoordt nu niet", noor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_says_it_is_another_is_not_believed()
    {
        var portal = new Uri($"http://127.0.0.1:{Loopback.Port()}/");
        await using var provider = await IdentityProvider.Start(portal);
        var settings = provider.Settings;
        // The same program, asked under another name than its own.
        settings["WO_AUTHORITY"] = provider.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var app = Built(portal, settings);
        await app.StartAsync();

        using var noor = new Window(portal);
        await noor.Begin();
        Assert.Equal("?fout=niet-bereikbaar", noor.At.Query);
    }

    [Theory]
    [InlineData("WO_AUTHORITY", "http://identiteit.example", "WO_AUTHORITY")]
    [InlineData("WO_AUTHORITY", null, "WO_AUTHORITY")]
    [InlineData("WO_OIDC_SECRET", null, "WO_OIDC_SECRET")]
    [InlineData("WO_PORTAL_ADDRESS", null, "WO_PORTAL_ADDRESS")]
    [InlineData("WO_OIDC_SCOPE", "profile", "WO_OIDC_SCOPE")]
    [InlineData("WO_CLOCK_OFFSET", "+1.00:00:00", "WO_CLOCK_OFFSET")]
    public async Task A_setting_that_cannot_work_stops_the_start_with_one_sentence(string name, string? value, string named)
    {
        var settings = Production.ToDictionary(s => s.Name, s => s.Value);
        if (value is null)
            settings.Remove(name);
        else
            settings[name] = value;
        await using var program = Child.Start("Portal", folder, [], [.. settings.Select(s => (s.Key, s.Value))]);

        Assert.Equal(1, await program.Ended());
        Assert.Contains(named, Assert.Single(program.Said().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_cookies_are_of_this_host_alone_and_sample_people_do_not_exist()
    {
        await using var program = Child.Start("Portal", folder, [], Production);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = await program.Ready() };
        using var page = await http.GetAsync(new Uri("/aanmelden", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("voorbeeld", html, StringComparison.Ordinal);
        Assert.Contains("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var cookies = page.Headers.GetValues("Set-Cookie").ToArray();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/;", $"{cookie};", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
        using var sample = await http.PostAsync(new Uri("/aanmelden/voorbeeld", UriKind.Relative), new FormUrlEncodedContent([]));
        Assert.StartsWith("/aanmelden?terug=", sample.Headers.Location?.PathAndQuery ?? $"{sample.StatusCode}", StringComparison.Ordinal);
        Assert.DoesNotContain(
            sample.Headers.TryGetValues("Set-Cookie", out var set) ? set : [], c => c.Contains("wo-sessie", StringComparison.Ordinal));
    }

    private (string Name, string Value)[] Production
    {
        get
        {
            var master = Path.Combine(folder, "master.key");
            File.WriteAllText(master, Convert.ToBase64String(new byte[32]));
            return
            [
                ("ASPNETCORE_ENVIRONMENT", "Production"), ("WO_DATA", folder), ("WO_MASTER_KEY", master), ("WO_GATEWAY", Nobody),
                ("WO_AUTHORITY", "https://identiteit.invalid"), ("WO_OIDC_CLIENT", "portaal"), ("WO_OIDC_SECRET", "a-secret-of-its-own"),
                ("WO_PORTAL_ADDRESS", "https://overdracht.example"),
            ];
        }
    }

    private WebApplication Built(Uri portal, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", folder), new("WO_GATEWAY", Nobody)]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", portal.ToString());
        builder.AddPortal();
        var app = builder.Build();
        app.MapPortal();
        return app;
    }
}
