using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace WarmHandover.Tests.Portal;

/// <summary>The professional's pages in a real browser: with the keyboard alone, and looked at by axe in every mode.</summary>
public sealed partial class PagesTests(ChromiumHouse house) : IClassFixture<ChromiumHouse>
{
    [Fact]
    public async Task A_nurse_records_a_signal_with_the_keyboard_alone_in_six_interactions()
    {
        var page = await house.SignIn("noor");
        await page.GotoAsync("/gezinnen");
        await page.Locator(".wo-items a", new() { HasTextString = "Fleur Mol" }).ClickAsync();
        await page.Arrives(FamilyAddress());
        var interactions = 0;

        interactions++;
        await Keys.Follow(page, "a[href$='/signaal']", "**/signaal");
        interactions++;
        await Keys.Press(page, "input[name=member]", "Space");
        interactions++;
        await Keys.Reach(page, "select[name=kind]");
        await page.Keyboard.TypeAsync("Heeft");
        interactions++;
        await Keys.Follow(page, "main button[type=submit]", "**?klaar=signaal");

        Assert.Contains("Het signaal is vastgelegd", await page.InnerTextAsync("[role=status]"), StringComparison.Ordinal);
        Assert.InRange(interactions, 1, 6);
    }

    [Fact]
    public async Task What_is_wrong_takes_the_focus_and_leads_to_the_field()
    {
        var page = await house.SignIn("noor");
        await page.GotoAsync(await Family(page) + "/signaal");
        await page.ClickAsync("main button[type=submit] >> nth=0");
        await page.WaitForSelectorAsync("#fouten");

        Assert.StartsWith("Fout:", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("fouten", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Look(page, "signaal-fout");
        await Keys.Press(page, "#fouten a", "Enter");
        Assert.Equal("f-member", await page.EvaluateAsync<string>("location.hash.slice(1)"));
    }

    [Fact]
    public async Task A_nurse_hands_a_family_over_with_a_mother_at_the_table_and_no_page_has_a_barrier()
    {
        var page = await house.SignIn("noor");
        await page.GotoAsync("/gezinnen/nieuw");
        await Look(page, "1-nieuw-gezin");
        await page.GetByLabel("Naam").Nth(0).FillAsync("Samira Bouazza");
        await page.FillAsync("[name='parent.birthDate']", "1988-03-14");
        await page.FillAsync("[name='parent.postcode']", "7411 AB");
        await page.FillAsync("[name='child.name']", "Yara Hofstra");
        await page.FillAsync("[name='child.birthDate']", "2018-05-20");
        await page.ClickAsync("main button[type=submit]");
        await page.Arrives(FamilyAddress());
        await Look(page, "2-gezin");

        await page.ClickAsync("a[href$='/gesprek']");
        await page.CheckAsync("[name=whyExplained]");
        await page.GetByLabel("Wil hulp").CheckAsync();
        await page.SelectOptionAsync("[name=domain]", "financien");
        await page.FillAsync("[name=words]", "Ik wil weer rondkomen.");
        await Look(page, "3-gesprek");
        await page.ClickAsync("main button[type=submit]");
        await page.Arrives("**/hulpvraag/*");
        await Look(page, "4-wie-kan-helpen");
        await page.ClickAsync("form:has([name=bundle]) button[type=submit]");
        await page.WaitForSelectorAsync("[name=toldBack]");
        await Look(page, "5-vraag-toestemming");
        await TakeConsentWithKeysAlone(page);
        await Look(page, "6-wat-vertrekt");
        await page.ClickAsync("main form:last-of-type button[type=submit]");
        await page.Arrives("**?klaar=verzonden");
        await Look(page, "7-verstuurd");
        await page.GotoAsync("/");
        await Look(page, "8-mijn-werk");
        await ConsentsAndWaysIn(page);
    }

    private static async Task TakeConsentWithKeysAlone(IPage page)
    {
        await Keys.Choose(page, "input[name^='antwoord-']", "ja");
        await Keys.Choose(page, "input[name=toldBack]", "ja");
        var letter = await page.GetByLabel("Schulden – Samira").GetAttributeAsync("id");
        await Keys.Press(page, $"[id='{letter}']", "Control+A");
        await page.Keyboard.TypeAsync("Er is een achterstand bij de energie.");
        await Keys.Follow(page, "form:has([name=toldBack]) button[type=submit]", "**/vertrek");
    }

    private static async Task ConsentsAndWaysIn(IPage page)
    {
        await page.GotoAsync("/gezinnen");
        await page.Locator(".wo-items a", new() { HasTextString = "Samira Bouazza" }).First.ClickAsync();
        await page.Arrives(FamilyAddress());
        var family = new Uri(page.Url).AbsolutePath;
        await page.ClickAsync("a[href$='/toestemmingen']");
        await page.Arrives("**/toestemmingen");
        await Look(page, "9-toestemmingen");
        await page.Locator("main article a").First.ClickAsync();
        await page.Arrives("**/toestemmingen/*");
        await Look(page, "10-toestemming");
        await page.ClickAsync("a[href*='/ontvangstbewijs/']");
        await page.Arrives("**/ontvangstbewijs/*");
        await Look(page, "11-ontvangstbewijs");
        await page.GotoAsync($"{family}/toegang");
        await page.Locator(".wo-items a").First.ClickAsync();
        await page.Arrives("**/toegang/*");
        await Look(page, "12-toegang");
        await page.ClickAsync("form:has([name=channel]) button[type=submit]");
        await page.WaitForSelectorAsync(".wo-code");
        await Look(page, "13-kaartje");
    }

    [Fact]
    public async Task Joining_two_files_has_no_barrier_in_any_of_its_steps()
    {
        const string child = "Walburga Tormentil";
        var page = await house.SignIn("noor", phone: true);
        for (var file = 0; file < 2; file++)
        {
            await page.GotoAsync("/gezinnen/nieuw");
            await page.GetByLabel("Naam").Nth(0).FillAsync($"Ouder van {child}");
            await page.FillAsync("[name='parent.birthDate']", "1988-03-14");
            await page.FillAsync("[name='parent.postcode']", "7411 AB");
            await page.FillAsync("[name='child.name']", child);
            await page.FillAsync("[name='child.birthDate']", "2018-05-20");
            await page.ClickAsync("main button[type=submit]");
            if (file == 1)
            {
                await page.CheckAsync("[name=anyway]");
                await page.ClickAsync("main button[type=submit]");
            }

            await page.Arrives(FamilyAddress());
        }

        await page.GotoAsync($"{new Uri(page.Url).AbsolutePath}/samenvoegen");
        await page.FillAsync("[name=question]", child);
        await page.ClickAsync("form:has([name=question]) button[type=submit]");
        await page.Locator("[name=with]").First.CheckAsync();
        await Step(page, "samenvoegen-1-gevonden");
        await page.ClickAsync("form:has([name=gevonden]) button[type=submit]");
        await page.WaitForSelectorAsync("[name^='is-']");
        await Step(page, "samenvoegen-2-wie");
        await page.ClickAsync("form:has([name^='is-']) button[type=submit]");
        await page.WaitForSelectorAsync("[name=reason]");
        await Step(page, "samenvoegen-3-kijk");

        static async Task Step(IPage page, string name)
        {
            await Look(page, name);
            await Fits(page, name);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task Every_page_is_without_barriers_on_a_phone_and_in_the_dark(ColorScheme scheme, bool phone)
    {
        var page = await house.SignIn("noor", scheme, phone);
        var family = await Family(page);
        var provision = await Provision(page);
        var mode = $"{scheme}-{(phone ? "telefoon" : "bureau")}".ToLowerInvariant();
        string[] paths =
        [
            "/", "/gezinnen", "/gezinnen/nieuw", family, $"{family}/signaal", $"{family}/gesprek", $"{family}/wijzen",
            $"{family}/toestemmingen", $"{family}/toegang", $"{family}/wijzigen", $"{family}/wijzigen/contactwensen",
            $"{family}/wijzigen/gezag", $"{family}/wijzigen/geboorte", $"{family}/wijzigen/gesprek-gepland", $"{family}/samenvoegen",
            $"{family}/meldcode", $"{family}/meldcode/stap", $"{family}/gronden", $"{family}/gronden/nieuw",
            $"{family}/gronden/nieuw?grond=conflict-van-plichten", $"{family}/vragenlijsten", $"{family}/vragenlijsten/korte-geldvragen",
            "/eigen-kenmerken", "/casusvragen", "/casusvragen/nieuw", "/sociale-kaart", "/sociale-kaart/gevolgd",
            $"/sociale-kaart/{provision}", $"/sociale-kaart/{provision}/bijhouden", "/privacy", "/toegankelijkheid", "/bestaat-niet",
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await Look(page, $"{mode}-{Name(path)}");
            await Fits(page, $"{path} in {mode}");
        }
    }

    private static async Task<string> Family(IPage page)
    {
        await page.GotoAsync("/gezinnen");
        return await page.Locator(".wo-items a", new() { HasTextString = "Jip Vermeer" }).First.GetAttributeAsync("href") ?? "";
    }

    private static async Task<string> Provision(IPage page)
    {
        await page.GotoAsync("/sociale-kaart");
        return (await page.Locator("main h3 a").First.GetAttributeAsync("href"))!.Split('/')[^1];
    }

    /// <summary>Keeps a picture, and lets axe find what stands in somebody's way.</summary>
    internal static async Task Look(IPage page, string name)
    {
        await Picture(page, new() { Path = Path.Combine(ChromiumHouse.Pictures, $"{name}.png"), FullPage = true });
        var found = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join("; ", found.Violations.Select(v =>
            $"{v.Id} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Target))}")));
    }

    // On a busy machine Chromium now and then has no frame to give; the picture is for people, and the next one comes.
    private static async Task Picture(IPage page, PageScreenshotOptions options)
    {
        try
        {
            await page.ScreenshotAsync(options);
        }
        catch (PlaywrightException none) when (none.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal))
        {
            await page.ScreenshotAsync(options);
        }
    }

    /// <summary>Nothing of it stands beside the screen.</summary>
    internal static async Task Fits(IPage page, string name)
    {
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name} is {wide} pixels too wide");
    }

    private static string Name(string path) => path is "/" ? "mijn-werk" : Id().Replace(path, "gezin").Trim('/').Replace('/', '-');

    [GeneratedRegex("/gezinnen/[0-9a-f-]{36}$")]
    private static partial Regex FamilyAddress();

    [GeneratedRegex("gezinnen/[0-9a-f-]{36}")]
    private static partial Regex Id();
}
