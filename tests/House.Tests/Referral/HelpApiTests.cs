using System.Net;
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

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
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
