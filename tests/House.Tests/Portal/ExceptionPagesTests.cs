using System.Net;
using WarmHandover.Consents;
using WarmHandover.Portal;
using WarmHandover.Portal.Professional;

namespace WarmHandover.Tests.Portal;

/// <summary>The yes of a girl of thirteen without that of a parent: only for the reasons of the law, and beside her own yes.</summary>
[Collection(PortalTests.Name)]
public sealed class ExceptionPagesTests(PortalHouse house)
{
    private static readonly string[] Fields = ["rows", "reasons", "motivation", "consulted", "consultedWho"];

    [Fact]
    public async Task Her_own_yes_comes_first_and_a_considered_wish_needs_a_no_before_it_opens_anything()
    {
        using var tale = await OwnTale.Begin(house.House);
        var request = $"/gezinnen/{tale.Family}/toestemmingen/{tale.Health}";
        using var noor = await house.SignIn("noor");
        await noor.Get(request);
        var here = $"{request}/uitzondering/{tale.Yara}";
        await noor.Follow(here);
        Assert.Contains("Yara heeft zelf nog geen ja gezegd.", noor.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("?welke=", noor.Page.Html, StringComparison.Ordinal);
        var early = await noor.Get($"{here}?welke=ernstig-nadeel");
        Assert.Contains("Yara heeft zelf nog geen ja gezegd.", early.Text, StringComparison.Ordinal);
        var refused = await noor.Send("uitzondering", Filled("gezondheid-kind", "hulp-kan-niet-wachten"));
        Assert.Contains("Het kind zelf heeft nog geen 'ja' gezegd.", (await Sure(noor, refused)).Text, StringComparison.Ordinal);

        await tale.Answer(tale.Health, tale.Yara);
        await noor.Get(here);
        Assert.Contains("?welke=ernstig-nadeel", noor.Page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("?welke=weloverwogen-wens", noor.Page.Html, StringComparison.Ordinal);
        await noor.Get(request);
        await noor.Send("antwoord", ("signatory", $"{tale.Erik}"), ("answer", "nee"), ("channel", "telefoon"));

        await noor.Get(here);
        await noor.Follow($"{here}?welke=weloverwogen-wens");
        var nothing = await noor.Send("uitzondering", ("rows", ""));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        foreach (var field in Fields)
            Assert.Contains($"id=\"f-{field}-fout\"", nothing.Html, StringComparison.Ordinal);
        var check = await noor.Send("uitzondering", Filled("gezondheid-kind", "kind-houdt-vol"));
        Assert.Contains("mag Wijkteam Deventer-Noord dit weten zonder het ja", check.Text, StringComparison.Ordinal);
        Assert.Contains("Zij wil dit al maanden.", check.Text, StringComparison.Ordinal);
        var done = await Sure(noor, check);
        Assert.Equal($"{request}?klaar=uitzondering", done.Path);
        Assert.Contains("mag gedeeld worden", done.Text, StringComparison.Ordinal);
        Assert.Contains("Weloverwogen wens van het kind", done.Text, StringComparison.Ordinal);
        Assert.Contains("Dr. O'Brien, jeugdarts", done.Text, StringComparison.Ordinal);
        Assert.Equal($"{request}?klaar=uitzondering", (await noor.SendAgain(check, "uitzondering", ("nagekeken", "ja"))).Path);
        Assert.Contains("Hier is geen uitzondering mogelijk", (await noor.Get(here)).Text, StringComparison.Ordinal);

        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(here)).Status);
        Assert.DoesNotContain(
            "/uitzondering/", (await noor.Get($"/gezinnen/{tale.Family}/toestemmingen/{tale.Debts}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_offer_what_consent_takes_and_have_words_for_all_of_it()
    {
        var (texts, all) = (new Texts("nl"), Lists.Rules.Exceptions);
        Assert.Equal(
            all.Select(e => (e.Code, e.ParentRefused, string.Join(' ', e.Reasons))),
            ExceptionKind.All.Select(e => (e.Code, e.ParentRefused, string.Join(' ', e.Reasons))));
        foreach (var exception in all)
        {
            foreach (var list in new[] { "naam", "wat", "nog-niet" })
                Assert.True(texts.Has($"uitzondering.{list}.{exception.Code}"), exception.Code);
            Assert.All(exception.Reasons, reason => Assert.True(texts.Has($"uitzondering.reden.{reason}"), reason));
        }
    }

    private static Task<Page> Sure(Browser noor, Page check)
    {
        Assert.True(check.Status is HttpStatusCode.OK, check.Text);
        return noor.Send("uitzondering", ("nagekeken", "ja"));
    }

    private static (string, string)[] Filled(string row, string reason) =>
    [
        ("rows", row), ("reasons", reason), ("motivation", "Zij wil dit al maanden."), ("consulted", "gedragswetenschapper"),
        ("consultedWho", "Dr. O'Brien, jeugdarts"),
    ];
}
