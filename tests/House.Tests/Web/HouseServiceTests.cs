using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Tests.Web;

/// <summary>A whole service out of one call, several of them in one process, and what stops a start.</summary>
public sealed class HouseServiceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-service");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Two_services_stand_in_one_process_and_each_is_ready_by_itself()
    {
        await using var one = Build("een");
        await using var other = Build("ander");
        await one.StartAsync();
        await other.StartAsync();
        using var client = new HttpClient();

        foreach (var (app, name) in new[] { (one, "een"), (other, "ander") })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync($"{app.Urls.Single()}/health/live")).StatusCode);
            Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync($"{app.Urls.Single()}/health/ready")).StatusCode);
            Assert.Contains($"Warme Overdracht: {name}", await client.GetStringAsync($"{app.Urls.Single()}/openapi.json"));
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_files_does_not_start()
    {
        await using var first = Build("een");
        await first.StartAsync();
        await using var second = Build("een");

        await Assert.ThrowsAsync<StartRefusedException>(() => second.StartAsync());
    }

    [Fact]
    public async Task A_refused_start_is_one_sentence_and_exit_code_one()
    {
        var code = await HouseProcess.Run(
            ["--WO_STORE=papier"], builder => builder.AddHouse("een", _ => { }), app => app.MapHouse());

        Assert.Equal(1, code);
    }

    [Fact]
    public void A_span_forgets_what_a_person_typed()
    {
        using var span = new Activity("GET").SetTag("url.query", "?zoek=jansen").SetTag("http.route", "/v1/gezinnen").Start();
        using var without = new Telemetry.WithoutQueries();

        without.OnEnd(span);

        Assert.Equal(["http.route"], span.TagObjects.Select(t => t.Key));
    }

    private WebApplication Build(string service)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WO_DATA"] = folder.FullName,
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.Logging.ClearProviders();
        builder.AddHouse(service, _ => { });
        return builder.Build().MapHouse();
    }
}
