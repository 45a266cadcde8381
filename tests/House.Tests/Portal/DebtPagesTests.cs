using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using WarmHandover.Tests.SignalDebts;

namespace WarmHandover.Tests.Portal;

/// <summary>Early signals of debts: a delivery taken over, a household picked up, tried, closed; nobody else finds the pages.</summary>
[Collection(PortalTests.Name)]
public sealed class DebtPagesTests(PortalHouse house)
{
    private static readonly byte[] Delivery = Encoding.UTF8.GetBytes(DdasFile.With(
        DdasFile.Row("VS-PAGE-1", "77").Replace("\"Dijk\"", "\"O'Brien <script>alert(1)</script>\"", StringComparison.Ordinal)
            .Replace("2026-12-10", "2026-08-10", StringComparison.Ordinal).Replace("2027-01-05", "2026-09-05", StringComparison.Ordinal),
        """{"ID": "VS-PAGE-2", "client": {}}"""));

    [Fact]
    public async Task A_delivery_is_taken_over_and_a_household_is_picked_up_tried_and_closed()
    {
        using var ruud = await house.SignIn("ruud");
        Assert.Contains("href=\"/vroegsignalen\"", (await ruud.Get("/")).Html, StringComparison.Ordinal);
        await ruud.Get("/vroegsignalen/levering");
        Assert.Contains("Kies een bestand.", (await Take(ruud, "leeg.json", [])).Text, StringComparison.Ordinal);
        Assert.Contains("eindigt op .json, .csv of .zip", (await Take(ruud, "brief.txt", Delivery)).Text, StringComparison.Ordinal);
        Assert.Contains("het bestand is niet compleet", (await Take(ruud, "half.json", Delivery[..40])).Text, StringComparison.Ordinal);
        string[] before = [.. (await Listed(ruud)).SelectMany(Households)];
        var read = await Take(ruud, "levering.json", Delivery);
        Assert.Contains("Gelezen: 2. Overgenomen: 1. Al bekend: 0. Geweigerd: 1.", read.Text, StringComparison.Ordinal);
        Assert.Contains("client.Achternaam: dit veld is leeg.", read.Text, StringComparison.Ordinal);
        Assert.EndsWith("</html>", read.Html.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("Overgenomen: 0. Al bekend: 1.", (await Take(ruud, "levering.json", Delivery)).Text, StringComparison.Ordinal);

        var list = await Listed(ruud);
        Assert.Contains(list.Length == 1 ? "Nieuw (1)" : "Nieuw", list[0].Text, StringComparison.Ordinal);
        Assert.All(list, shown => Assert.DoesNotContain("Brien", shown.Text, StringComparison.Ordinal));
        var address = $"/vroegsignalen/{Assert.Single(list.SelectMany(Households).Except(before))}";
        var page = await ruud.Get(address);
        Assert.Contains("O'Brien <script>alert(1)</script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Contains("€ 450", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("123456782", page.Html, StringComparison.Ordinal);

        var forgotten = await ruud.Send("contact", ("on", ""));
        Assert.Equal(HttpStatusCode.BadRequest, forgotten.Status);
        foreach (var field in new[] { "kind", "reached", "on", "dayPart" })
            Assert.Contains($"id=\"f-{field}-fout\"", forgotten.Html, StringComparison.Ordinal);
        await ruud.Get(address);
        await ruud.Send("oppakken");
        await ruud.Send(
            "contact", ("kind", "huisbezoek"), ("reached", "nee"), ("on", ProfessionalTests.Checked(ruud.Page, "on")),
            ("dayPart", "avond"));
        Assert.Equal($"{address}?klaar=contactpogingen", ruud.Page.Path);
        Assert.Contains("id=\"f-result-fout\"", (await ruud.Send("afsluiten")).Html, StringComparison.Ordinal);
        var closed = await ruud.Send("afsluiten", ("result", "zelf-betaald"));
        Assert.Equal($"{address}?klaar=afsluiten", closed.Path);
        Assert.DoesNotContain("value=\"afsluiten\"", closed.Html, StringComparison.Ordinal);
        Assert.Contains(await Listed(ruud), shown => shown.Text.Contains("1 poging", StringComparison.Ordinal));

        foreach (var other in new[] { "noor", "siem", "tessa", "bea" })
        {
            using var browser = await house.SignIn(other);
            foreach (var path in new[] { "/vroegsignalen", address, "/vroegsignalen/levering" })
                Assert.Equal((other, HttpStatusCode.Forbidden), (other, (await browser.Get(path)).Status));
        }
    }

    [Fact]
    public async Task The_list_goes_on_after_two_hundred_households_and_a_crisis_stands_before_them_all()
    {
        using var ruud = await house.SignIn("ruud");
        string[] rows =
        [
            .. Enumerable.Range(0, 205).Select(n => DdasFile.Row($"VS-MANY-{n}", $"{1000 + n}")),
            DdasFile.Row("VS-MANY-CRISIS", "2000").Replace("\"crisissignaal\": false", "\"crisissignaal\": true", StringComparison.Ordinal),
        ];
        var file = Encoding.UTF8.GetBytes(DdasFile.With(rows.Select(row => row
            .Replace("2026-12-10", "2026-08-10", StringComparison.Ordinal).Replace("2027-01-05", "2026-09-05", StringComparison.Ordinal))));
        Assert.Contains("Overgenomen: 206.", (await Take(ruud, "veel.json", file)).Text, StringComparison.Ordinal);

        var pages = await Listed(ruud);
        Assert.Equal(2, pages.Length);
        Assert.Equal(200, Households(pages[0]).Length);
        string[] shown = [.. pages.SelectMany(Households)];
        Assert.Distinct(shown);
        Assert.True(shown.Length >= 206, $"{shown.Length} households");
        Assert.Contains(">crisis<", pages[0].Html, StringComparison.Ordinal);
    }

    private static string[] Households(Page page) =>
        [.. Regex.Matches(page.Html, "href=\"/vroegsignalen/([0-9a-f-]{36})\"").Select(m => m.Groups[1].Value)];

    private static Task<Page[]> Listed(Browser ruud) => ruud.Leaf("/vroegsignalen", "Volgende huishoudens");

    private static async Task<Page> Take(Browser ruud, string name, byte[] file)
    {
        await ruud.Get("/vroegsignalen/levering");
        return await ruud.Upload("/vroegsignalen/levering", "bestand", name, file);
    }
}
