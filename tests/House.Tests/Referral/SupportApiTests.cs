using System.Net;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Referrals.ReferralHouse;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>A volunteer from the coordinator's question to the last day, at the doors of referral and of the personal way in.</summary>
public sealed class SupportApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private const string Own = "/v1/mijn-steun";

    [Fact]
    public async Task A_volunteer_sees_the_agreed_fields_of_one_family_after_the_yes_and_nothing_from_the_next_use_after_the_end()
    {
        var path = await Running();
        var (way, vera) = await Ask(path, "Vera Vrijwilliger");
        var (code, token, noToken) = await house.ComeIn(way, Ruud);
        Assert.Equal("tweede-stap-nodig", (await house.AsOneself(HttpMethod.Get, Own, noToken)).Code);
        Assert.Equal("tweede-stap-nodig", (await house.AsOneself(HttpMethod.Post, $"{Own}/ja", noToken)).Code);

        var before = await house.AsOneself(HttpMethod.Get, Own, token);
        Assert.Equal(("gevraagd", 0), (before.Body.GetProperty("state").GetString(), before.Body.GetProperty("fields").GetArrayLength()));
        Assert.DoesNotContain("Over hulpvraag", before.Text, StringComparison.Ordinal);
        Assert.Equal("eerst-ja-of-nee", (await Say(token, "stand", new { report = "loopt-goed" })).Code);

        Assert.Equal(HttpStatusCode.NoContent, (await Say(token, "ja")).Status);
        var after = await house.AsOneself(HttpMethod.Get, Own, token);
        Assert.Equal(("helpt", 1), (after.Body.GetProperty("state").GetString(), after.Body.GetProperty("fields").GetArrayLength()));
        Assert.Contains("Over hulpvraag.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Over bereikbaarheid.", after.Text, StringComparison.Ordinal);
        var asked = house.Consent.Asked.Last();
        Assert.Equal(("vrijwilliger", "openen", Wanted),
            (asked.By.Role, asked.Action, Assert.Single(Assert.Single(asked.Families).Rows)));

        house.Consent.Withhold(Wanted, "ingetrokken");
        var closed = await house.AsOneself(HttpMethod.Get, Own, token);
        Assert.Equal(0, closed.Body.GetProperty("fields").GetArrayLength());
        Assert.DoesNotContain("ingetrokken", closed.Text, StringComparison.Ordinal);
        house.Consent.Give(Wanted);
        house.Consent.Silent = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await house.AsOneself(HttpMethod.Get, Own, token)).Status);
        house.Consent.Silent = false;

        Assert.Equal(HttpStatusCode.NoContent, (await Say(token, "stand", new { report = "overleg-nodig" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Say(noToken, "wil-stoppen", new { reason = "geen-tijd", atOnce = false })).Status);
        var list = await house.Get($"{path}/vrijwilligers", Ruud);
        Assert.Contains("Vera Vrijwilliger", list.Text, StringComparison.Ordinal);
        Assert.Equal("wil-stoppen", Assert.Single(list.Items).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{path}/vrijwilligers")).Status);
        Assert.DoesNotContain("volunteer", (await house.Get($"{path}/tijdlijn")).Text, StringComparison.Ordinal);

        var theo = await house.Post($"{path}/vrijwilligers", new
        {
            name = "Theo Toeverlaat",
            fields = new[] { new { subject = Cast.Samira, category = "bereikbaarheid" } },
            replaces = way,
        }, Ruud);
        Assert.Equal(HttpStatusCode.Created, theo.Status);
        Assert.Equal("steun-voorbij", (await house.AsOneself(HttpMethod.Get, Own, token)).Code);
        Assert.Equal("steun-voorbij", (await Say(token, "stand", new { report = "loopt-goed" })).Code);
        await house.Until("/v1/toegangen", r => r.Items.Any(w =>
            w.GetProperty("way").GetGuid() == way && w.GetProperty("closed").GetString() == "niet-meer-nodig"), Ruud);
        Assert.Equal("code-onjuist", (await house.Post("/v1/toegang", new { code, pin = "482913" }, Nobody)).Code);
        Assert.NotEqual(vera, theo.Body.GetProperty("volunteer").GetGuid());
    }

    [Fact]
    public async Task A_no_needs_the_code_only_and_one_way_never_opens_another_family()
    {
        var (path, other) = (await Running(), await Running());
        var (way, _) = await Ask(path, "Vera");
        var (otherWay, _) = await Ask(other, "Vera");
        var (_, token, noToken) = await house.ComeIn(way, Ruud);
        await house.ComeIn(otherWay, Ruud);
        Assert.Equal(HttpStatusCode.NoContent, (await Say(noToken, "nee", new { reason = "te-ver-weg" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Say(noToken, "nee", new { reason = "geen-tijd" })).Status);
        Assert.Equal("steun-voorbij", (await house.AsOneself(HttpMethod.Get, Own, token)).Code);
        Assert.Equal("gevraagd", Assert.Single((await house.Get($"{other}/vrijwilligers", Ruud)).Items).GetProperty("state").GetString());
        foreach (var foreign in new[] { path, $"{path}/brief", "/v1/verwijzingen", "/v1/mijn-verwijzingen", "/v1/mijn-nazorg" })
            Assert.Equal(HttpStatusCode.Forbidden, (await house.AsOneself(HttpMethod.Get, foreign, token)).Status);
        await house.Until("/v1/verwijzingen/taken", r => r.Text.Contains("vrijwilliger-zei-nee", StringComparison.Ordinal), Ruud);
    }

    [Fact]
    public async Task Bad_input_is_told_at_once()
    {
        var path = await Running();
        var wrong = await house.Post($"{path}/vrijwilligers", new { name = " ", fields = Array.Empty<object>() }, Ruud);
        Assert.Equal(["fields", "name"], wrong.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal("veld-niet-afgesproken", (await house.Post($"{path}/vrijwilligers", Asking("Vera", "schulden"), Ruud)).Code);
        Assert.Equal("niet-aan-u", (await house.Post($"{path}/vrijwilligers", Asking("Vera", "hulpvraag"))).Code);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await house.Post($"{path}/vrijwilligers/{Guid.NewGuid()}/beeindigen", new { reason = "zomaar" }, Ruud)).Status);
        Assert.Equal(
            "vrijwilliger-onbekend",
            (await house.Post($"{path}/vrijwilligers/{Guid.NewGuid()}/beeindigen", new { reason = "past-niet" }, Ruud)).Code);
        await Ask(path, "Vera");
        Assert.Equal("vrijwilliger-al-gekoppeld", (await house.Post($"{path}/vrijwilligers", Asking("Theo", "hulpvraag"), Ruud)).Code);
    }

    [Fact]
    public async Task A_family_says_itself_whether_it_helped_with_the_code_alone_and_once()
    {
        var path = await house.Accepted();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(10);
        var planned = await house.Post($"{path}/nazorg", new { dueOn = day, how = "eigen-ingang" });
        Assert.Equal(HttpStatusCode.Created, planned.Status);
        var way = WarmHandover.Referrals.ReferralDecider.WayOf(planned.Body.GetProperty("checkBack").GetGuid());
        var (_, _, token) = await house.ComeIn(way, Noor);
        var question = await house.AsOneself(HttpMethod.Get, "/v1/mijn-nazorg", token);
        Assert.False(question.Body.GetProperty("answered").GetBoolean());
        Assert.StartsWith("Heeft de hulp", question.Body.GetProperty("question").GetString(), StringComparison.Ordinal);

        var bad = await house.AsOneself(HttpMethod.Post, "/v1/mijn-nazorg", token, new { score = 9, code = "niet-bereikt" });
        Assert.Equal(["code", "score"], bad.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        var said = new { score = 5, code = "geholpen", words = "Ik slaap weer door." };
        Assert.Equal(HttpStatusCode.NoContent, (await house.AsOneself(HttpMethod.Post, "/v1/mijn-nazorg", token, said)).Status);
        Assert.True((await house.AsOneself(HttpMethod.Get, "/v1/mijn-nazorg", token)).Body.GetProperty("answered").GetBoolean());
        var other = new { score = 1, code = "niet-geholpen" };
        Assert.Equal("nazorg-beantwoord", (await house.AsOneself(HttpMethod.Post, "/v1/mijn-nazorg", token, other)).Code);
        Assert.Contains("Het gezin zei zelf", (await house.Get($"{path}/tijdlijn")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_transfer_the_sender_sees_that_it_was_and_nothing_more()
    {
        var family = await house.FamilyWithNeed();
        var drafted = await house.Post("/v1/verwijzingen", new
        {
            family,
            need = Need,
            toTeam = Cast.SchuldhulpTeam,
            purpose = "gezinshulp",
            urgency = "normaal",
            transfer = true,
            rows = new[] { new { subject = Cast.Samira, category = "schulden" } },
        });
        var path = drafted.Location!;
        await house.Put($"{path}/brief", Letter(Debts), "\"0\"");
        foreach (var (verb, who) in new[] { ("verzenden", Noor), ("accepteren", Ruud) })
            Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/{verb}", new { }, who)).Status);
        Assert.Equal(Cast.JgzTeam, (await house.Get(path)).Body.GetProperty("lead").GetGuid());
        var started = await house.Post($"{path}/starten", new { }, Ruud);
        Assert.Equal(HttpStatusCode.NoContent, started.Status);

        Assert.Equal(Cast.SchuldhulpTeam, (await house.Get(path, Ruud)).Body.GetProperty("lead").GetGuid());
        var left = await house.Get(path);
        Assert.Equal("taken-over", left.ReferralStatus);
        Assert.DoesNotContain(family.ToString(), left.Text, StringComparison.Ordinal);
        foreach (var part in new[] { "brief", "tijdlijn", "terugkoppelingen", "termijnen" })
            Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{path}/{part}")).Status);
        Assert.Equal("overgedragen", (await house.Post($"{path}/stoppen", new { reason = "gezin-wil-geen-hulp" })).Code);
        var mine = (await house.Get("/v1/verwijzingen?kant=zender", atLeast: started.Position)).Items
            .Single(r => path.EndsWith(r.GetProperty("referral").GetString()!, StringComparison.Ordinal));
        Assert.Equal(("taken-over", null), (mine.GetProperty("status").GetString(), mine.GetProperty("family").GetString()));
    }

    private static object Asking(string name, string category) =>
        new { name, fields = new[] { new { subject = Cast.Samira, category } } };

    private Task<Reply> Say(string token, string what, object? body = null) =>
        house.AsOneself(HttpMethod.Post, $"{Own}/{what}", token, body);

    private async Task<(Guid Way, Guid Volunteer)> Ask(string path, string name)
    {
        var asked = await house.Post($"{path}/vrijwilligers", Asking(name, "hulpvraag"), Ruud);
        Assert.True(asked.Status == HttpStatusCode.Created, asked.Text);
        return (asked.Body.GetProperty("way").GetGuid(), asked.Body.GetProperty("volunteer").GetGuid());
    }

    private async Task<string> Running()
    {
        var drafted = await house.Post("/v1/verwijzingen", new
        {
            family = await house.FamilyWithNeed(),
            need = Need,
            toTeam = Cast.SchuldhulpTeam,
            purpose = "informele-steun",
            urgency = "normaal",
            rows = new Row[] { Wanted, Reach }.Select(r => new { subject = r.Subject, category = r.Category }),
        });
        Assert.True(drafted.Status == HttpStatusCode.Created, drafted.Text);
        await house.Put($"{drafted.Location}/brief", Letter(Wanted, Reach), "\"0\"");
        foreach (var (verb, who) in new[] { ("verzenden", Noor), ("accepteren", Ruud) })
            Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{drafted.Location}/{verb}", new { }, who)).Status);
        return drafted.Location!;
    }
}
