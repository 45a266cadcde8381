using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>'Mijn toestemming': what a family reads and decides on its own pages, as a browser without script.</summary>
[Collection(PortalTests.Name)]
public sealed class OwnPagesTests(PortalHouse house)
{
    [Fact]
    public async Task A_mother_reads_what_is_asked_says_yes_and_takes_it_back_in_fewer_steps()
    {
        using var tale = await OwnTale.Begin(house.House);
        using var mother = await In(tale, tale.Samira);
        var start = mother.Page;
        Assert.Equal("/mijn", start.Path);
        Assert.Contains("Dit vragen wij u", start.Text, StringComparison.Ordinal);
        Assert.Contains("Schuldhulp Deventer", start.Text, StringComparison.Ordinal);
        Assert.Contains("Hulp bij geld en schulden", start.Text, StringComparison.Ordinal);
        Assert.Contains("Welke schulden u hebt", start.Text, StringComparison.Ordinal);
        Assert.Contains("nog niets gezegd", start.Text, StringComparison.Ordinal);
        Assert.Contains("Niemand heeft gekeken", start.Text, StringComparison.Ordinal);

        mother.CountFromHere();
        var question = await mother.Follow($"/mijn/vraag/{tale.Debts}");
        Assert.Contains("Wie mag dit weten?", question.Text, StringComparison.Ordinal);
        var said = await mother.Send("kiezen", [("answer", "ja"), .. All(question)]);
        var give = mother.Interactions;
        Assert.Equal("/mijn/klaar/1", said.Path);
        Assert.Contains("Wat gebeurt er nu?", said.Text, StringComparison.Ordinal);

        var given = await mother.Get("/mijn");
        Assert.Contains("Dit hebt u gezegd", given.Text, StringComparison.Ordinal);
        Assert.Contains("Wordt gedeeld", given.Text, StringComparison.Ordinal);
        mother.CountFromHere();
        var taken = await mother.Send($"intrekken-{tale.Debts:N}");
        Assert.Equal("/mijn/klaar/4", taken.Path);
        var take = mother.Interactions;
        Assert.True(take <= give, $"{take} steps to take back, {give} to give");

        var after = await mother.Get("/mijn");
        Assert.DoesNotContain("Wordt gedeeld", after.Text, StringComparison.Ordinal);
        Assert.Contains("ingetrokken", after.Text, StringComparison.Ordinal);
        Assert.Contains("Niemand had dit ontvangen", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_received_it_who_looked_and_what_they_did_with_it_stand_on_her_page_without_a_colleagues_name()
    {
        using var tale = await OwnTale.Begin(house.House);
        await tale.SendDebts();
        using var mother = await In(tale, tale.Samira);
        Assert.Contains("Wie heeft gekeken (2)", mother.Page.Text, StringComparison.Ordinal);
        Assert.Contains("Schuldhulp Deventer, professional. Heeft het gelezen.", mother.Page.Text, StringComparison.Ordinal);
        Assert.Contains("JGZ Deventer, professional. Stuurde het op.", mother.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)\b(ruud|noor)\b", mother.Page.Text);

        var journey = await mother.Get("/mijn/verloop");
        Assert.Contains("Het team heeft ja gezegd", journey.Text, StringComparison.Ordinal);
        Assert.Contains("0570-000103", journey.Text, StringComparison.Ordinal);

        await mother.Get("/mijn");
        await mother.Send("alles-intrekken");
        var after = await mother.Get("/mijn");
        Assert.Contains("Dit team heeft nog niet gezegd wat het ermee deed", after.Text, StringComparison.Ordinal);
        Assert.Contains("moet het team zeggen voor het eind van", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_code_alone_nothing_is_read_and_a_no_a_later_and_a_taking_back_are_one_press()
    {
        using var tale = await OwnTale.Begin(house.House);
        await tale.Answer(tale.Debts, tale.Samira);
        using var mother = await In(tale, tale.Samira, pin: null);

        var page = mother.Page;
        Assert.Equal("/mijn", page.Path);
        foreach (var word in new[] { "schuld", "geld", "Deventer", "Yara", tale.Debts.ToString() })
            Assert.DoesNotContain(word, page.Html, StringComparison.OrdinalIgnoreCase);
        foreach (var closed in new[] { $"/mijn/vraag/{tale.Debts}", "/mijn/bewijs", "/mijn/verloop" })
            Assert.Equal("/mijn", (await mother.Get(closed)).Path);

        Assert.Equal("/mijn/klaar/4", (await mother.Send("alles-intrekken")).Path);
        await mother.Get("/mijn");
        var forgotten = await mother.Send("alles-later", ("askAgainOn", ""));
        Assert.Contains("id=\"f-askAgainOn-fout\"", forgotten.Html, StringComparison.Ordinal);
        Assert.Equal("/mijn/klaar/3", (await mother.Send("alles-later", ("askAgainOn", $"{DateTime.Today.AddDays(9):yyyy-MM-dd}"))).Path);
        await mother.Get("/mijn");
        Assert.Equal("/mijn/klaar/2", (await mother.Send("alles-nee")).Path);

        Assert.Contains("ingetrokken", Words(await tale.Seen(tale.Debts)), StringComparison.Ordinal);
        Assert.Contains("\"nee\"", Words(await tale.Seen(tale.Health)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_girl_of_thirteen_is_spoken_to_as_herself_and_chooses_a_part()
    {
        using var tale = await OwnTale.Begin(house.House);
        using var girl = await In(tale, tale.Yara);
        Assert.Contains("Dit vragen we jou", girl.Page.Text, StringComparison.Ordinal);
        Assert.Contains("Hoe het gaat met je lijf", girl.Page.Text, StringComparison.Ordinal);
        var question = await girl.Get($"/mijn/vraag/{tale.Health}");
        Assert.Contains("Je mag altijd stoppen", question.Text, StringComparison.Ordinal);

        var nothing = await girl.Send("kiezen", ("answer", "ja"));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.StartsWith("Fout:", nothing.Title, StringComparison.Ordinal);
        Assert.Equal("/mijn/klaar/1", (await girl.Send("kiezen", [("answer", "ja"), .. All(question)])).Path);
        await girl.Get($"/mijn/vraag/{tale.Health}");
        Assert.Equal("/mijn/klaar/4", (await girl.Send("kiezen", [("answer", "ingetrokken"), .. All(question)])).Path);
        await girl.Get($"/mijn/vraag/{tale.Health}");
        Assert.Equal("/mijn/klaar/2", (await girl.Send("kiezen", [("answer", "nee"), .. All(question)])).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await girl.Get($"/mijn/vraag/{tale.Debts}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await girl.Get("/mijn/klaar/9")).Status);
    }

    [Fact]
    public async Task The_receipt_says_the_word_and_the_day_and_not_about_what_until_he_asks_that()
    {
        using var tale = await OwnTale.Begin(house.House);
        await tale.Answer(tale.Debts, tale.Samira);
        using var mother = await In(tale, tale.Samira);
        var receipt = await mother.Get("/mijn/bewijs");
        Assert.Matches(@"\d\d-\d\d-\d{4}\s+ja\s+regel [0-9a-f]{64}", receipt.Text);
        Assert.DoesNotContain("schuld", receipt.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("controlepunt", receipt.Text, StringComparison.Ordinal);

        var all = await mother.Get("/mijn/bewijs?alles=1");
        Assert.Contains("Welke schulden u hebt", all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_names_debt_stands_in_an_address_or_a_title_and_nothing_is_kept()
    {
        using var tale = await OwnTale.Begin(house.House);
        using var mother = await In(tale, tale.Samira);
        string[] paths =
            ["/mijn", $"/mijn/vraag/{tale.Debts}", "/mijn/verloop", "/mijn/bewijs", "/mijn/klaar/4", "/ik-wil-hulp", "/binnen"];
        foreach (var path in paths)
        {
            var page = await mother.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal("Mijn pagina – Warme overdracht", page.Title);
            Assert.Equal("no-store", page.Header("Cache-Control"));
            Assert.Contains("href=\"/weg\"", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("schuld", page.Path, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("wijkteam en schuldhulp", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("autocomplete=\"(?!off)", page.Html);
        }

        using var away = await mother.Ask("/weg");
        Assert.Equal((HttpStatusCode.Redirect, "https://www.weer.nl/"), (away.StatusCode, away.Headers.Location?.ToString()));
        Assert.Equal("/binnen", (await mother.Get("/mijn")).Path);
    }

    [Fact]
    public async Task Closing_leads_back_to_the_code_and_the_cookie_opens_nothing_any_more()
    {
        using var tale = await OwnTale.Begin(house.House);
        using var mother = await In(tale, tale.Samira);
        var session = mother.Cookie("wo-sessie");
        var closed = await mother.Send("/afmelden");
        Assert.Equal("/binnen?klaar=1", closed.Path);
        Assert.Contains("De pagina is dicht", closed.Text, StringComparison.Ordinal);

        using var thief = house.Open();
        thief.Keep("wo-sessie", session!);
        Assert.Equal("/binnen", (await thief.Get("/mijn")).Path);
    }

    [Fact]
    public async Task With_the_code_of_a_check_back_one_says_whether_it_helped_and_sees_nothing_else()
    {
        using var tale = await OwnTale.Begin(house.House);
        await tale.AskWhetherItHelped(await tale.SendDebts());
        using var mother = await In(tale, tale.Samira, pin: null, "nazorg");
        Assert.Equal("/mijn/nazorg", mother.Page.Path);
        Assert.DoesNotContain("schuld", mother.Page.Html, StringComparison.OrdinalIgnoreCase);
        var forgotten = await mother.Send("nazorg", ("score", "9"));
        Assert.Contains("id=\"f-score-fout\"", forgotten.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-code-fout\"", forgotten.Html, StringComparison.Ordinal);

        var said = await mother.Send("nazorg", ("score", "4"), ("code", "deels-geholpen"), ("words", "Er is <b>rust</b>."));
        Assert.Contains("Uw antwoord is opgeslagen", said.Text, StringComparison.Ordinal);
        Assert.Equal("/mijn/nazorg", (await mother.Get("/mijn")).Path);
    }

    /// <summary>Comes in with a code, and with the pin or without.</summary>
    internal static async Task<Browser> In(
        OwnTale tale, Guid person, string? pin = OwnTale.Pin, string purpose = "toestemming", string desk = "noor")
    {
        var browser = new Browser(tale.House.Portal);
        await browser.Get("/binnen");
        await browser.Send("binnen", ("code", await tale.Code(person, purpose, desk)), ("pin", pin ?? ""));
        Assert.True(browser.Page.Path.StartsWith("/mijn", StringComparison.Ordinal), browser.Page.Text);
        return browser;
    }

    /// <summary>All boxes of a page, ticked.</summary>
    private static IEnumerable<(string, string)> All(Page page) =>
        Regex.Matches(page.Html, "name=\"rows\" value=\"([^\"]+)\"").Select(m => ("rows", m.Groups[1].Value));

    private static string Words(System.Text.Json.JsonElement request) => request.GetRawText();
}
