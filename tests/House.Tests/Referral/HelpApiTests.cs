using System.Net;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>The help after acceptance at its door: what the receiver keeps, what the sender hears, and the clocks beside it.</summary>
public sealed class HelpApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>, IDisposable
{
    public void Dispose()
    {
        house.Consent.Covered.Clear();
        house.Consent.Covered.Add(Cast.SchuldhulpTeam);
    }

    [Fact]
    public async Task Goals_and_notes_stay_with_the_receiver_and_feedback_is_asked_of_consent()
    {
        var path = await house.Accepted();
        var goal = await house.Post($"{path}/doelen", new { member = Cast.Samira, domain = "financien", words = "Rondkomen." }, Ruud);
        Assert.Equal(HttpStatusCode.Created, goal.Status);
        await Done($"{path}/notities", Ruud, new { member = Cast.Samira, words = "Bel na vijven." });
        Assert.Contains("Rondkomen.", (await house.Get($"{path}/doelen", Ruud)).Text, StringComparison.Ordinal);
        Assert.Contains("Bel na vijven.", (await house.Get($"{path}/notities", Ruud)).Text, StringComparison.Ordinal);
        foreach (var rest in new[] { "doelen", "notities", "schuldhulp" })
            Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{path}/{rest}")).Status);

        var tell = new { member = Cast.Samira, category = "terugkoppeling-inhoud", code = "hulp-loopt", words = "Er is een plan." };
        Assert.Equal("terugkoppeling-niet-afgesproken", (await house.Post($"{path}/terugkoppelingen", tell, Ruud)).Code);
        house.Consent.Covered.Add(Cast.JgzTeam);
        await Done($"{path}/terugkoppelingen", Ruud, tell);
        Assert.Contains("Er is een plan.", (await house.Get($"{path}/terugkoppelingen")).Text, StringComparison.Ordinal);
        house.Consent.Covered.Remove(Cast.JgzTeam);
        var closed = await house.Get($"{path}/terugkoppelingen");
        Assert.DoesNotContain("Er is een plan.", closed.Text, StringComparison.Ordinal);
        Assert.Contains("hulp-loopt", closed.Text, StringComparison.Ordinal);

        Assert.Equal("doelen-open", (await house.Post($"{path}/afronden", new { outcome = "doel-bereikt" }, Ruud)).Code);
        await Done($"{path}/doelen/{goal.Body.GetProperty("goal").GetGuid()}/uitkomst", Ruud, new { outcome = "bereikt" });
        Assert.Equal("overgang-niet-toegestaan", (await house.Post($"{path}/heropenen", new { reason = "hulpvraag-terug" }, Ruud)).Code);
        await Done($"{path}/starten", Ruud);
        await Done($"{path}/afronden", Ruud, new { outcome = "doel-bereikt", result = "vervolghulp-financieel" });
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{path}/afronden", new { outcome = "klaar" }, Ruud)).Status);
    }

