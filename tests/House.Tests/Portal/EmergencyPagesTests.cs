using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Tests.Door;

namespace WarmHandover.Tests.Portal;

/// <summary>Break-glass in the portal, after the whole story: asked in the letter, agreed to by a colleague, reviewed by a third.</summary>
[Collection(StoryHouse.Once)]
public sealed partial class EmergencyPagesTests(StoryHouse story)
{
    [Fact]
    public async Task What_is_closed_is_asked_with_a_reason_opens_when_a_colleague_agrees_and_is_reviewed_afterwards()
    {
        using var wim = await story.SignIn("wim");
        var letter = await ClosedLetter(wim);
        Assert.Contains("Acuut gevaar? Vraag noodtoegang", wim.Page.Text, StringComparison.Ordinal);
        var form = await wim.Get($"{letter}/noodtoegang");
        Assert.Contains("Er gaat niets open voordat een collega", form.Text, StringComparison.Ordinal);
        var row = Row().Match(form.Html).Groups[1].Value;
        var wrong = await wim.Send("noodtoegang", ("minutes", "veel"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "urgency", "rows", "motivation", "minutes" })
            Assert.Contains($"href=\"#f-{field}\"", wrong.Html, StringComparison.Ordinal);

        var asked = await wim.Send(
            "noodtoegang", ("urgency", "acuut-gevaar-kind"), ("rows", row), ("motivation", "<b>Zij</b> belde: Hortensia."),
            ("minutes", "30"));
        Assert.EndsWith("?klaar=gevraagd", asked.Path, StringComparison.Ordinal);
        Assert.Contains("Er is nog niets open", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"instemmen\"", asked.Html, StringComparison.Ordinal);
        var address = asked.Path.Split('?')[0];

        using (var stranger = await story.SignIn("ruud"))
        {
            var foreign = await stranger.Get(address);
            var absent = await stranger.Get($"/noodtoegang/{Guid.CreateVersion7()}/{Guid.CreateVersion7()}");
            Assert.Equal((HttpStatusCode.NotFound, absent.Title), (foreign.Status, foreign.Title));
        }

        using var tessa = await story.SignIn("tessa");
        Assert.Contains("Noodtoegang wacht op een tweede persoon", (await tessa.Get("/")).Text, StringComparison.Ordinal);
        var read = await tessa.Get(address);
        Assert.Contains("<b>Zij</b> belde: Hortensia.", read.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await tessa.Send("instemmen")).Status);
        var agreed = await tessa.Send("instemmen", ("zeker", "ja"));
        Assert.Matches(@"Nog (29|30) minuten open, tot \d", agreed.Text);

        var open = await wim.Get($"{letter}/ontvangen");
        Assert.Matches(@"Noodtoegang is nu open .* Nog (29|30) minuten open", open.Text);
        Assert.Contains("<blockquote", open.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{row}\"", (await wim.Get($"{letter}/noodtoegang")).Html, StringComparison.Ordinal);

        using var hassan = await story.SignIn("hassan");
        Assert.Contains(address, (await hassan.Get("/noodtoegang")).Html, StringComparison.Ordinal);
        await hassan.Get(address);
        Assert.Equal(HttpStatusCode.BadRequest, (await hassan.Send("beoordeling")).Status);
        var judged = await hassan.Send("beoordeling", ("outcome", "onterecht"));
        Assert.Contains("De beoordeling is vastgelegd", judged.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{row}\"", (await wim.Get($"{letter}/noodtoegang")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Break_glass_of_a_referral_that_is_not_there_or_of_another_role_is_kept_out()
    {
        using var stranger = await story.SignIn("vreemd");
        Assert.Equal(
            HttpStatusCode.NotFound, (await stranger.Get($"/verwijzingen/{story.Ids["referral"][0]}/noodtoegang")).Status);
        using var administrator = await story.SignIn("bea");
        Assert.Equal(
            HttpStatusCode.Forbidden, (await administrator.Get($"/noodtoegang/{story.Ids["family"][0]}/{Guid.CreateVersion7()}")).Status);
    }

    // A letter of the neighbourhood team in which something is closed.
    private static async Task<string> ClosedLetter(Browser wim)
    {
        foreach (var stand in new[] { "open", "klaar" })
        {
            var inbox = await wim.Get($"/postvak?stand={stand}");
            foreach (var path in Letters().Matches(inbox.Html).Select(m => m.Groups[1].Value).Distinct())
            {
                if ((await wim.Get($"{path}/ontvangen")).Html.Contains($"{path}/noodtoegang", StringComparison.Ordinal))
                    return path;
            }
        }

        throw new InvalidOperationException("No letter has anything closed.");
    }

    [GeneratedRegex("href=\"(/verwijzingen/[0-9a-f-]+)/ontvangen\"")]
    private static partial Regex Letters();

    [GeneratedRegex("name=\"rows\" value=\"([^\"]+)\"")]
    private static partial Regex Row();
}
