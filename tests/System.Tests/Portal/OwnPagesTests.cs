using System.Text.Json;
using Microsoft.Playwright;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// A family's own pages in a real browser: on a phone, in the dark, with the keyboard alone, and left in a hurry. And what a colleague
/// sees who is called, who uses an exception for a girl of thirteen, or who judges that something went to the wrong team.
/// </summary>
public sealed class OwnPagesTests(ChromiumHouse house) : IClassFixture<ChromiumHouse>
{
    [Fact]
    public async Task A_mother_withdraws_with_the_keyboard_alone_in_no_more_presses_than_she_gave_and_back_shows_nothing_old()
    {
        using var tale = await OwnTale.Begin(house.House);
        var page = await In(tale, tale.Samira);
        var (give, take) = (0, 0);

        give++;
        await Keys.Follow(page, $"a[href='/mijn/vraag/{tale.Debts}']", "**/mijn/vraag/*");
        give++;
        await Keys.Follow(page, "button[name=answer][value=ja]", "**/mijn/klaar/1");
        await page.GotoAsync("/mijn");
        Assert.Contains("Wordt gedeeld", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        take++;
        await Keys.Follow(page, $"form:has([value='intrekken-{tale.Debts:N}']) button", "**/mijn/klaar/4");
        Assert.True(take <= give, $"{take} presses to take back, {give} to give");
        Assert.Contains("leest niemand dit meer", await page.InnerTextAsync("[role=status]"), StringComparison.Ordinal);

        await page.GoBackAsync();
        await page.WaitForFunctionAsync("document.querySelector('main')?.innerText.includes('ingetrokken')");
        Assert.DoesNotContain("Wordt gedeeld", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, false)]
    public async Task No_page_of_a_family_has_a_barrier(ColorScheme scheme, bool phone)
    {
        using var tale = await OwnTale.Begin(house.House);
        await tale.AskWhetherItHelped(await tale.SendDebts());
        var request = await AskOverview(tale);
        var mode = Mode("eigen", scheme, phone);
        var page = await house.Open(scheme, phone);
        await page.GotoAsync("/binnen");
        await Look(page, $"{mode}-1-binnen");
        await page.FillAsync("[name=code]", "2222-2222-2222");
        await page.ClickAsync("main form button");
        await page.WaitForSelectorAsync("#fouten");
        await Look(page, $"{mode}-2-code-fout");
        await page.GotoAsync("/ik-wil-hulp");
        await Look(page, $"{mode}-3-hulp");
        await page.GotoAsync("/ik-wil-hulp?klaar=1");
        await Look(page, $"{mode}-4-hulp-gevraagd");

        await Enter(page, tale, tale.Samira, null);
        await Look(page, $"{mode}-5-alleen-code");
        await Enter(page, tale, tale.Samira, OwnTale.Pin);
        await Look(page, $"{mode}-6-mijn-toestemming");
        foreach (var (path, name) in new[]
        {
            ($"/mijn/vraag/{tale.Health}", "7-vraag"), ("/mijn/verloop", "8-verloop"), ("/mijn/bewijs", "9-bewijs"),
            ("/mijn/verzoeken", "9-verzoeken"), ($"/mijn/verzoeken/{request}", "9-verzoek-brief"),
            ($"/mijn/verzoeken/{request}/overzicht", "9-verzoek-overzicht"),
        })
        {
            await page.GotoAsync(path);
            await Look(page, $"{mode}-{name}");
        }

        await page.GotoAsync("/mijn");
        await page.ClickAsync("form:has([value='alles-intrekken']) button");
        await page.Arrives("**/mijn/klaar/4");
        await Look(page, $"{mode}-10-ingetrokken");
        await page.GotoAsync("/mijn");
        await Look(page, $"{mode}-11-wat-ermee-gebeurde");

        await Enter(page, tale, tale.Samira, null, "nazorg");
        Assert.EndsWith("/mijn/nazorg", page.Url, StringComparison.Ordinal);
        await Look(page, $"{mode}-12-nazorg");
        await page.ClickAsync("form:has([value=nazorg]) button");
        await page.WaitForSelectorAsync("#fouten");
        await Look(page, $"{mode}-12-nazorg-fout");
        await page.CheckAsync("[name=score][value='4']");
        await page.CheckAsync("[name=code][value=deels-geholpen]");
        await page.ClickAsync("form:has([value=nazorg]) button");
        await page.WaitForSelectorAsync("[role=status]");
        await Look(page, $"{mode}-12-nazorg-gezegd");
    }

    [Fact]
    public async Task No_page_of_a_colleague_about_what_a_family_decides_itself_has_a_barrier()
    {
        var (scheme, phone) = (ColorScheme.Dark, true);
        using var tale = await OwnTale.Begin(house.House);
        var mode = Mode("collega", scheme, phone);
        var noor = await house.SignIn("noor", scheme, phone);
        await noor.GotoAsync($"/gezinnen/{tale.Family}/toestemmingen/{tale.Debts}/uitzondering/{tale.Yara}");
        await Look(noor, $"{mode}-uitzondering-past-niet");
        var exception = $"/gezinnen/{tale.Family}/toestemmingen/{tale.Health}/uitzondering/{tale.Yara}";
        await noor.GotoAsync(exception);
        await Look(noor, $"{mode}-uitzondering-nog-niet");
        await tale.Answer(tale.Health, tale.Yara);
        await noor.GotoAsync(exception);
        await Look(noor, $"{mode}-uitzondering");
        await noor.ClickAsync("a[href$='?welke=ernstig-nadeel']");
        await noor.Arrives("**?welke=ernstig-nadeel");
        await noor.ClickAsync("form:has([name=reasons]) button[type=submit]");
        await noor.WaitForSelectorAsync("#fouten");
        await Look(noor, $"{mode}-uitzondering-fout");
        await noor.CheckAsync("[name=rows]");
        await noor.CheckAsync("[name=reasons][value=hulp-kan-niet-wachten]");
        await noor.FillAsync("[name=motivation]", "Zij wil dit al maanden.");
        await noor.CheckAsync("[name=consulted][value=gedragswetenschapper]");
        await noor.FillAsync("[name=consultedWho]", "Dr. O'Brien, jeugdarts");
        await noor.ClickAsync("form:has([name=reasons]) button[type=submit]");
        await noor.WaitForSelectorAsync("[name=nagekeken]");
        await Look(noor, $"{mode}-uitzondering-nakijken");

        var referral = await tale.SendDebts();
        using var http = new HttpClient { BaseAddress = house.House.Address };
        await Visitor.Sign(house.House, http, "noor")
            .Post($"/v1/verwijzingen/{referral}/verkeerd-verzonden", new { cause = "verkeerd-team" }, default);
        await Visitor.Sign(house.House, http, "hedda").Until($"/v1/datalekken/{referral}", _ => true, default);
        var hedda = await house.SignIn("hedda", scheme, phone);
        await Judge(hedda, $"/datalekken/{referral}", "beoordeling", mode, "datalek");
        await hedda.CheckAsync("[name=outcome][value=niet-gemeld]");
        await hedda.CheckAsync("[name=reason][value=anders]");
        await hedda.CheckAsync("[name=peopleTold][value=ja]");
        await hedda.ClickAsync("form:has([value=beoordeling]) button[type=submit]");
        await hedda.Arrives("**/datalekken?klaar=beoordeeld");
        await hedda.GotoAsync($"/datalekken/{referral}");
        await Look(hedda, $"{mode}-datalek-beoordeeld");

        var wim = await house.SignIn("wim", scheme, phone);
        var call = $"/zelfmeldingen/{await AskForHelp(http)}";
        await Judge(wim, call, "afgehandeld", mode, "zelfmelding");
        await wim.CheckAsync("[name=result][value=gesproken-klaar]");
        await wim.ClickAsync("form:has([value=afgehandeld]) button[type=submit]");
        await wim.Arrives("**/zelfmeldingen?klaar=afgehandeld");
        await wim.GotoAsync(call);
        await Look(wim, $"{mode}-zelfmelding-afgehandeld");
    }

    [Fact]
    public async Task A_volunteers_page_has_no_barrier_before_and_after_the_yes()
    {
        using var tale = await OwnTale.Begin(house.House);
        var vera = await tale.AskVolunteer();
        var page = await house.Open(phone: true);
        await Enter(page, tale, vera, OwnTale.Pin, "vrijwilliger", "hanna");
        await Look(page, "steun-1-gevraagd");
        await page.ClickAsync("form:has([value=ja][name=_handler]) button");
        await page.Arrives("**?stap=1");
        await Look(page, "steun-2-helpt");
        var hanna = await house.SignIn("hanna", ColorScheme.Dark, phone: true);
        await hanna.GotoAsync($"/verwijzingen/{tale.Referral}/vrijwilligers");
        await Look(hanna, "steun-3-wie-helpt");
        await hanna.Locator("main a[href*='/vrijwilligers/']").First.ClickAsync();
        await hanna.Arrives("**/verwijzingen/*/vrijwilligers/*");
        await Look(hanna, "steun-4-toegang");
    }

    [Fact]
    public async Task Three_times_escape_leaves_at_once_ends_the_session_and_back_does_not_lead_here()
    {
        using var tale = await OwnTale.Begin(house.House);
        var page = await In(tale, tale.Samira);
        await page.RouteAsync("https://www.weer.nl/**", route => route.FulfillAsync(new() { Body = "<title>Het weer</title>Zonnig" }));
        await page.Locator("h1").ClickAsync();
        for (var n = 0; n < 3; n++)
            await page.Keyboard.PressAsync("Escape");
        await page.Arrives("https://www.weer.nl/");

        await page.GoBackAsync();
        Assert.DoesNotContain("Schuldhulp", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/mijn");
        Assert.EndsWith("/binnen", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>What there is to decide, and what is said about a form in which nothing was chosen.</summary>
    private static async Task Judge(IPage page, string path, string form, string mode, string name)
    {
        await page.GotoAsync(path);
        await Look(page, $"{mode}-{name}");
        await page.ClickAsync($"form:has([value={form}]) button[type=submit]");
        await page.WaitForSelectorAsync("#fouten");
        await Look(page, $"{mode}-{name}-fout");
    }

    /// <summary>Samira asked to see what there is about her; the privacy officer gave it.</summary>
    private async Task<Guid> AskOverview(OwnTale tale)
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        var made = await Visitor.Sign(house.House, http, "noor").Post(
            "/v1/privacyverzoeken",
            new
            {
                family = tale.Family,
                member = tale.Samira,
                kind = "inzage",
                askedBy = new[] { tale.Samira },
                identified = "aan-de-balie",
            },
            default);
        var request = made.GetProperty("request").GetGuid();
        var hedda = Visitor.Sign(house.House, http, "hedda");
        await hedda.Until($"/v1/privacyverzoeken/{request}", _ => true, default);
        await hedda.Post($"/v1/privacyverzoeken/{request}/toewijzen", new { leaveOut = Array.Empty<Guid>() }, default);
        return request;
    }

    /// <summary>Somebody without an account asks to be called; the team of the town has it in its list.</summary>
    private async Task<Guid> AskForHelp(HttpClient http)
    {
        var wim = Visitor.Sign(house.House, http, "wim");
        var before = Ids(await wim.Get("/v1/zelfmeldingen", default));
        var page = await house.Open();
        await page.GotoAsync("/ik-wil-hulp");
        await page.FillAsync("[name=firstName]", "Siobhán O'Brien-Ng");
        await page.CheckAsync("[name=channel][value=telefoon]");
        await page.FillAsync("[name=reach]", "06 11 22 33 44");
        await page.SelectOptionAsync("[name=area]", People.Deventer);
        await page.FillAsync("[name=words]", "Bel na vijven & niet op zondag.");
        await page.ClickAsync("main form button[type=submit]");
        await page.Arrives("**/ik-wil-hulp?klaar=1");

        return Ids(await wim.Until("/v1/zelfmeldingen", list => Ids(list).Except(before).Any(), default)).Except(before).Single();

        static Guid[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetProperty("selfStart").GetGuid())];
    }

    private static string Mode(string who, ColorScheme scheme, bool phone) =>
        $"{who}-{scheme}-{(phone ? "telefoon" : "bureau")}".ToLowerInvariant();

    private async Task<IPage> In(OwnTale tale, Guid person)
    {
        var page = await house.Open();
        await Enter(page, tale, person, OwnTale.Pin);
        return page;
    }

    private static async Task Enter(
        IPage page, OwnTale tale, Guid person, string? pin, string purpose = "toestemming", string desk = "noor")
    {
        await page.GotoAsync("/binnen");
        await page.FillAsync("[name=code]", await tale.Code(person, purpose, desk));
        if (pin is not null)
            await page.FillAsync("[name=pin]", pin);
        await page.ClickAsync("main form button");
        await page.Arrives("**/mijn**");
        await page.WaitForSelectorAsync("h1");
    }

    private static async Task Look(IPage page, string name)
    {
        await PagesTests.Look(page, name);
        await PagesTests.Fits(page, name);
    }
}
