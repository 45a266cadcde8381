using WarmHandover.Platform.Hosting;
using WarmHandover.Tests.Web;

namespace WarmHandover.Tests.Gateway;

/// <summary>What the gateway passes on and what it does not, byte for byte over a socket.</summary>
public sealed class GatewayTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Chunked = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Host = "Host: zorg.test\r\n";

    [Theory]
    [InlineData("GET /v1/gezinnen/..%2fadmin HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen/..%5cadmin HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen/..\\admin HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen/%252e%252e/admin HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen//x HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen;x=1 HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen/%00 HTTP/1.1\r\n", "", 400)]
    [InlineData("GET /v1/gezinnen/../admin HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /v1/gezinnenx HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /.git HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /dev/tokens HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /internal/status HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /signal/internal/status HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /v1/gezinnen/../../internal/status HTTP/1.1\r\n", "", 404)]
    [InlineData("GET /v1/gezinnen/..%2f..%2finternal/status HTTP/1.1\r\n", "", 400)]
    [InlineData("POST /internal/views/rebuild HTTP/1.1\r\n", "Content-Length: 0\r\n", 404)]
    [InlineData("POST /internal/dead-letters/redrive HTTP/1.1\r\n", "Content-Length: 0\r\n", 404)]
    [InlineData("TRACE /v1/gezinnen HTTP/1.1\r\n", "", 405)]
    [InlineData("FOO /v1/gezinnen HTTP/1.1\r\n", "", 405)]
    [InlineData("PATCH /v1/gezinnen HTTP/1.1\r\n", "Content-Length: 0\r\n", 405)]
    [InlineData("OPTIONS /v1/gezinnen HTTP/1.1\r\n", "Origin: https://kwaad.test\r\nAccess-Control-Request-Method: POST\r\n", 405)]
    [InlineData("GET /v1/gezinnen HTTP/1.1\r\n", "Content-Length: 2\r\n\r\n{}", 400)]
    [InlineData("GET /v1/gezinnen HTTP/1.1\r\n", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Content-Length: -1\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Transfer-Encoding: xchunked\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Transfer-Encoding: chunked, identity\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", Chunked + "FFFFFFFFFFFFFFFF\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", Chunked + "2;x\n{}\r\n0\r\n", 400)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Content-Type: application/json\r\nContent-Length: 300000\r\n", 413)]
    [InlineData("POST /v1/gezinnen HTTP/1.1\r\n", "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415)]
    [InlineData("GET /v1/gezinnen HTTP/1.1\r\n", "X Y: 1\r\n", 400)]
    [InlineData("GET /v1/gezinnen HTTP/1.1\r\n", "X-Y : 1\r\n", 400)]
    [InlineData("GET /v1/gezinnen HTTP/1.1\r\n", "Host: ander.test\r\n", 400)]
    [InlineData("GET http://ander.test/v1/gezinnen HTTP/1.1\r\n", "", 400)]
    public async Task What_could_be_read_in_two_ways_stops_here(string line, string headers, int status)
    {
        var before = gateway.Seen.Count;

        var answer = await gateway.Raw($"{line}{Host}Authorization: Bearer {gateway.Tokens.Issue(TestHouse.Nurse)}\r\n{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Equal(before, gateway.Seen.Count);
        Assert.DoesNotContain("Access-Control-", answer);
    }

    [Fact]
    public async Task A_line_that_ends_with_a_bare_line_feed_is_refused() =>
        Assert.StartsWith("HTTP/1.1 400 ", await gateway.Raw(gateway.Get("/v1/gezinnen").Replace("\r\n", "\n")));

    [Fact]
    public async Task A_second_request_behind_two_lengths_is_not_run()
    {
        var before = gateway.Seen.Count;

        var answer = await gateway.Raw(
            gateway.Get("/v1/gezinnen").Replace("GET", "POST").TrimEnd()
            + "\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + gateway.Get("/v1/gezinnen/gesmokkeld"));

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Single(answer.Split("HTTP/1.1 ")[1..]);
        Assert.Equal(before, gateway.Seen.Count);
    }

    [Fact]
    public async Task An_invented_identity_does_not_reach_a_service()
    {
        var answer = await gateway.Raw(gateway.Get("/v1/gezinnen/kop",
            "X-User-Id: admin\r\nX-Roles: beheerder\r\nForwarded: for=1.1.1.1\r\nX-Forwarded-For: 1.1.1.1\r\nX-Original-URL: /admin\r\n"
            + "X-Rewrite-URL: /admin\r\nX-HTTP-Method-Override: DELETE\r\nCookie: a=b\r\nbaggage: naam=jan\r\n"
            + "At-Least: 0000000000000001\r\n"));

        Assert.StartsWith("HTTP/1.1 200 ", answer);
        var headers = gateway.Seen.Single(s => s.Target == "/v1/gezinnen/kop").Headers;
        Assert.Equal(["At-Least", "Authorization", "Host", "traceparent"], headers.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.StartsWith("127.0.0.1", headers["Host"]);
    }

    [Theory]
    [InlineData("/v1/gezinnen", 401)]
    [InlineData("/v1/bestaat-niet", 401)]
    [InlineData("/v1/teams", 401)]
    [InlineData("/v1/sociale-kaart?domein=geldzorgen", 200)]
    [InlineData("/signal/openapi.json", 200)]
    [InlineData("/health/live", 204)]
    [InlineData("/health/ready", 204)]
    public async Task Only_the_directory_the_descriptions_and_health_are_open(string target, int status)
    {
        var answer = await gateway.Raw($"GET {target} HTTP/1.1\r\n{Host}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
    }

    [Fact]
    public async Task The_directory_is_open_for_reading_only() => Assert.StartsWith("HTTP/1.1 40", await gateway.Raw(
        $"POST /v1/sociale-kaart HTTP/1.1\r\n{Host}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"));

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_a_browser_quiet()
    {
        foreach (var target in new[] { "/v1/gezinnen", "/v1/bestaat-niet", "/v1/gezinnen/%252e" })
        {
            var answer = await gateway.Raw(gateway.Get(target));

            Assert.Contains("X-Content-Type-Options: nosniff", answer);
            Assert.Contains("Strict-Transport-Security: max-age=", answer);
            Assert.Contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", answer);
            Assert.Contains("Referrer-Policy: no-referrer", answer);
            Assert.Contains("X-Frame-Options: DENY", answer);
            Assert.DoesNotContain("Access-Control-Allow-Origin", answer);
            Assert.Contains("API-Version: 1.0.0", answer);
            Assert.DoesNotContain("Server:", answer);
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_said_in_plain_words()
    {
        var answer = await gateway.Raw(gateway.Get($"/v1/toestemmingen/{Cast.Family}"));

        Assert.StartsWith("HTTP/1.1 502 ", answer);
        Assert.Contains("application/problem+json", answer);
        Assert.Contains("dienst-niet-bereikbaar", answer);
        Assert.Contains("Retry-After: ", answer);
    }

    [Fact]
    public async Task The_page_of_the_APIs_says_which_service_is_away()
    {
        var answer = await gateway.Raw($"GET /api HTTP/1.1\r\n{Host}\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("Deze dienst antwoordt nu niet", answer);
    }

    [Fact]
    public async Task Where_a_weakness_is_reported_stands_where_everybody_looks_and_runs_out()
    {
        var ask = $"GET /.well-known/security.txt HTTP/1.1\r\n{Host}\r\n";
        await using var known = await gateway.Start(("WO_SECURITY_CONTACT", "mailto:security@gemeente.example"));
        var answer = await gateway.Raw(ask, new Uri(known.Urls.Single()).Port);

        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("Content-Type: text/plain", answer);
        Assert.Contains("Contact: mailto:security@gemeente.example\n", answer);
        var expires = DateTimeOffset.Parse(answer.Split("Expires: ")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(170), TimeSpan.FromDays(180));
        Assert.DoesNotContain("Contact:", await gateway.Raw(ask));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "{}")]
    public async Task A_service_that_takes_too_long_is_said_to_be_away_and_no_fault_of_who_asked(string method, string body)
    {
        await using var hasty = await gateway.Start(("WO_SIGNAL", gateway.Service), ("WO_PATIENCE", "1"));
        var answer = await gateway.Raw(
            $"{method} {TestGateway.NeverAnswered} HTTP/1.1\r\n{Host}Authorization: Bearer {gateway.Tokens.Issue(TestHouse.Nurse)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}",
            new Uri(hasty.Urls.Single()).Port);

        Assert.StartsWith("HTTP/1.1 504 ", answer);
        Assert.Contains("dienst-niet-bereikbaar", answer);
        Assert.Contains("Retry-After: ", answer);
    }

    [Fact]
    public async Task Who_asks_too_much_is_asked_to_wait()
    {
        await using var small = await gateway.Start(("WO_RATE", "1"));
        var port = new Uri(small.Urls.Single()).Port;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => gateway.Raw(gateway.Get("/v1/gezinnen"), port)));

        Assert.Contains(answers, a => a.StartsWith("HTTP/1.1 502 ", StringComparison.Ordinal));
        Assert.Contains(answers, a => a.StartsWith("HTTP/1.1 429 ", StringComparison.Ordinal) && a.Contains("Retry-After: 1")
            && a.Contains("te-veel-verzoeken"));
        Assert.StartsWith("HTTP/1.1 204 ", await gateway.Raw($"GET /health/live HTTP/1.1\r\n{Host}\r\n", port));
    }

    [Theory]
    [InlineData("WO_CONSENT", "nergens")]
    [InlineData("WO_RATE", "veel")]
    [InlineData("WO_PATIENCE", "lang")]
    [InlineData("WO_SECURITY_CONTACT", "bel maar")]
    public async Task A_gateway_that_does_not_know_its_way_does_not_start(string name, string value) =>
        Assert.Contains(name, (await Assert.ThrowsAsync<StartRefusedException>(() => gateway.Start((name, value)))).Message);
}
