using System.Text.RegularExpressions;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Messaging;

namespace WarmHandover.Tests.Portal;

/// <summary>Lists with more than one page, or one question, holds.</summary>
[Collection(PortalTests.Name)]
public sealed partial class LongListTests(PortalHouse house)
{
    [Fact]
    public async Task Files_that_run_are_shown_two_hundred_at_a_time_none_missed_and_none_twice()
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        var (ruud, office) = (Visitor.Sign(house.House, http, "ruud"), Visitor.Sign(house.House, http, "sanne"));
        var opened = new List<Guid>();
        for (var number = 0; number < 205; number++)
            opened.Add((await ruud.Post("/v1/gezinnen", new { area = People.Deventer }, default)).GetProperty("family").GetGuid());
        foreach (var family in opened)
            await office.Until($"/v1/bewaartermijnen/{family}", file => file.GetProperty("family").GetGuid() == family, default);

        using var sanne = await house.SignIn("sanne");
        var pages = await sanne.Leaf("/bewaren?stand=loopt", "Volgende dossiers");
        Guid[][] files = [.. pages.Select(page => File().Matches(page.Html).Select(m => Guid.Parse(m.Groups[1].Value)).ToArray())];
        Guid[] shown = [.. files.SelectMany(here => here)];
        await sanne.Send("/afmelden");
        Assert.Equal(200, files[0].Length);
        Assert.Equal(2, files.Length);
        Assert.Distinct(shown);
        Assert.Empty(opened.Except(shown));
    }

    [Fact]
    public async Task Each_of_more_than_fifty_families_that_are_found_is_named()
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        var visitor = Visitor.Sign(house.House, http, "ruud");
        for (var number = 100; number < 155; number++)
        {
            var family = (await visitor.Post("/v1/gezinnen", new { area = People.Deventer }, default)).GetProperty("family").GetGuid();
            await visitor.Post(
                $"/v1/gezinnen/{family}/leden",
                new { role = "parent", name = $"Heggenmus {number}", birthDate = "1990-01-01" }, default);
        }

        using var ruud = await house.SignIn("ruud");
        await ruud.Get("/gezinnen");
        await Until.True(
            async () => (await ruud.Send("zoeken", ("question", "Heggenmus"))).Text.Contains("Gevonden: 55", StringComparison.Ordinal),
            seconds: 30, what: "all 55 are found");
        Assert.Equal(55, Names().Matches(ruud.Page.Text).Select(m => m.Value).Distinct().Count());
    }

    [GeneratedRegex("Heggenmus 1[0-9]{2}")]
    private static partial Regex Names();

    [GeneratedRegex("href=\"/bewaren/([0-9a-f-]{36})\"")]
    private static partial Regex File();
}
