using System.Net;
using System.Net.Http.Json;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>What a sender does about a handover that is on its way.</summary>
[Collection(PortalTests.Name)]
public sealed class SenderTests(PortalHouse house)
{
    [Fact]
    public async Task A_question_is_answered_and_a_recall_is_looked_at_first_and_says_what_happened()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Theodora Wilgenroosje");
        await Receiver(house, referral, noor, "vragen", new { code = "is-er-haast" });
        var asked = await noor.Get(referral);
        Assert.Contains("Het team vraagt: Is er haast?", asked.Text, StringComparison.Ordinal);
        var form = System.Text.RegularExpressions.Regex.Match(asked.Html, "value=\"(antwoord-[0-9a-f-]{36})\"").Groups[1].Value;
        Assert.Contains("id=\"f-answer-fout\"", (await noor.Send(form)).Html, StringComparison.Ordinal);
        await noor.Get(referral);
        Assert.Contains("U antwoordde: wij bellen u.", (await noor.Send(form, ("answer", "wij-bellen-u"))).Text, StringComparison.Ordinal);

        var look = await noor.Get($"{referral}/stap/terughalen");
        Assert.Contains("Schuldhulp Deventer ziet dan alleen nog dat deze overdracht is teruggehaald", look.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-reason-fout\"", (await noor.Send("stap")).Html, StringComparison.Ordinal);
        await noor.Get($"{referral}/stap/terughalen");
        var recalled = await noor.Send("stap", ("reason", "andere-route"));
        Assert.Equal($"{referral}?klaar=terughalen", recalled.Path);
        Assert.Contains("teruggehaald", recalled.Text, StringComparison.Ordinal);
        Assert.Contains("Dat kan nu niet meer", (await noor.Get($"{referral}/stap/terughalen")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_sending_needs_its_cause_and_a_tick_and_the_officer_gets_the_facts()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Apollonia Heggenrank");
        await Receiver(house, referral, noor, "accepteren", new { });
        await noor.Get($"{referral}/stap/verkeerd-verzonden");
        var refused = await noor.Send("stap", ("discovered", "2199-01-01"));
        foreach (var field in new[] { "cause", "discovered", "zeker" })
            Assert.Contains($"id=\"f-{field}-fout\"", refused.Html, StringComparison.Ordinal);
        await noor.Get($"{referral}/stap/verkeerd-verzonden");
        var told = await noor.Send(
            "stap", ("cause", "verkeerd-team"), ("discovered", ProfessionalTests.Checked(noor.Page, "discovered")), ("zeker", "ja"));
        Assert.Equal($"{referral}?klaar=verkeerd-verzonden", told.Path);
        Assert.Contains("Uw privacyfunctionaris beoordeelt", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_was_missed_is_recorded_and_the_invitation_says_nothing_of_the_family()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Walpurga Sleutelbloem");
        await Receiver(house, referral, noor, "accepteren", new { });
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(2);
        await noor.Get(referral);
        var planned = await noor.Send("plan", ("on", $"{day:yyyy-MM-dd}"), ("at", "10:30"), ("place", "thuis"));
        Assert.Contains("U hebt een afspraak op", planned.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-reason-fout\"", (await noor.Send("gemist")).Html, StringComparison.Ordinal);
        await noor.Get(referral);
        var missed = await noor.Send("gemist", ("reason", "gezin-afwezig"), ("nextOn", $"{day.AddDays(7):yyyy-MM-dd}"));
        Assert.Equal($"{referral}?klaar=gemist", missed.Path);
        Assert.Contains("name=\"at\"", missed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_does_not_exist_or_a_handover_of_others_is_not_found()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Kunigunde Maretak");
        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"{referral}/stap/weggooien")).Status);
        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{referral}/stap/terughalen")).Status);
    }

    // What the receiver does has pages of its own; here he only says it, as soon as it has reached him.
    internal static async Task Receiver(PortalHouse house, string referral, Browser noor, string verb, object body)
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", house.House.Token(People.All.Single(p => p.Name == "ruud"), null, null));
        http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (!(await noor.Get(referral)).Text.Contains("ontvangen", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, "The referral was not received within a minute.");
            await Task.Delay(50);
        }

        using var answer = await http.PostAsJsonAsync($"/v1{referral}/{verb}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
