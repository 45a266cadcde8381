using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Web;

/// <summary>What exists only in Development, and what stops a start.</summary>
public sealed class StartTests(TestHouse house) : IClassFixture<TestHouse>
{
    private static readonly string Path = $"/v1/dingen/{Cast.Id(9)}";

    [Fact]
    public async Task In_development_a_sample_person_signs_in()
    {
        var (status, answer, _) = await house.Send(HttpMethod.Post, "/dev/tokens", """{"persona":"noor"}""");
        var token = answer.GetProperty("accessToken").GetString()!;
        var (unknown, _, _) = await house.Send(HttpMethod.Post, "/dev/tokens", """{"persona":"iemand"}""");
        var (parent, told, _) = await house.Send(HttpMethod.Post, "/dev/tokens", """{"persona":"samira"}""");
        var (known, _, _) = await house.Send(
            HttpMethod.Post, "/dev/tokens", $$"""{"persona":"samira","family":"{{Cast.Family}}","member":"{{Cast.Samira}}"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await house.Send(HttpMethod.Get, Path, token: token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, unknown);
        Assert.Equal(HttpStatusCode.BadRequest, parent);
        Assert.Equal(["family", "member"], told.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal(HttpStatusCode.OK, known);
    }

    [Fact]
    public async Task In_production_nobody_signs_in_as_a_sample_person()
    {
        var folder = Directory.CreateTempSubdirectory("house-production");
        var tokens = new DevTokens(folder.FullName, TestHouse.Issuer, TimeProvider.System);
        await using var app = TestHouse.Build(folder.FullName, "Production", null,
            ("WO_TRUSTED_KEYS", System.IO.Path.Combine(folder.FullName, DevTokens.PublicFile)));
        TestHouse.Map(app);
        app.MapDevTokens([TestHouse.Nurse]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var signIn = new StringContent("""{"persona":"noor"}""", Encoding.UTF8, "application/json");

        Assert.DoesNotContain(
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>(),
            route => route.RoutePattern.RawText!.Contains("dev", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/dev/tokens", signIn)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Issue(TestHouse.Nurse));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Path)).StatusCode);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Production", "WO_CLOCK_OFFSET", "+1.00:00:00")]
    [InlineData("Development", "WO_CLOCK_OFFSET", "morgen")]
    [InlineData("Development", "WO_STORE", "papier")]
    public void A_setting_that_may_not_be_stops_the_start_in_one_sentence(string environment, string name, string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() =>
            TestHouse.Build("/nergens", environment, null, (name, value), ("WO_TRUSTED_KEYS", "/nergens/sleutels.json")));

        Assert.Contains(name, refused.Message);
    }

    [Fact]
    public void Without_any_trusted_key_production_does_not_start() => Assert.Contains(
        "WO_TRUSTED_KEYS", Assert.Throws<StartRefusedException>(() => TestHouse.Build("/nergens", "Production")).Message);

    [Fact]
    public void In_development_the_clock_may_be_moved()
    {
        using var app = (IDisposable)TestHouse.Build("/nergens", "Development", null, ("WO_CLOCK_OFFSET", "+1.00:00:00"));
        var clock = (TimeProvider)((WebApplication)app).Services.GetService(typeof(TimeProvider))!;

        Assert.InRange(clock.GetUtcNow() - DateTimeOffset.UtcNow, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
    }
}
