using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Messaging;
using WarmHandover.Tests.Web;

namespace WarmHandover.Tests.Operating;

/// <summary>What an operator may ask of a running service, who may, and that his name stands in the log.</summary>
public sealed class OperatingTests : IAsyncLifetime
{
    private static readonly Persona Bea = new("bea", [Roles.Administrator], Cast.Jgz, []);
    private readonly string folder = Directory.CreateTempSubdirectory("house-operating").FullName;
    private readonly HttpClient client = new();
    private readonly Said log = new();
    private WebApplication app = null!;
    private DevTokens tokens = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", folder), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddConsents();
        app = builder.Build();
        app.MapConsents();
        tokens = new(folder, TestHouse.Issuer, TimeProvider.System);
        await app.StartAsync();
        client.BaseAddress = new(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("GET", "/internal/status")]
    [InlineData("POST", "/internal/views/rebuild")]
    [InlineData("GET", "/internal/dead-letters")]
    [InlineData("POST", "/internal/dead-letters/redrive")]
    public async Task Only_an_administrator_may(string method, string path)
    {
        foreach (var role in new[] { Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Auditor, Roles.Parent, Roles.Young })
            Assert.Equal(HttpStatusCode.Forbidden, (await Ask(method, path, Bea with { Roles = [role] })).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(method, path, who: null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(method, path, Bea)).StatusCode);
    }

    [Fact]
    public async Task The_operators_routes_are_no_part_of_the_description() =>
        Assert.DoesNotContain("/internal", await client.GetStringAsync("/openapi.json"), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_set_aside_is_counted_shown_and_driven_again_under_a_name()
    {
        var (id, message) = (Cast.Id(0x51), new FamilyComposed("signal.family-1", 1, Cast.Family, [Cast.Jgz], [], []));
        var body = JsonSerializer.SerializeToUtf8Bytes(message, Facts.Json);
        await app.Services.GetRequiredService<IParking>().Park(
            new(id, typeof(FamilyComposed).FullName!, body, "TimeoutException", Cast.Monday, 3), default);

        Assert.Equal(1, (await Read<ServiceStatus>("GET", "/internal/status")).DeadLetters);
        var letter = Assert.Single(await Read<DeadLetter[]>("GET", "/internal/dead-letters"));
        Assert.Equal((id, "TimeoutException"), (letter.Id, letter.Why));

        Assert.Equal(new(0, 1), await Read<RedriveAnswer>("POST", $"/internal/dead-letters/redrive?id={Cast.Id(0xbad)}"));
        Assert.Equal(new(1, 0), await Read<RedriveAnswer>("POST", "/internal/dead-letters/redrive"));
        Assert.Empty(await Read<DeadLetter[]>("GET", "/internal/dead-letters"));
        Assert.NotNull((await app.Services.GetRequiredService<ConsentHandler>().Load(Cast.Family, default)).State.Family);
        Assert.Contains("bea drove 1 dead letters of consent again", log.Warnings);
    }

    [Fact]
    public async Task One_rebuilds_at_a_time_and_an_unknown_view_is_not_there()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Ask("POST", "/internal/views/rebuild?view=zolder", Bea)).StatusCode);
        await using (await app.Services.GetRequiredService<ILeases>().Take("rebuild", TimeSpan.FromMinutes(1), default))
        {
            var second = await Ask("POST", "/internal/views/rebuild", Bea);
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
            Assert.Contains("wordt-al-herbouwd", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var rebuilt = await Ask("POST", "/internal/views/rebuild", Bea);
        Assert.Contains("\"done\":true", await rebuilt.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("bea rebuilds view * of consent", log.Warnings);
    }

    private async Task<T> Read<T>(string method, string path)
    {
        using var answer = await Ask(method, path, Bea);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    private async Task<HttpResponseMessage> Ask(string method, string path, Persona? who)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (who is not null)
            request.Headers.Authorization = new("Bearer", tokens.Issue(who));
        return await client.SendAsync(request);
    }
}
