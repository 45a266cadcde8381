using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The consent service over HTTP, with its real log and vault: the story of case 1, and what a person can get wrong.</summary>
public sealed class ConsentApiTests : IAsyncLifetime
{
    private static readonly Persona Noor = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    private static readonly Persona Wim = new(Cast.Wim, [Roles.Professional], Cast.Wijkteam, [Cast.WijkteamNoord]);
    private static readonly Persona Sjoerd = new("sjoerd", [Roles.Auditor], Cast.Jgz, []);
    private static readonly Persona Parent = new("ouder-1", [Roles.Parent], Guid.Empty, []);

    private readonly string folder = Directory.CreateTempSubdirectory("consent-api").FullName;
    private readonly HttpClient client = new();
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private WebApplication app = null!;
    private DevTokens tokens = null!;

    private DateOnly Today => Amsterdam.DateAt(now);

    private static string Family => $"/v1/toestemmingen/{Cast.Family}";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", folder), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.AddConsents();
        app = builder.Build();
        app.MapConsents();
        tokens = new(folder, "urn:warme-overdracht:development", TimeProvider.System);
        await app.StartAsync();
        client.BaseAddress = new(app.Urls.Single());
        var heard = Bouazza(now, Today.AddYears(-8));
        await app.Services.GetRequiredService<ConsentHandler>().Handle(
            Cast.Family, new HearFamily(heard), new(Guid.CreateVersion7(), Actor.House("consent")), default);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_family_consents_a_father_takes_back_and_an_auditor_replays_it()
    {
        var debts = await Asked(Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden));
        var health = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(debts, Cast.Samira, "ja");
        await Says(health, Cast.Samira, "ja");
        var father = await Own(Cast.Erik, "/antwoorden", new { request = health, answer = "ja" });
        Assert.Equal(HttpStatusCode.NoContent, father.StatusCode);

