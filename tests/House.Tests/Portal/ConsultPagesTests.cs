using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Consents;
using WarmHandover.Portal;
using WarmHandover.Portal.Team;

namespace WarmHandover.Tests.Portal;

/// <summary>A question about a case without a name, from one team to another and back.</summary>
[Collection(PortalTests.Name)]
public sealed class ConsultPagesTests(PortalHouse house)
{
    private static readonly string[] Fields = ["toTeam", "question", "band", "topics", "seriousness"];

    [Fact]
    public async Task A_nurse_asks_without_a_name_the_other_team_sees_it_answers_once_and_nobody_else_finds_it()
    {
        using var noor = await house.SignIn("noor");
        Assert.Contains("href=\"/casusvragen\"", noor.Page.Html, StringComparison.Ordinal);
        await noor.Get("/casusvragen");
        await noor.Follow("/casusvragen/nieuw");
        var nothing = await noor.Send("casusvraag");
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        foreach (var field in Fields)
            Assert.Contains($"id=\"f-{field}-fout\"", nothing.Html, StringComparison.Ordinal);
        Assert.Empty(Crawl.Parse(nothing).QuerySelectorAll("form[aria-label] textarea, main input[type=text]"));

        var check = await noor.Send("casusvraag", Question(nothing));
        Assert.Equal(HttpStatusCode.OK, check.Status);
        Assert.Contains("Het andere team leest precies dit", check.Text, StringComparison.Ordinal);
        var again = await noor.Send("casusvraag", ("anders", "ja"));
        Assert.Matches("value=\"12-15\"[^>]*checked", again.Html);
        await noor.Send("casusvraag", Question(again));
        var sure = noor.Page;
        await noor.Send("casusvraag", ("nagekeken", "ja"));
        var asked = await noor.SendAgain(sure, "casusvraag", ("nagekeken", "ja"));
        Assert.Equal("/casusvragen?klaar=gesteld", asked.Path);
        var address = Crawl.Parse(asked).QuerySelectorAll("#van ~ ul a").Single(a => a.TextContent == "Mag ik dit delen?")
            .GetAttribute("href")!;
        Assert.Contains("heeft nog niet geantwoord", (await noor.Get(address)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answers\"", noor.Page.Html, StringComparison.Ordinal);

        using var wim = await house.SignIn("wim");
        var inbox = await wim.Get("/postvak");
        Assert.Matches("wacht(en)? op raad van uw team", inbox.Text);
        await wim.Follow("/casusvragen");
        await wim.Follow(address);
        Assert.Contains("geld, scheiding", wim.Page.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"f-answers-fout\"", (await wim.Send("antwoord")).Html, StringComparison.Ordinal);
        await wim.Send("antwoord", ("answers", "eerst-praten"), ("answers", "bel-mij"));
        Assert.Contains("eerst met het gezin praten, bel mij", wim.Page.Text, StringComparison.Ordinal);
        var twice = wim.Page;
        var answered = await wim.Send("antwoord", ("answers", "eerst-praten"), ("answers", "bel-mij"), ("nagekeken", "ja"));
        Assert.Equal("/casusvragen?klaar=geantwoord", answered.Path);
        Assert.DoesNotContain("name=\"answers\"", (await wim.Get(address)).Html, StringComparison.Ordinal);
        Assert.Equal("/casusvragen?klaar=geantwoord", (await wim.SendAgain(twice, "antwoord", ("nagekeken", "ja"))).Path);
        var other = await wim.SendAgain(twice, "antwoord", ("answers", "melden"), ("nagekeken", "ja"), ("opdracht", $"{Cast.Id(0xc0de)}"));
        Assert.Contains("Deze casusvraag is al beantwoord.", other.Text, StringComparison.Ordinal);

        Assert.Contains("bel mij", (await noor.Get(address)).Text, StringComparison.Ordinal);
        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/casusvragen/00000000-0000-0000-0000-00000000bad1")).Status);
    }

    [Fact]
    public void The_pages_offer_what_consent_takes_and_have_words_for_all_of_it()
    {
        var lists = Lists.Consults;
        Assert.Equal(lists.Bands, Consults.Bands);
        Assert.Equal(lists.Topics, Consults.Topics);
        Assert.Equal(lists.Questions, Consults.Questions);
        Assert.Equal(lists.Answers, Consults.Answers);
        Assert.Equal(Lists.Grounds.Seriousness, Consults.Seriousness);

        var texts = new Texts("nl");
        foreach (var (list, codes) in new[]
        {
            ("leeftijden", lists.Bands), ("onderwerp", lists.Topics), ("vragen", lists.Questions), ("antwoorden", lists.Answers),
            ("ernstig", Lists.Grounds.Seriousness),
        })
        {
            Assert.All(codes, code => Assert.True(texts.Has($"casusvraag.{list}.{code}"), code));
        }
    }

    private static (string, string)[] Question(Page page) =>
    [
        ("toTeam", Regex.Match(page.Html, "<option value=\"([0-9a-f-]{36})\"[^>]*>Wijkteam").Groups[1].Value),
        ("question", "mag-ik-dit-delen"), ("band", "12-15"), ("topics", "geld"), ("topics", "scheiding"), ("seriousness", "licht"),
    ];
}
