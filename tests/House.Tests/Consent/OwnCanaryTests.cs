using System.Net;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Over every route that a signatory can reach, with his own ids, with another's and with ids that do not exist: not a trace of other rows,
/// requests or signatories, and foreign is missing byte for byte.
/// </summary>
public sealed class OwnCanaryTests : ConsentApi
{
    private static readonly string[] Read1 = ["doel"];
    private static readonly Persona Young = new("jongere-1", [Roles.Young], Guid.Empty, []);

    /// <summary>The routes with a body that works for a request of his own. A new route must be added here, or the test fails.</summary>
    private readonly Dictionary<string, Func<Guid, object?>> routes = new()
    {
        ["GET /v1/mijn-toestemming"] = _ => null,
        ["GET /v1/mijn-toestemming/intrekkingen"] = _ => null,
        ["GET /v1/mijn-toestemming/ontvangstbewijs"] = _ => null,
        ["GET /v1/mijn-toestemming/uitleg"] = _ => null,
        ["GET /v1/toestemmingen/categorieen"] = _ => null,
        ["GET /v1/toestemmingen/uitleg"] = _ => null,
        ["POST /v1/mijn-toestemming/antwoorden"] = request => new { request, answer = "nee" },
        ["POST /v1/mijn-toestemming/intrekkingen"] = request => new { request },
        ["POST /v1/mijn-toestemming/uitleg"] = request => new { request, textVersion = "b1-1", language = "nl" },
    };

    [Fact]
    public void Every_route_that_a_signatory_can_reach_is_searched() =>
        Assert.Equal(routes.Keys.Order(StringComparer.Ordinal), RoutesOf(Roles.Parent, Roles.Young));

    [Fact]
    public async Task No_answer_holds_a_trace_of_another_and_foreign_is_missing_byte_for_byte()
    {
        var (debts, health) = await CaseOne();
        string[] canaries =
        [
            debts.ToString(), Cast.Samira.ToString(), Cast.Schuldhulp.ToString(), Cast.SchuldhulpTeam.ToString(), Cast.Ruud, Cast.Noor,
            Cast.Jgz.ToString(), "Kanarie", Tessa.ToString(),
        ];

        foreach (var member in new[] { Cast.Erik, Cast.Id(0xbad) })
        {
            foreach (var route in routes)
            {
                var own = await Call(route.Key, route.Value, health, member);
                var foreign = await Call(route.Key, route.Value, debts, member);
                var missing = await Call(route.Key, route.Value, Cast.Id(0xdead), member);

                Assert.Equal(missing, foreign);
                foreach (var canary in canaries)
                {
                    Assert.DoesNotContain(canary, own.Body, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain(canary, foreign.Body, StringComparison.OrdinalIgnoreCase);
                }
            }
        }

        var page = (await ReadOwn(Cast.Erik)).ToString();
        Assert.Contains(health.ToString(), page, StringComparison.Ordinal);
        foreach (var word in new[] { "schuld", "geld" })
            Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Cast.Samira.ToString(), (await ReadOwn(Cast.Samira)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Case 10: byte for byte the answers of the day before, and nothing that began later occurs in any of them.</summary>
    [Fact]
    public async Task For_who_may_not_be_informed_every_answer_stands_still_and_the_auditor_sees_that_it_was_kept_back()
    {
        var (_, health) = await CaseOne();
        await Own(Cast.Erik, "/antwoorden", new { request = health, answer = "ja" });
        var before = await Everything(health);

        var heard = Bouazza(Now, Today.AddYears(-8), 9);
        await Hear(heard with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]] });
        var shelter = (Team: Cast.Id(0x702), Organisation: Cast.Id(0x701));
        await Hear(GroundScene.Team(shelter.Team, shelter.Organisation, "wijkteam"));
        var hidden = await Asked(Ask("gezinshulp", shelter.Team, shelter.Organisation, Woorden));
        await Says(hidden, Cast.Samira, "ja");
        await Post(Noor, $"{Family}/intrekkingen", new { signatory = Cast.Samira, request = health, channel = "telefoon" });

        var after = await Everything(health);
        Assert.Equal(before, after);
        foreach (var canary in new[] { hidden, shelter.Team, shelter.Organisation })
            Assert.DoesNotContain(canary.ToString(), string.Concat(after), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            await Call("POST /v1/mijn-toestemming/antwoorden", routes["POST /v1/mijn-toestemming/antwoorden"], Cast.Id(0xdead), Cast.Erik),
            await Call("POST /v1/mijn-toestemming/antwoorden", routes["POST /v1/mijn-toestemming/antwoorden"], hidden, Cast.Erik));

        var noted = Assert.Single((await Stored()).OfType<PageWithheld>());
        Assert.Equal((Cast.Erik, "uavg-41-1-i"), (noted.Viewer, noted.Reason));
        var step = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps").EnumerateArray()
            .Single(s => s.GetProperty("type").GetString() == "page-withheld.v1");
        Assert.Equal("uavg-41-1-i", step.GetProperty("rule").GetString());
    }

