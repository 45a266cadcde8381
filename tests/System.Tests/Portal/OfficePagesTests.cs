using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Portal;

/// <summary>The house after the whole story, so that every page has something to show.</summary>
public sealed class ChromiumStory : ChromiumHouse
{
    private static readonly string[] Everywhere = [];

    /// <summary>The story's family.</summary>
    public Guid Family { get; private set; }

    protected override async Task Fill(EmbeddedHouse house)
    {
        using var visitor = new HttpClient { BaseAddress = house.Address };
        var story = new WarmHandover.Embedded.Journey.Journey(house, visitor, TextWriter.Null);
        await story.Play(CancellationToken.None);
        Family = story.Family;
        await WriteCarePath(house, visitor);
        await AskOverview(house, visitor, story.Samira);
    }

    private async Task AskOverview(EmbeddedHouse house, HttpClient visitor, Guid mother)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/privacyverzoeken");
        request.Headers.Authorization = new("Bearer", house.Token(People.All.First(p => p.Name is "noor"), null, null));
        request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        request.Content = JsonContent.Create(
            new { family = Family, member = mother, kind = "inzage", askedBy = new[] { mother }, identified = "aan-de-balie" });
        (await visitor.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task WriteCarePath(EmbeddedHouse house, HttpClient visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/zorgpaden");
        request.Headers.Authorization = new("Bearer", house.Token(People.All.First(p => p.Name is "petra"), null, null));
        request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        request.Content = JsonContent.Create(new
        {
            title = "Geldzorgen in een jong gezin",
            domain = "financien",
            areas = Everywhere,
            situation = "Een ouder vertelt dat er schulden zijn.",
            steps = new[] { new { title = "Bespreek het", text = "Vraag wat de ouder zelf wil." } },
            reviewOn = $"{DateTime.UtcNow.AddYears(1):yyyy-MM-dd}",
        });
        (await visitor.SendAsync(request)).EnsureSuccessStatusCode();
    }
}

/// <summary>The pages of the offices, the team and the auditor, each walked once and looked at by axe.</summary>
public sealed partial class OfficePagesTests(ChromiumStory house) : IClassFixture<ChromiumStory>
{
    private static readonly string[] OfTheAdministrator =
    [
        "/beheer", "/beheer/organisaties", "/beheer/teams", "/beheer/teams/nieuw", "/beheer/teams/{team}", "/beheer/teams/{team}/sluiten",
        "/beheer/gebieden", "/beheer/termijnen", "/beheer/regels", "/beheer/berichten", "/beheer/post", "/beheer/webhooks",
        "/beheer/webhooks/nieuw", "/ketenafspraken", "/ketenafspraken/nieuw", "/opdrachten", "/cijfers",
        "/beheer/toegang", "/beheer/signaallijsten", "/cijfers/noemers",
        "/beheer/beleid", "/beheer/beleid/toestemmingen/gronden", "/beheer/beleid/toestemmingen/gronden/wijzigen",
        "/beheer/beleid/meldingen/herinneringen/wijzigen",
    ];

    private static readonly string[] OfThePrivacyOfficer =
    [
        "/privacybureau", "/privacyverzoeken", "/privacyverzoeken/nieuw", "/privacyverzoeken/{privacyverzoeken}",
        "/privacyverzoeken/{privacyverzoeken}/overzicht",
        "/datalekken", "/ongewoon", "/noodtoegang", "/vernietigen", "/vernietigen/nieuw", "/bewaren",
        "/bewaren/{bewaren}", "/opdrachten",
    ];

    private static readonly string[] OfTheFocusOfficer =
    [
        "/regie", "/kaart", "/kaart/meldingen", "/kaart/aanspraken", "/kaart/witte-vlekken", "/kaart/alles", "/kaart/nieuw",
        "/kaart/{kaart}", "/kaart/bestand", "/zorgpaden", "/zorgpaden/{zorgpaden}", "/zorgpaden/nieuw", "/cijfers",
    ];

    private static readonly string[] OfTheTeam =
    [
        "/postvak", "/postvak?stand=klaar", "/verwijzingen/{verwijzingen}/ontvangen", "/verwijzingen/{verwijzingen}/hulp",
        "/zelfmeldingen", "/vroegsignalen", "/vroegsignalen/levering",
    ];

    private static readonly string Today = $"{Amsterdam.DateAt(TimeProvider.System.GetUtcNow()):yyyy-MM-dd}";