    [Fact]
    public async Task The_clocks_show_by_law_or_agreed_with_the_strict_day_beside_the_legal_one()
    {
        var path = await house.Accepted();
        var terms = (await house.Get($"{path}/termijnen", Ruud)).Items;
        Assert.Equal(
            [("acceptatie", false, "gehaald"), ("eerste-gesprek", true, "loopt"), ("eerste-contact", false, "loopt"),
             ("terugkoppeling", false, "loopt")],
            terms.Select(t =>
                (t.GetProperty("kind").GetString(), t.GetProperty("legal").GetBoolean(), t.GetProperty("state").GetString())));
        Assert.Equal("Wgs artikel 4 lid 1", terms[1].GetProperty("basis").GetString());

        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        await Done($"{path}/dreiging", Ruud, new { threat = "uithuiszetting" });
        Assert.Equal("eerste-gesprek-dreigend", (await house.Get($"{path}/termijnen")).Items[1].GetProperty("kind").GetString());
        await Done($"{path}/termijnen/eerste-gesprek-1/later", Ruud, new { until = today.AddDays(30) });
        await Done($"{path}/schuldhulp/eerste-gesprek", Ruud, new { heldOn = today, application = true, promisedWeeks = 8 });
        Assert.Equal("gehaald", (await house.Get($"{path}/termijnen")).Items[1].GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{path}/dreiging", new { threat = "regen" }, Ruud)).Status);

        var id = path[(path.LastIndexOf('/') + 1)..];
        await house.Until("/v1/verwijzingen/termijnen?kant=zender", r => r.Text.Contains(id, StringComparison.Ordinal), Noor);
        Assert.DoesNotContain(id, (await house.Get("/v1/verwijzingen/termijnen", Wim)).Text, StringComparison.Ordinal);
    }

    /// <summary>Feedback is a disclosure like any other: beyond the status the sender has nothing but what was agreed.</summary>
    [Fact]
    public async Task The_sender_sees_the_status_and_not_the_decision_the_outcome_or_what_the_family_told_the_receiver()
    {
        var path = await house.Accepted();
        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        await Done($"{path}/schuldhulp/eerste-gesprek", Ruud, new { heldOn = today, application = true, promisedWeeks = 8 });
        await Done($"{path}/schuldhulp/besluit", Ruud, new { decidedOn = today, kind = "afwijzing" });
        await Done($"{path}/starten", Ruud);
        await Done($"{path}/wachten", Ruud, new { reason = "gezin-vraagt-rust", until = today.AddDays(7) });
        await Done($"{path}/hervatten", Ruud);
        await Done($"{path}/afronden", Ruud, new { outcome = "deels-bereikt" });
        var later = new { dueOn = today.AddDays(1), team = Cast.SchuldhulpTeam, how = "telefoon" };
        var asked = await house.Post($"{path}/nazorg", later, Ruud);
        var checkBack = asked.Body.GetProperty("checkBack").GetGuid();
        await Done($"{path}/nazorg/{checkBack}/antwoord", Ruud, new { score = 2, code = "niet-geholpen" });

        var (hers, his) = (await house.Get($"{path}/tijdlijn"), await house.Get($"{path}/tijdlijn", Ruud));
        foreach (var word in new[] { "debt-help-decided", "first-conversation-held", "Besluit", "Bezwaar", "deels-bereikt", "rust" })
        {
            Assert.Contains(word, his.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(word, hers.Text, StringComparison.Ordinal);
        }

        Assert.Contains("help-completed", hers.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("besluit", (await house.Get($"{path}/termijnen")).Text, StringComparison.Ordinal);
        var seen = Assert.Single((await house.Get(path)).Body.GetProperty("checkBacks").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, seen.GetProperty("score").ValueKind);
        Assert.True(seen.GetProperty("answered").GetBoolean());
        Assert.Equal(2, (await house.Get(path, Ruud)).Body.GetProperty("checkBacks")[0].GetProperty("score").GetInt32());
    }

    /// <summary>Two people at once: who comes second is told what happened.</summary>
    [Fact]
    public async Task Who_comes_too_late_is_told_where_it_stands_and_since_when()
    {
        var path = await house.Accepted();
        var late = await house.Post($"{path}/terughalen", new { reason = "vergissing" });
        Assert.Equal("overgang-niet-toegestaan", late.Code);
        Assert.Equal("accepted", late.Body.GetProperty("status").GetString());
        Assert.Contains("Zij is nu 'geaccepteerd', sinds ", late.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Help may not be able to wait for the joint conversation; the handover becomes warm all the same.</summary>
    [Fact]
    public async Task A_conversation_may_be_planned_and_held_after_the_help_began()
    {
        var path = await house.Accepted();
        await Done($"{path}/starten", Ruud);
        var now = TimeProvider.System.GetUtcNow();
        var planned = await house.Post($"{path}/gesprekken", new { plannedAt = now.AddSeconds(2), members = new[] { Cast.Samira } });
        Assert.True(planned.Status == HttpStatusCode.Created, planned.Text);
        var held = $"{path}/gesprekken/{planned.Body.GetProperty("conversation").GetGuid()}/gehouden";
        await Done(held, Ruud, new { heldAt = now, members = new[] { Cast.Samira }, professionals = new[] { Cast.Noor, Cast.Ruud } });
        Assert.True((await house.Get(path)).Body.GetProperty("warm").GetBoolean());
        await Done($"{path}/starten", Ruud);
        await Done($"{path}/afronden", Ruud, new { outcome = "doel-bereikt" });
    }

    [Fact]
    public async Task An_invitation_says_when_and_whom_to_call_and_nothing_else()
    {
        var path = await house.Accepted();
        Assert.Equal("gesprek-niet-gepland", (await house.Get($"{path}/gesprekken/uitnodiging", Ruud)).Code);
        var planned = await house.Post($"{path}/gesprekken", new
        {
            plannedAt = "2030-03-18T13:00:00Z",
            form = "toeleiden",
            place = "thuis",
            interpreter = true,
            members = new[] { Cast.Samira },
        }, Ruud);
        Assert.Equal(HttpStatusCode.Created, planned.Status);
        Assert.Equal(
            "U hebt een afspraak op maandag 18 maart om 14:00 uur. Er is een tolk bij. Komt het niet uit? Bel 0570 000 000.",
            (await house.Get($"{path}/gesprekken/uitnodiging", Ruud)).Body.GetProperty("text").GetString());
        var odd = new { plannedAt = "2030-03-18T13:00:00Z", form = "geheim", place = "maan" };
        var wrong = await house.Post($"{path}/gesprekken", odd, Ruud);
        Assert.Equal(["form", "place"], wrong.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    private async Task Done(string path, Persona who, object? body = null)
    {
        var reply = await house.Post(path, body ?? new { }, who);
        Assert.True(reply.Status is HttpStatusCode.NoContent, $"{path}: {reply.Text}");
    }
}
