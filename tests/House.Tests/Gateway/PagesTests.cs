using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Tests.Gateway;

/// <summary>Pages and APIs on one address: what is no address of an API goes to the portal, and what is one never does.</summary>
public sealed class PagesTests(TestGateway rig) : IClassFixture<TestGateway>, IAsyncLifetime
{
    private readonly List<(string Path, Dictionary<string, string> Headers, string Body)> seen = [];
    private WebApplication portal = null!;
    private WebApplication gateway = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        portal = builder.Build();
        portal.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Add((
                context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()),
                await reader.ReadToEndAsync()));
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'";
            context.Response.Headers.Append("Set-Cookie", "__Host-wo-sessie=x; path=/; secure; httponly");
            await context.Response.WriteAsync("<p>pagina</p>");
        });
        await portal.StartAsync();
        gateway = await rig.Start(("WO_SIGNAL", rig.Service), ("WO_PORTAL", portal.Urls.Single()));
        http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(gateway.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await gateway.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/gezinnen")]
    [InlineData("/v1x")]
    [InlineData("/aanmelden/organisatie/terug?code=a&state=b")]
    public async Task A_page_comes_from_the_portal_with_its_own_headers(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", "__Host-wo-sessie=abc");
        request.Headers.Add("X-Forwarded-For", "10.0.0.1");
        request.Headers.Add("X-User-Id", "admin");
        request.Headers.Add("Wo-Visitor", "203.0.113.9");
        request.Headers.Authorization = new("Bearer", rig.Tokens.Issue(Web.TestHouse.Nurse));
        using var answer = await http.SendAsync(request);

        Assert.Equal("<p>pagina</p>", await answer.Content.ReadAsStringAsync());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        var headers = Assert.Single(seen).Headers;
        Assert.Equal("__Host-wo-sessie=abc", headers["Cookie"]);
        Assert.Equal(http.BaseAddress!.Authority, headers["Host"]);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        foreach (var absent in new[] { "Authorization", "X-Forwarded-Host", "X-User-Id" })
            Assert.DoesNotContain(absent, headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("127.0.0.1, 10.0.0.0/8", "192.0.2.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.0/8", "198.51.100.7", "127.0.0.1")]
    public async Task Where_a_visitor_comes_from_is_believed_of_who_stands_in_front_and_one_step_at_a_time(
        string proxies, string said, string believed)
    {
        await using var door = await rig.Start(("WO_SIGNAL", rig.Service), ("WO_PORTAL", portal.Urls.Single()), ("WO_PROXIES", proxies));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new(door.Urls.Single()), "/gezinnen"));
        request.Headers.Add("X-Forwarded-For", said);
        using var answer = await http.SendAsync(request);

        Assert.Equal(believed, Assert.Single(seen).Headers["X-Forwarded-For"]);
    }

    [Fact]
    public async Task Who_guesses_codes_behind_the_same_load_balancer_shuts_nobody_else_out()
    {
        await using var door = await rig.Start(("WO_NOTIFICATION", rig.Service), ("WO_PROXIES", "127.0.0.1"));
        async Task<HttpStatusCode> Try(string visitor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new(door.Urls.Single()), "/v1/toegang"));
            request.Headers.Add("X-Forwarded-For", visitor);
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        var refused = false;
        for (var tries = 0; tries < 100 && !refused; tries++)
            refused = await Try("198.51.100.7") is HttpStatusCode.TooManyRequests;
        Assert.True(refused);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await Try("198.51.100.8"));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("de balancer")]
    public async Task Everybody_or_nobody_in_particular_in_front_stops_the_start(string proxies)
    {
        var stopped = await Assert.ThrowsAsync<StartRefusedException>(() => rig.Start(("WO_PROXIES", proxies)));
        Assert.Contains("WO_PROXIES", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_goes_to_the_portal_whole()
    {
        using var form = new FormUrlEncodedContent([new("naam", "O'Brien"), new("formulier", new string('x', 100_000))]);
        using var answer = await http.PostAsync(new Uri("/gezinnen/nieuw", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("naam=O%27Brien&formulier=xxx", Assert.Single(seen).Body, StringComparison.Ordinal);
        using var large = new FormUrlEncodedContent([new("naam", new string('x', 300_000))]);
        using var refused = await http.PostAsync(new Uri("/gezinnen/nieuw", UriKind.Relative), large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v1/bestaat-niet")]
    [InlineData("GET", "/V1/bestaat-niet")]
    [InlineData("GET", "/dev/tokens")]
    [InlineData("GET", "/signal/anders")]
    [InlineData("GET", "/.well-known/anders")]
    [InlineData("GET", "/gezinnen/..%2f..%2fv1")]
    [InlineData("DELETE", "/gezinnen")]
    [InlineData("PUT", "/gezinnen")]
    [InlineData("TRACE", "/gezinnen")]
    public async Task What_is_no_page_never_reaches_the_portal(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await http.SendAsync(request);

        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{method} {path} gave {(int)answer.StatusCode}");
        Assert.Empty(seen);
    }

    [Fact]
    public async Task An_api_is_still_the_services_and_without_a_portal_there_are_no_pages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/gezinnen");
        request.Headers.Authorization = new("Bearer", rig.Tokens.Issue(Web.TestHouse.Nurse));
        using var answer = await http.SendAsync(request);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(seen);

        using var alone = new HttpClient { BaseAddress = new($"http://127.0.0.1:{rig.Port}") };
        using var nothing = await alone.GetAsync(new Uri("/gezinnen", UriKind.Relative));
        Assert.Contains(nothing.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
    }
}
