using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Two administrators change a policy in their browsers, without script: looked at before it is proposed and before it is agreed to.
/// </summary>
[Collection(PortalTests.Name)]
public sealed partial class PolicyPagesTests(PortalHouse house)
{
    private const string Page = "/beheer/beleid/meldingen/herinneringen";

    [Fact]
    public async Task One_proposes_the_other_looks_and_agrees_and_everybody_sees_who_did_what()
    {
        using var bea = await house.SignIn("bea");
        Assert.Contains("Wanneer wordt herinnerd", (await bea.Get("/beheer/beleid")).Text, StringComparison.Ordinal);
        await bea.Get($"{Page}/wijzigen");
        var from = DateField().Match(bea.Page.Html).Groups[1].Value;

        var nothing = await bea.Send("kies", Filled(bea.Page, ("reason", "")));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.Contains("href=\"#f-reason\"", nothing.Html, StringComparison.Ordinal);
        Assert.Contains("Wijzig minstens een instelling", nothing.Text, StringComparison.Ordinal);

        await bea.Get($"{Page}/wijzigen");
        var under = await bea.Send("kies", Filled(bea.Page, ("toestemming-ingetrokken.werkdagen", "9")));
        Assert.Equal(HttpStatusCode.Conflict, under.Status);
        Assert.Contains("AVG artikel 7 lid 3 en 17", under.Text, StringComparison.Ordinal);

        await bea.Get($"{Page}/wijzigen");
        var check = await bea.Send("kies", Filled(bea.Page, ("plan-gesprek.werkdagen", "1, 3")));
        Assert.Contains("Dit raakt het vandaag", check.Text, StringComparison.Ordinal);
        Assert.Contains("Meldingen van de laatste 30 dagen", check.Text, StringComparison.Ordinal);
        var proposed = await bea.Send("voorstel");
        Assert.Equal($"{Page}?klaar=voorgesteld", proposed.Path);
        var proposal = Proposal().Match(proposed.Html).Value;
        await bea.Get(proposal);
        Assert.Contains("U stelde dit zelf voor", bea.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Keur goed", bea.Page.Text, StringComparison.Ordinal);

        using var boris = await house.SignIn("boris");
        Assert.Contains("Een wijziging wacht op een tweede beheerder", (await boris.Get("/beheer")).Text, StringComparison.Ordinal);
        var seen = await boris.Get(proposal);
        Assert.Contains("1, 3", seen.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await boris.Send("goedkeuren")).Status);
        await boris.Get(proposal);
        var agreed = await boris.Send("goedkeuren", ("zeker", "ja"));
        Assert.Equal($"{Page}?klaar=goedgekeurd", agreed.Path);
        Assert.Contains("goedgekeurd, gaat nog in", agreed.Text, StringComparison.Ordinal);
        Assert.Contains("Besloten door boris", agreed.Text, StringComparison.Ordinal);

        await bea.Get($"{Page}/wijzigen");
        var sameDay = await bea.Send("kies", Filled(bea.Page, ("from", from), ("plan-nazorg.werkdagen", "4")));
        Assert.Contains("Kies een latere dag", sameDay.Text, StringComparison.Ordinal);

        await bea.Get(proposal);
        Assert.Equal($"{Page}?klaar=ingetrokken", (await bea.Send("intrekken")).Path);
    }

