using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Web;
using static WarmHandover.Tests.NotificationWays.WayTale;

namespace WarmHandover.Tests.NotificationWays;

/// <summary>What every service does with a token that the house signed: these claims, for this purpose, and nothing else by it.</summary>
public sealed class HouseTokenTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-token").FullName;
    private readonly HttpClient http = new();
    private WebApplication app = null!;
    private SigningCredentials own = null!;
    private SigningCredentials sample = null!;

    public async Task InitializeAsync()
    {
        app = TestHouse.Build(folder, "Development");
        app.MapHouse();
        app.MapHouseGroup("/v1/mijn").RequiresRole(Roles.Parent, Roles.Young).TakesWayIn(WaysIn.Purposes.Consent)
            .MapGet("", (Asker asker) => $"{asker.Member} {asker.MayRead}");
        app.MapHouseGroup("/v1/nee").RequiresRole(Roles.Parent, Roles.Young).TakesWayIn(WaysIn.Purposes.Consent)
            .MapGet("", (Asker asker) => $"{asker.Member} {asker.MayRead}").TakesWayIn(WaysIn.Purposes.Consent, codeIsEnough: true);
        app.MapHouseGroup("/v1/anders").RequiresRole(Roles.Parent, Roles.Professional).MapGet("", () => "anders");
        await app.StartAsync();
        http.BaseAddress = new(app.Urls.Single());
        own = SigningKeys.InFolder(folder, WaysIn.PrivateFile, "way-in-jwks.json", DevTokens.KeyPrefix);
        _ = new DevTokens(folder, TestHouse.Issuer, TimeProvider.System);
        sample = SigningKeys.InFolder(folder, "development-key.pem", DevTokens.PublicFile, DevTokens.KeyPrefix);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_way_in_opens_what_names_its_purpose_and_reading_asks_the_pin()
    {
        var (alone, reading, nazorg) = (Issue(false), Issue(true), Issue(true, WaysIn.Purposes.CheckBack));
        Assert.Equal(HttpStatusCode.OK, await Get("/v1/mijn", reading));
        Assert.Equal(HttpStatusCode.Forbidden, await Get("/v1/mijn", alone));
        Assert.Equal(HttpStatusCode.OK, await Get("/v1/nee", alone));
        Assert.Equal(HttpStatusCode.Forbidden, await Get("/v1/mijn", nazorg));
        Assert.Equal(HttpStatusCode.Forbidden, await Get("/v1/anders", reading));
        Assert.Equal(
            HttpStatusCode.OK, await Get("/v1/mijn", new DevTokens(folder, TestHouse.Issuer, TimeProvider.System)
                .Issue(new("ouder", [Roles.Parent], Guid.Empty, []), Cast.Family, Cast.Samira)));
    }

    [Theory]
    [InlineData("team")]
    [InlineData("organisation")]
    [InlineData("second-role")]
    [InlineData("professional")]
    [InlineData("no-member")]
    [InlineData("long")]
    [InlineData("odd-scope")]
    [InlineData("odd-purpose")]
    public async Task A_token_of_the_house_that_says_more_or_less_is_nobodys(string what)
    {
        var claims = Claims();
        var life = 900;
        _ = what switch
        {
            "team" => claims["team"] = Cast.JgzTeam.ToString(),
            "organisation" => claims["organisation"] = Cast.Jgz.ToString(),
            "second-role" => claims["role"] = (string[])[Roles.Parent, Roles.Professional],
            "professional" => claims["role"] = Roles.Professional,
            "no-member" => claims.Remove("member"),
            "long" => life = 901,
            "odd-scope" => claims["scope"] = "lezen alles",
            _ => claims["purpose"] = "alles",
        };
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("/v1/mijn", Sign(claims, WaysIn.Issuer, own, life)));
    }

    [Fact]
    public async Task The_houses_key_signs_for_the_house_only_and_no_other_key_does()
    {
        Assert.Equal(HttpStatusCode.OK, await Get("/v1/mijn", Sign(Claims(), WaysIn.Issuer, own)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("/v1/mijn", Sign(Claims(), WaysIn.Issuer, sample)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("/v1/mijn", Sign(Claims(), TestHouse.Issuer, own)));
        Assert.Throws<StartRefusedException>(() => TestHouse.Build(folder, "Development", null, ("WO_ISSUER", WaysIn.Issuer)));
    }

    [Theory]
    [InlineData("http://host/binnen")]
    [InlineData("https://host/binnen?x=1")]
    [InlineData("binnen")]
    public void The_address_on_the_card_is_a_plain_https_address(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["WO_PUBLIC_ADDRESS"] = address;
        Assert.Throws<StartRefusedException>(() => Cards.From(builder.Configuration));
    }

    [Fact]
    public void A_key_file_that_holds_no_key_stops_the_start()
    {
        var file = Path.Combine(folder, "odd.pem");
        File.WriteAllText(file, "not a key");
        var refused = Assert.Throws<StartRefusedException>(() => SigningKeys.InFile(file, "WO_WAYIN_KEY"));
        Assert.Contains("WO_WAYIN_KEY", refused.Message, StringComparison.Ordinal);
        Assert.Throws<StartRefusedException>(() => SigningKeys.InFile("/nergens.pem", "WO_WAYIN_KEY"));
    }

    private string Issue(bool reading, string purpose = WaysIn.Purposes.Consent) =>
        new PersonalTokens(own, TimeProvider.System).Issue(
            Way, Opened with { Purpose = purpose, Until = TimeProvider.System.GetUtcNow().AddDays(1) }, reading);

    private static Dictionary<string, object> Claims() => new()
    {
        ["sub"] = "persoon-1",
        ["role"] = Roles.Parent,
        ["family"] = Cast.Family.ToString(),
        ["member"] = Cast.Samira.ToString(),
        ["way"] = Way.ToString(),
        ["purpose"] = WaysIn.Purposes.Consent,
        ["about"] = Request.ToString(),
        ["scope"] = "nee lezen",
    };

    private static string Sign(Dictionary<string, object> claims, string issuer, SigningCredentials key, int life = 900)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = issuer,
            Audience = "warme-overdracht",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddSeconds(life),
            Claims = claims,
            SigningCredentials = key,
        });
    }

    private async Task<HttpStatusCode> Get(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
