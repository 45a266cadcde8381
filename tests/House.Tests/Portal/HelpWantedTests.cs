using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>'Ik wil hulp' without an account, and what people with odd names or bad intentions type there.</summary>
[Collection(PortalTests.Name)]
public sealed partial class HelpWantedTests(PortalHouse house)
{
    [Fact]
    public async Task Somebody_without_an_account_asks_for_help_and_a_team_reads_exactly_what_was_typed()
    {
        using var browser = house.Open();
        var page = await browser.Get("/ik-wil-hulp");
        Assert.Contains("Deventer", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Aanmelden", page.Text, StringComparison.Ordinal);

        var forgotten = await browser.Send("hulp", ("firstName", ""), ("reach", "kom maar"), ("area", People.Deventer));
        Assert.Equal(HttpStatusCode.BadRequest, forgotten.Status);
        foreach (var field in new[] { "firstName", "channel" })
            Assert.Contains($"id=\"f-{field}-fout\"", forgotten.Html, StringComparison.Ordinal);

        var done = await browser.Send(
            "hulp", ("firstName", "Siobhán O'Brien-Ng"), ("channel", "telefoon"), ("reach", "06 87 65 43 21"), ("area", People.Deventer),
            ("domain", "wonen"), ("words", "Bel <b>na</b> vijven & niet op zondag."));
        Assert.Equal("/ik-wil-hulp?klaar=1", done.Path);
        Assert.Contains("Meestal binnen drie werkdagen", done.Text, StringComparison.Ordinal);
        Assert.Contains("Bel 112", done.Text, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = house.House.Address };
        var wim = Visitor.Sign(house.House, http, "wim");
        var list = await wim.Until("/v1/zelfmeldingen", all => all.GetArrayLength() > 0, default);
        var read = new List<JsonElement>();
        foreach (var item in list.EnumerateArray())
            read.Add(await wim.Get($"/v1/zelfmeldingen/{item.GetProperty("selfStart").GetGuid()}", default));
        var who = Assert.Single(read.Select(r => r.GetProperty("who")), w => w.GetProperty("reach").GetString() == "06 87 65 43 21");
        Assert.Equal("Siobhán O'Brien-Ng", who.GetProperty("firstName").GetString());
        Assert.Equal("Bel <b>na</b> vijven & niet op zondag.", who.GetProperty("words").GetString());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("om\u202Ekeer\u202Cen")]
    [InlineData("nul\u0000bel\u0007")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("O'Brien")]
    [InlineData("Ng")]
    public async Task Whatever_is_typed_comes_back_as_text_or_is_refused_and_never_runs(string attack)
    {
        // The reach is no number and no address, so the form comes back with all that was typed.
        using var browser = house.Open();
        await browser.Get("/ik-wil-hulp");
        var page = await browser.Send(
            "hulp", ("firstName", attack), ("channel", attack), ("reach", attack), ("area", attack), ("domain", attack), ("words", attack));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Harmless(page, attack);

        await browser.Get("/binnen");
        var code = await browser.Send("binnen", ("code", attack), ("pin", attack), ("gedeeld", attack));
        Assert.Equal(HttpStatusCode.BadRequest, code.Status);
        Harmless(code, attack);
    }

    private static void Harmless(Page page, string attack)
    {
        var tags = AttributeValue().Replace(page.Html, "");
        Assert.DoesNotMatch("<script(?! )|<img|<[a-z][^<>]*\\son\\w+", tags);
        if (!attack.Any(char.IsControl))
            Assert.Contains(attack, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
    }

    [GeneratedRegex("=\"[^\"]*\"")]
    private static partial Regex AttributeValue();
}
