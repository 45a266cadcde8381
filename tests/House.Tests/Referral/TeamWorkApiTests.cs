using System.Net;
using System.Text.Json;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>Within a team and between teams, at the door: a colleague, a leaver, a team that closes, partners that agreed.</summary>
public sealed class TeamWorkApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>, IDisposable
{
    private static readonly Persona Rian = new("rian", [Roles.TeamLead], Cast.Schuldhulp, [Cast.SchuldhulpTeam]);

    public void Dispose()
    {
        house.Consent.Covered.Clear();
        house.Consent.Covered.Add(Cast.SchuldhulpTeam);
        house.Consent.Silent = false;
    }

    [Fact]
    public async Task A_colleague_opens_only_with_a_reason()
    {
        var path = await house.Accepted();
        var no = await house.Get($"{path}/brief", Rian);
        Assert.Equal((HttpStatusCode.Conflict, "reden-nodig-collega"), (no.Status, no.Code));
        Assert.Contains("vervanging", no.Text, StringComparison.Ordinal);
        Assert.Equal("reden-nodig-collega", (await house.Get($"{path}/brief?reden=nieuwsgierig", Rian)).Code);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"{path}/brief?reden=vervanging", Rian)).Status);
    }

    [Fact]
    public async Task When_consent_does_not_answer_the_receiver_is_told_whom_to_call_and_nothing_else()
    {
        var path = await house.Accepted();
        await house.Keep("/v1/teams", Team(Cast.JgzTeam, Cast.Schuldhulp, "JGZ", college: false));
        house.Consent.Silent = true;
        var no = await house.Get($"{path}/brief", Ruud);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "0570 000 000"), (no.Status, no.Body.GetProperty("phone").GetString()));
        Assert.Contains("0570 000 000", no.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Over ", no.Text, StringComparison.Ordinal);
        Assert.NotNull(no.RetryAfter);
    }

    [Fact]
    public async Task A_leaver_gives_everything_back_in_one_command()
    {
        var (one, two) = (await house.Accepted(), await house.Accepted());
        var numbers = (await house.Post(
            "/v1/verwijzingen/vertrek", new { team = Cast.SchuldhulpTeam, person = Cast.Ruud, reason = "vertrek" }, Rian)).Body
            .GetProperty("numbers");
        Assert.True(numbers.GetArrayLength() >= 2);
        foreach (var path in new[] { one, two })
            Assert.Equal(System.Text.Json.JsonValueKind.Null, (await house.Get(path, Rian)).Body.GetProperty("claimedBy").ValueKind);
        await Done($"{one}/claimen", Rian);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post(
            "/v1/verwijzingen/vertrek", new { team = Cast.SchuldhulpTeam, person = Cast.Ruud, reason = "vertrek" }, Wim)).Status);
    }

    [Fact]
    public async Task An_administrator_sees_how_much_points_to_a_team_and_gives_back_what_somebody_took_on()
    {
        var path = await house.Accepted();
        var load = await house.Get($"/v1/teams/{Cast.SchuldhulpTeam}/werk", Bea);
        Assert.InRange(load.Body.GetProperty("received").GetInt32(), 1, int.MaxValue);
        Assert.Contains(load.Body.GetProperty("claims").EnumerateArray(), c => c.GetProperty("person").GetString() == Cast.Ruud);
        Assert.DoesNotContain("family", load.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/teams/{Guid.CreateVersion7()}/werk", Bea)).Status);

        var away = $"/v1/teams/{Cast.SchuldhulpTeam}/vertrek";
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post(away, new { person = "", reason = "zomaar" }, Bea)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(away, new { person = Cast.Ruud, reason = "vertrek" }, Rian)).Status);
        var numbers = (await house.Post(away, new { person = Cast.Ruud, reason = "vertrek" }, Bea)).Body.GetProperty("numbers");
        Assert.InRange(numbers.GetArrayLength(), 1, int.MaxValue);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await house.Get(path, Rian)).Body.GetProperty("claimedBy").ValueKind);
        load = await house.Get($"/v1/teams/{Cast.SchuldhulpTeam}/werk", Bea);
        Assert.DoesNotContain(load.Body.GetProperty("claims").EnumerateArray(), c => c.GetProperty("person").GetString() == Cast.Ruud);
    }

    [Fact]
    public async Task A_re_route_without_cover_becomes_a_task_of_the_sender_and_the_answer_stays_no()
    {
        house.Consent.Covered.Clear();
        house.Consent.Covered.Add(Cast.WijkteamNoord);
        var path = await house.Written(Cast.WijkteamNoord);
        await Done($"{path}/verzenden", Noor);
        var no = await house.Post($"{path}/doorsturen", new { toTeam = Cast.SchuldhulpTeam, reason = "andere-deskundigheid" }, Wim);
        Assert.Equal("ontvanger-niet-gedekt", no.Code);

        var id = path[(path.LastIndexOf('/') + 1)..];
        var tasks = await house.Until(
            "/v1/verwijzingen/taken", r => r.Text.Contains(id, StringComparison.Ordinal), Noor);
        var task = tasks.Items.Single(t => t.GetProperty("referral").GetString() == id);
        Assert.Equal("bespreek-andere-ontvanger", task.GetProperty("reason").GetString());
        await Done($"{path}/taken/{task.GetProperty("task").GetString()}/afgehandeld", Noor, new { outcome = "afgehandeld" });
        Assert.Equal("taak-onbekend", (await house.Post($"{path}/taken/niets/afgehandeld", new { outcome = "afgehandeld" })).Code);
    }

    [Fact]
    public async Task A_team_out_of_reach_gets_nothing_and_a_team_with_work_closes_in_one_step_or_not_at_all()
    {
        var (old, next) = (Cast.Id(0x310), Cast.Id(0x311));
        await house.Keep("/v1/teams", Team(old, Cast.Schuldhulp, "Oud", college: true));
        await house.Keep("/v1/teams", Team(next, Cast.Schuldhulp, "Nieuw", college: true));
        house.Consent.Covered.Add(old);
        var path = await house.Written(old);
        await Done($"{path}/verzenden", Noor);
        var oldHand = new Persona("otto", [Roles.Professional], Cast.Schuldhulp, [old]);
        await Done($"{path}/accepteren", oldHand);

        await Done($"/v1/teams/{next}/onbereikbaar", Bea, new { reason = "vakantie" });
        var onto = new { toTeam = next, reason = "samengevoegd" };
        Assert.Equal("ontvanger-niet-open", (await house.Post($"/v1/teams/{old}/opheffen", onto, Bea)).Code);
        Assert.Equal("ontvanger-niet-open", (await house.Post("/v1/verwijzingen", Draft(await house.FamilyWithNeed(), next))).Code);
        await Done($"/v1/teams/{next}/bereikbaar", Bea);

        var stuck = await house.Post($"/v1/teams/{old}/opheffen", onto, Bea);
        Assert.Equal("niet-over-te-dragen", stuck.Code);
        Assert.Equal(1, stuck.Body.GetProperty("numbers").GetArrayLength());
        Assert.Equal("team-heeft-werk", (await house.Post($"/v1/teams/{old}/sluiten", new { }, Bea)).Code);

        var family = (await house.Get(path)).Body.GetProperty("family").GetGuid();
        await house.Until("/v1/meldingen?stand=klaar", r => r.Items.Length > 0, oldHand);
        await house.Hear(
            new ConsentStands($"consent.family-{family:N}", 5, family,
                [new(Cast.Id(0x950), Cast.Jgz, old, Cast.Schuldhulp, "schuldhulp", [], [ReferralTale.Debts], Cast.Autumn)]),
            Guid.CreateVersion7());
        await house.Until("/v1/meldingen", r => r.Text.Contains(TakenBack, StringComparison.Ordinal), oldHand);

        house.Consent.Covered.Add(next);
        var closed = await house.Post($"/v1/teams/{old}/opheffen", onto, Bea);
        Assert.Equal((HttpStatusCode.OK, 1), (closed.Status, closed.Body.GetProperty("received").GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get(path, oldHand)).Status);
        var newHand = new Persona("nel", [Roles.Professional], Cast.Schuldhulp, [next]);
        Assert.Equal("accepted", (await house.Get(path, newHand)).ReferralStatus);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"{path}/brief", newHand)).Status);

        // What still lies in the closed team's inbox is theirs as well, and nobody else's.
        var left = await house.Until("/v1/meldingen", r => r.Text.Contains(TakenBack, StringComparison.Ordinal), newHand);
        var item = left.Items.Single(i => i.GetProperty("reason").GetString() == TakenBack).GetProperty("notification").GetGuid();
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"/v1/meldingen/{old}/{item}/gelezen", new { }, Ruud)).Status);
        await Done($"/v1/meldingen/{old}/{item}/bevestigd", newHand, new { word = "gesloten" });
    }

    [Fact]
    public async Task What_leaves_is_seen_beforehand_and_an_agreement_is_kept()
    {
        var path = await house.Written();
        var leaving = (await house.Get($"{path}/vertrek")).Body;
        Assert.Equal(3, leaving.GetProperty("rows").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{path}/vertrek", Ruud)).Status);
        await Done($"{path}/brief/gelezen", Noor, new { member = Cast.Samira, how = "voorgelezen" });
        Assert.True((await house.Get($"{path}/vertrek")).Body.GetProperty("readByFamily").GetBoolean());

        var agreement = await house.Agree(new(
            "Alleen geldzorgen", [Cast.Jgz, Cast.Schuldhulp], ["schuldhulp"], ["geldzorgen"], 3, null, null,
            AgreementApiTests.Today.AddDays(-5), AgreementApiTests.Today.AddYears(1)));
        var outside = await house.Post("/v1/verwijzingen", Draft(await house.FamilyWithNeed()));
        Assert.Equal("buiten-ketenafspraak", outside.Code);
        Assert.Equal("geldzorgen", outside.Body.GetProperty("categories")[0].GetString());
        Assert.Equal("buiten-ketenafspraak", (await house.Post($"{path}/verzenden", new { })).Code);
        Assert.Equal(
            ["buiten-ketenafspraak"],
            (await house.Get($"{path}/vertrek")).Body.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("code").GetString()!)
                .Distinct());
        await house.EndAgreement(agreement, AgreementApiTests.Today.AddDays(-1));
        Assert.Equal(HttpStatusCode.Created, (await house.Post("/v1/verwijzingen", Draft(await house.FamilyWithNeed()))).Status);
    }

    [Fact]
    public async Task A_concept_does_not_leave_for_a_team_that_takes_nothing_and_may_be_taken_back()
    {
        var team = Guid.CreateVersion7();
        await house.Keep("/v1/teams", Team(team, Cast.Schuldhulp, "Sluit straks", college: true));
        house.Consent.Covered.Add(team);
        var path = await house.Written(team);
        await Done($"/v1/teams/{team}/onbereikbaar", Bea, new { reason = "vakantie" });
        Assert.Equal("ontvanger-niet-open", (await house.Post($"{path}/verzenden", new { })).Code);
        Assert.False((await house.Get($"{path}/vertrek")).Body.GetProperty("teamReachable").GetBoolean());
        await Done($"/v1/teams/{team}/bereikbaar", Bea);
        await Done($"/v1/teams/{team}/sluiten", Bea);
        Assert.Equal("ontvanger-niet-open", (await house.Post($"{path}/verzenden", new { })).Code);
        await Done($"{path}/terughalen", Noor, new { reason = "vergissing" });
    }

    [Fact]
    public async Task A_number_that_is_said_aloud_finds_the_referral_for_who_sends_or_has_it_and_nobody_else()
    {
        var path = await house.Written();
        var number = (await house.Get(path)).Body.GetProperty("number").GetString()!;
        var heard = $"/v1/verwijzingen?nummer={number[3..].ToLowerInvariant()}";
        await house.UpToDate();
        Assert.Equal(number, Assert.Single((await house.Get(heard)).Items).GetProperty("number").GetString());
        Assert.Empty((await house.Get(heard, Ruud)).Items);
        await Done($"{path}/verzenden", Noor);
        await house.UpToDate();
        Assert.Equal(JsonValueKind.Null, Assert.Single((await house.Get(heard, Ruud)).Items).GetProperty("family").ValueKind);
        Assert.Empty((await house.Get(heard, Wim)).Items);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Get("/v1/verwijzingen?nummer=12", Noor)).Status);

        await Done($"{path}/terughalen", Noor, new { reason = "vergissing" });
        await house.UpToDate();
        foreach (var (stand, there) in new[] { ("lopend", false), ("afgelopen", true), ("alles", true) })
        {
            var list = (await house.Get($"/v1/verwijzingen?kant=zender&stand={stand}")).Text;
            Assert.Equal(there, list.Contains(number, StringComparison.Ordinal));
        }

        var id = path[(path.LastIndexOf('/') + 1)..];
        var next = await house.Get($"/v1/verwijzingen?kant=zender&stand=afgelopen&na={id}");
        Assert.DoesNotContain(number, next.Text, StringComparison.Ordinal);
    }

    private const string TakenBack = "toestemming-ingetrokken";

    private async Task Done(string path, Persona who, object? body = null)
    {
        var reply = await house.Post(path, body ?? new { }, who);
        Assert.True(reply.Status is HttpStatusCode.NoContent, $"{path}: {reply.Text}");
    }
}
