using System.Net;
using WarmHandover.Tests.Door;

namespace WarmHandover.Tests.Portal;

/// <summary>A team after the whole story: its inbox, a withdrawal that asks a word, and a referral seen by its receiver.</summary>
[Collection(StoryHouse.Once)]
public sealed class TeamTests(StoryHouse story)
{
    [Fact]
    public async Task The_inbox_shows_numbers_and_no_names_and_what_was_done_leaves_it()
    {
        using var browser = await story.SignIn("ruud");
        var page = await browser.Get("/postvak");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("WO-", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Samira", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[postvak.", page.Text, StringComparison.Ordinal);
        var item = System.Text.RegularExpressions.Regex.Match(page.Html, "value=\"klaar-([0-9a-f-]+)\"").Groups[1].Value;
        var after = await browser.Send($"klaar-{item}");
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.DoesNotContain($"m-{item}", after.Html, StringComparison.Ordinal);
        Assert.Contains($"m-{item}", (await browser.Get("/postvak?stand=klaar")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_reads_the_letter_section_by_section_with_its_terms()
    {
        using var browser = await story.SignIn("ruud");
        var inbox = await browser.Get("/postvak");
        var path = System.Text.RegularExpressions.Regex.Match(inbox.Html, "href=\"(/verwijzingen/[0-9a-f-]+/ontvangen)\"").Groups[1].Value;
        var page = await browser.Get(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Termijnen", page.Text, StringComparison.Ordinal);
        Assert.Contains("wettelijk", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[ontvangen.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_teams_referral_does_not_exist_and_an_auditor_has_no_inbox()
    {
        using var stranger = await story.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/verwijzingen/{story.Ids["referral"][0]}/ontvangen")).Status);
        Assert.Contains("Hier ligt niets", (await stranger.Get("/postvak")).Text, StringComparison.Ordinal);

        using var auditor = await story.SignIn("sjoerd");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Get("/postvak")).Status);
    }
}
