using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>A consent service of its own over HTTP, with its real log and vault, and a family that it heard of.</summary>
public abstract class ConsentApi : IAsyncLifetime
{
    protected static readonly Persona Noor = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    protected static readonly Persona Wim = new(Cast.Wim, [Roles.Professional], Cast.Wijkteam, [Cast.WijkteamNoord]);
    protected static readonly Persona Sjoerd = new("sjoerd", [Roles.Auditor], Cast.Jgz, []);
    protected static readonly Persona Parent = new("ouder-1", [Roles.Parent], Guid.Empty, []);

    private readonly string folder = Directory.CreateTempSubdirectory("consent-api").FullName;
    private readonly HttpClient client = new();
    protected DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();
    private WebApplication app = null!;
    private DevTokens tokens = null!;

    protected DateOnly Today => Amsterdam.DateAt(Now);

    protected static string Family => $"/v1/toestemmingen/{Cast.Family}";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", folder), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.AddConsents();
        Change(builder);
        app = builder.Build();
        app.MapConsents();
        tokens = new(folder, "urn:warme-overdracht:development", TimeProvider.System);
        await app.StartAsync();
        client.BaseAddress = new(app.Urls.Single());
        foreach (var team in Listed)
            await Hear(team);
        await Hear(Bouazza(Now, Today.AddYears(-8)));
        await Assign(Sjoerd.Name, Cast.Jgz);
    }

    /// <summary>An assignment that somebody drafted and a second person of each organisation agreed to.</summary>
    protected async Task<Guid> Assign(string auditor, params Guid[] organisations)
    {
        var (assignments, id) = (app.Services.GetRequiredService<AssignmentHandler>(), Guid.CreateVersion7());
        await assignments.Handle(
            id,
            new DraftAssignment(new(
                id, auditor, organisations, Today.AddYears(-1), Today.AddYears(1), "klacht", Today.AddDays(30), "bea", Cast.Jgz, Now)),
            new(Guid.CreateVersion7(), new("bea", Roles.Administrator, Cast.Jgz)), default);
        foreach (var organisation in organisations)
        {
            var agreed = await assignments.Handle(
                id, new AgreeToAssignment(id, organisation, "hedda", Now),
                new(Guid.CreateVersion7(), new("hedda", Roles.PrivacyOfficer, organisation)), default);
            Assert.Null(agreed.Refusal);
        }

        return id;
    }

    /// <summary>The directory as it told itself before anybody asked; what a test tells of a team later is newer.</summary>
    private static TeamHeard[] Listed =>
    [
        GroundScene.Jgz with { DirectoryVersion = 0 }, GroundScene.Wijkteam with { DirectoryVersion = 0 },
        GroundScene.Team(Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp") with { DirectoryVersion = 0 },
    ];

    protected IEventLog Log => app.Services.GetRequiredService<IEventLog>();

    /// <summary>Puts something else in the place of a part, before the service starts.</summary>
    protected virtual void Change(WebApplicationBuilder builder)
    {
    }

    protected Task Hear(FamilyHeard heard) => app.Services.GetRequiredService<ConsentHandler>().Handle(
        heard.Family, new HearFamily(heard), new(Guid.CreateVersion7(), Actor.House("consent")), default);

    protected Task Hear(TeamHeard heard) => app.Services.GetRequiredService<ListedTeamHandler>().Handle(
        heard.Team, new HearTeam(heard), new(Guid.CreateVersion7(), Actor.House("consent")), default);

    /// <summary>Something that happens beside the road of HTTP: a look, a clock, another day.</summary>
    protected async Task<Answered<WarmHandover.Consents.Consent, ConsentFact>> Decide(ConsentCommand command, Guid? family = null)
    {
        var decided = await app.Services.GetRequiredService<ConsentHandler>().Handle(
            family ?? Cast.Family, command, new(Guid.CreateVersion7(), Actor.House("consent")), default);
        Assert.Null(decided.Refusal);
        return decided;
    }

    /// <summary>Every route that somebody with one of these roles can reach, by method and pattern.</summary>
    protected IReadOnlyList<string> RoutesOf(params string[] roles) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<NeedsRole>()?.Roles.Intersect(roles).Any() is true)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(m => m != "HEAD")
                .Select(m => $"{m} {e.RoutePattern.RawText!.TrimEnd('/')}"))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    protected async Task<IReadOnlyList<ConsentFact>> Stored() =>
        [.. (await History.Read(app.Services.GetRequiredService<IEventLog>(), Cast.Family, default)).Steps.Select(s => s.Fact)];

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected RequestShape Ask(string purpose, Guid team, Guid organisation, params Row[] rows) =>
        new(rows, team, organisation, purpose, Today.AddMonths(6), Lists.Waiver, "b1-1", "nl", "ja", "gesprek");

    protected async Task<Guid> Asked(object body)
    {
        var (status, made) = await Post(Noor, $"{Family}/verzoeken", body);
        Assert.True(status == HttpStatusCode.Created, made.ToString());
        return made.GetProperty("request").GetGuid();
    }

    protected async Task Says(Guid request, Guid who, string answer) => Assert.Equal(
        HttpStatusCode.NoContent,
        (await Post(Noor, $"{Family}/verzoeken/{request}/antwoorden", new { signatory = who, answer, channel = "gesprek" })).Status);

    protected async Task<JsonElement> Withdrawal(Guid who) =>
        (await Post(Noor, $"{Family}/intrekkingen", new { signatory = who, channel = "telefoon" })).Body;

    protected async Task<(HttpStatusCode Status, JsonElement Body)> Post(Persona who, string path, object body, Guid? key = null)
    {
        var answer = await Send(who, HttpMethod.Post, path, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    protected Task<HttpResponseMessage> Own(Guid member, string path, object body) =>
        Send(Parent, HttpMethod.Post, $"/v1/mijn-toestemming{path}", body, member: member);

    protected async Task<JsonElement> ReadOwn(Guid member)
    {
        var answer = await Send(Parent, HttpMethod.Get, "/v1/mijn-toestemming", member: member);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    protected async Task<JsonElement> Read(Persona who, string path)
    {
        var answer = await Send(who, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    protected async Task<HttpResponseMessage> Send(
        Persona who, HttpMethod method, string path, object? body = null, Guid? key = null, Guid? member = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", tokens.Issue(who, member is null ? null : Cast.Family, member));
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
        if (method == HttpMethod.Get)
            request.Headers.Add("At-Least", (await app.Services.GetRequiredService<IEventLog>().Head(default)).ToString());
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    protected static string[] Standings(JsonElement overview) => [.. overview.GetProperty("requests").EnumerateArray()
        .Select(r => r.GetProperty("rows")[0].GetProperty("standing").GetString()!)];

    protected static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    protected static string Body(JsonElement problem) =>
        string.Join(';', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));

    protected sealed record RequestShape(
        Row[] Rows, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, DateOnly Until, string Kind, string TextVersion,
        string Language, string ToldBack, string Channel);
}
