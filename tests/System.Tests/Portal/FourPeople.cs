using System.Text.Json;
using Microsoft.Playwright;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// The whole story as four people at four screens: a nurse, a mother on her phone, somebody of the neighbourhood team and an auditor. Every
/// page is looked at by axe and leaves a picture; the team accepts with the keyboard alone. What no page does (a card at the desk, an
/// assignment) goes through the APIs.
/// </summary>
internal sealed class FourPeople(IRunningHouse house, Uri pages, IBrowser chromium, string mode)
{
    private const string Pin = "482913";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>From a new family to what the auditor sees of it.</summary>
    public async Task Play(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        var (noor, wim, sjoerd) = (await SignIn("noor"), await SignIn("wim"), await SignIn("sjoerd"));
        var mother = await ChromiumHouse.Open(chromium, pages, phone: true);

        var (family, departure) = await Ask(noor);
        await Assign(http, ct);
        await ComeIn(mother, await Card(http, family, ct));
        await SayYes(mother);
        await Send(noor, departure);
        await Receive(wim);
        await TakeBack(mother);
        await Confirm(wim);
        await LookBack(sjoerd, family);
    }

    private async Task<(string Family, string Departure)> Ask(IPage noor)
    {
        await Look(noor, "01-verpleegkundige-mijn-werk");
        await noor.GotoAsync("/gezinnen/nieuw");
        await noor.GetByLabel("Naam").Nth(0).FillAsync("Samira O'Brien");
        await noor.FillAsync("[name='parent.birthDate']", "1988-03-14");
        await noor.FillAsync("[name='parent.postcode']", "7411 AB");
        await noor.FillAsync("[name='child.name']", "Yara Ng");
        await noor.FillAsync("[name='child.birthDate']", "2019-05-20");
        await noor.ClickAsync("main button[type=submit]");
        await noor.Arrives(url => url[..url.LastIndexOf('/')].EndsWith("/gezinnen", StringComparison.Ordinal)
            && !url.EndsWith("/nieuw", StringComparison.Ordinal));
        var family = new Uri(noor.Url).AbsolutePath.Split('/')[^1];
        await Look(noor, "02-verpleegkundige-gezin");

        await noor.ClickAsync("a[href$='/gesprek']");
        await noor.CheckAsync("[name=whyExplained]");
        await noor.GetByLabel("Wil hulp").CheckAsync();
        await noor.SelectOptionAsync("[name=domain]", "financien");
        await noor.FillAsync("[name=words]", "Ik wil dat Yara weer kan zwemmen.");
        await noor.ClickAsync("main button[type=submit]");
        await noor.Arrives("**/hulpvraag/*");
        await Choose(noor, "recipientTeam", "Wijkteam Deventer-Noord");
        await Choose(noor, "bundle", "Hulp voor het kind");
        foreach (var (name, about) in new[] { ("Samira O'Brien", false), ("Yara Ng", true) })
            await noor.Locator("input[name=about]").And(noor.GetByLabel(name)).SetCheckedAsync(about);
        await Look(noor, "03-verpleegkundige-wie-kan-helpen");
        await noor.ClickAsync("form:has([name=bundle]) button[type=submit]");

        // She is not at the table: she is asked later, and reads on her own screen what it is about.
        await noor.WaitForSelectorAsync("[name=toldBack]");
        await noor.Locator("[name=toldBack][value=ja]").CheckAsync();
        var letter = noor.Locator("textarea[name^='rij-']");
        await letter.First.FillAsync("Yara mist zwemles. <script>alert(1)</script> =1+1");
        await Look(noor, "04-verpleegkundige-toestemming-vragen");
        await noor.ClickAsync("form:has([name=toldBack]) button[type=submit]");
        await noor.Arrives("**/vertrek");
        Assert.Contains("Wacht op: Samira", await noor.InnerTextAsync("main"), StringComparison.Ordinal);
        await Look(noor, "05-verpleegkundige-wacht-op-moeder");
        return (family, new Uri(noor.Url).AbsolutePath);
    }

    private async Task ComeIn(IPage mother, string code)
    {
        await mother.GotoAsync("/binnen");
        await Look(mother, "06-moeder-binnen");
        await mother.FillAsync("[name=code]", code);
        await mother.FillAsync("[name=pin]", Pin);
        await mother.ClickAsync("main form button");
        await mother.WaitForSelectorAsync("a[href^='/mijn/vraag/']");
        await Look(mother, "07-moeder-mijn-toestemming");
    }

    private async Task SayYes(IPage mother)
    {
        await mother.ClickAsync("a[href^='/mijn/vraag/']");
        await mother.WaitForSelectorAsync("button[name=answer][value=ja]");
        await Look(mother, "08-moeder-vraag");
        await mother.ClickAsync("button[name=answer][value=ja]");
        await mother.Arrives("**/mijn/klaar/1");
        await Look(mother, "09-moeder-ja");
        foreach (var shown in new[] { mother.Url, await mother.TitleAsync() })
            Assert.DoesNotContain("zwem", shown, StringComparison.OrdinalIgnoreCase);
    }

    private async Task Send(IPage noor, string departure)
    {
        await Until(noor, departure, ".wo-travel--gaat-mee li");
        await Look(noor, "10-verpleegkundige-wat-vertrekt");
        await noor.ClickAsync("form:has(input[value=versturen]) button[type=submit]");
        await noor.Arrives("**?klaar=verzonden");
        await Look(noor, "11-verpleegkundige-verstuurd");
    }