    private static readonly string[] OfTheAuditor =
    [
        "/toezicht", "/toezicht/gezin/{gezin}", "/toezicht/gezin/{gezin}?stap=9", "/toezicht/gezin/{gezin}/delingen",
        "/toezicht/gezin/{gezin}/wie-kon?categorie=geldzorgen", "/toezicht/gezin/{gezin}/afwezigheid",
        $"/toezicht/gezin/{{gezin}}/afwezigheid?organisatie={People.Jgz}&van={Today}&tot={Today}",
        "/toezicht/gezin/{gezin}/regels-van-nu", "/toezicht/gezin/{gezin}/bewijs",
    ];

    [Theory]
    [InlineData("bea")]
    [InlineData("hedda")]
    [InlineData("petra")]
    [InlineData("noor")]
    [InlineData("ruud")]
    [InlineData("sjoerd")]
    public Task No_page_of_this_person_has_a_barrier(string person) => Walk(person, Pages(person), ColorScheme.Light, phone: false);

    [Fact]
    public async Task In_the_dark_and_on_a_phone_no_page_has_a_barrier_or_is_wider_than_the_screen()
    {
        string[] ofTheAdministrator = ["/beheer", "/beheer/teams/{team}", "/beheer/termijnen", "/beheer/regels", "/ketenafspraken/nieuw"];
        await Walk("bea", ofTheAdministrator, ColorScheme.Dark, phone: true);
        await Walk("hedda", ["/privacybureau", "/ongewoon", "/vernietigen/nieuw"], ColorScheme.Dark, phone: true);
        await Walk("petra", ["/regie", "/kaart/alles", "/zorgpaden/{zorgpaden}"], ColorScheme.Dark, phone: true);
        await Walk("ruud", OfTheTeam, ColorScheme.Dark, phone: true);
        await Walk("sjoerd", ["/toezicht", "/toezicht/gezin/{gezin}", "/toezicht/gezin/{gezin}/delingen"], ColorScheme.Dark, phone: true);
    }

    [Fact]
    public async Task Break_glass_has_no_barrier_for_who_asks_it_and_for_who_agrees()
    {
        var page = await house.SignIn("wim");
        await page.GotoAsync(await Address(page, "/verwijzingen/{brief}/noodtoegang"));
        await PagesTests.Look(page, "noodtoegang-vragen");
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForSelectorAsync("#fouten");
        await PagesTests.Look(page, "noodtoegang-vragen-fout");
        await page.CheckAsync("[name=urgency][value=acuut-gevaar-kind]");
        await page.Locator("[name=rows]").First.CheckAsync();
        await page.FillAsync("[name=motivation]", "Zij belde dat het nu misgaat.");
        await page.ClickAsync("main form button[type=submit]");
        await page.Arrives("**/noodtoegang/**klaar=gevraagd");
        await PagesTests.Look(page, "noodtoegang-gevraagd");

        var second = await house.SignIn("tessa");
        await second.GotoAsync(new Uri(page.Url).AbsolutePath);
        await PagesTests.Look(second, "noodtoegang-instemmen");
        await second.CheckAsync("[name=zeker]");
        await second.ClickAsync("main form button[type=submit]");
        await second.Arrives("**klaar=open");
        await PagesTests.Look(second, "noodtoegang-open");
        await page.GotoAsync("/postvak");
        await PagesTests.Look(page, "noodtoegang-in-het-postvak");
    }

