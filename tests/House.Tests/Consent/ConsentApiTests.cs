using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The consent service over HTTP, with its real log and vault: the story of case 1, and what a person can get wrong.</summary>
public sealed class ConsentApiTests : ConsentApi
{
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
        var elsewhere = Sjoerd with { Name = "auditor-elders" };
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
        Assert.True(preview.GetProperty("recipientListed").GetBoolean());
        Assert.Equal(Cast.WijkteamNoord, preview.GetProperty("reached")[0].GetProperty("team").GetGuid());
        var (_, unknown) = await Post(Noor, $"{Family}/vooruitblik", Ask("gezinshulp", Cast.Id(0xbad), Cast.Wijkteam, Geldzorgen));
        Assert.False(unknown.GetProperty("recipientListed").GetBoolean());
        Assert.Equal(0, unknown.GetProperty("reached").GetArrayLength());
        Assert.True((await Read(Noor, "/v1/toestemmingen/categorieen")).GetProperty("purposes").GetProperty("version").GetInt32() >= 1);
    }
}
