using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Consents;
using WarmHandover.Embedded.Sample;
using WarmHandover.Portal;
using WarmHandover.Portal.Professional;
using WarmHandover.Tests.Messaging;

namespace WarmHandover.Tests.Portal;

/// <summary>Sharing on a ground of the law: chosen, filled in, looked at once more, confirmed by a second person, ended.</summary>
[Collection(PortalTests.Name)]
public sealed class GroundPagesTests(PortalHouse house)
{
    private const string Words = "Het kind moet <b>vandaag</b> gezien worden.";

    [Fact]
    public async Task A_nurse_shares_in_acute_need_after_looking_once_more_and_stops_it()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Godelieve Waterral");
        await noor.Follow($"{family}/meldcode");
        await noor.Follow($"{family}/gronden");
        Assert.Contains("Er is niets gedeeld zonder toestemming", noor.Page.Text, StringComparison.Ordinal);
        await noor.Follow($"{family}/gronden/nieuw");
        Assert.Contains("Er is nu geen team", noor.Page.Text, StringComparison.Ordinal);
        await noor.Follow($"{family}/gronden/nieuw?grond=acute-nood");
        var nothing = await noor.Send("grond");
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        string[] asked = ["recipientTeam", "about", "rows", "purpose", "motivation", "consulted", "consultedWho", "seriousness", "notTold"];
        foreach (var field in asked)
            Assert.Contains($"href=\"#f-{field}\"", nothing.Html, StringComparison.Ordinal);

