using System.Net;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Tests.Operating;

/// <summary>The page for Prometheus: at an address of its own, with the house's measures and nothing of anybody.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("metrics-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_page_stands_at_its_own_address_only_and_the_apis_do_not_stand_there()
    {
        var page = new Uri($"http://127.0.0.1:{Loopback.Port()}");
        await using var house = await EmbeddedHouse.Start(
            folder, "http://127.0.0.1:0", default, more: new Dictionary<string, string?> { ["WO_METRICS"] = page.ToString() });
        using var http = new HttpClient();

        var said = await http.GetStringAsync(new Uri(page, "/metrics"));
        string[] always =
        [
            "house_backlog_age_seconds{", "house_projection_lag_seconds{", "house_post_oldest_seconds{", "house_post_undeliverable{",
        ];
        Assert.All(always, name => Assert.Contains($"\n{name}", said, StringComparison.Ordinal));

        foreach (var path in new[] { "/", "/health/ready", "/v1/gezinnen", "/internal/status", "/metrics/", "/openapi.json" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(page, path))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(new Uri(page, "/metrics"), content: null)).StatusCode);
        foreach (var address in house.Services.Values.Append(house.Address))
        {
            using var answer = await http.GetAsync(new Uri(address, "/metrics"));
            Assert.DoesNotContain("house_", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.False(answer.IsSuccessStatusCode);
        }
    }

    [Theory]
    [InlineData("9464")]
    [InlineData("https://0.0.0.0:9464")]
    [InlineData("http://meten.example:9464")]
    [InlineData("http://0.0.0.0:9464/metrics")]
    [InlineData("http://0.0.0.0:8080")]
    public void An_address_that_cannot_work_or_is_that_of_the_apis_stops_the_start(string text) => Assert.Contains(
        "WO_METRICS",
        Assert.Throws<StartRefusedException>(() => MetricsPage.Address(text, "http://0.0.0.0:8080")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://0.0.0.0:9464")]
    [InlineData("http://127.0.0.1:9464")]
    [InlineData("http://[::]:9464")]
    public void An_address_of_its_own_is_taken(string text) => Assert.Equal(text, MetricsPage.Address(text, "http://0.0.0.0:8080"));
}