    private async Task Receive(IPage wim)
    {
        await Until(wim, "/postvak", "a[href$='/ontvangen']");
        Assert.DoesNotContain("Samira", await wim.InnerTextAsync("main"), StringComparison.Ordinal);
        await Look(wim, "12-wijkteam-postvak");
        await Keys.Follow(wim, "a[href$='/ontvangen']", "**/ontvangen");
        await Keys.Until(wim, "form:has(input[value=claimen]) button[type=submit]", "form:has(input[value=accepteren])");
        await Look(wim, "13-wijkteam-opgepakt");
        await Keys.Until(wim, "form:has(input[value=accepteren]) button[type=submit]", "blockquote");
        var letter = wim.Locator("blockquote", new() { HasTextString = "Yara mist zwemles." });
        await letter.WaitForAsync();
        Assert.Contains("<script>alert(1)</script> =1+1", await letter.InnerTextAsync(), StringComparison.Ordinal);
        await Look(wim, "14-wijkteam-brief");
    }

    private async Task TakeBack(IPage mother)
    {
        // Who looked reaches her page by itself.
        await Until(mother, "/mijn", "text=Wijkteams Deventer");
        await Look(mother, "15-moeder-wie-keek");
        await mother.ClickAsync("form:has(input[value^='intrekken-']) button");
        await mother.Arrives("**/mijn/klaar/4");
        await Look(mother, "16-moeder-ingetrokken");
    }

    private async Task Confirm(IPage wim)
    {
        await Until(wim, "/postvak", "form:has(input[value^='woord-'])");
        await Look(wim, "17-wijkteam-intrekking");
        await wim.Locator("input[name=word][value=vernietigd]").First.CheckAsync();
        await wim.ClickAsync("form:has(input[value^='woord-']) button[type=submit]");
        await wim.WaitForSelectorAsync("form:has(input[value^='woord-'])", new() { State = WaitForSelectorState.Detached });
    }

    private async Task LookBack(IPage sjoerd, string family)
    {
        await sjoerd.GotoAsync("/toezicht");
        await sjoerd.FillAsync("[name=gezin]", family);
        await sjoerd.ClickAsync("form:has(input[value=zoek]) button[type=submit]");
        await sjoerd.Arrives($"**/toezicht/gezin/{family}*");
        var seen = await sjoerd.InnerTextAsync("main");
        Assert.Contains("Er is toestemming gevraagd.", seen, StringComparison.Ordinal);
        foreach (var name in new[] { "Samira", "O'Brien", "Yara", "zwemles" })
            Assert.DoesNotContain(name, seen, StringComparison.Ordinal);
        await Look(sjoerd, "18-auditor-terugkijken");
        await sjoerd.GotoAsync($"/toezicht/gezin/{family}/delingen");
        await Look(sjoerd, "19-auditor-delingen");
    }

    private async Task<string> Card(HttpClient http, string family, CancellationToken ct)
    {
        var noor = Visitor.Sign(house, http, "noor");
        bool Is(JsonElement way) =>
            way.GetProperty("family").GetString() == family && way.GetProperty("purpose").GetString() == "toestemming";
        var ways = await noor.Until("/v1/toegangen", list => list.EnumerateArray().Any(Is), ct);
        var way = ways.EnumerateArray().First(Is).GetProperty("way").GetGuid();
        var card = await noor.Post($"/v1/toegangen/{way}/code", new { channel = "kaart" }, ct);
        await noor.Post($"/v1/toegangen/{way}/pincode", new { pin = Pin }, ct);
        return card.GetProperty("shown").GetString()!;
    }

    private async Task Assign(HttpClient http, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        var assignment = await Visitor.Sign(house, http, "bea").Post(
            "/v1/opdrachten",
            new
            {
                auditor = "sjoerd",
                organisations = new[] { People.Jgz, People.Wijkteams },
                from = today.AddDays(-1),
                until = today.AddDays(60),
                purpose = "periodieke-controle",
                endsOn = today.AddDays(90),
            },
            ct);
        foreach (var second in new[] { "hedda", "hassan" })
        {
            var path = $"/v1/opdrachten/{assignment.GetProperty("assignment").GetGuid()}/instemming";
            await Visitor.Sign(house, http, second).Post(path, new { }, ct);
        }
    }

    private async Task<IPage> SignIn(string person)
    {
        var page = await ChromiumHouse.Open(chromium, pages);
        await page.GotoAsync("/aanmelden");
        await page.ClickAsync($"button[value={person}]");
        await page.Arrives(url => !url.Contains("aanmelden", StringComparison.Ordinal));
        return page;
    }

    private static Task Choose(IPage page, string field, string label) =>
        page.Locator($"input[name={field}]").And(page.GetByLabel(label)).CheckAsync();

    // What one service tells another takes a moment; somebody who waits for it opens the page again.
    private static async Task Until(IPage page, string path, string selector)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            await page.GotoAsync(path);
            if (await page.Locator(selector).CountAsync() > 0)
                return;
        }
        while (TimeProvider.System.GetUtcNow() < deadline && await beat.WaitForNextTickAsync());

        Assert.Fail($"'{selector}' did not come on {path}: {await page.InnerTextAsync("main")}");
    }

    private Task Look(IPage page, string name) => PagesTests.Look(page, $"verhaal-{mode}-{name}");
}
