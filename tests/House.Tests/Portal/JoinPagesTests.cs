using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>Two files about one child become one on the pages, and a talk that was planned is held or does not take place.</summary>
[Collection(PortalTests.Name)]
public sealed class JoinPagesTests(PortalHouse house)
{
    private const string Child = "Walburga Tormentil";

    [Fact]
    public async Task Two_files_about_one_child_are_found_compared_looked_over_and_joined_and_the_other_says_where_it_went()
    {
        using var noor = await house.SignIn("noor");
        var (older, newer) = await Twice(noor, Child);
        await noor.Get($"{newer}/samenvoegen");
        Assert.Contains("Vul een naam, geboortedatum of postcode in", (await noor.Send("zoeken")).Text, StringComparison.Ordinal);
        var found = await noor.Send("zoeken", ("question", Child));
        Assert.DoesNotContain(newer.Split('/')[2] + "\" id=\"f-with", found.Html, StringComparison.Ordinal);
        var matched = await noor.Send("kies", ("with", older.Split('/')[2]));
        var same = Proposed(matched);
        Assert.Equal(2, same.Length);
        var nobody = await noor.Send("wie", [.. same.Select(s => (s.Name, "niemand"))]);
        Assert.Contains("Minstens één kind moet in beide dossiers staan", nobody.Text, StringComparison.Ordinal);
        var looked = await noor.Send("wie", same);
        Assert.Contains("het andere dossier; dat is het oudste", looked.Text, StringComparison.Ordinal);
        Assert.Contains("Dit kan niet ongedaan worden gemaakt", looked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await noor.Send("samenvoegen")).Status);

        var joined = await noor.Send("samenvoegen", ("reason", "dubbel-geopend"));
        Assert.Equal($"{older}?klaar=samengevoegd", joined.Path);
        Assert.Contains("Samengevoegd met een ander dossier", joined.Text, StringComparison.Ordinal);
        var left = await noor.Get(newer);
        Assert.Contains($"href=\"{older}\"", left.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{newer}/signaal\"", left.Html, StringComparison.Ordinal);
        foreach (var list in new[] { await noor.Get("/gezinnen"), await noor.Send("zoeken", ("question", Child)) })
        {
            Assert.Contains($"href=\"{older}\"", list.Html, StringComparison.Ordinal);
            Assert.DoesNotContain($"href=\"{newer}\"", list.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_two_files_do_not_agree_on_is_said_and_nothing_is_joined_and_a_stranger_finds_no_page()
    {
        using var noor = await house.SignIn("noor");
        var (older, newer) = await Twice(noor, "Wendelmoet Ganzerik");
        await noor.Get($"{older}/wijzigen/overlijden");
        var parent = ProfessionalTests.Value(noor.Page, "member", "Ouder van Wendelmoet Ganzerik");
        await noor.Send("wijzigen", ("member", parent), ("happenedOn", ProfessionalTests.Checked(noor.Page, "happenedOn")));
        await noor.Send("vastleggen");

        await noor.Get($"{newer}/samenvoegen");
        await noor.Send("zoeken", ("question", "Wendelmoet Ganzerik"));
        await noor.Send("kies", ("with", older.Split('/')[2]));
        var differ = await noor.Send("wie", Proposed(noor.Page));
        Assert.Contains("Ouder van Wendelmoet Ganzerik: of deze persoon er nog is", differ.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"samenvoegen\"", differ.Html, StringComparison.Ordinal);
        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{newer}/samenvoegen")).Status);
    }

    [Fact]
    public async Task A_talk_is_planned_with_all_that_is_forgotten_said_and_another_did_not_take_place()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Ottoline Kaasjeskruid");
        var none = await noor.Get($"{family}/wijzigen/gesprek-gemist");
        Assert.Contains("Er staat geen gesprek gepland", none.Text, StringComparison.Ordinal);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(9);
        foreach (var on in new[] { day, day.AddDays(1) })
        {
            await noor.Get($"{family}/wijzigen/gesprek-gepland");
            var mother = ProfessionalTests.Value(noor.Page, "with", "Ouder van Ottoline Kaasjeskruid");
            var planned = await noor.Send(
                "wijzigen", ("plannedOn", $"{on:yyyy-MM-dd}"), ("with", mother), ("where", "thuis"), ("interpreter", "beroepstolk"));
            Assert.Equal($"{family}?klaar=gewijzigd", planned.Path);
        }

        var talks = Regex.Matches(noor.Page.Html, "/gesprek\\?gepland=([0-9a-f-]{36})").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(2, talks.Length);
        await noor.Get($"{family}/wijzigen/gesprek-gemist");
        var missed = await noor.Send("wijzigen", ("conversation", talks[0]), ("reason", "gezin-afgezegd"));
        Assert.DoesNotContain(talks[0], missed.Html, StringComparison.Ordinal);
        Assert.Contains("Gesprek ging niet door: ", missed.Text, StringComparison.Ordinal);

        var talk = await noor.Get($"{family}/gesprek?gepland={talks[1]}");
        Assert.Matches($"<option value=\"{talks[1]}\" selected", talk.Html);
        await noor.Send(
            "gesprek", ("planned", talks[1]), ("with", ProfessionalTests.Value(talk, "with", "Ouder van Ottoline Kaasjeskruid")),
            ("whyExplained", "ja"), ("outcome", "herkend"), ("heldOn", ProfessionalTests.Checked(talk, "heldOn")));
        Assert.DoesNotContain("gepland=", (await noor.Get(family)).Html, StringComparison.Ordinal);
    }

    private static async Task<(string Older, string Newer)> Twice(Browser noor, string child)
    {
        var older = await ProfessionalTests.OpenFamily(noor, child);
        await noor.Get("/gezinnen/nieuw");
        var newer = await noor.Send("nieuw", [.. ProfessionalTests.NewFamily(child), ("anyway", "ja")]);
        return (older, newer.Path);
    }

    // What the page proposes: the ones that are chosen already.
    private static (string Name, string Value)[] Proposed(Page page) => [.. Regex.Matches(
        page.Html, "<input[^>]*name=\"(is-[^\"]+)\" value=\"([^\"]+)\"[^>]*checked").Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
}
