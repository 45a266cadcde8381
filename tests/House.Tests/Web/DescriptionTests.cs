using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Notifications;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Web;

/// <summary>The description of each service: every operation says what it is for, every body shows how it is filled in.</summary>
public sealed partial class DescriptionTests : IDisposable
{
    private static readonly Dictionary<string, (Action<WebApplicationBuilder> Add, Action<WebApplication> Map)> Services = new()
    {
        ["signal"] = (builder => builder.AddSignals(), app => app.MapSignals()),
        ["consent"] = (builder => builder.AddConsents(), app => app.MapConsents()),
        ["referral"] = (builder => builder.AddReferrals(), app => app.MapReferrals()),
        ["notification"] = (builder => builder.AddNotifications(), app => app.MapNotifications()),
    };

    // What the door says when it does not understand, or does not let in: an example must come past all of these.
    private static readonly HttpStatusCode[] Misread =
    [
        HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity, HttpStatusCode.PreconditionRequired, HttpStatusCode.InternalServerError,
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("house-description").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("signal", 10)]
    [InlineData("consent", 6)]
    [InlineData("referral", 20)]
    [InlineData("notification", 1)]
    public async Task Every_operation_has_a_summary_and_every_example_is_understood_by_its_own_route(string service, int atLeast)
    {
        await using var app = Build(service);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var tokens = new DevTokens(folder, TestHouse.Issuer, new FakeClock(Invented.Time));
        using var description = JsonDocument.Parse(await client.GetStringAsync("/openapi.json"));
        var operations = Operations(description.RootElement).ToArray();

        Assert.Empty(operations.Where(o => o.Summary is not { Length: > 5 }).Select(o => $"{o.Method} {o.Path}"));
        Assert.Empty(operations.Where(o => o is { TakesBody: true, Example: null }).Select(o => $"{o.Method} {o.Path} shows no example"));
        var shown = operations.Where(o => o.Example is not null).ToArray();
        Assert.True(shown.Length >= atLeast, $"{service} shows {shown.Length} examples");
        foreach (var operation in shown)
        {
            using var answer = await client.SendAsync(Request(operation, tokens));
            Assert.False(
                Misread.Contains(answer.StatusCode),
                $"{operation.Method} {operation.Path} {operation.Example}: {await answer.Content.ReadAsStringAsync()}");

            // The same with one word too many is misread: the route does look at what it is sent.
            using var odd = await client.SendAsync(Request(operation with { Example = Odd(operation.Example!) }, tokens));
            Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
            await WritesNothingWithoutANumber(operation);
        }

        async Task WritesNothingWithoutANumber(Operation operation)
        {
            var log = app.Services.GetRequiredService<IEventLog>();
            var before = await log.Head(default);
            using var request = Request(operation, tokens);
            request.Headers.Remove("Idempotency-Key");
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(before, await log.Head(default));
        }
    }

    private WebApplication Build(string service)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        var ahead = Invented.Time - TimeProvider.System.GetUtcNow();
        builder.Configuration.AddInMemoryCollection(
        [
            new("WO_DATA", folder), new("urls", "http://127.0.0.1:0"),
            new("WO_CLOCK_OFFSET", ahead.ToString("c", CultureInfo.InvariantCulture)),
        ]);
        builder.Logging.ClearProviders();
        Services[service].Add(builder);
        var app = builder.Build();
        Services[service].Map(app);
        return app;
    }

    private static string Odd(string example)
    {
        var body = JsonNode.Parse(example)!.AsObject();
        body["zomaar"] = true;
        return body.ToJsonString();
    }

    private static HttpRequestMessage Request(Operation operation, DevTokens tokens)
    {
        var request = new HttpRequestMessage(new(operation.Method), InPath().Replace(operation.Path, Some));
        var personal = operation.Roles.Contains(Roles.Parent);
        var who = new Persona("noor", operation.Roles, personal ? Guid.Empty : Cast.Jgz, personal ? [] : [Invented.Team]);
        request.Headers.Authorization = new(
            "Bearer", tokens.Issue(who, personal ? Invented.Family : null, personal ? Invented.Parent : null));
        request.Headers.Add("Idempotency-Key", Cast.Id(operation.Path.Length).ToString());
        request.Headers.Add("If-Match", "\"1\"");
        request.Content = new StringContent(operation.Example!, Encoding.UTF8, "application/json");
        return request;
    }

    private static string Some(Match part) => part.Value switch
    {
        "{regel}" => "1",
        "{week}" => "2027-03-01",
        _ => $"{Invented.Family}",
    };

    private static IEnumerable<Operation> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        let body = operation.Value.TryGetProperty("requestBody", out var asked) ? asked : (JsonElement?)null
        select new Operation(
            operation.Name.ToUpperInvariant(), $"/v1{path.Name}",
            operation.Value.TryGetProperty("summary", out var summary) ? summary.GetString() : null,
            body is not null,
            body is { } given && given.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out var example)
                ? example.GetRawText()
                : null,
            operation.Value.TryGetProperty("security", out var security)
                ? [.. security[0].GetProperty("bearer").EnumerateArray().Select(role => role.GetString()!)]
                : []);

    private sealed record Operation(string Method, string Path, string? Summary, bool TakesBody, string? Example, string[] Roles);

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex InPath();
}
