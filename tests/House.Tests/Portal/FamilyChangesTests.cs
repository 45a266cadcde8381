using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Portal.Professional;

namespace WarmHandover.Tests.Portal;

/// <summary>What changes in a family: each recorded on one short form, with a second look before what cannot be undone.</summary>
[Collection(PortalTests.Name)]
public sealed class FamilyChangesTests(PortalHouse house)
{
    private static string Yesterday => $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1):yyyy-MM-dd}";

    [Fact]
    public async Task What_goes_well_and_an_attempt_stand_in_the_file_at_once_and_what_was_wrong_is_struck_out_after_a_second_look()
    {
        using var noor = await house.SignIn("noor");
        var (family, mother, _) = await Open(noor, "Sieglinde Koekoeksbloem");
        var strong = await Record(
            noor, family, "kracht", ("member", mother), ("kind", "steun-van-familie"), ("note", "Oma past elke week op."));
        Assert.Contains("Oma past elke week op.", strong.Text, StringComparison.Ordinal);
        await Record(
            noor, family, "contactpoging", ("member", mother), ("kind", "telefoon"), ("reached", "nee"), ("on", Yesterday),
            ("dayPart", "avond"));

        await noor.Get($"{family}/wijzigen/verbetering");
        var entry = Regex.Match(noor.Page.Html, "<option value=\"([0-9a-f-]{36})\"[^>]*>[^<]*[Ss]teun").Groups[1].Value;
        var looked = await noor.Send("wijzigen", ("entry", entry), ("reason", "verkeerde-persoon"), ("note", "Het was de buurvrouw."));
        Assert.Contains("Klopt dit?", looked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("later verbeterd", (await noor.Get(family)).Text, StringComparison.Ordinal);
        await noor.Get($"{family}/wijzigen/verbetering");
        await noor.Send("wijzigen", ("entry", entry), ("reason", "verkeerde-persoon"), ("note", "Het was de buurvrouw."));
        var struck = await noor.Send("vastleggen");
        Assert.Equal($"{family}?klaar=gewijzigd", struck.Path);
        Assert.Contains("later verbeterd", struck.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_is_expected_and_born_and_who_decides_for_it_is_recorded_and_ends()
    {
        using var noor = await house.SignIn("noor");
        var (family, mother, _) = await Open(noor, "Lieselotte Akelei");
        var nobody = await noor.Get($"{family}/wijzigen/geboorte");
        Assert.Contains("Er staat geen kind dat wordt verwacht", nobody.Text, StringComparison.Ordinal);
        await Record(noor, family, "lid", ("role", "unborn-child"));
        await noor.Get($"{family}/wijzigen/geboorte");
        var baby = ProfessionalTests.Value(noor.Page, "member", "ongeboren kind");
        var born = await Record(noor, family, "geboorte", ("member", baby), ("birthDate", Yesterday), ("name", "Pippa Akelei"));
        Assert.Contains("Pippa Akelei", born.Text, StringComparison.Ordinal);
        Assert.Contains("gezag nog onbekend", born.Text, StringComparison.Ordinal);

        var decided = await Record(
            noor, family, "gezag", ("child", baby), ("holder", mother), ("kind", "parent"), ("from", Yesterday), ("proof", "geboorteakte"));
        Assert.DoesNotContain("gezag nog onbekend", decided.Text, StringComparison.Ordinal);
        await noor.Get($"{family}/wijzigen/gezag-einde");
        var today = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime):yyyy-MM-dd}";
        await noor.Send("wijzigen", ("line", $"{baby}|{mother}"), ("until", today), ("proof", "beschikking"));
        Assert.Contains("telt een ja van deze persoon voor dit kind niet meer", noor.Page.Text, StringComparison.Ordinal);
        Assert.Equal($"{family}?klaar=gewijzigd", (await noor.Send("vastleggen")).Path);
    }

    [Fact]
    public async Task A_parent_of_16_is_declared_adult_once_after_a_second_look_and_may_then_have_authority()
    {
        using var noor = await house.SignIn("noor");
        await noor.Get("/gezinnen/nieuw");
        var sixteen = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-10).AddYears(-16):yyyy-MM-dd}";
        const string name = "Walburga Zenegroen";
        (string, string)[] young =
            [.. ProfessionalTests.NewFamily(name, "onbekend").Where(f => f.Item1 is not "parent.birthDate"), ("parent.birthDate", sixteen)];
        var family = (await noor.Send("nieuw", young)).Path;
        await noor.Get($"{family}/wijzigen/gezag");
        var (child, mother) = (
            ProfessionalTests.Value(noor.Page, "child", name), ProfessionalTests.Value(noor.Page, "holder", $"Ouder van {name}"));
        (string, string)[] authority =
            [("child", child), ("holder", mother), ("kind", "parent"), ("from", Yesterday), ("proof", "gezagsregister")];
        Assert.Equal(HttpStatusCode.Conflict, (await noor.Send("wijzigen", authority)).Status);

        await noor.Get($"{family}/wijzigen/meerderjarig");
        await noor.Send("wijzigen", ("member", mother), ("from", Yesterday));
        Assert.Contains("beslist deze ouder als volwassene", noor.Page.Text, StringComparison.Ordinal);
        var declared = await noor.Send("vastleggen");
        Assert.Contains("meerderjarig verklaard vanaf", declared.Text, StringComparison.Ordinal);
        var again = await noor.Get($"{family}/wijzigen/meerderjarig");
        Assert.DoesNotContain("name=\"member\"", again.Html, StringComparison.Ordinal);
        var decided = await Record(noor, family, "gezag", authority);
        Assert.Contains($"Gezag: Ouder van {name}", decided.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_a_flag_wishes_and_a_contact_person_are_recorded()
    {
        using var noor = await house.SignIn("noor");
        var (family, mother, child) = await Open(noor, "Reinhilde Kattenstaart");
        await Record(noor, family, "verhuizing", ("members", mother), ("members", child), ("area", "GM0150"), ("happenedOn", Yesterday));
        var flagged = await Record(
            noor, family, "vlag", ("member", mother), ("flag", "niet-informeren"), ("raised", "ja"), ("reason", "contactverbod"),
            ("colleagueConsulted", "ja"));
        Assert.Contains("niet informeren", flagged.Text, StringComparison.Ordinal);
        await Record(
            noor, family, "contactwensen", ("member", mother), ("channels", "telefoon"), ("language", "Pools"), ("interpreter", "ja"));
        var named = await Record(noor, family, "aanspreekpunt", ("name", "Noor van de JGZ"), ("phone", "0570-123456"));
        Assert.Contains("Noor van de JGZ", named.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_change_says_all_that_is_forgotten_at_once_and_an_unknown_one_does_not_exist()
    {
        using var noor = await house.SignIn("noor");
        var (family, _, _) = await Open(noor, "Ermelinde Boerenwormkruid");
        var list = await noor.Get($"{family}/wijzigen");
        foreach (var change in Changes.All)
        {
            Assert.Contains($"{family}/wijzigen/{change.Code}\"", list.Html, StringComparison.Ordinal);
            var page = await noor.Get($"{family}/wijzigen/{change.Code}");
            Assert.DoesNotContain("[wijzig.", page.Text, StringComparison.Ordinal);
            if (!page.Html.Contains("value=\"wijzigen\"", StringComparison.Ordinal))
                continue;

            string[] needed = [.. change.Fields.Where(f => !f.Optional && f.Kind is not FieldKind.Box).Select(f => f.Name)];
            var refused = await noor.Send("wijzigen", [.. needed.Select(name => (name, ""))]);
            Assert.Equal((change.Code, HttpStatusCode.BadRequest), (change.Code, refused.Status));
            Assert.All(needed, name => Assert.Contains($"id=\"f-{name}-fout\"", refused.Html, StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"{family}/wijzigen/bestaat-niet")).Status);
        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{family}/wijzigen/kracht")).Status);
    }

    [Fact]
    public void Every_change_and_every_field_of_it_has_its_words()
    {
        var texts = new WarmHandover.Portal.Texts("nl");

        Assert.All(Changes.All, change =>
        {
            string[] keys =
            [
                $"wijzig.{change.Code}", $"wijzig.{change.Code}.zin", .. change.Fields.Select(f => $"wijzig.{change.Code}.{f.Name}"),
                .. change.Grave ? [$"wijzig.{change.Code}.gevolg"] : (string[])[],
            ];
            Assert.All(keys, key => Assert.True(texts.Has(key), key));
        });
    }

    private static async Task<(string Family, string Mother, string Child)> Open(Browser noor, string child)
    {
        var family = await ProfessionalTests.OpenFamily(noor, child);
        await noor.Get($"{family}/wijzigen/kracht");
        return (
            family, ProfessionalTests.Value(noor.Page, "member", $"Ouder van {child}"),
            ProfessionalTests.Value(noor.Page, "member", child));
    }

    private static async Task<Page> Record(Browser noor, string family, string change, params (string, string)[] fields)
    {
        await noor.Get($"{family}/wijzigen/{change}");
        var after = await noor.Send("wijzigen", fields);
        Assert.True(after.Path == $"{family}?klaar=gewijzigd", $"{change}: {after.Text}");
        return after;
    }
}
