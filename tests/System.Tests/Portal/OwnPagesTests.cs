using Microsoft.Playwright;

namespace WarmHandover.Tests.Portal;

/// <summary>A family's own pages in a real browser: on a phone, in the dark, with the keyboard alone, and left in a hurry.</summary>
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
        await tale.SendDebts();
        var mode = $"eigen-{scheme}-{(phone ? "telefoon" : "bureau")}".ToLowerInvariant();
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
            ("/mijn/verzoeken", "9-verzoeken"),
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