        var child = ProfessionalTests.Value(noor.Page, "about", "Godelieve Waterral");
        var unfit = await noor.Send("grond", Filled(child, "gezondheid-ouder"));
        Assert.Contains("Deze gegevens bestaan niet voor wie u koos.", unfit.Text, StringComparison.Ordinal);
        var tooLong = await Sure(noor, [.. Filled(child, "gezondheid-kind"), ("until", "2030-01-01")]);
        Assert.Contains("Deze grond geldt niet zo lang.", tooLong.Text, StringComparison.Ordinal);
        Assert.Contains(Words, WebUtility.HtmlDecode(tooLong.Html), StringComparison.Ordinal);
        var list = await Sure(noor, [.. Filled(child, "gezondheid-kind"), ("until", "")]);
        Assert.Equal($"{family}/gronden?klaar=gedeeld", list.Path);
        Assert.Contains("geldt nu", list.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;vandaag", list.Html, StringComparison.Ordinal);
        Assert.Contains("nee, daar was geen tijd voor", list.Text, StringComparison.Ordinal);

        var end = Named(list, "einde");
        Assert.Equal(HttpStatusCode.BadRequest, (await noor.Send(end)).Status);
        var over = await noor.Send(end, ("reason", "doel-bereikt"));
        Assert.Equal($"{family}/gronden?klaar=gestopt", over.Path);
        Assert.DoesNotContain("geldt nu", over.Text, StringComparison.Ordinal);

        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{family}/gronden")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{family}/gronden/nieuw")).Status);
    }

    [Fact]
    public async Task What_is_shared_on_a_ground_goes_along_in_a_referral_while_the_rest_waits_for_a_yes()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Ermengarde Rietzanger");
        await noor.Get($"{family}/gronden/nieuw?grond=acute-nood");
        var child = ProfessionalTests.Value(noor.Page, "about", "Ermengarde Rietzanger");
        await Sure(noor, Filled(child, "gezondheid-kind"));

        await noor.Get($"{family}/gesprek");
        var mother = ProfessionalTests.Value(noor.Page, "with", "Ouder van Ermengarde Rietzanger");
        await noor.Send(
            "gesprek", ("with", mother), ("whyExplained", "ja"), ("outcome", "wil-hulp"), ("member", child), ("domain", "gezondheid"),
            ("words", "Het moet nu."), ("heldOn", ProfessionalTests.Checked(noor.Page, "heldOn")));
        (string, string)[] asked = [("recipientTeam", $"{People.WijkteamNoord}"), ("bundle", "kind-en-wijkteam"), ("about", child)];
        var asking = await noor.Send("kies", asked);
        var leaving = await noor.Send(
            "vraag",
            [
                .. asked, ($"antwoord-{mother}", "later"), ("channel", "gesprek"), ("toldBack", "ja"), ("urgency", "spoed"),
                .. HandOverTests.Letter(asking).Select(row => (row.Name, "Er is nu iets aan de hand.")),
            ]);
        var now = Crawl.Parse(leaving).QuerySelector("[aria-labelledby=groep-gaat-mee]")?.TextContent;
        Assert.Contains("Gezondheid van het kind", now, StringComparison.Ordinal);
        Assert.DoesNotContain("Meedoen en school", now, StringComparison.Ordinal);
        Assert.Contains("De overdracht is verstuurd", (await noor.Send("versturen")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_of_duties_waits_for_somebody_else()
    {
        using var ruud = await house.SignIn("ruud");
        var family = await ProfessionalTests.OpenFamily(ruud, "Hadewych Kwartelkoning");
        await ruud.Get($"{family}/gronden/nieuw?grond=conflict-van-plichten");
        var child = ProfessionalTests.Value(ruud.Page, "about", "Hadewych Kwartelkoning");
        var alone = await ruud.Send("grond", Filled(child, "veiligheid"));
        Assert.Contains("href=\"#f-second\"", alone.Html, StringComparison.Ordinal);
        var list = await Sure(ruud, [.. Filled(child, "veiligheid"), ("second", "bevestiging")]);
        Assert.Contains("wacht op een tweede persoon", list.Text, StringComparison.Ordinal);
        Assert.Contains("U legde dit zelf vast.", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bevestig-", list.Html, StringComparison.Ordinal);

        using var siem = await house.SignIn("siem");
        using var later = await house.SignIn("siem");
        await later.Get($"{family}/gronden");
        var asked = await siem.Get($"{family}/gronden");
        Assert.DoesNotContain("U legde dit zelf vast.", asked.Text, StringComparison.Ordinal);
        var confirm = Named(asked, "bevestig");
        Assert.Equal(HttpStatusCode.BadRequest, (await siem.Send(confirm)).Status);
        var confirmed = await siem.Send(confirm, ("zeker", "ja"));
        Assert.Equal($"{family}/gronden?klaar=bevestigd", confirmed.Path);
        Assert.Contains("geldt nu", confirmed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bevestig-", confirmed.Html, StringComparison.Ordinal);
        var late = await later.Send(confirm, ("zeker", "ja"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Dit is intussen gewijzigd", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_court_order_opens_the_childs_rows_for_the_institution_until_the_orders_last_day()
    {
        using var bea = await house.SignIn("bea");
        await bea.Get("/beheer/organisaties");
        await bea.Send("organisatie", ("name", "Jeugdbescherming Boterbloem"), ("kind", "gi"));
        await bea.Get("/beheer/teams/nieuw");
        var institution = Regex.Match(bea.Page.Html, "value=\"([0-9a-f-]{36})\"[^>]*>Jeugdbescherming Boterbloem").Groups[1].Value;
        await bea.Send(
            "team", ("organisation", institution), ("name", "Voogden Boterbloem"), ("areas", "GM0150"), ("phone", "0570-000197"));

        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Liduina Boterbloem");
        await Until.True(
            async () => (await noor.Get($"{family}/gronden/nieuw")).Html.Contains("nieuw?grond=ots", StringComparison.Ordinal),
            what: "consent heard of the new team");
        await noor.Follow($"{family}/gronden/nieuw?grond=ots");
        var nothing = await noor.Send("grond");
        foreach (var field in (string[])["child", "orderFrom", "orderUntil"])
            Assert.Contains($"href=\"#f-{field}\"", nothing.Html, StringComparison.Ordinal);

        var child = ProfessionalTests.Value(noor.Page, "about", "Liduina Boterbloem");
        (string, string)[] order =
        [
            .. Filled(child, "veiligheid").Where(field => field.Item1 is not "recipientTeam"),
            ("recipientTeam", ProfessionalTests.Value(noor.Page, "recipientTeam", "Voogden Boterbloem")), ("child", child),
            ("orderFrom", Day(-30)), ("orderUntil", Day(60)),
        ];
        var over = await Sure(noor, [.. order.SkipLast(1), ("orderUntil", Day(-1))]);
        Assert.Contains("Het bewijs bij deze grond klopt niet", over.Text, StringComparison.Ordinal);
        var check = await noor.Send("grond", order);
        foreach (var day in (int[])[-30, 60])
            Assert.Contains(InWords(day), check.Text, StringComparison.Ordinal);
        var shared = await noor.Send("grond", ("nagekeken", "ja"));
        Assert.Equal($"{family}/gronden?klaar=gedeeld", shared.Path);
        Assert.Contains("Voogden Boterbloem", shared.Text, StringComparison.Ordinal);
        Assert.Contains(InWords(60), shared.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_offer_what_consent_takes_and_have_words_for_all_of_it()
    {
        var (matrix, texts) = (Lists.Grounds, new Texts("nl"));
        Assert.Equal(matrix.NotTold, GroundCodes.NotTold);
        Assert.Equal(matrix.Seriousness, GroundCodes.Seriousness);
        Assert.Equal(matrix.Second, GroundCodes.Second);
        Assert.Equal(matrix.Ended, GroundCodes.Ended);
        foreach (var (list, codes) in new (string, string[])[]
        {
            ("gronden.niet-verteld", GroundCodes.NotTold), ("gronden.ernst", GroundCodes.Seriousness),
            ("gronden.tweede", GroundCodes.Second), ("gronden.einde", GroundCodes.Ended),
        })
        {
            Assert.All(codes, c => Assert.True(texts.Has($"{list}.{c}"), $"{list}.{c}"));
        }
    }

    private static (string, string)[] Filled(string child, string kind) =>
    [
        ("recipientTeam", $"{People.WijkteamNoord}"), ("about", child), ("rows", kind), ("purpose", "gezinshulp"), ("motivation", Words),
        ("consulted", "collega"), ("consultedWho", "De dienstdoende arts"), ("seriousness", "acuut"), ("notTold", "spoed"),
    ];

    private static string Day(int fromNow) => $"{DateTime.UtcNow.AddDays(fromNow):yyyy-MM-dd}";

    private static string InWords(int fromNow) => new Texts("nl").Date(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(fromNow)));

    private static string Named(Page page, string form) => Regex.Match(page.Html, $"value=\"({form}-[0-9a-f-]{{36}})\"").Groups[1].Value;

    private static async Task<Page> Sure(Browser browser, params (string, string)[] filled)
    {
        var check = await browser.Send("grond", filled);
        Assert.Contains("Dit kunt u niet terugdraaien.", check.Text, StringComparison.Ordinal);
        return await browser.Send("grond", ("nagekeken", "ja"));
    }
}
