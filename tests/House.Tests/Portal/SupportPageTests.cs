using System.Net;

namespace WarmHandover.Tests.Portal;

/// <summary>The volunteer's one page: four buttons, the agreed fields after the yes, nothing after the end.</summary>
[Collection(PortalTests.Name)]
public sealed class SupportPageTests(PortalHouse house)
{
    [Fact]
    public async Task A_volunteer_says_yes_sees_the_agreed_field_tells_how_it_goes_and_stops()
    {
        using var tale = await OwnTale.Begin(house.House);
        var vera = await tale.AskVolunteer();
        using var browser = await OwnPagesTests.In(tale, vera, OwnTale.Pin, "vrijwilliger", "hanna");
        Assert.Equal("/mijn/steun", browser.Page.Path);
        Assert.Contains("u bent gevraagd", browser.Page.Text, StringComparison.Ordinal);
        Assert.Contains("familie, vrienden en buurt", browser.Page.Text, StringComparison.Ordinal);
        Assert.Contains("0570-000115", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Brieftekst", browser.Page.Text, StringComparison.Ordinal);

        var forgotten = await browser.Send("nee");
        Assert.Contains("id=\"f-reason-fout\"", forgotten.Html, StringComparison.Ordinal);
        var yes = await browser.Send("ja");
        Assert.Contains("U helpt dit gezin", yes.Text, StringComparison.Ordinal);
        Assert.Contains("Brieftekst over hulpvraag.", yes.Text, StringComparison.Ordinal);
        Assert.Contains("u helpt", yes.Text, StringComparison.Ordinal);

        var goes = await browser.Send("stand", ("report", "loopt-goed"));
        Assert.Contains("Uw coördinator ziet hoe het gaat", goes.Text, StringComparison.Ordinal);
        await browser.Get("/mijn/steun");
        var why = await browser.Send("stop");
        Assert.Contains("id=\"f-why-fout\"", why.Html, StringComparison.Ordinal);
        var stopped = await browser.Send("stop", ("why", "geen-tijd"), ("atOnce", "ja"));
        Assert.Contains("U wilt stoppen", stopped.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Brieftekst", stopped.Text, StringComparison.Ordinal);

        var after = await browser.Get("/mijn/steun");
        Assert.Equal(HttpStatusCode.Conflict, after.Status);
        Assert.DoesNotContain("Brieftekst", after.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/mijn")).Status);
    }

    [Fact]
    public async Task With_the_code_alone_a_volunteer_says_no_and_reads_nothing()
    {
        using var tale = await OwnTale.Begin(house.House);
        var vera = await tale.AskVolunteer();
        using var browser = await OwnPagesTests.In(tale, vera, pin: null, "vrijwilliger", "hanna");
        Assert.Contains("Met uw code alleen kunt u nee zeggen", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("buurt", browser.Page.Text, StringComparison.Ordinal);
        var no = await browser.Send("nee", ("reason", "te-ver-weg"));
        Assert.Contains("Uw coördinator vraagt iemand anders", no.Text, StringComparison.Ordinal);
    }
}
