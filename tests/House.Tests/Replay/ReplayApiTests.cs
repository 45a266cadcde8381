using System.Net;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Consents.Replaying;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Replay;

/// <summary>What an auditor sees over HTTP: the history on two clocks, what happened with it, and what did not.</summary>
public sealed class ReplayApiTests : ConsentApi
{
    private static readonly Persona Bea = new("bea", [Roles.Administrator], Cast.Jgz, []);
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);
    private static readonly Persona Tessel = new("tessel", [Roles.Auditor], Guid.Empty, []);

    private static string Back => $"/v1/terugkijken/gezinnen/{Cast.Family}";

    private string Day => Today.ToString("O", null);

    [Fact]
    public async Task An_auditor_comes_in_when_two_people_said_so_and_what_is_outside_his_assignment_is_missing()
    {
        var body = new AssignmentBody("tessel", [Cast.Jgz], Today.AddDays(-3), Today, "klacht", Today);
        var made = (await Post(Bea, "/v1/opdrachten", body)).Body.GetProperty("assignment").GetGuid();
        var missing = await Text(Tessel, Back);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);

        Assert.Equal("tweede-persoon-nodig", Code((await Post(Bea, $"/v1/opdrachten/{made}/instemming", new { })).Body));
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Hedda, $"/v1/opdrachten/{made}/instemming", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Text(Tessel, Back)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Text(Tessel, $"{Back}?opdracht={made}")).Status);

        foreach (var outside in new[]
        {
            $"{Back}?bekend={Today.AddDays(-4):O}", $"{Back}/stand?op={Today.AddDays(1):O}", $"{Back}?opdracht={Cast.Id(0xbad)}",
            $"/v1/terugkijken/gezinnen/{Cast.Id(0xbad)}", $"{Family}/geschiedenis?bekend={Today.AddDays(-4):O}",
            $"{Back}/wie-kon?categorie=schulden&van={Today.AddDays(-9):O}&tot={Day}",
        })
        {
            var answer = await Text(Tessel, outside);
            Assert.True(HttpStatusCode.NotFound == answer.Status, $"{outside} {answer.Status}");
            Assert.Equal(missing.Body, answer.Body);
        }

        Assert.Equal("open", (await Read(Tessel, "/v1/opdrachten"))[0].GetProperty("organisations")[0].GetProperty("standing").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Hedda, $"/v1/opdrachten/{made}/einde", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Text(Tessel, Back)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Text(Noor, Back)).Status);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_assignment_or_a_question_is_told_at_once()
    {
        var (status, body) = await Post(
            Bea, "/v1/opdrachten",
            new AssignmentBody("Jan de Vries", [], Today, Today.AddDays(-1), "nieuwsgierig", Today.AddDays(-1)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var field in new[] { "auditor", "organisations", "until", "purpose", "endsOn" })
            Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), field);

        var wrong = await Text(Sjoerd, $"{Back}?op=gisteren&soort=alles&doel=geen&stap=0&team=x&persoon=1&naam=Samira");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "op", "soort", "doel", "stap", "team", "persoon", "vraag" })
            Assert.Contains($"\"{field}\"", wrong.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Samira", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Text(Sjoerd, $"{Back}/export?vorm=pdf")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Text(Sjoerd, $"{Back}/wie-kon?categorie=schulden")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Text(Sjoerd, $"{Back}/afwezigheid")).Status);
    }

    [Fact]
    public async Task Each_step_says_who_when_which_rule_and_which_text_and_the_slider_stands_at_any_of_them()
    {
        var health = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(health, Cast.Samira, "ja");
        await Own(Cast.Erik, "/antwoorden", new { request = health, answer = "ja" });
        await Own(Cast.Erik, "/intrekkingen", new { });

        var steps = (await Read(Sjoerd, Back)).GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(5, steps.Length);
        Assert.Equal("Er is toestemming gevraagd.", steps[1].GetProperty("what").GetString());
        Assert.Equal("noor", steps[1].GetProperty("by").GetProperty("person").GetString());
        Assert.Equal("unie.v1", steps[1].GetProperty("rule").GetString());
        Assert.Equal("b1-1", steps[1].GetProperty("textVersion").GetString());
        Assert.Equal(Cast.Erik, steps[^1].GetProperty("signatory").GetGuid());

        string[] stood = [.. await Stances(1, 2, 3, 4, 5)];
        Assert.Equal(["", "incomplete", "incomplete", "allowed", "conflict"], stood);
        Assert.Single((await Read(Sjoerd, $"{Back}?soort=intrekking")).GetProperty("steps").EnumerateArray());
        Assert.Equal(4, (await Read(Sjoerd, $"{Back}?verzoek={health}")).GetProperty("steps").GetArrayLength());
        Assert.Equal(2, (await Read(Sjoerd, $"{Back}?persoon={Cast.Erik}")).GetProperty("steps").GetArrayLength());
        var page = await Read(Sjoerd, $"/v1/terugkijken/ontvangers/{Cast.WijkteamNoord}");
        Assert.Equal(4, page.GetProperty("families")[0].GetProperty("steps").GetArrayLength());
        Assert.Empty((await Read(Sjoerd, $"/v1/terugkijken/ontvangers/{Cast.SchuldhulpTeam}")).GetProperty("families").EnumerateArray());
        var organisation = await Read(Sjoerd, $"/v1/terugkijken/organisaties/{Cast.Wijkteam}");
        Assert.Equal(4, organisation.GetProperty("families")[0].GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task What_is_between_other_organisations_is_a_link_without_words()
    {
        await Hear(Bouazza(Now, Today.AddYears(-8), version: 6) with { Parties = [Cast.Jgz, Cast.Wijkteam] });
        await Asked(Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden));
        await Assign("tessel", Cast.Wijkteam);

        var steps = (await Read(Tessel, Back)).GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(3, steps.Length);
        Assert.Equal(64, steps[2].GetProperty("hash").GetString()!.Length);
        Assert.False(steps[2].TryGetProperty("what", out var what) && what.ValueKind is JsonValueKind.String);
        Assert.DoesNotContain("schulden", steps[2].ToString(), StringComparison.Ordinal);
        Assert.Equal("huis", steps[1].GetProperty("by").GetProperty("role").GetString());
    }

    [Fact]
    public async Task An_export_opens_as_text_in_a_spreadsheet_prints_in_Dutch_and_holds_the_same_steps()
    {
        await Asked(Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Schulden));
        (string Form, string Type)[] forms =
            [("csv", "text/csv"), ("json", "application/json"), ("html", "text/html"), ("tekst", "text/plain")];
        foreach (var (form, type) in forms)
        {
            var answer = await Send(Sjoerd, HttpMethod.Get, $"{Back}/export?vorm={form}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains("schulden", text, StringComparison.Ordinal);
        }

        var lines = (await Text(Sjoerd, $"{Back}/export?vorm=csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("'=1+1", Csv.Cell("=1+1"));
        Assert.Equal("\"' @x,y\"", Csv.Cell(" @x,y"));
        Assert.Equal("'\tx", Csv.Cell("\tx"));
        Assert.Equal("\"a\"\"b\"", Csv.Cell("a\"b"));
    }

    [Fact]
    public async Task Under_todays_rules_it_says_which_rows_would_stand_otherwise()
    {
        var health = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(health, Cast.Samira, "ja");
        Assert.Equal(0, (await Read(Sjoerd, $"{Back}/regels-van-nu")).GetProperty("different").GetInt32());

        var choice = Lists.Rules.Choices.First(c => c.Purposes.Contains("gezinshulp") && c.RuleSet != "unie");
        await Hear(new TeamHeard(Cast.JgzTeam, 1, Cast.Jgz, choice.Kinds[0], ["GM0150"], true, true, Now));
        var compared = await Read(Sjoerd, $"{Back}/regels-van-nu");
        var row = compared.GetProperty("rows")[0];
        Assert.Equal("unie.v1", row.GetProperty("then").GetProperty("ruleSet").GetString());
        Assert.StartsWith(choice.RuleSet, row.GetProperty("now").GetProperty("ruleSet").GetString(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> Stances(params int[] steps)
    {
        var found = new List<string>();
        foreach (var step in steps)
        {
            var stood = await Read(Sjoerd, $"{Back}/stand?stap={step}");
            Assert.Equal(step, stood.GetProperty("step").GetInt32());
            var rows = stood.GetProperty("recipients").EnumerateArray().SelectMany(r => r.GetProperty("rows").EnumerateArray());
            found.Add(string.Join(',', rows.Select(r => r.GetProperty("row").GetProperty("standing").GetString())));
        }

        return found;
    }

    private async Task<(HttpStatusCode Status, string Body)> Text(Persona who, string path)
    {
        var answer = await Send(who, HttpMethod.Get, path);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.StatusCode is HttpStatusCode.NotFound ? Body(JsonDocument.Parse(body).RootElement) : body);
    }
}
