using System.Net;
using System.Text;

namespace WarmHandover.Tests.Portal;

/// <summary>What an office adds to the lists of a municipality, and the open counts that it takes over.</summary>
[Collection(PortalTests.Name)]
public sealed class OfficeListsTests(PortalHouse house)
{
    private const string Script = "<script>alert('O\u2019Brien')</script>";

    [Fact]
    public async Task A_kind_of_signal_is_added_shown_as_text_and_used_no_more()
    {
        using var browser = await house.SignIn("bea");
        await browser.Get("/beheer/signaallijsten?gemeente=GM0150");
        var wrong = await browser.Send("soort", ("code", "Geen Code"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "label", "code", "subject", "domain", "phase", "category" })
            Assert.Contains($"href=\"#f-{field}\"", wrong.Html, StringComparison.Ordinal);

        (string, string)[] kind =
        [
            ("label", Script), ("code", "mist-laarzen"), ("subject", "child"), ("domain", "gezondheid"), ("phase", "ondersteunen"),
            ("category", "gezondheid-kind"),
        ];
        await browser.Get("/beheer/signaallijsten?gemeente=GM0150");
        var added = await browser.Send("soort", kind);
        Assert.Equal("/beheer/signaallijsten?gemeente=GM0150&klaar=soort", added.Path);
        Assert.Contains("GM0150.mist-laarzen", added.Text, StringComparison.Ordinal);
        Assert.Contains(Script, added.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", added.Html, StringComparison.Ordinal);
        Assert.Contains("Rekeningen blijven liggen", added.Text, StringComparison.Ordinal);

        var gone = await browser.Send("weg-GM0150.mist-laarzen");
        Assert.Contains("Dit wordt niet meer gebruikt", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mist-laarzen", (await browser.Get("/beheer/signaallijsten?gemeente=GM0150")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_gets_a_new_version_and_points_to_a_kind()
    {
        using var browser = await house.SignIn("petra");
        await browser.Get("/beheer/signaallijsten?gemeente=GM0150");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Send("vraag")).Status);
        await browser.Get("/beheer/signaallijsten?gemeente=GM0150");
        var asked = await browser.Send(
            "vraag", ("text", "Kent u het kindpakket?"), ("why", "Veel gezinnen hebben er recht op."), ("code", "kindpakket"),
            ("domain", "financien"), ("pointsTo", "rekeningen-blijven-liggen"));
        Assert.Contains("Versie 1.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("‘ja’ wijst op: Rekeningen blijven liggen", asked.Text, StringComparison.Ordinal);
        var stopped = await browser.Send("stop-kindpakket");
        Assert.DoesNotContain("Kent u het kindpakket?", stopped.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_counts_are_taken_over_with_how_far_it_is_and_what_is_wrong_is_said_on_the_page()
    {
        using var browser = await house.SignIn("bea");
        await browser.Get("/cijfers/noemers");
        var none = await browser.Upload(
            "/cijfers/noemers/bestand", "bestand", "leeg.csv", []);
        Assert.Contains("Kies wat het bestand telt.", none.Text, StringComparison.Ordinal);

        const string file = "ID;RegioS;Perioden;HuishoudensTotaal_29\n1;GM0150    ;2024JJ00;48211\n"
            + "2;NL01      ;2024JJ00;8400000\n3;GM0150    ;twee;9\n";
        var read = await Take(browser, "HuishoudensTotaal_29", file);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("Regels gelezen: 3. Overgenomen: 1.", read.Text, StringComparison.Ordinal);
        Assert.Contains("De nieuwe aantallen gelden vanaf nu.", read.Text, StringComparison.Ordinal);
        Assert.EndsWith("</html>", read.Html.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("48211", (await browser.Get("/cijfers/noemers")).Text, StringComparison.Ordinal);
        Assert.Contains("er is niets veranderd", (await Take(browser, "HuishoudensTotaal_29", file)).Text, StringComparison.Ordinal);

        var refused = await Take(browser, "Onbekend_1", file);
        Assert.Contains("Er is niets overgenomen", refused.Text, StringComparison.Ordinal);
        using var nurse = await house.SignIn("noor");
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.Get("/cijfers/noemers")).Status);
    }

    private static async Task<Page> Take(Browser browser, string column, string file)
    {
        await browser.Get("/cijfers/noemers");
        return await browser.Upload(
            "/cijfers/noemers/bestand", "bestand", "cbs.csv", Encoding.UTF8.GetBytes(file), ("noemer", "huishoudens"), ("kolom", column));
    }
}