    [Fact]
    public async Task What_is_wrong_in_a_form_of_an_office_takes_the_focus()
    {
        var page = await house.SignIn("petra");
        await page.GotoAsync("/ketenafspraken/nieuw");
        await page.FillAsync("[name=name]", "O'Brien & Ng");
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForSelectorAsync("#fouten");
        Assert.Equal("fouten", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("O'Brien & Ng", await page.InputValueAsync("[name=name]"));
        await PagesTests.Look(page, "kantoor-afspraak-fout");
    }

    /// <summary>With keys alone, from the fields to the second person's yes; each page on the way is looked at.</summary>
    [Fact]
    public async Task Two_administrators_change_a_policy_with_the_keyboard_alone()
    {
        const string home = "/beheer/beleid/meldingen/herinneringen";
        const string field = "[name='plan-gesprek.werkdagen']";
        var first = await house.SignIn("bea");
        await first.GotoAsync($"{home}/wijzigen");
        await first.PressAsync($"details:has({field}) > summary", "Enter");
        await first.FillAsync(field, "1, 3");
        await first.SelectOptionAsync("[name=reason]", "evaluatie");
        await first.PressAsync("main form button[type=submit]", "Enter");
        await first.WaitForSelectorAsync("[name=wijziging]", new() { State = WaitForSelectorState.Attached });
        await PagesTests.Look(first, "kantoor-beleid-nakijken");
        await first.PressAsync("main form button[type=submit]", "Enter");
        await first.Arrives($"**{home}?klaar=voorgesteld");
        await PagesTests.Look(first, "kantoor-beleid-voorgesteld");
        var proposal = await first.Locator($"main a[href*='{home}/voorstel/']").First.GetAttributeAsync("href");

        var second = await house.SignIn("boris");
        await second.GotoAsync(proposal!);
        await PagesTests.Look(second, "kantoor-beleid-tweede-persoon");
        await second.PressAsync("[name=zeker]", "Space");
        await second.PressAsync("main form:has([name=zeker]) button[type=submit]", "Enter");
        await second.Arrives($"**{home}?klaar=goedgekeurd");
        await PagesTests.Look(second, "kantoor-beleid-goedgekeurd");
        await PagesTests.Fits(second, home);
    }

    private static string[] Pages(string person) => person switch
    {
        "bea" => OfTheAdministrator,
        "hedda" => OfThePrivacyOfficer,
        "petra" => OfTheFocusOfficer,
        "ruud" => OfTheTeam,
        "noor" =>
        [
            "/gezinnen/{gezin}/privacyverzoek", "/gezinnen/{gezin}/samenvoegen", "/gezinnen/{gezin}/wijzigen/gesprek-gemist",
            "/gezinnen/{gezin}/toestemmingen/{toestemmingen}/waarom", "/verwijzingen/{verwijzing}",
            "/verwijzingen/{verwijzing}/stap/verkeerd-verzonden",
        ],
        _ => OfTheAuditor,
    };

    private async Task Walk(string person, string[] paths, ColorScheme scheme, bool phone)
    {
        var page = await house.SignIn(person, scheme, phone);
        var mode = phone ? "donker-telefoon" : "licht";
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(await Address(page, path));
            Assert.True(answer is { Status: 200 }, $"{path} answered {answer?.Status}");
            await PagesTests.Look(page, $"kantoor-{mode}-{person}-{Name(path)}");
            await PagesTests.Fits(page, $"{path} in {mode}");
            if (!phone)
                await FitsEnlarged(page, path);
        }
    }

    // A wide window at 400 % is 320 pixels of the page (WCAG 1.4.10).
    private static async Task FitsEnlarged(IPage page, string path)
    {
        var window = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, window.Height);
        await PagesTests.Fits(page, $"{path} at 400 %");
        await page.SetViewportSizeAsync(window.Width, window.Height);
    }

    /// <summary>An address with the first of a kind in it: the story's family, or the first that the page before links to.</summary>
    private async Task<string> Address(IPage page, string path)
    {
        path = path.Replace("{gezin}", $"{house.Family}", StringComparison.Ordinal);
        if (Place().Match(path) is not { Success: true } place)
            return path;

        var kind = place.Groups[1].Value;
        var list = kind switch
        {
            "team" => "/beheer/teams",
            "kaart" => "/kaart/alles",
            "verwijzingen" => "/postvak",
            "bewaren" => "/bewaren?stand=loopt",
            "privacyverzoeken" => "/privacyverzoeken",
            "verwijzing" => $"/gezinnen/{house.Family}",
            "toestemmingen" => $"/gezinnen/{house.Family}/toestemmingen",
            "brief" => "/postvak?stand=klaar",
            _ => "/zorgpaden",
        };
        await page.GotoAsync(list);
        foreach (var link in await page.Locator("main a").AllAsync())
        {
            var to = await link.GetAttributeAsync("href") ?? "";
            if (to.StartsWith(path[..place.Index], StringComparison.Ordinal) && Id().Match(to[place.Index..]) is { Success: true } id)
                return path.Replace(place.Value, id.Value, StringComparison.Ordinal);
        }

        throw new InvalidOperationException($"{list} links to nothing.");
    }

    private static string Name(string path) => path.Trim('/').Replace('/', '-').Replace('?', '-').Replace("{", "", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal).Replace('=', '-');

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Place();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();
}