    /// <summary>GDPR 7(3): as easy to withdraw as to give; counted, not promised.</summary>
    [Fact]
    public async Task Taking_back_needs_no_more_requests_and_no_more_fields_than_giving()
    {
        var health = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        var give = await Fewest("/v1/mijn-toestemming/antwoorden", new() { ["request"] = health, ["answer"] = "ja" }, Cast.Erik);
        var take = await Fewest("/v1/mijn-toestemming/intrekkingen", new() { ["request"] = health }, Cast.Erik);
        Assert.Equal(2, give);
        Assert.Equal(0, take);

        var recorded = await Fewest(
            $"{Family}/verzoeken/{health}/antwoorden", new() { ["signatory"] = Cast.Samira, ["answer"] = "ja", ["channel"] = "telefoon" });
        var taken = await Fewest($"{Family}/intrekkingen", new() { ["signatory"] = Cast.Samira, ["channel"] = "telefoon" });
        Assert.Equal(3, recorded);
        Assert.True(taken <= recorded, $"{taken} fields to take back, {recorded} to give");
        Assert.Equal(2, (await Stored()).OfType<ConsentWithdrawn>().Count());
    }

    [Fact]
    public async Task With_the_code_alone_a_no_or_a_later_goes_over_everything_that_is_still_open()
    {
        var (_, health) = await CaseOne();
        var words = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Woorden));
        await Own(Cast.Erik, "/antwoorden", new { request = health, answer = "ja" });

        Assert.Equal(HttpStatusCode.BadRequest, (await Own(Cast.Erik, "/antwoorden", new { answer = "ja" })).StatusCode);
        var later = new { answer = "later", askAgainOn = Today.AddDays(3) };
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Erik, "/antwoorden", later)).StatusCode);
        Assert.Equal(words, (await Stored()).OfType<AnswerLater>().Single().Request);
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Erik, "/antwoorden", new { answer = "nee" })).StatusCode);

        Assert.Equal(words, (await Stored()).OfType<AnswerRefused>().Single().Request);
        Assert.Equal(["ja", "nee"], (await ReadOwn(Cast.Erik)).GetProperty("rows").EnumerateArray()
            .Select(r => r.GetProperty("answer").GetString()).Order());
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Id(0x12), "/antwoorden", new { answer = "nee" })).StatusCode);
    }

    [Fact]
    public async Task A_young_person_reads_the_text_for_children_and_says_what_he_read_before_he_says_yes()
    {
        await Hear(Bouazza(Now, Today.AddYears(-13), 9));
        var request = await Asked(new
        {
            rows = new[] { Gezondheid },
            recipientTeam = Cast.WijkteamNoord,
            recipientOrganisation = Cast.Wijkteam,
            purpose = "gezinshulp",
            kind = Lists.Waiver,
            textVersion = "b1-1",
            language = "nl",
            toldBack = "ja",
            channel = "gesprek",
            explainedTo = new[] { Cast.Samira, Cast.Erik },
        });
        async Task<string> As(string method, string path, object? body = null)
        {
            var answer = await Send(Young, new(method), $"/v1/mijn-toestemming{path}", body, member: Cast.Yara);
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }

        Assert.Contains("kind-1", await As("GET", $"/uitleg?verzoek={request}"), StringComparison.Ordinal);
        Assert.Contains("eerst-uitleg", await As("POST", "/antwoorden", new { request, answer = "ja" }), StringComparison.Ordinal);
        Assert.StartsWith("204", await As("POST", "/uitleg", new
        {
            request,
            textVersion = "kind-1",
            language = "nl",
            opened = Read1,
        }), StringComparison.Ordinal);
        Assert.StartsWith("204", await As("POST", "/antwoorden", new { request, answer = "ja" }), StringComparison.Ordinal);
        Assert.Contains("Hoe het gaat met je lijf", await As("GET", ""), StringComparison.Ordinal);

        var told = (await Stored()).OfType<ExplanationGiven>().Single();
        Assert.Equal((Cast.Yara, "kind", "zelf-gelezen", "portaal"),
            (told.Signatory, told.Explained.Level, told.Explained.ToldBack, told.Channel));
        Assert.StartsWith("400", await As("POST", "/uitleg", new { request, textVersion = "x", language = "y" }), StringComparison.Ordinal);
    }

    /// <summary>Case 1, with looks, and a withdrawal of Samira's own.</summary>
    private async Task<(Guid Debts, Guid Health)> CaseOne()
    {
        var debts = await Asked(Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden, Geldzorgen));
        var health = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(debts, Cast.Samira, "ja");
        await Says(health, Cast.Samira, "ja");
        await Decide(Opens(Schulden, Now) with
        {
            By = new("referral", Cast.Ruud, "professional", Cast.SchuldhulpTeam, Cast.Schuldhulp),
            RecipientTeam = Cast.SchuldhulpTeam,
            RecipientOrganisation = Cast.Schuldhulp,
            Purpose = "schuldhulp",
        });
        await Own(Cast.Samira, "/intrekkingen", new { request = debts });
        return (debts, health);
    }

    private async Task<string[]> Everything(Guid request)
    {
        var said = new List<string>();
        foreach (var route in routes.Where(r => r.Key.StartsWith("GET", StringComparison.Ordinal)))
            said.Add($"{route.Key} {await Call(route.Key, route.Value, request, Cast.Erik)}");
        return [.. said];
    }

    private async Task<(HttpStatusCode Status, string Body)> Call(
        string route, Func<Guid, object?> body, Guid request, Guid member)
    {
        var (method, path) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);
        var query = route == "GET /v1/mijn-toestemming/uitleg" ? $"?verzoek={request}" : "";
        var answer = await Send(Parent, new(method), path + query, body(request), member: member);
        var text = await answer.Content.ReadAsStringAsync();
        var shown = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? Body(JsonDocument.Parse(text).RootElement)
            : text;
        return (answer.StatusCode, shown);
    }

    /// <summary>With how few fields a body is still accepted: each is left out in turn, and stays out when nobody misses it.</summary>
    private async Task<int> Fewest(string path, Dictionary<string, object> body, Guid? member = null)
    {
        foreach (var field in body.Keys.ToArray())
        {
            var less = body.Where(f => f.Key != field).ToDictionary(f => f.Key, f => f.Value);
            var answer = await Send(member is null ? Noor : Parent, HttpMethod.Post, path, less, member: member);
            if (answer.IsSuccessStatusCode)
                body = less;
        }

        var last = await Send(member is null ? Noor : Parent, HttpMethod.Post, path, body, member: member);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        return body.Count;
    }
}
