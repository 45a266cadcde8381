using System.Net;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;
using WarmHandover.Tests.Door;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// The auditor after the whole story: finds a family by its number, looks back, and takes the evidence along. Nobody has a name.
/// </summary>
[Collection(StoryHouse.Once)]
public sealed class AuditorTests(StoryHouse story)
{
    private static readonly string[] Pages =
        ["", "?stap=9", "/delingen", "/wie-kon?categorie=geldzorgen", "/afwezigheid", "/regels-van-nu", "/bewijs"];

    private static readonly string[] Names = ["Samira", "Bouazza", "Hofstra", "Erik", "Yara"];

    // The story's first day is today here; it ends six weeks on.
    private static string Day { get; } = Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", null);

    private string Family => story.Ids["family"][0];

    [Fact]
    public async Task He_begins_at_his_assignments_and_finds_a_family_by_its_number()
    {
        using var browser = await story.SignIn("sjoerd");
        Assert.Equal("/toezicht", browser.Page.Path);
        Assert.Contains("JGZ Deventer", browser.Page.Text, StringComparison.Ordinal);

        var odd = await browser.Send("zoek", ("gezin", "familie Jansen"));
        Assert.Equal(HttpStatusCode.BadRequest, odd.Status);
        Assert.Contains("Vul het hele nummer in", odd.Text, StringComparison.Ordinal);

        var found = await browser.Send("zoek", ("gezin", Family));
        Assert.Equal((HttpStatusCode.OK, $"/toezicht/gezin/{Family}"), (found.Status, found.Path));
        Assert.Contains("Er is toestemming gevraagd.", found.Text, StringComparison.Ordinal);
        Assert.Contains("Schuldhulp Deventer", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_back_shows_what_was_known_then_and_nothing_of_later()
    {
        using var browser = await story.SignIn("sjoerd");
        var now = await browser.Get($"/toezicht/gezin/{Family}");
        var then = await browser.Get($"/toezicht/gezin/{Family}?stap=7");

        Assert.Contains("Er is geopend.", now.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Er is geopend.", then.Text, StringComparison.Ordinal);
        Assert.Contains("7 stappen", then.Text, StringComparison.Ordinal);
        Assert.Contains("nog niet", then.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"7\"", then.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_some_steps_are_shown_and_taken_along_and_each_log_has_its_bundle()
    {
        using var browser = await story.SignIn("sjoerd");
        var asked = await browser.Get($"/toezicht/gezin/{Family}?soort=vraag&van={Day}&tot={Day}");
        Assert.Contains("Er is toestemming gevraagd.", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Er is geopend.", asked.Text, StringComparison.Ordinal);
        var csv = await browser.Get($"/toezicht/gezin/{Family}/geschiedenis/csv?soort=vraag");
        Assert.Contains(",vraag,", csv.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(",inzage,", csv.Html, StringComparison.Ordinal);
        Assert.Contains("Geen stap is zo", (await browser.Get($"/toezicht/gezin/{Family}?soort=meldcode")).Text, StringComparison.Ordinal);
        var odd = await browser.Get($"/toezicht/gezin/{Family}?soort=onzin&van=ooit");
        Assert.Contains("Dit ging nog niet goed", odd.Text, StringComparison.Ordinal);
        Assert.Contains("Er is geopend.", odd.Text, StringComparison.Ordinal);

        foreach (var log in (string[])["gezinnen", "verwijzingen", "meldingen"])
        {
            var zip = await browser.Get($"/toezicht/gezin/{Family}/bewijs/{log}.zip");
            Assert.Equal("application/zip", zip.Answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/toezicht/gezin/{Family}/bewijs/geheimen.zip")).Status);
    }

    [Fact]
    public async Task Who_could_see_the_money_and_did_they()
    {
        using var browser = await story.SignIn("sjoerd");
        var page = await browser.Get($"/toezicht/gezin/{Family}/wie-kon?categorie=geldzorgen&op={Day}");
        var nobody = await browser.Get($"/toezicht/gezin/{Family}/wie-kon?categorie=bereikbaarheid&op={Day}");
        var odd = await browser.Get($"/toezicht/gezin/{Family}/wie-kon?categorie=geldzorgen&op=ooit");

        Assert.Contains("Schuldhulp Deventer", page.Text, StringComparison.Ordinal);
        Assert.Contains("Er is geopend.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Niemand kon het zien", nobody.Text, StringComparison.Ordinal);
        Assert.Contains("Dit ging nog niet goed", odd.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_for_absence_says_what_it_searched()
    {
        using var browser = await story.SignIn("sjoerd");
        await browser.Get($"/toezicht/gezin/{Family}/afwezigheid");
        var page = await browser.Get(
            $"/toezicht/gezin/{Family}/afwezigheid?organisatie={People.Jgz}&van={Day}&tot={Day}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Er is iets gedeeld", page.Text, StringComparison.Ordinal);
        Assert.Contains($"consent.family-{Guid.Parse(Family):N}", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evidence_is_fetched_and_judged_on_the_spot_also_against_a_checkpoint_of_elsewhere()
    {
        using var browser = await story.SignIn("sjoerd");
        await browser.Get($"/toezicht/gezin/{Family}/bewijs");
        var odd = await browser.Send("nakijken", ("anker", "zomaar wat"));
        Assert.Contains("Hierin staat geen controlepunt", odd.Text, StringComparison.Ordinal);

        await browser.Get($"/toezicht/gezin/{Family}/bewijs");
        var judged = await browser.Send("nakijken", ("anker", await story.Checkpoint()));
        Assert.Equal(HttpStatusCode.OK, judged.Status);
        Assert.Contains("VALID up to checkpoint", judged.Text, StringComparison.Ordinal);

        var zip = await browser.Get($"/toezicht/gezin/{Family}/bewijs.zip");
        Assert.Equal("application/zip", zip.Answer.Content.Headers.ContentType?.MediaType);
        var csv = await browser.Get($"/toezicht/gezin/{Family}/geschiedenis/csv");
        Assert.StartsWith("text/csv", csv.Answer.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/toezicht/gezin/{Family}/geschiedenis/exe")).Status);
    }

    [Fact]
    public async Task Nobody_has_a_name_on_his_pages_and_nothing_runs_or_is_styled_in_them()
    {
        using var browser = await story.SignIn("sjoerd");
        foreach (var path in Pages)
        {
            var page = await browser.Get($"/toezicht/gezin/{Family}{path}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(Names, name => page.Text.Contains(name, StringComparison.Ordinal));
            Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("[toezicht.", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_outside_his_assignment_does_not_exist_and_others_do_not_come_here()
    {
        using var auditor = await story.SignIn("sjoerd");
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.Get($"/toezicht/gezin/{Cast.Id(404)}")).Status);

        using var nurse = await story.SignIn("noor");
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.Get("/toezicht")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.Get($"/toezicht/gezin/{Family}/bewijs.zip")).Status);
    }
}