    [Fact]
    public async Task What_has_many_boxes_is_chosen_first_and_offers_only_what_may_be()
    {
        const string grounds = "/beheer/beleid/toestemmingen/gronden";
        using var bea = await house.SignIn("bea");
        Assert.Contains("Wat wilt u wijzigen?", (await bea.Get($"{grounds}/wijzigen")).Text, StringComparison.Ordinal);
        var page = await bea.Get($"{grounds}/wijzigen?groep=acute-nood");
        Assert.DoesNotContain("name=\"ots.", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"school\"", page.Html, StringComparison.Ordinal);
        var check = await bea.Send(
            "kies", ("from", DateField().Match(page.Html).Groups[1].Value), ("reason", "incident"), ("acute-nood.dagen", "3"),
            ("acute-nood.ontvangers", "gi"), ("acute-nood.soorten", "veiligheid"), ("acute-nood.met-motivering", "gezondheid-kind"));
        Assert.Contains("Lopende gronden buiten de nieuwe grenzen", check.Text, StringComparison.Ordinal);
        Assert.Equal($"{grounds}?klaar=voorgesteld", (await bea.Send("voorstel")).Path);
        Assert.Contains("wacht op een tweede persoon", bea.Page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dreigingen", "GM0307", "beslag-op-auto", "GM0307-beslag-op-auto", "naam", "Beslag op de auto <b>O'Brien</b>")]
    [InlineData("besluittermijnen", "GM0307", null, "GM0307", "weken", "5")]
    public async Task What_a_municipality_chooses_is_named_looked_at_proposed_and_agreed_to_by_another(
        string kind, string area, string? code, string group, string field, string value)
    {
        var page = $"/beheer/beleid/verwijzingen/{kind}";
        using var bea = await house.SignIn("bea");
        Assert.Contains($"href=\"{page}\"", (await bea.Get("/beheer/termijnen")).Html, StringComparison.Ordinal);
        await bea.Get($"{page}/wijzigen");
        var none = await bea.Send("welke", ("groep", ""), ("code", ""));
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("href=\"#f-groep\"", none.Html, StringComparison.Ordinal);
        await bea.Get($"{page}/wijzigen");
        var odd = await bea.Send("welke", ("groep", "Deventer"), ("code", "brand"));
        Assert.Equal(HttpStatusCode.BadRequest, odd.Status);
        Assert.Contains("Vul de code van een gemeente in", odd.Text, StringComparison.Ordinal);

        await bea.Get($"{page}/wijzigen");
        await bea.Send("welke", ("groep", area), ("code", code ?? ""));
        Assert.Equal($"{page}/wijzigen?groep={group}", bea.Page.Path);
        var check = await bea.Send("kies", Filled(bea.Page, ($"{group}.{field}", value)));
        Assert.Contains("Dit raakt het vandaag", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>O'Brien", check.Html, StringComparison.Ordinal);
        var proposed = await bea.Send("voorstel");
        Assert.Equal($"{page}?klaar=voorgesteld", proposed.Path);
        Assert.Contains($"Gemeente {area}", proposed.Text, StringComparison.Ordinal);
        var proposal = Regex.Match(proposed.Html, $"{page}/voorstel/[0-9a-f-]{{36}}").Value;
        await bea.Get(proposal);
        Assert.DoesNotContain("Keur goed", bea.Page.Text, StringComparison.Ordinal);

        using var boris = await house.SignIn("boris");
        Assert.Contains(value, (await boris.Get(proposal)).Text, StringComparison.Ordinal);
        var agreed = await boris.Send("goedkeuren", ("zeker", "ja"));
        Assert.Equal($"{page}?klaar=goedgekeurd", agreed.Path);
        Assert.Contains($"Gemeente {area}", agreed.Text, StringComparison.Ordinal);
        await boris.Get(proposal);
        Assert.Equal($"{page}?klaar=ingetrokken", (await boris.Send("intrekken")).Path);
    }

    [Fact]
    public async Task Nobody_else_comes_in_and_what_is_not_there_is_not_found()
    {
        using var noor = await house.SignIn("noor");
        Assert.Equal(HttpStatusCode.Forbidden, (await noor.Get("/beheer/beleid")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await noor.Get(Page)).Status);

        using var bea = await house.SignIn("bea");
        Assert.Equal(HttpStatusCode.NotFound, (await bea.Get("/beheer/beleid/meldingen/niets")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bea.Get("/beheer/beleid/elders/herinneringen")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bea.Get($"{Page}/voorstel/{Guid.CreateVersion7()}")).Status);
    }

    // What stands in the fields when the page comes, as a browser sends it, with what somebody fills in instead.
    private static (string, string)[] Filled(Page page, params (string Name, string Value)[] instead)
    {
        (string Name, string Value)[] fields =
        [
            .. Field().Matches(page.Html).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))),
            ("reason", "evaluatie"),
        ];
        return [.. fields.Where(f => instead.All(i => i.Name != f.Name)), .. instead];
    }

    [GeneratedRegex("<input class=\"utrecht-textbox[^>]*? name=\"([^\"]+)\"[^>]*?\\svalue=\"([^\"]*)\"", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("name=\"from\"[^>]*?value=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex DateField();

    [GeneratedRegex("/beheer/beleid/meldingen/herinneringen/voorstel/[0-9a-f-]{36}")]
    private static partial Regex Proposal();
}
