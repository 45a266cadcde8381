using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Door;

/// <summary>
/// The NLGov API Design Rules 2.2 that can be read off a description, for every operation of every service; the rules' own linter
/// (Spectral) was run over the same files.
/// </summary>
[Collection(StoryHouse.Once)]
public sealed partial class DesignRulesTests(StoryHouse story)
{
    [Fact]
    public void Addresses_are_below_the_version_in_kebab_case_without_a_slash_at_the_end()
    {
        Assert.All(story.Descriptions.Values, d => Assert.Equal("/v1", d.GetProperty("servers")[0].GetProperty("url").GetString()));
        Assert.DoesNotContain(story.Routes, r => !Kebab().IsMatch(r.Path));
    }

    [Fact]
    public void Every_operation_says_its_version_how_it_fails_and_what_it_asks_in_camel_case()
    {
        var wrong = new List<string>();
        foreach (var (where, operation, _) in Operations())
        {
            var answers = operation.GetProperty("responses").EnumerateObject().ToArray();
            var good = answers.Where(a => a.Name is ['2' or '3', ..]).ToArray();
            if (good.Length is 0 || good.Any(a => !a.Value.TryGetProperty("headers", out var h) || !h.TryGetProperty("API-Version", out _)))
                wrong.Add($"{where}: no API-Version");
            if (answers.All(a => a.Name is not "400"))
                wrong.Add($"{where}: no 400");
            wrong.AddRange(
                from answer in answers
                where answer.Name is ['4' or '5', ..]
                where !answer.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)
                select $"{where}: {answer.Name} is no problem");
            wrong.AddRange(
                from parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default
                where parameter.GetProperty("in").GetString() is "query" && !Camel().IsMatch(parameter.GetProperty("name").GetString()!)
                select $"{where}: {parameter.GetProperty("name")}");
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_a_schema_requires_stands_in_the_example()
    {
        var (wrong, seen) = (new List<string>(), 0);
        foreach (var (where, operation, schemas) in Operations())
        {
            if (!operation.TryGetProperty("requestBody", out var body)
                || !body.GetProperty("content").TryGetProperty("application/json", out var json)
                || !json.TryGetProperty("example", out var example) || !json.GetProperty("schema").TryGetProperty("$ref", out var schema))
            {
                continue;
            }

            seen++;
            var found = schemas.GetProperty(schema.GetString()!.Split('/')[^1]);
            if (found.TryGetProperty("required", out var required))
            {
                wrong.AddRange(
                    from name in required.EnumerateArray()
                    where !example.TryGetProperty(name.GetString()!, out _)
                    select $"{where}: {name}");
            }
        }

        Assert.True(seen > 80, $"Only {seen} examples were seen.");
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_slash_at_the_end_is_another_address_that_does_not_exist()
    {
        var directory = story.Routes.Single(r => r is { Path: "/v1/sociale-kaart", Method: "GET" });

        Assert.Equal(HttpStatusCode.OK, (await story.Send(directory, directory.Path, token: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await story.Send(directory, $"{directory.Path}/", token: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await story.Send(directory, $"{directory.Path}/", token: null, at: story.Gateway)).Status);
    }

    [Fact]
    public async Task The_door_shows_every_operation_on_one_page_without_script()
    {
        using var http = new HttpClient { BaseAddress = story.Gateway };
        using var answer = await http.GetAsync("/api");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(story.Routes, r => !page.Contains($"<b>{r.Method}</b> <code>{r.Path}</code>", StringComparison.Ordinal));
        Assert.Contains("focus-visible", await http.GetStringAsync("/api/stijl"), StringComparison.Ordinal);
        using var description = await http.GetAsync("/signal/openapi.json");
        Assert.Equal("*", description.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private IEnumerable<(string Where, JsonElement Operation, JsonElement Schemas)> Operations() =>
        from description in story.Descriptions.Values
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value, description.GetProperty("components").GetProperty("schemas"));

    [GeneratedRegex(@"^/v1(/([a-z0-9.-]+|\{[a-z]+\}))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    [GeneratedRegex("^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Camel();
}
