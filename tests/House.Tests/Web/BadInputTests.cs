using System.Net;

namespace WarmHandover.Tests.Web;

/// <summary>Whatever comes in, the answer is a problem that says what is wrong, and never a 500.</summary>
public sealed class BadInputTests(TestHouse house) : IClassFixture<TestHouse>
{
    private static readonly string Good = $$"""{"name":"a","team":"{{Cast.JgzTeam}}","kind":"second-one"}""";

    public static TheoryData<string, HttpStatusCode> Bodies => new()
    {
        { "", HttpStatusCode.BadRequest },
        { "null", HttpStatusCode.BadRequest },
        { "[]", HttpStatusCode.BadRequest },
        { "7", HttpStatusCode.BadRequest },
        { "{", HttpStatusCode.BadRequest },
        { "{}", HttpStatusCode.BadRequest },
        { "\"x\"", HttpStatusCode.BadRequest },
        { Good.Replace("}", ",}"), HttpStatusCode.BadRequest },
        { Good.Replace("{", "{/* x */"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"name\":\"b\"}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"erased\":true}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"$type\":\"x\"}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"__proto__\":{}}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"on\":\"2027-13-01\"}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"on\":\"01-03-2027\"}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"parts\":[{\"number\":1e999}]}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"parts\":[{\"number\":NaN}]}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"parts\":[{\"number\":9223372036854775808}]}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"parts\":[{\"number\":\"1\"}]}"), HttpStatusCode.BadRequest },
        { Good.Replace("}", ",\"parts\":[null,7]}"), HttpStatusCode.BadRequest },
        { Good.Replace("second-one", "third-one"), HttpStatusCode.BadRequest },
        { Good.Replace("\"second-one\"", "1"), HttpStatusCode.BadRequest },
        { Good.Replace("\"a\"", "null"), HttpStatusCode.BadRequest },
        { Good.Replace("\"a\"", "\"\\ud800\""), HttpStatusCode.BadRequest },
        { Good.Replace("\"name\"", "\"Name\""), HttpStatusCode.BadRequest },
        { Good.Replace("}", $",\"parts\":{new string('[', 1000)}{new string(']', 1000)}}}"), HttpStatusCode.BadRequest },
        { Good.Replace("\"a\"", $"\"{new string('a', 300_000)}\""), HttpStatusCode.RequestEntityTooLarge },
        { Good, HttpStatusCode.OK },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_of_the_wrong_shape_is_told_what_is_wrong(string body, HttpStatusCode expected)
    {
        var (status, answer, http) = await house.Send(HttpMethod.Post, "/v1/dingen", body);

        Assert.Equal(expected, status);
        if (status is HttpStatusCode.OK)
            return;
        Assert.Equal("application/problem+json", http.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(answer.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("System.", answer.GetRawText());
        if (status is HttpStatusCode.BadRequest)
        {
            Assert.Equal("ongeldige-invoer", answer.GetProperty("code").GetString());
            Assert.NotEmpty(answer.GetProperty("errors").EnumerateObject());
        }
    }

    [Fact]
    public async Task Who_sends_too_much_is_told_that_the_line_ends()
    {
        var (status, _, answer) = await house.Send(
            HttpMethod.Post, "/v1/dingen", Good.Replace("\"a\"", $"\"{new string('a', 300_000)}\""));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, true), (status, answer.Headers.ConnectionClose));
        Assert.Null((await house.Send(HttpMethod.Post, "/v1/dingen", Good)).Answer.Headers.ConnectionClose);
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        var (_, answer, _) = await house.Send(
            HttpMethod.Post, "/v1/dingen", """{"team":"x","kind":"third","on":"morgen","parts":[{"number":1},{"ready":7}],"more":1}""",
            change: r => r.Headers.Remove("Idempotency-Key"));

        Assert.Equal(
            ["Idempotency-Key", "kind", "more", "name", "on", "parts[1].number", "parts[1].ready", "team"],
            answer.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Contains("first-one, second-one", answer.GetProperty("errors").GetProperty("kind")[0].GetString());
    }

    [Theory]
    [InlineData("slecht", new[] { "At-Least", "Idempotency-Key", "name" })]
    [InlineData("goed", new[] { "At-Least", "Idempotency-Key" })]
    public async Task A_bad_header_and_bad_content_are_told_in_one_answer(string name, string[] expected)
    {
        var (status, answer, _) = await house.Send(HttpMethod.Post, "/v1/dingen/keuring", Good.Replace("\"a\"", $"\"{name}\""), change: r =>
        {
            r.Headers.Remove("Idempotency-Key");
            r.Headers.Add("Idempotency-Key", "zomaar");
            r.Headers.Add("At-Least", "ooit");
        });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(expected, answer.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=onzin")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Only_json_in_utf8_is_read(string? type)
    {
        var (status, answer, _) = await house.Send(HttpMethod.Post, "/v1/dingen", Good, type: type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("verkeerd-formaat", answer.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_compressed_body_is_refused() => Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await house.Send(
        HttpMethod.Post, "/v1/dingen", Good, change: r => r.Content!.Headers.ContentEncoding.Add("gzip"))).Status);

    [Theory]
    [InlineData(null, "idempotency-key-ontbreekt")]
    [InlineData("7", "ongeldige-invoer")]
    [InlineData("00000000-0000-0000-0000-000000000000", "ongeldige-invoer")]
    public async Task A_command_without_its_own_id_is_refused(string? key, string code)
    {
        var (status, answer, _) = await house.Send(HttpMethod.Post, "/v1/dingen", Good, change: r =>
        {
            r.Headers.Remove("Idempotency-Key");
            if (key is not null)
                r.Headers.Add("Idempotency-Key", key);
        });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.True(answer.GetProperty("errors").TryGetProperty("Idempotency-Key", out _));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    [InlineData("7", HttpStatusCode.BadRequest)]
    [InlineData("\"zeven\"", HttpStatusCode.BadRequest)]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.BadRequest)]
    [InlineData("\"7\"", HttpStatusCode.OK)]
    public async Task Who_edits_says_which_version_he_read(string? version, HttpStatusCode expected)
    {
        var (status, _, _) = await house.Send(HttpMethod.Put, $"/v1/dingen/{Cast.Id(9)}", change: r =>
        {
            if (version is not null)
                r.Headers.TryAddWithoutValidation("If-Match", version);
        });

        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("/v1/dingen/geen-nummer", HttpStatusCode.NotFound, "niet-gevonden")]
    [InlineData("/v1/dingen/zoek?team=x", HttpStatusCode.BadRequest, "ongeldige-invoer")]
    [InlineData("/v1/dingen/zoek", HttpStatusCode.BadRequest, "ongeldige-invoer")]
    [InlineData("/v1/bestaat-niet", HttpStatusCode.NotFound, "niet-gevonden")]
    [InlineData("/swagger", HttpStatusCode.NotFound, "niet-gevonden")]
    public async Task An_address_that_leads_nowhere_says_so(string path, HttpStatusCode expected, string code)
    {
        var (status, answer, _) = await house.Send(HttpMethod.Get, path);

        Assert.Equal(expected, status);
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.NotEmpty(answer.GetProperty("traceId").GetString()!);
    }

    [Theory]
    [InlineData("/v1/dingen/zoek", "Zet dit in het adres, na het vraagteken.")]
    [InlineData("/v1/dingen/zoek?team=x", "Dit heeft niet de goede vorm.")]
    public async Task What_is_missing_in_the_address_is_named(string path, string sentence)
    {
        var (_, answer, _) = await house.Send(HttpMethod.Get, path);

        Assert.Equal(sentence, answer.GetProperty("errors").GetProperty("team")[0].GetString());
    }

    [Fact]
    public async Task A_verb_that_does_not_exist_here_is_a_problem_too()
    {
        var (status, answer, _) = await house.Send(HttpMethod.Delete, "/v1/dingen");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Equal("methode-niet-toegestaan", answer.GetProperty("code").GetString());
    }
}
