using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>What a nurse does in the portal: every page as a browser without script gets it.</summary>
[Collection(PortalTests.Name)]
public sealed partial class ProfessionalTests(PortalHouse house)
{
    private const string Attack = "<script>alert('O\u2019Brien')</script>\u202EoB";

    [Theory]
    [InlineData("/", "Mijn werk")]
    [InlineData("/gezinnen", "Gezinnen")]
    [InlineData("/gezinnen/nieuw", "Nieuw gezin")]
    [InlineData("/sociale-kaart", "Sociale kaart")]
    [InlineData("/toegankelijkheid", "Toegankelijkheid")]
    public async Task A_page_says_what_it_is(string path, string title)
    {
        using var browser = await house.SignIn("noor");
        var page = await browser.Get(path);

        Assert.Equal((HttpStatusCode.OK, $"{title} – Warme overdracht"), (page.Status, page.Title));
        Assert.Single(Regex.Matches(page.Html, "<h1"));
        Assert.DoesNotMatch(MissingText(), page.Text);
    }

    [Fact]
    public async Task A_family_is_opened_found_by_name_and_its_name_never_stands_in_an_address()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Quirijn Waterdrager");

        await browser.Get("/gezinnen");
        var found = await browser.Send("zoeken", ("question", "Quirijn Waterdrager"));
        Assert.Contains("Gevonden: 1", found.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{family}\"", found.Html, StringComparison.Ordinal);
        Assert.Equal("/gezinnen", found.Path);
        Assert.DoesNotContain("Waterdrager", (await browser.Get(family)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_is_known_already_is_said_before_a_second_file_is_opened()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Berendina Zilverschoon");
        await browser.Get("/gezinnen/nieuw");
        var twin = await browser.Send("nieuw", NewFamily("Berendina Zilverschoon"));

        Assert.Equal(HttpStatusCode.Conflict, twin.Status);
        Assert.Contains("Dit lijkt op een gezin dat u al kent", twin.Text, StringComparison.Ordinal);
        Assert.Contains(family, twin.Html, StringComparison.Ordinal);
        var opened = await browser.Send("nieuw", [.. NewFamily("Berendina Zilverschoon"), ("anyway", "ja")]);
        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.NotEqual(family, opened.Path);
    }

    [Fact]
    public async Task Authority_of_who_is_not_adult_or_over_who_is_is_refused_before_a_file_is_opened()
    {
        using var browser = await house.SignIn("noor");
        (string Name, string Value)[] family = NewFamily("Kunigunde Vlinderstruik");
        foreach (var (field, years) in new[] { ("parent.birthDate", 17), ("child.birthDate", 19) })
        {
            await browser.Get("/gezinnen/nieuw");
            var refused = await browser.Send(
                "nieuw", [.. family.Where(f => f.Name != field), (field, $"{DateTime.UtcNow.AddYears(-years):yyyy-MM-dd}")]);
            Assert.Contains("id=\"f-authority-fout\"", refused.Html, StringComparison.Ordinal);
        }

        // Half a file would be said here to be one that is known already.
        await browser.Get("/gezinnen/nieuw");
        Assert.Equal(HttpStatusCode.OK, (await browser.Send("nieuw", family)).Status);
    }

    [Fact]
    public async Task A_signal_takes_at_most_six_interactions_after_opening_the_family_and_stands_in_the_file_at_once()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Isolde Paardebloem");
        browser.CountFromHere();
        await browser.Follow($"{family}/signaal");
        var child = Value(browser.Page, "member", "Isolde Paardebloem");
        var after = await browser.Send(
            "signaal", ("member", child), ("kind", "tandarts-gemist"), ("source", "zelf-verteld"), ("urgency", "gewoon"),
            ("observedOn", Checked(browser.Page, "observedOn")));

        Assert.Equal((HttpStatusCode.OK, $"{family}?klaar=signaal"), (after.Status, after.Path));
        Assert.InRange(browser.Interactions, 1, 6);
        Assert.Contains("Het signaal is vastgelegd", after.Text, StringComparison.Ordinal);
        Assert.Contains("Isolde", after.Text, StringComparison.Ordinal);
        Assert.Contains("1 open signaal", (await browser.Get("/gezinnen")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_forgotten_is_said_all_at_once_above_the_form_and_at_the_field_and_nothing_typed_is_lost()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Gijsbrecht Korenbloem");
        await browser.Get($"{family}/signaal");
        var refused = await browser.Send("signaal", ("note", "Dit wil ik niet kwijt."), ("source", "gezien"), ("observedOn", ""));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("Fout: ", refused.Title, StringComparison.Ordinal);
        foreach (var field in new[] { "member", "kind", "observedOn" })
        {
            Assert.Contains($"href=\"#f-{field}\"", refused.Html, StringComparison.Ordinal);
            Assert.Contains($"id=\"f-{field}-fout\"", refused.Html, StringComparison.Ordinal);
        }

        Assert.Contains("Dit wil ik niet kwijt.", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("disabled", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_looks_like_code_is_shown_as_text()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Hildegard Madelief");
        await browser.Get($"{family}/gesprek");
        var child = Value(browser.Page, "with", "Hildegard Madelief");
        var page = await browser.Send(
            "gesprek", ("with", child), ("whyExplained", "ja"), ("outcome", "herkend"), ("note", Attack),
            ("heldOn", Checked(browser.Page, "heldOn")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Contains(Attack, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_number_against_forgery_changes_nothing()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Walburga Ridderspoor");
        await browser.Get($"{family}/signaal");
        var child = Value(browser.Page, "member", "Walburga Ridderspoor");
        var refused = await browser.Post(
            $"{family}/signaal", ("_handler", "signaal"), ("member", child), ("kind", "tandarts-gemist"), ("source", "gezien"),
            ("observedOn", "2026-01-05"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Er is nog niets vastgelegd", (await browser.Get(family)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_gets_the_same_page_for_a_family_that_exists_and_one_that_does_not()
    {
        using var browser = await house.SignIn("noor");
        var family = await OpenFamily(browser, "Ottoline Vlasbloem");
        using var stranger = await house.SignIn("vreemd");
        var foreign = await stranger.Get(family);
        var missing = await stranger.Get($"/gezinnen/{Guid.CreateVersion7()}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.Status, missing.Status));
        Assert.Equal(missing.Text, foreign.Text);
    }

    /// <summary>Fills in the page for a new family; the address of its file.</summary>
    internal static async Task<string> OpenFamily(Browser browser, string child, string authority = "een")
    {
        await browser.Get("/gezinnen/nieuw");
        var page = await browser.Send("nieuw", NewFamily(child, authority));
        Assert.True(page.Status is HttpStatusCode.OK, page.Text);
        return page.Path;
    }

    /// <summary>The value of the choice with this label.</summary>
    internal static string Value(Page page, string name, string label) => Regex.Matches(
            page.Html, $"<input[^>]*name=\"{name}\" value=\"([^\"]*)\"[^>]*>\\s*<span class=\"wo-option__text\">{Regex.Escape(label)}")
        .Select(m => m.Groups[1].Value).Single();

    /// <summary>What stands in a field.</summary>
    internal static string Checked(Page page, string name) => Regex.Match(
        page.Html, $"<input[^>]*name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;

    internal static (string, string)[] NewFamily(string child, string authority = "een") =>
    [
        ("parent.name", $"Ouder van {child}"), ("parent.birthDate", "1988-03-14"), ("parent.postcode", "7411 AB"),
        ("child.name", child), ("child.birthDate", "2019-05-20"), ("authority", authority), ("proof", "gezagsregister"),
        .. authority is "beide" ? [("other.name", $"Tweede ouder van {child}"), ("other.birthDate", "1985-07-02")] : ((string, string)[])[],
    ];

    [GeneratedRegex(@"\[[a-z]+(\.[a-z0-9-]+)+\]")]
    private static partial Regex MissingText();
}
