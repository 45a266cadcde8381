using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// What a team does in the portal after its yes, and before it: notes, goals, waiting, sending on, giving back, calling people.
/// </summary>
[Collection(PortalTests.Name)]
public sealed partial class TeamHelpTests(PortalHouse house)
{
    private const string Odd = "Bel <b>na</b> vijven, zegt O'Brien & Ng.";

    [Fact]
    public async Task A_team_writes_its_own_notes_and_goals_begins_waits_and_completes()
    {
        using var tale = await OwnTale.Begin(house.House);
        var referral = await tale.SendDebts();
        using var ruud = await house.SignIn("ruud");
        var letter = await ruud.Get($"/verwijzingen/{referral}/ontvangen");
        Assert.Contains($"href=\"/verwijzingen/{referral}/hulp\"", letter.Html, StringComparison.Ordinal);

        var page = await ruud.Get($"/verwijzingen/{referral}/hulp");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotMatch(MissingText(), page.Text);
        Assert.Contains("Er zijn nog geen notities", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(TwiceTheSameId(), string.Join(' ', Ids().Matches(page.Html).Select(m => m.Groups[1].Value).Order()));

        var empty = await ruud.Send("notitie", ("member", $"{tale.Samira}"), ("words", " "));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("id=\"f-notitie-words-fout\"", empty.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-notitie-words\"", empty.Html, StringComparison.Ordinal);

        var noted = await ruud.Send("notitie", ("member", $"{tale.Samira}"), ("words", Odd));
        Assert.Contains("Alleen uw team leest haar", noted.Text, StringComparison.Ordinal);
        Assert.Contains(Odd, noted.Text, StringComparison.Ordinal);

        var agreed = await ruud.Send("doel", ("member", $"{tale.Samira}"), ("domain", "financien"), ("words", "Ik wil weer overzicht."));
        Assert.Contains("Ik wil weer overzicht.", agreed.Text, StringComparison.Ordinal);
        var goal = GoalForm().Match(agreed.Html).Value;
        Assert.Contains("deels bereikt", (await ruud.Send(goal, ("outcome", "deels-bereikt"))).Text, StringComparison.Ordinal);

        Assert.Contains("hulp loopt", (await ruud.Send("starten")).Text, StringComparison.Ordinal);
        var contact = await ruud.Send(
            "contact", ("on", $"{DateTime.UtcNow:yyyy-MM-dd}"), ("kind", "telefoon"), ("daypart", "avond"), ("reached", "ja"));
        Assert.Contains("Het contact is bewaard", contact.Text, StringComparison.Ordinal);
        var waits = await ruud.Send("wachten", ("reason", "wachtlijst"), ("until", $"{DateTime.UtcNow.AddDays(20):yyyy-MM-dd}"));
        Assert.Contains("in de wacht", waits.Text, StringComparison.Ordinal);
        Assert.Contains("hulp loopt", (await ruud.Send("hervatten")).Text, StringComparison.Ordinal);
        var done = await ruud.Send("afronden", ("outcome", "deels-bereikt"));
        Assert.Contains("De hulp is afgerond", done.Text, StringComparison.Ordinal);

        using var noor = await house.SignIn("noor");
        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"/verwijzingen/{referral}/hulp")).Status);
    }

    [Fact]
    public async Task What_the_family_did_not_agree_to_tell_back_is_not_told()
    {
        using var tale = await OwnTale.Begin(house.House);
        var referral = await tale.SendDebts();
        using var ruud = await house.SignIn("ruud");
        await ruud.Get($"/verwijzingen/{referral}/hulp");

        var told = await ruud.Send(
            "terugkoppelen", ("member", $"{tale.Samira}"), ("category", "terugkoppeling-status"), ("code", "hulp-gestart"), ("words", ""));

        Assert.True((int)told.Status >= 400, told.Text);
        Assert.Contains("id=\"fouten\"", told.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Het bericht is bij de verwijzer", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referral_goes_on_to_another_team_only_with_a_yes_for_it_and_back_to_the_own_team_always()
    {
        using var tale = await OwnTale.Begin(house.House);
        var referral = await tale.SendDebts(accept: false);
        using var ruud = await house.SignIn("ruud");
        await ruud.Get($"/verwijzingen/{referral}/ontvangen");
        await ruud.Send("claimen");

        var forgotten = await ruud.Send("doorsturen", ("toTeam", ""), ("reason", ""));
        Assert.Contains("id=\"f-doorsturen-toTeam-fout\"", forgotten.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-doorsturen-reason-fout\"", forgotten.Html, StringComparison.Ordinal);
        var without = await ruud.Send("doorsturen", ("toTeam", $"{People.WijkteamNoord}"), ("reason", "andere-deskundigheid"));
        Assert.Contains("geen toestemming", without.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"fouten\"", without.Html, StringComparison.Ordinal);

        var free = await ruud.Send("vrijgeven", ("reason", "afwezig"));
        Assert.Contains("weer van het team", free.Text, StringComparison.Ordinal);
        Assert.Contains("nog niemand", free.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_for_help_himself_is_called_by_the_team_of_the_area_and_then_leaves_the_list()
    {
        using (var visitor = house.Open())
        {
            await visitor.Get("/ik-wil-hulp");
            await visitor.Send(
                "hulp", ("firstName", "Quintijn"), ("channel", "telefoon"), ("reach", "06 11 22 33 44"), ("area", People.Deventer),
                ("domain", "wonen"), ("words", Odd));
        }

        using var wim = await house.SignIn("wim");
        var path = "";
        for (var until = DateTime.UtcNow.AddSeconds(30); path is "";)
        {
            var list = await wim.Get("/zelfmeldingen");
            Assert.True(DateTime.UtcNow < until, list.Text);
            foreach (Match link in CallPath().Matches(list.Html))
            {
                if ((await wim.Get(link.Groups[1].Value)).Text.Contains("06 11 22 33 44", StringComparison.Ordinal))
                    path = link.Groups[1].Value;
            }
        }

        var page = await wim.Get(path);
        Assert.Contains("Quintijn", page.Text, StringComparison.Ordinal);
        Assert.Contains(Odd, page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(MissingText(), page.Text);
        Assert.Contains("id=\"f-result-fout\"", (await wim.Send("afgehandeld")).Html, StringComparison.Ordinal);
        var done = await wim.Send("afgehandeld", ("result", "gesproken-klaar"));
        Assert.Equal("/zelfmeldingen?klaar=afgehandeld", done.Path);
        Assert.DoesNotContain(path, done.Html, StringComparison.Ordinal);

        using var ruud = await house.SignIn("ruud");
        Assert.Equal(HttpStatusCode.NotFound, (await ruud.Get(path)).Status);
    }

    [GeneratedRegex("doel-[0-9a-f]{32}")]
    private static partial Regex GoalForm();

    [GeneratedRegex("href=\"(/zelfmeldingen/[0-9a-f-]{36})\"")]
    private static partial Regex CallPath();

    [GeneratedRegex(@"\[[a-z-]+\.[a-z.-]+\]")]
    private static partial Regex MissingText();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?<=^|\s)(\S+) \1(?=\s|$)")]
    private static partial Regex TwiceTheSameId();
}
