using System.Net;
using System.Text.Json;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.Web;

/// <summary>What every answer has in common, and how the inside stays inside.</summary>
public sealed class AnswerTests(TestHouse house) : IClassFixture<TestHouse>
{
    [Theory]
    [InlineData("bus", HttpStatusCode.ServiceUnavailable, "toestemming-niet-bereikbaar")]
    [InlineData("achter", HttpStatusCode.ServiceUnavailable, "nog-niet-bijgewerkt")]
    [InlineData("gewist", HttpStatusCode.Gone, "vernietigd")]
    [InlineData("bezet", HttpStatusCode.ServiceUnavailable, "dienst-niet-bereikbaar")]
    [InlineData("vol", HttpStatusCode.ServiceUnavailable, "opslag-vol")]
    [InlineData("vol-postgres", HttpStatusCode.ServiceUnavailable, "opslag-vol")]
    [InlineData("anders", HttpStatusCode.InternalServerError, "fout")]
    public async Task What_goes_wrong_inside_shows_nothing_of_the_inside(string kind, HttpStatusCode expected, string code)
    {
        var (status, answer, http) = await house.Send(HttpMethod.Get, $"/v1/dingen/fout/{kind}?zoek=geheim");

        Assert.Equal(expected, status);
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.Equal(status is HttpStatusCode.ServiceUnavailable, http.Headers.RetryAfter is not null);
        Assert.DoesNotContain("geheim", answer.GetRawText());
        lock (house.Logged)
        {
            Assert.DoesNotContain(house.Logged, line => line.Contains("geheim", StringComparison.Ordinal));
            Assert.Contains(house.Logged, line => line.Contains("/v1/dingen/fout/{soort}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_answer_says_its_version_and_is_not_kept()
    {
        var (_, _, good) = await house.Send(HttpMethod.Get, $"/v1/dingen/{Cast.Id(9)}");
        var (_, _, bad) = await house.Send(HttpMethod.Get, "/v1/bestaat-niet");

        foreach (var answer in new[] { good, bad })
        {
            Assert.Equal("1.0.0", answer.Headers.GetValues("API-Version").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_reader_may_ask_how_fresh_a_view_must_be()
    {
        var path = $"/v1/dingen/zoek?team={Cast.JgzTeam}";

        var (_, fresh, _) = await house.Send(HttpMethod.Get, path, change: r => r.Headers.Add("At-Least", new Position(18).ToString()));
        var (odd, _, _) = await house.Send(HttpMethod.Get, path, change: r => r.Headers.Add("At-Least", "18"));

        Assert.Equal(18UL, fresh.GetProperty("atLeast").GetUInt64());
        Assert.Equal(HttpStatusCode.BadRequest, odd);
    }

    [Fact]
    public async Task A_refusal_that_may_pass_says_when_to_come_back()
    {
        var (status, answer, http) = await house.Send(HttpMethod.Get, "/v1/dingen/weigering");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(JsonValueKind.String, answer.GetProperty("traceId").ValueKind);
        Assert.NotNull(http.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_description_names_the_routes_their_roles_and_their_problems()
    {
        var (status, answer, _) = await house.Send(HttpMethod.Get, "/openapi.json");
        var post = answer.GetProperty("paths").GetProperty("/dingen").GetProperty("post");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Een ding", post.GetProperty("summary").GetString());
        Assert.Equal("professional", post.GetProperty("security")[0].GetProperty("bearer")[0].GetString());
        Assert.True(post.GetProperty("responses").TryGetProperty("409", out _));
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() is "Idempotency-Key");
    }
}
