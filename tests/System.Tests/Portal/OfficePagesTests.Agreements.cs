using Microsoft.Playwright;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>A chain agreement in a browser: every page on the way from one person's proposal to another's yes is looked at.</summary>
public sealed partial class OfficePagesTests
{
    [Fact]
    public async Task Two_people_of_the_offices_make_revise_and_end_an_agreement()
    {
        var first = await house.SignIn("petra");
        await first.GotoAsync("/ketenafspraken/nieuw");
        await first.FillAsync("[name=name]", "Samen op tijd");
        foreach (var box in new[] { $"{People.Jgz}", $"{People.Steun}", "informele-steun", "hulpvraag" })
            await first.CheckAsync($"main [value='{box}']");
        await Send(first, "[name=versie]", "kantoor-afspraak-kijk");
        await Send(first, "a:text('Samen op tijd')", "kantoor-afspraken-wacht");
        await first.ClickAsync("main a:text('Samen op tijd')");
        await first.WaitForSelectorAsync("main .wo-timeline");
        await PagesTests.Look(first, "kantoor-afspraak");

        var second = await house.SignIn("bea");
        await second.GotoAsync(first.Url);
        await second.ClickAsync("main .wo-timeline a");
        await second.Arrives("**/ketenafspraken/*/voorstel/*");
        await PagesTests.Look(second, "kantoor-afspraak-tweede");
        await second.CheckAsync("[name=zeker]");
        await Send(second, ".wo-timeline", "kantoor-afspraak-goedgekeurd");
        var agreement = new Uri(second.Url).AbsolutePath;
        await second.ClickAsync("main a:text('Stel voor te herzien')");
        await second.Arrives("**/ketenafspraken/*/herzien");
        await PagesTests.Look(second, "kantoor-afspraak-herzien");
        await second.GotoAsync($"{agreement}/beeindigen");
        await second.Arrives("**/ketenafspraken/*/beeindigen");
        await PagesTests.Look(second, "kantoor-afspraak-beeindigen");
        await second.SelectOptionAsync("[name=reason]", "evaluatie");
        await Send(second, "[name=versie]", "kantoor-afspraak-einde");

        static async Task Send(IPage page, string then, string look)
        {
            await page.ClickAsync("main form button[type=submit] >> nth=0");
            await page.WaitForSelectorAsync($"main {then}", new() { State = WaitForSelectorState.Attached });
            await PagesTests.Look(page, look);
        }
    }
}
