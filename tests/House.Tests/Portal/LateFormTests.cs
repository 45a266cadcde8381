using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>A form that comes too late, twice with something else in it, or from an address that cannot be.</summary>
[Collection(PortalTests.Name)]
public sealed partial class LateFormTests(PortalHouse house)
{
    private const string Gone = "Dit is intussen gewijzigd";

    [Fact]
    public async Task Who_decides_after_a_colleague_did_gets_the_page_as_it_stands_and_what_he_wrote_back()
    {
        using var first = await house.SignIn("petra");
        var id = await DirectoryPagesTests.Add(first, "Klusdienst Ganzerik");
        using var wim = await house.SignIn("wim");
        var before = await wim.Get($"/sociale-kaart/{id}");
        await wim.Send("aanspraak", ("zeker", "ja"));
        using var second = await house.SignIn("petra");
        await second.Get("/kaart/aanspraken?klaar=beantwoord");
        Assert.Contains("Het antwoord is vastgelegd", second.Page.Text, StringComparison.Ordinal);
        await first.Get("/kaart/aanspraken");
        await first.Send($"antwoord-{id}", ("granted", "ja"));

        var late = await second.Send($"antwoord-{id}", ("granted", "nee"), ("note", "Gebeld met <b>O'Brien</b> & Ng"));
        Assert.Equal((HttpStatusCode.Conflict, "text/html"), (late.Status, late.Answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Fout: Van wie is het – Warme overdracht", late.Title);
        Assert.Contains(Gone, late.Text, StringComparison.Ordinal);
        Assert.Contains("Gebeld met <b>O'Brien</b> & Ng", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>O'Brien", late.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"antwoord-{id}", late.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Het antwoord is vastgelegd", late.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", late.Header("Cache-Control"));
        Assert.DoesNotContain(Gone, (await second.Get("/kaart/aanspraken")).Text, StringComparison.Ordinal);
        Assert.Contains("Uw organisatie houdt dit zelf bij", (await wim.Get($"/sociale-kaart/{id}")).Text, StringComparison.Ordinal);

        // The same person, in a tab that he had left open.
        var again = await wim.SendAgain(before, "aanspraak", ("zeker", "ja"));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.DoesNotContain("neem het dan over", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_a_name_or_of_another_website_gets_the_page_of_its_status()
    {
        using var browser = await house.SignIn("petra");
        var token = Token().Match((await browser.Get("/kaart/nieuw")).Html).Groups[1].Value;
        foreach (var sent in new[] { ("__RequestVerificationToken", token), ("_handler", "voorziening") })
        {
            var refused = await browser.Post("/kaart/nieuw", sent);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Single(Regex.Matches(refused.Html, "<h1"));
            Assert.DoesNotContain(Gone, refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Back_in_the_browser_and_sent_again_with_something_else_is_said_in_plain_words_and_can_be_sent_after_all()
    {
        using var browser = await house.SignIn("petra");
        var before = await browser.Get("/kaart/nieuw");
        await browser.Send("voorziening", DirectoryPagesTests.Filled("Naaikamer Ganzerik"));
        var other = await browser.SendAgain(before, "voorziening", DirectoryPagesTests.Filled("Fietsenmaker Ganzerik"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("Dit formulier is al eerder verstuurd", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Idempotency", other.Text, StringComparison.Ordinal);
        Assert.Contains("Fietsenmaker Ganzerik", other.Html, StringComparison.Ordinal);
        var added = await browser.Send("voorziening", DirectoryPagesTests.Filled("Fietsenmaker Ganzerik"));
        Assert.Equal("/kaart/alles?klaar=opgenomen", added.Path);
    }

    [Theory]
    [InlineData("dreigingen", "brand")]
    [InlineData("dreigingen", "Deventer-brand")]
    [InlineData("besluittermijnen", "Deventer")]
    public async Task A_group_in_the_address_that_cannot_be_is_asked_for_again(string kind, string group)
    {
        using var bea = await house.SignIn("bea");
        var page = await bea.Get($"/beheer/beleid/verwijzingen/{kind}/wijzigen?groep={group}");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("Fout:", page.Title, StringComparison.Ordinal);
        Assert.Matches("href=\"#f-(groep|code)\"", page.Html);
        var right = await bea.Send("welke", ("groep", "GM0307"), ("code", "brand-in-huis"));
        Assert.Equal((HttpStatusCode.OK, true), (right.Status, right.Path.Contains("?groep=GM0307", StringComparison.Ordinal)));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
