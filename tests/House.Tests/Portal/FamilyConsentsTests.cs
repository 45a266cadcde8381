using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Portal.Professional;

namespace WarmHandover.Tests.Portal;

/// <summary>What a nurse sees and does about the consents of a family, and about how its people come in by themselves.</summary>
[Collection(PortalTests.Name)]
public sealed class FamilyConsentsTests(PortalHouse house)
{
    [Fact]
    public async Task A_mother_takes_back_at_the_table_in_no_more_interactions_than_giving_took_and_takes_a_receipt_home()
    {
        using var noor = await house.SignIn("noor");
        var (family, mother) = await Shared(noor, "Wolfhart Boterbloem");
        var list = await noor.Get($"{family}/toestemmingen");
        Assert.Contains("Schuldhulp Deventer", list.Text, StringComparison.Ordinal);
        Assert.Contains("Hulp bij geld en schulden", list.Text, StringComparison.Ordinal);
        var address = Link(list, "/toestemmingen/[0-9a-f-]{36}");

        // From the same list: the way there is the same for both.
        noor.CountFromHere();
        await noor.Follow(address);
        Assert.Equal(mother, Chosen(noor.Page, "takesBack")); // one person said yes: she is chosen already
        var after = await noor.Send("intrekken", ("takesBack", mother), ("takenBackBy", "gesprek"));

        var withdrawing = noor.Interactions;
        var giving = await Giving(noor, "Wolfhart Zonnehoed");
        Assert.True(withdrawing <= giving, $"{withdrawing} to take back, {giving} to give");
        Assert.InRange(withdrawing, 2, 3);
        await noor.Get(after.Path);
        Assert.Equal($"{address}?klaar=ingetrokken", after.Path);
        Assert.Contains("kan het meteen niet meer openen", after.Text, StringComparison.Ordinal);
        Assert.Contains("teruggenomen", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mag gedeeld worden", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"takesBack\"", after.Html, StringComparison.Ordinal);

        var receipt = await noor.Get(Link(after, "/toestemmingen/[0-9a-f-]{36}/ontvangstbewijs/[0-9a-f-]{36}"));
        Assert.Contains("ingetrokken", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("controlepunt", receipt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Boterbloem", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("nam dit terug op", (await noor.Get($"{family}/toestemmingen")).Text, StringComparison.Ordinal);
    }

    // A mother who said 'later' says yes at the table.
    private static async Task<int> Giving(Browser noor, string child)
    {
        var (family, mother) = await Shared(noor, child, "later");
        var list = await noor.Get($"{family}/toestemmingen");
        noor.CountFromHere();
        await noor.Follow(Link(list, "/toestemmingen/[0-9a-f-]{36}"));
        var yes = await noor.Send("antwoord", ("signatory", mother), ("answer", "ja"), ("channel", "gesprek"));
        Assert.EndsWith("?klaar=antwoord", yes.Path, StringComparison.Ordinal);
        return noor.Interactions;
    }

    [Fact]
    public async Task Not_yet_needs_a_day_and_an_attempt_a_person_and_a_no_becomes_a_yes_after_the_explanation()
    {
        using var noor = await house.SignIn("noor");
        var (family, mother) = await Shared(noor, "Odilia Speenkruid", "later");
        var address = Link(await noor.Get($"{family}/toestemmingen"), "/toestemmingen/[0-9a-f-]{36}");
        await noor.Get(address);

        var empty = await noor.Send("antwoord");
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        foreach (var field in new[] { "signatory", "answer", "channel" })
            Assert.Contains($"id=\"f-{field}-fout\"", empty.Html, StringComparison.Ordinal);
        await noor.Get(address);
        var dayless = await noor.Send("antwoord", ("signatory", mother), ("answer", "later"), ("channel", "gesprek"));
        Assert.Contains("Kies de dag waarop u het weer mag vragen.", dayless.Text, StringComparison.Ordinal);

        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(14);
        await noor.Get(address);
        var later = await noor.Send(
            "antwoord", ("signatory", mother), ("answer", "later"), ("askAgainOn", $"{day:yyyy-MM-dd}"), ("channel", "gesprek"));
        Assert.Equal($"{address}?klaar=later", later.Path);
        var tried = await noor.Send("poging", ("tried", mother), ("triedBy", "telefoon"));
        Assert.Contains("De poging is vastgelegd", tried.Text, StringComparison.Ordinal);

        var no = await noor.Send("antwoord", ("signatory", mother), ("answer", "nee"), ("channel", "telefoon"));
        Assert.Contains("mag niet: er is nee gezegd", no.Text, StringComparison.Ordinal);
        var why = await noor.Get($"{address}/waarom");
        Assert.Contains("mag nu niet", why.Text, StringComparison.Ordinal);
        Assert.Contains("Regel:", why.Text, StringComparison.Ordinal);

        await noor.Get(address);
        var yes = await noor.Send(
            "antwoord", ("signatory", mother), ("answer", "ja"), ("channel", "gesprek"), ("toldBack", "ja"));
        Assert.Equal($"{address}?klaar=antwoord", yes.Path);
        Assert.Contains("mag gedeeld worden", yes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_is_printed_that_names_no_debt_and_with_code_and_pin_the_mother_comes_in_until_it_is_ended()
    {
        using var noor = await house.SignIn("noor");
        var (family, _) = await Shared(noor, "Dagobert Wederik", "later");
        Page list;
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (!(list = await noor.Get($"{family}/toegang")).Text.Contains("nog geen code", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, list.Text);
            await Task.Delay(50);
        }

        var address = Link(list, "/toegang/[0-9a-f-]{36}");
        await noor.Get(address);
        var wrong = await noor.Send("code", ("channel", "kaart"), ("language", "nl"), ("days", "veel"));
        Assert.Contains("Kies 1 tot en met 60 dagen.", wrong.Text, StringComparison.Ordinal);
        await noor.Get(address);
        var card = await noor.Send("code", ("channel", "kaart"), ("language", "nl"), ("days", "14"));
        var code = Regex.Match(card.Text, "[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}").Value;
        Assert.NotEqual("", code);
        Assert.Contains("/binnen", card.Text, StringComparison.Ordinal);
        foreach (var word in new[] { "Wederik", "schuld", "geld", "gemeente", "toestemming" })
            Assert.DoesNotContain(word, Body(card), StringComparison.OrdinalIgnoreCase);

        await noor.Get(address);
        Assert.DoesNotContain(code, noor.Page.Html, StringComparison.Ordinal);
        var unlike = await noor.Send("pincode", ("pin", "482913"), ("again", "482914"));
        Assert.Contains("De twee pincodes zijn niet hetzelfde.", unlike.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("482913", unlike.Html, StringComparison.Ordinal);
        await noor.Get(address);
        var row = await noor.Send("pincode", ("pin", "123456"), ("again", "123456"));
        Assert.Equal(HttpStatusCode.BadRequest, row.Status);
        await noor.Get(address);
        await noor.Send("pincode", ("pin", "482913"), ("again", "482913"));
        Assert.Contains("De pincode is afgesproken", noor.Page.Text, StringComparison.Ordinal);

        using var mother = house.Open();
        Assert.Equal("/mijn", (await ComeIn(mother, code)).Path);
        await noor.Get(address);
        var sure = await noor.Send("intrekken");
        Assert.Contains("id=\"f-zeker-fout\"", sure.Html, StringComparison.Ordinal);
        await noor.Get(address);
        Assert.Contains("De toegang is gestopt", (await noor.Send("intrekken", ("zeker", "ja"))).Text, StringComparison.Ordinal);
        using var late = house.Open();
        Assert.NotEqual("/mijn", (await ComeIn(late, code)).Path);
    }

    [Fact]
    public async Task Another_organisation_finds_no_consents_and_no_ways_in()
    {
        using var noor = await house.SignIn("noor");
        var (family, _) = await Shared(noor, "Hadewych Zuring", "later");
        var request = Link(await noor.Get($"{family}/toestemmingen"), "/toestemmingen/[0-9a-f-]{36}");
        using var stranger = await house.SignIn("vreemd");

        foreach (var path in new[] { $"{family}/toestemmingen", $"{family}/toegang", request, $"{request}/waarom" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
    }

    [Fact]
    public async Task What_was_written_down_with_a_signal_is_read_in_the_timeline()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Amalberga Duizendblad");
        await noor.Get($"{family}/signaal");
        var child = ProfessionalTests.Value(noor.Page, "member", "Amalberga Duizendblad");
        var after = await noor.Send(
            "signaal", ("member", child), ("kind", "tandarts-gemist"), ("source", "zelf-verteld"), ("urgency", "gewoon"),
            ("observedOn", ProfessionalTests.Checked(noor.Page, "observedOn")), ("note", "De afspraak viel samen met werk."));

        Assert.Contains("De afspraak viel samen met werk.", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_is_read_line_by_line_as_the_desk_prints_it()
    {
        var lines = CardText.Of("<h1>Kop</h1>\n<p>Typ deze code:<br><strong>ABCD-2345</strong></p>\n<p>Geef &#39;m aan niemand.</p>");

        Assert.Equal([new("Typ deze code:", "ABCD-2345"), new("Geef 'm aan niemand.", null)], lines);
    }

    /// <summary>A family of which debt help was asked for, with what the mother said at the table: its address, and her id.</summary>
    internal static async Task<(string Family, string Mother)> Shared(Browser noor, string child, string answer = "ja")
    {
        var family = await ProfessionalTests.OpenFamily(noor, child);
        await noor.Get($"{family}/gesprek");
        var mother = ProfessionalTests.Value(noor.Page, "with", $"Ouder van {child}");
        await noor.Send(
            "gesprek", ("with", mother), ("whyExplained", "ja"), ("outcome", "wil-hulp"), ("member", mother), ("domain", "financien"),
            ("words", "Ik wil weer rondkomen."), ("heldOn", ProfessionalTests.Checked(noor.Page, "heldOn")));
        var team = ProfessionalTests.Value(noor.Page, "recipientTeam", "Schuldhulp Deventer");
        var asking = await noor.Send("kies", ("recipientTeam", team), ("bundle", "hulp-bij-geld"), ("about", mother));
        var left = await noor.Send(
            "vraag",
            [
                ("recipientTeam", team), ("bundle", "hulp-bij-geld"), ("about", mother), ($"antwoord-{mother}", answer),
                ("channel", "gesprek"), ("toldBack", "ja"), ("urgency", "normaal"), .. HandOverTests.Letter(asking),
            ]);
        Assert.True(left.Status is HttpStatusCode.OK, left.Text);
        return (family, mother);
    }

    /// <summary>The first link of this shape on a page.</summary>
    internal static string Link(Page page, string shape) =>
        Regex.Match(page.Html, $"href=\"(/gezinnen/[0-9a-f-]{{36}}{shape})[\"#]") is { Success: true } found
            ? found.Groups[1].Value
            : throw new Xunit.Sdk.XunitException($"No link like {shape} on {page.Path}: {page.Text}");

    private static async Task<Page> ComeIn(Browser browser, string code)
    {
        await browser.Get("/binnen");
        return await browser.Send("binnen", ("code", code), ("pin", "482913"));
    }

    // What is printed: the page without its frame.
    private static string Body(Page page) => Regex.Match(page.Html, "<main.*?</main>", RegexOptions.Singleline).Value is var main
        ? Regex.Replace(main, "<[^>]+>", " ")
        : "";

    private static string Chosen(Page page, string name) =>
        Regex.Match(page.Html, $"<input[^>]*name=\"{name}\" value=\"([^\"]*)\"[^>]*checked").Groups[1].Value;
}
