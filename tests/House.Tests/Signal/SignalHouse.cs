using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Web;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>
/// The signal service as it is, on SQLite in a folder of its own, with a nurse and a worker of the neighbourhood team at its door.
/// </summary>
public sealed class SignalHouse : IAsyncLifetime
{
    public static readonly Persona Noor = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    public static readonly Persona Wim = new(Cast.Wim, [Roles.Professional], Cast.Wijkteam, [Cast.WijkteamNoord]);
    public static readonly Persona Auditor = new("sjoerd", [Roles.Auditor], Cast.Jgz, []);

    private readonly string folder = Directory.CreateTempSubdirectory("house-signal").FullName;
    private readonly HttpClient client = new();
    private WebApplication? app;
    private DevTokens? tokens;
    private string? written;

    public IServiceProvider Services => app!.Services;

    public Uri Address => client.BaseAddress!;

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));

    /// <summary>Yara's birthday, eight years ago.</summary>
    public static DateOnly Birth => Today.AddYears(-8);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create<string, string?>("WO_DATA", folder), KeyValuePair.Create<string, string?>("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.AddSignals();
        app = builder.Build();
        app.MapSignals();
        await app.StartAsync();
        tokens = new(folder, "urn:warme-overdracht:development", TimeProvider.System);
        client.BaseAddress = new(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Says something once, under a key of its own unless the test names one.</summary>
    public Task<Reply> Post(string path, object body, Persona? who = null, Guid? key = null, string? ifMatch = null) =>
        Send(HttpMethod.Post, path, who, request =>
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
            if (ifMatch is not null)
                request.Headers.Add("If-Match", ifMatch);
        });

    public Task<Reply> Get(string path, Persona? who = null, string? atLeast = null) => Send(HttpMethod.Get, path, who, request =>
    {
        if (atLeast is not null)
            request.Headers.Add("At-Least", atLeast);
    });

    /// <summary>An answer that is plain text.</summary>
    public Task<string> Text(string path, Persona? who = null) => Text(path, who ?? Noor, "text/plain");

    /// <summary>An answer that is text of some kind.</summary>
    public async Task<string> Text(string path, Persona who, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", tokens!.Issue(who));
        using var answer = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a file; the answer is a line of JSON now and then, the last one the report.</summary>
    public async Task<(HttpStatusCode Status, JsonElement[] Lines)> Upload(
        string path, string type, byte[] file, Persona who, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", tokens!.Issue(who));
        request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
        request.Content = new ByteArrayContent(file);
        request.Content.Headers.ContentType = new(type);
        using var answer = await client.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? [.. lines.Select(l => JsonDocument.Parse(l).RootElement)] : []);
    }

    /// <summary>Sends as a client does that wants to read what it wrote.</summary>
    public async Task<Reply> Send(HttpMethod method, string path, Persona? who, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", tokens!.Issue(who ?? Noor));
        change(request);
        if (written is not null && !request.Headers.Contains("At-Least"))
            request.Headers.Add("At-Least", written);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var position = answer.Headers.TryGetValues("Position", out var values) ? values.Single() : null;
        written = position ?? written;
        return new(
            answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer.Headers.ETag?.Tag, position,
            answer.Headers.Location?.ToString());
    }

    /// <summary>A family with Samira and her daughter Yara.</summary>
    public async Task<(Guid Family, Guid Mother, Guid Child)> Open()
    {
        var family = (await Post("/v1/gezinnen", new { area = "GM0150" })).Id("family");
        var path = $"/v1/gezinnen/{family}/leden";
        var mother = await Post(
            path, new { role = "parent", name = "Samira Bouazza", birthDate = "1988-03-14", postcode = "7411 AB" });
        var child = await Post(path, new { role = "child", name = "Yara Hofstra", birthDate = Birth });
        return (family, mother.Id("member"), child.Id("member"));
    }

    public sealed record Reply(HttpStatusCode Status, JsonElement Body, string? ETag, string? Position, string? Location)
    {
        public string? Code => Body.GetProperty("code").GetString();

        public string[] Errors => [.. Body.GetProperty("errors").EnumerateObject().Select(e => e.Name)];

        public Guid Id(string name)
        {
            Assert.Equal(HttpStatusCode.Created, Status);
            return Body.GetProperty(name).GetGuid();
        }
    }
}