        var overview = await Read(Noor, Family);
        Assert.Equal(["allowed", "allowed"], Standings(overview));
        var signatories = overview.GetProperty("requests")[1].GetProperty("rows")[0].GetProperty("signatories");
        Assert.Equal("ja", signatories[1].GetProperty("says").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Erik, "/intrekkingen", new { })).StatusCode);
        Assert.Equal(["allowed", "conflict"], Standings(await Read(Noor, Family)));

        var page = (await ReadOwn(Cast.Erik)).ToString();
        Assert.Contains("ingetrokken", page, StringComparison.Ordinal);
        foreach (var canary in new[] { "schuld", debts.ToString(), Cast.Samira.ToString() })
            Assert.DoesNotContain(canary, page, StringComparison.OrdinalIgnoreCase);

        var steps = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(7, steps.Length);
        Assert.Equal("consent-withdrawn.v1", steps[^1].GetProperty("type").GetString());
        Assert.Equal("unie.v1", steps[^1].GetProperty("rule").GetString());
        Assert.All(steps, s => Assert.Equal(64, s.GetProperty("hash").GetString()!.Length));
        var before = Uri.EscapeDataString(steps[^2].GetProperty("recordedAt").GetDateTimeOffset().ToString("O"));
        var stood = await Read(Sjoerd, $"{Family}/stand?team={Cast.WijkteamNoord}&doel=gezinshulp&op={before}&bekend={before}");
        var row = stood.GetProperty("recipients")[0].GetProperty("rows")[0].GetProperty("row");
        Assert.Equal("allowed", row.GetProperty("standing").GetString());
        foreach (var never in new[] { "9999-12-31", "0001-01-01T00:00:00+14:00", "31-12-2027", "T" })
        {
            var moment = Uri.EscapeDataString(never);
            Assert.Equal(HttpStatusCode.BadRequest, (await Send(Sjoerd, HttpMethod.Get, $"{Family}/stand?op={moment}")).StatusCode);
            Assert.Equal(
                HttpStatusCode.BadRequest, (await Send(Sjoerd, HttpMethod.Get, $"{Family}/geschiedenis?bekend={moment}")).StatusCode);
        }

        Assert.Equal(6, (await Read(Sjoerd, $"{Family}/geschiedenis?bekend={before}")).GetProperty("steps").GetArrayLength());
        Assert.Empty((await Read(Sjoerd, $"{Family}/inzage")).GetProperty("accesses").EnumerateArray());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_request_is_told_at_once()
    {
        var wrong = new
        {
            rows = new[] { new { subject = Cast.Samira, category = "sterrenbeeld" } },
            purpose = "nieuwsgierigheid",
            kind = "avg",
            from = Today,
            until = Today.AddDays(-1),
            toldBack = "misschien",
            channel = "duif",
        };
        var (status, body) = await Post(Noor, $"{Family}/verzoeken", wrong);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("ongeldige-invoer", Code(body));
        string[] fields =
        [
            "rows", "recipientTeam", "recipientOrganisation", "purpose", "kind", "until", "toldBack", "channel", "textVersion", "language",
        ];
        Assert.All(fields, field => Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not named"));

        var century = Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden) with { Until = Today.AddYears(100) };
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Noor, $"{Family}/verzoeken", century)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Noor, $"{Family}/verzoeken", new { vraag = "alles" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Noor, $"{Family}/verzoeken", new { rows = "alles" })).Status);
    }

    [Fact]
    public async Task Rules_say_no_with_their_code_and_foreign_is_missing()
    {
        var debts = await Asked(Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden));
        var answer = new { signatory = Cast.Erik, answer = "ja", channel = "gesprek" };

        Assert.Equal("geen-ondertekenaar", Code((await Post(Noor, $"{Family}/verzoeken/{debts}/antwoorden", answer)).Body));
        Assert.Equal("geen-ondertekenaar", Code(await Withdrawal(Cast.Erik)));
        var tooMuch = Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Gezondheid);
        Assert.Equal("buiten-doel", Code((await Post(Noor, $"{Family}/verzoeken", tooMuch)).Body));

        var foreign = await Post(Wim, $"{Family}/verzoeken/{debts}/antwoorden", answer);
        var missing = await Post(Noor, $"/v1/toestemmingen/{Cast.Id(0xbad)}/verzoeken/{debts}/antwoorden", answer);
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(Body(missing.Body), Body(foreign.Body));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, Family)).StatusCode);
        var elsewhere = Sjoerd with { Organisation = Cast.Schuldhulp };
        Assert.Equal(HttpStatusCode.NotFound, (await Send(elsewhere, HttpMethod.Get, $"{Family}/inzage")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(Noor, HttpMethod.Get, $"{Family}/geschiedenis")).StatusCode);

        var his = await Own(Cast.Erik, "/antwoorden", new { request = debts, answer = "nee" });
        var nobodys = await Own(Cast.Erik, "/antwoorden", new { request = Cast.Id(0xbad), answer = "nee" });
        Assert.Equal(HttpStatusCode.NotFound, his.StatusCode);
        Assert.Equal(
            Body(await his.Content.ReadFromJsonAsync<JsonElement>()), Body(await nobodys.Content.ReadFromJsonAsync<JsonElement>()));
        var stranger = await Own(Cast.Id(0xbad), "/antwoorden", new { request = debts, answer = "nee" });
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task A_second_answer_under_the_same_id_with_another_body_is_refused_and_the_same_is_a_repeat()
    {
        var key = Guid.CreateVersion7();
        var body = Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden);
        var first = await Post(Noor, $"{Family}/verzoeken", body, key);
        var again = await Post(Noor, $"{Family}/verzoeken", body, key);
        var other = await Post(Noor, $"{Family}/verzoeken", body with { Language = "en" }, key);

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first.Body.ToString(), again.Body.ToString());
        Assert.Equal("idempotency-key-reused", Code(other.Body));
        Assert.Equal(1, (await Read(Noor, Family)).GetProperty("requests").GetArrayLength());
    }

    [Fact]
    public async Task Before_asking_the_professional_sees_what_each_signatory_will_learn()
    {
        var (status, preview) = await Post(
            Noor, $"{Family}/vooruitblik", Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid, Geldzorgen));
        var erik = preview.GetProperty("signatories").EnumerateArray().Single(s => s.GetProperty("member").GetGuid() == Cast.Erik);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, erik.GetProperty("rows").GetArrayLength());
        Assert.StartsWith("Deze persoon zal zien dat", erik.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("geld", erik.GetProperty("sentence").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.True((await Read(Noor, "/v1/toestemmingen/categorieen")).GetProperty("purposes").GetProperty("version").GetInt32() >= 1);
    }

    private RequestShape Ask(string purpose, Guid team, Guid organisation, params Row[] rows) =>
        new(rows, team, organisation, purpose, Today.AddMonths(6), Lists.Waiver, "b1-1", "nl", "ja", "gesprek");

    private async Task<Guid> Asked(RequestShape body)
    {
        var (status, made) = await Post(Noor, $"{Family}/verzoeken", body);
        Assert.Equal(HttpStatusCode.Created, status);
        return made.GetProperty("request").GetGuid();
    }

    private async Task Says(Guid request, Guid who, string answer) => Assert.Equal(
        HttpStatusCode.NoContent,
        (await Post(Noor, $"{Family}/verzoeken/{request}/antwoorden", new { signatory = who, answer, channel = "gesprek" })).Status);

    private async Task<JsonElement> Withdrawal(Guid who) =>
        (await Post(Noor, $"{Family}/intrekkingen", new { signatory = who, channel = "telefoon" })).Body;

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(Persona who, string path, object body, Guid? key = null)
    {
        var answer = await Send(who, HttpMethod.Post, path, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private Task<HttpResponseMessage> Own(Guid member, string path, object body) =>
        Send(Parent, HttpMethod.Post, $"/v1/mijn-toestemming{path}", body, member: member);

    private async Task<JsonElement> ReadOwn(Guid member)
    {
        var answer = await Send(Parent, HttpMethod.Get, "/v1/mijn-toestemming", member: member);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Read(Persona who, string path)
    {
        var answer = await Send(who, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> Send(
        Persona who, HttpMethod method, string path, object? body = null, Guid? key = null, Guid? member = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", tokens.Issue(who, member is null ? null : Cast.Family, member));
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    private static string[] Standings(JsonElement overview) => [.. overview.GetProperty("requests").EnumerateArray()
        .Select(r => r.GetProperty("rows")[0].GetProperty("standing").GetString()!)];

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static string Body(JsonElement problem) =>
        string.Join(';', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));

    private sealed record RequestShape(
        Row[] Rows, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, DateOnly Until, string Kind, string TextVersion,
        string Language, string ToldBack, string Channel);
}
