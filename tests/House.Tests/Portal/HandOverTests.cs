using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>From what a talk came to, to the family's letter on its way: in four screens, with a parent at the table.</summary>
[Collection(PortalTests.Name)]
public sealed class HandOverTests(PortalHouse house)
{
    private const int MostScreens = 4;
    private const int MostInteractions = 25;

    [Fact]
    public async Task A_family_is_handed_over_in_four_screens_and_less_than_25_interactions()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Clementine Zonnedauw");
        var screens = 0;
        noor.CountFromHere();

        // 1: what came of the talk, and what the mother wants.
        screens++;
        await noor.Follow($"{family}/gesprek");
        var mother = ProfessionalTests.Value(noor.Page, "with", "Ouder van Clementine Zonnedauw");
        await noor.Send(
            "gesprek", ("with", mother), ("whyExplained", "ja"), ("outcome", "wil-hulp"), ("member", mother), ("domain", "financien"),
            ("words", "Ik wil weer rondkomen."), ("heldOn", ProfessionalTests.Checked(noor.Page, "heldOn")));
        Assert.Contains("Wie kan helpen?", noor.Page.Text, StringComparison.Ordinal);

        // 2: who can help, and what that team needs.
        screens++;
        var team = ProfessionalTests.Value(noor.Page, "recipientTeam", "Schuldhulp Deventer");
        var asking = await noor.Send("kies", ("recipientTeam", team), ("bundle", "hulp-bij-geld"), ("about", mother));
        Assert.Equal(HttpStatusCode.OK, asking.Status);
        Assert.Contains("Ouder van Clementine Zonnedauw komt te weten", asking.Text, StringComparison.Ordinal);
        Assert.Contains("Deze persoon zal zien dat", asking.Text, StringComparison.Ordinal);
        Assert.Contains("Ik wil weer rondkomen.", asking.Text, StringComparison.Ordinal);

        // 3: her yes at the table, and the letter.
        screens++;
        var letter = Letter(asking);
        Assert.True(letter.Length >= 3, $"{letter.Length} sections");
        letter[^1].Value = "Er is een achterstand bij de energie.";
        var leaving = await noor.Send(
            "vraag",
            [
                ("recipientTeam", team), ("bundle", "hulp-bij-geld"), ("about", mother), ($"antwoord-{mother}", "ja"),
                ("channel", "gesprek"), ("toldBack", "ja"), ("urgency", "normaal"), .. letter,
            ]);
        Assert.True(leaving.Status is HttpStatusCode.OK, leaving.Text);
        Assert.Contains("Gaat nu mee", leaving.Text, StringComparison.Ordinal);
        Assert.Contains("Niets", leaving.Text, StringComparison.Ordinal);

        // 4: looked at once more, and sent.
        screens++;
        var sent = await noor.Send("versturen");
        Assert.Contains("De overdracht is verstuurd", sent.Text, StringComparison.Ordinal);
        Assert.Contains("Schuldhulp Deventer krijgt een melding zonder naam", sent.Text, StringComparison.Ordinal);
        Assert.InRange(screens, 1, MostScreens);
        Assert.InRange(noor.Interactions, 10, MostInteractions);
        Assert.Contains("Overdracht: geld en schulden", (await noor.Get(family)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_the_other_parent_is_said_before_the_send_button_and_nothing_of_it_leaves()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Leopoldine Wilgenroos", "beide");
        await noor.Get($"{family}/gesprek");
        var child = ProfessionalTests.Value(noor.Page, "with", "Leopoldine Wilgenroos");
        var mother = ProfessionalTests.Value(noor.Page, "with", "Ouder van Leopoldine Wilgenroos");
        await noor.Send(
            "gesprek", ("with", mother), ("whyExplained", "ja"), ("outcome", "wil-hulp"), ("member", child), ("domain", "gezondheid"),
            ("words", "Ik wil geen pijn aan mijn tanden."), ("heldOn", ProfessionalTests.Checked(noor.Page, "heldOn")));
        var team = ProfessionalTests.Value(noor.Page, "recipientTeam", "Wijkteam Deventer-Noord");
        var asking = await noor.Send("kies", ("recipientTeam", team), ("bundle", "kind-en-wijkteam"), ("about", child));
        Assert.Contains("Tweede ouder van Leopoldine Wilgenroos komt te weten", asking.Text, StringComparison.Ordinal);

        var letter = Letter(asking);
        letter[^1].Value = "Zij mist de tandarts.";
        var leaving = await noor.Send(
            "vraag",
            [
                ("recipientTeam", team), ("bundle", "kind-en-wijkteam"), ("about", child), ($"antwoord-{mother}", "ja"),
                ("channel", "papier"), ("toldBack", "ja"), ("urgency", "normaal"), .. letter,
            ]);
        Assert.Contains("Wacht op: Tweede", leaving.Text, StringComparison.Ordinal);
        Assert.Contains("Er mag nog niets weg", leaving.Text, StringComparison.Ordinal);

        Assert.DoesNotContain("Verstuur 0", leaving.Text, StringComparison.Ordinal);

        var refused = await noor.Send("versturen");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.StartsWith("Fout: ", refused.Title, StringComparison.Ordinal);
        Assert.Contains("Nog niet verstuurd", (await noor.Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pointing_out_a_provision_takes_at_most_three_interactions_and_the_team_asks_later_whether_it_worked()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Apollonia Kaardebol");
        noor.CountFromHere();
        var page = await noor.Follow($"{family}/wijzen");
        var provision = Regex.Match(page.Html, "name=\"provision\" value=\"([^\"]+)\"").Groups[1].Value;
        var member = Regex.Match(page.Html, "name=\"member\" value=\"([^\"]+)\"[^>]*checked").Groups[1].Value;
        var after = await noor.Send("wijzen", ("member", member), ("provision", provision));
        Assert.InRange(noor.Interactions, 2, 3);

        Assert.Equal($"{family}?klaar=wijzen", after.Path);
        Assert.Contains("is het gelukt?", after.Text, StringComparison.Ordinal);
    }

    /// <summary>Hands a family over to debt help with the mother's yes; the address of the referral.</summary>
    internal static async Task<string> Send(Browser noor, string child)
    {
        await FamilyConsentsTests.Shared(noor, child);
        var sent = await noor.Send("versturen");
        Assert.True(sent.Path.EndsWith("?klaar=verzonden", StringComparison.Ordinal), sent.Text);
        return sent.Path[..sent.Path.IndexOf('?', StringComparison.Ordinal)];
    }

    // Every section with what was filled in for it already.
    internal static (string Name, string Value)[] Letter(Page page) => [.. Regex.Matches(
        page.Html, "<textarea[^>]*name=\"(rij-[^\"]+)\"[^>]*>([^<]*)</textarea>")
        .Select(m => (WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)))];
}
