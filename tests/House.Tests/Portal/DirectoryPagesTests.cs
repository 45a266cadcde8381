using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>A provision of the sociale kaart: followed, said to be one's own, answered by the keeper, and kept by who offers it.</summary>
[Collection(PortalTests.Name)]
public sealed partial class DirectoryPagesTests(PortalHouse house)
{
    [Fact]
    public async Task A_nurse_follows_a_provision_sees_that_it_changed_and_that_it_is_gone_and_lets_it_go()
    {
        using var keeper = await house.SignIn("petra");
        var id = await Add(keeper, "Ruilwinkel Zonnedauw");
        using var nurse = await house.SignIn("noor");
        Assert.Contains($"href=\"/sociale-kaart/{id}\"", (await nurse.Get("/sociale-kaart?zoek=zonnedauw")).Html, StringComparison.Ordinal);
        var open = await nurse.Get($"/sociale-kaart/{id}");
        Assert.Contains("Volg deze voorziening", open.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(MissingText(), open.Text);
        Assert.Contains("U volgt deze voorziening.", (await nurse.Send("volgen", ("volgen", "ja"))).Text, StringComparison.Ordinal);
        Assert.Contains("Volg niet meer", nurse.Page.Text, StringComparison.Ordinal);

        var list = await nurse.Get("/sociale-kaart/gevolgd");
        Assert.Contains("Ruilwinkel Zonnedauw", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Veranderd op", list.Text, StringComparison.Ordinal);
        await keeper.Get($"/kaart/{id}");
        await keeper.Send("voorziening", [.. Filled("Ruilwinkel Zonnedauw"), ("waitTime", "twee weken")]);
        Assert.Contains("Veranderd op", (await Until(nurse, "Veranderd op")).Text, StringComparison.Ordinal);
        await keeper.Get($"/kaart/{id}");
        await keeper.Send("vervallen", ("zeker", "ja"));
        Assert.DoesNotContain($"/sociale-kaart/{id}", (await Until(nurse, "Staat niet meer op de kaart")).Html, StringComparison.Ordinal);

        var gone = await nurse.Send($"los-{id}");
        Assert.Equal("/sociale-kaart/gevolgd?klaar=losgelaten", gone.Path);
        Assert.DoesNotContain("Ruilwinkel", gone.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nurse.Get($"/sociale-kaart/{id}")).Status);
    }

    [Fact]
    public async Task A_team_says_that_it_is_theirs_hears_no_and_then_yes_and_keeps_it()
    {
        using var keeper = await house.SignIn("petra");
        var id = await Add(keeper, "Maatjes Vliegenzwam");
        using var wim = await house.SignIn("wim");
        await wim.Get($"/sociale-kaart/{id}");
        var unsure = await wim.Send("aanspraak");
        Assert.Equal(HttpStatusCode.BadRequest, unsure.Status);
        Assert.Contains("href=\"#f-zeker\"", unsure.Html, StringComparison.Ordinal);
        var asked = await wim.Send("aanspraak", ("zeker", "ja"));
        Assert.Contains("Gevraagd. De aandachtsfunctionaris", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("aanspraak", wim.Page.Html, StringComparison.Ordinal);
        using var nurse = await house.SignIn("noor");
        Assert.Contains("Gevraagd door een ander", (await nurse.Get($"/sociale-kaart/{id}")).Text, StringComparison.Ordinal);

        await Answer("nee");
        Assert.Contains("Nee gezegd", (await wim.Get($"/sociale-kaart/{id}")).Text, StringComparison.Ordinal);
        await wim.Send("aanspraak", ("zeker", "ja"));
        var early = await wim.Get($"/sociale-kaart/{id}/bijhouden");
        Assert.Contains("houdt deze voorziening niet bij", early.Text, StringComparison.Ordinal);
        await Answer("ja");
        Assert.Contains("Uw organisatie houdt dit zelf bij", (await wim.Get($"/sociale-kaart/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("het klopt vandaag", (await wim.Send("klopt")).Text, StringComparison.Ordinal);

        await wim.Get($"/sociale-kaart/{id}/bijhouden");
        var wrong = await wim.Send("bijhouden", [("url", "ftp://x"), .. Filled("Maatjes Vliegenzwam")]);
        Assert.Contains("href=\"#f-url\"", wrong.Html, StringComparison.Ordinal);
        var better = await wim.Send("bijhouden", [.. Filled("Maatjes Vliegenzwam"), ("waitTime", "drie dagen")]);
        Assert.Equal($"/sociale-kaart/{id}?klaar=verbeterd", better.Path);
        Assert.Contains("drie dagen", better.Text, StringComparison.Ordinal);
        Assert.Contains("Een andere organisatie houdt dit bij", (await nurse.Get($"/sociale-kaart/{id}")).Text, StringComparison.Ordinal);

        async Task Answer(string granted)
        {
            await keeper.Get("/kaart/aanspraken");
            await keeper.Send($"antwoord-{id}", ("granted", granted));
        }
    }

    [Fact]
    public async Task What_a_search_finds_is_shown_thirty_at_a_time_and_goes_on_with_the_same_question()
    {
        using var keeper = await house.SignIn("petra");
        for (var number = 10; number < 42; number++)
        {
            await keeper.Get("/kaart/nieuw");
            var filled = Filled($"Huiswerkclub Kievitsbloem {number}").Where(f => f.Item1 is not "areas");
            await keeper.Send("voorziening", [.. filled, ("areas", "GM0141")]);
        }

        const string asked = "/sociale-kaart?zoek=kievitsbloem&domein=financien";
        var pages = await keeper.Leaf(asked, "Volgende voorzieningen");
        Assert.Equal(2, pages.Length);
        Assert.Contains("Voorziening 1 tot en met 30", pages[0].Text, StringComparison.Ordinal);
        Assert.Contains("Voorziening 31 tot en met 32", pages[1].Text, StringComparison.Ordinal);
        Assert.Equal(32, pages.SelectMany(Names).Distinct().Count());
        Assert.DoesNotContain("Volgende voorzieningen", pages[1].Text, StringComparison.Ordinal);
        Assert.Equal(Names(pages[0]), Names((await keeper.Leaf($"{asked}&vanaf=30", "Vorige voorzieningen"))[^1]));

        static string[] Names(Page page) => [.. Regex.Matches(page.Html, "Kievitsbloem [0-9]+").Select(m => m.Value).Distinct()];
    }

    [Fact]
    public async Task Who_works_with_no_families_reads_the_provision_and_follows_nothing()
    {
        using var keeper = await house.SignIn("petra");
        var page = await keeper.Get($"/sociale-kaart/{await Add(keeper, "Leestafel Kamperfoelie")}");
        Assert.Equal((HttpStatusCode.OK, "Leestafel Kamperfoelie – Warme overdracht"), (page.Status, page.Title));
        Assert.DoesNotContain("olg deze voorziening", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await keeper.Get("/sociale-kaart/gevolgd")).Status);
    }

    // What the keeper wrote is read by somebody else: his own browser asks for no newer view.
    private static async Task<Page> Until(Browser browser, string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await browser.Get("/sociale-kaart/gevolgd")).Text.Contains(words, StringComparison.Ordinal))
            limit.Token.ThrowIfCancellationRequested();
        return browser.Page;
    }

    internal static async Task<string> Add(Browser keeper, string name)
    {
        await keeper.Get("/kaart/nieuw");
        var added = await keeper.Send("voorziening", Filled(name));
        return Regex.Match(added.Html, $"href=\"/kaart/([0-9a-f-]{{36}})\">{Regex.Escape(name)}<").Groups[1].Value;
    }

    internal static (string, string)[] Filled(string name) =>
    [
        ("name", name), ("organisation", "Stichting Kamperfoelie"), ("domains", "financien"), ("areas", "GM0150"),
        ("forWhom", "Iedereen"), ("cost", "Gratis"), ("howToApply", "Loop binnen."), ("url", "https://kamperfoelie.example"),
    ];

    [GeneratedRegex(@"\[[a-z]+(\.[a-z-]+)+\]")]
    private static partial Regex MissingText();
}
