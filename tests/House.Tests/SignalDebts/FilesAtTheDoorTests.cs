using System.Net;
using System.Text;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Gateway;

namespace WarmHandover.Tests.SignalDebts;

/// <summary>A file may pass the gateway where a service takes files, and nowhere else.</summary>
public sealed class FilesAtTheDoorTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData("/v1/vroegsignalen/import", HttpStatusCode.OK)]
    [InlineData("/v1/voorzieningen/import", HttpStatusCode.OK)]
    [InlineData("/v1/vroegsignalen/import/", HttpStatusCode.NotFound)]
    [InlineData("/v1/gezinnen", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_large_body_passes_only_where_files_are_taken(string path, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{gateway.Port}") };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new(
            "Bearer", gateway.Tokens.Issue(new Persona("ruud", [Roles.EarlyDebt], Cast.Schuldhulp, [Cast.SchuldhulpTeam])));
        request.Content = new StringContent(new string(' ', 300 * 1024), Encoding.UTF8, "application/json");

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }
}
