using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>The coordinator's side of informal support: asked with one field, a code on a card or by mail, replaced, ended.</summary>
[Collection(PortalTests.Name)]
public sealed class VolunteerPagesTests(PortalHouse house)
{
    [Fact]
    public async Task A_family_gets_a_volunteer_who_is_asked_given_a_code_replaced_and_released()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOver(noor, "Aleida Ruwbeemd");
        using var hanna = await house.SignIn("hanna");
        await hanna.Get($"{referral}/ontvangen");
        await hanna.Send("claimen");
        await hanna.Send("accepteren");
        Assert.Contains($"href=\"{referral}/vrijwilligers\"", hanna.Page.Html, StringComparison.Ordinal);

        await hanna.Get($"{referral}/vrijwilligers");
        var forgotten = await hanna.Send("vraag");
        foreach (var field in new[] { "name", "fields" })
            Assert.Contains($"id=\"f-{field}-fout\"", forgotten.Html, StringComparison.Ordinal);
        var field1 = Regex.Match(forgotten.Html, "name=\"fields\" value=\"([^\"]+\\|hulpvraag)\"").Groups[1].Value;
        var asked = await hanna.Send("vraag", ("name", "Vera O'Brien <b>"), ("fields", field1));
        Assert.Contains("De vrijwilliger is gevraagd", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Toegang van Vera O'Brien <b>", asked.Text, StringComparison.Ordinal);

        var way = asked.Path.Split('?')[0];
        var made = await hanna.Send("code", ("channel", "kaart"), ("language", "nl"), ("days", "14"));
        Assert.Matches("wo-code\">[A-Z0-9]{4}-[A-Z0-9]{4}-", made.Html);
        Assert.DoesNotContain("De vrijwilliger is gevraagd", made.Text, StringComparison.Ordinal);
        await hanna.Get(way);
        var wrong = await hanna.Send("code", ("channel", "e-mail"), ("address", "geen adres"), ("language", "nl"), ("days", "14"));
        Assert.Contains("Vul een e-mailadres in.", wrong.Text, StringComparison.Ordinal);
        await hanna.Get(way);
        var mailed = await hanna.Send(
            "code", ("channel", "e-mail"), ("address", "vera@aleida.example"), ("language", "nl"), ("days", "14"));
        Assert.Equal($"{way}?klaar=verstuurd", mailed.Path);
        Assert.DoesNotContain("aleida.example", mailed.Html, StringComparison.Ordinal);
        var mail = await house.Mail.To("vera@aleida.example");
        Assert.Matches("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", mail);
        Assert.DoesNotMatch("(?i)schuld|gezin|Ruwbeemd|Home-Start", mail);

        await hanna.Get($"{referral}/vrijwilligers");
        Assert.Contains("Vera O'Brien <b> ziet meteen niets meer", hanna.Page.Text, StringComparison.Ordinal);
        await hanna.Send("vraag", ("name", "Wout"), ("fields", field1));
        var replaced = await hanna.Get($"{referral}/vrijwilligers");
        Assert.Contains("iemand anders kwam in de plaats", replaced.Text, StringComparison.Ordinal);
        var end = Regex.Match(replaced.Html, "value=\"(einde-[0-9a-f]{32})\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await hanna.Send(end)).Status);
        var released = await hanna.Send(end, ("reason", "steun-klaar"));
        Assert.Equal($"{referral}/vrijwilligers?klaar=beeindigd", released.Path);

        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"{referral}/vrijwilligers")).Status);
        using var wim = await house.SignIn("wim");
        Assert.Equal(HttpStatusCode.NotFound, (await wim.Get($"{referral}/vrijwilligers")).Status);
    }

    // On the pages: the bundle for a volunteer, the mother's yes at the table, sent to the volunteers' organisation.
    private static async Task<string> HandOver(Browser noor, string child)
    {
        var family = await ProfessionalTests.OpenFamily(noor, child);
        await noor.Get($"{family}/gesprek");
        var mother = ProfessionalTests.Value(noor.Page, "with", $"Ouder van {child}");
        await noor.Send(
            "gesprek", ("with", mother), ("whyExplained", "ja"), ("outcome", "wil-hulp"), ("member", mother), ("domain", "sociaal"),
            ("words", "Iemand die meedenkt."), ("heldOn", ProfessionalTests.Checked(noor.Page, "heldOn")));
        var team = ProfessionalTests.Value(noor.Page, "recipientTeam", "Home-Start Deventer");
        var asking = await noor.Send("kies", ("recipientTeam", team), ("bundle", "steun-van-een-vrijwilliger"), ("about", mother));
        await noor.Send(
            "vraag",
            [
                ($"antwoord-{mother}", "ja"), ("channel", "gesprek"), ("toldBack", "ja"), ("urgency", "normaal"),
                .. HandOverTests.Letter(asking),
            ]);
        var sent = await noor.Send("versturen");
        Assert.EndsWith("?klaar=verzonden", sent.Path, StringComparison.Ordinal);
        return sent.Path.Split('?')[0];
    }
}
