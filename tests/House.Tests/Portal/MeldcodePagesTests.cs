using System.Net;
using WarmHandover.Consents;
using WarmHandover.Portal;
using WarmHandover.Portal.Professional;

namespace WarmHandover.Tests.Portal;

/// <summary>The steps of the reporting code, recorded in the family file.</summary>
[Collection(PortalTests.Name)]
public sealed class MeldcodePagesTests(PortalHouse house)
{
    [Fact]
    public async Task The_five_steps_are_taken_in_their_order_and_what_is_unsafe_is_always_reported()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Ysbrand Veldkers");
        await noor.Follow($"{family}/meldcode");
        Assert.Contains("de meldcode niet begonnen", noor.Page.Text, StringComparison.Ordinal);
        await noor.Follow($"{family}/meldcode/stap");
        var nothing = await noor.Send("stap", ("takenOn", "morgen"));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        foreach (var field in new[] { "about", "takenOn", "motivation" })
            Assert.Contains($"id=\"f-{field}-fout\"", nothing.Html, StringComparison.Ordinal);

        var child = ProfessionalTests.Value(noor.Page, "about", "Ysbrand Veldkers");
        var list = await Take(noor, child, "Blauwe plek <b>gezien</b>.");
        Assert.Contains("Blauwe plek &lt;b&gt;gezien", list.Html, StringComparison.Ordinal);
        var next = FamilyConsentsTests.Link(list, "/meldcode/[0-9a-f-]{36}/stap");

        await noor.Get(next);
        var alone = await noor.Send("stap", ("about", child), ("takenOn", Today(noor)), ("motivation", "Samen bekeken."));
        Assert.Contains("Kies met wie u overlegde.", alone.Text, StringComparison.Ordinal);
        var stale = await noor.Get(next);
        await Take(noor, child, "Samen bekeken.", ("consulted", "aandachtsfunctionaris"));
        Assert.Contains("Overlegd met de aandachtsfunctionaris", noor.Page.Text, StringComparison.Ordinal);
        await noor.Get(next);
        var old = await noor.Send(
            "stap", ("stap", "overleg"), ("about", child), ("takenOn", Today(stale)), ("consulted", "collega"),
            ("motivation", "Nog eens."));
        Assert.Contains("Deze stap is intussen al vastgelegd.", old.Text, StringComparison.Ordinal);

        await noor.Get(next);
        await Take(noor, child, "Dat kan nu niet.", ("notTalked", "gevaarlijk"));
        Assert.Contains("Niet gesproken: dat zou gevaarlijk zijn", noor.Page.Text, StringComparison.Ordinal);
        await noor.Get(next);
        await Take(noor, child, "Het houdt aan.", ("weighed", "vermoeden"), ("weighed", "acuut-of-structureel-onveilig"));
        await noor.Get(next);
        var lenient = await noor.Send(
            "stap", ("about", child), ("takenOn", Today(noor)), ("decision", "hulp-organiseren"), ("motivation", "Het kan wel."));
        Assert.Contains("hoort altijd een melding", lenient.Text, StringComparison.Ordinal);
        var done = await Take(noor, child, "Het is onveilig.", ("decision", "melden-en-hulp"));
        Assert.Contains("besloten te melden", done.Text, StringComparison.Ordinal);
        Assert.Contains("0800-2000", done.Text, StringComparison.Ordinal);
        Assert.Equal($"{family}/meldcode", (await noor.Get(next)).Path);
        var twice = await noor.SendAgain(lenient, "stap", ("about", child), ("takenOn", Today(lenient)), ("motivation", "Nog eens."));
        Assert.Contains("Deze stap is intussen al vastgelegd.", twice.Text, StringComparison.Ordinal);

        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{family}/meldcode")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"{family}/meldcode/{Cast.Id(0xbad)}/stap")).Status);
    }

    [Fact]
    public async Task What_is_acute_is_decided_at_once_and_then_reported()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Wendelmoet Rietgors");
        await noor.Get($"{family}/meldcode/stap?acuut=ja");
        var child = ProfessionalTests.Value(noor.Page, "about", "Wendelmoet Rietgors");
        var lenient = await noor.Send(
            "stap", ("about", child), ("takenOn", Today(noor)), ("decision", "geen-vermoeden"), ("motivation", "Toch niet."));
        Assert.Contains("id=\"f-decision-fout\"", lenient.Html, StringComparison.Ordinal);
        var done = await Take(noor, child, "Nu gevaar.", ("decision", "melden"));
        Assert.Contains("Het was acuut: meteen besloten.", done.Text, StringComparison.Ordinal);
        Assert.Contains("besloten te melden", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_offer_what_consent_takes_and_have_words_for_all_of_it()
    {
        var (code, texts) = (Lists.Meldcode, new Texts("nl"));
        Assert.Equal(code.Steps.Select(s => s.Code), MeldcodeCodes.Steps);
        Assert.Equal(code.Weighed, MeldcodeCodes.Weighed);
        Assert.Equal(code.Decisions, MeldcodeCodes.Decisions);
        Assert.Equal(code.NotTalked, MeldcodeCodes.NotTalked);
        Assert.Equal(Lists.Consulted, MeldcodeCodes.Consulted);
        foreach (var (list, codes) in new (string, IReadOnlyList<string>)[]
        {
            ("meldcode.stap", MeldcodeCodes.Steps), ("meldcode.kort", MeldcodeCodes.Steps), ("meldcode.uitleg", MeldcodeCodes.Steps),
            ("meldcode.woorden", MeldcodeCodes.Steps), ("meldcode.gewogen", code.Weighed), ("meldcode.keuze", code.Decisions),
            ("meldcode.niet-gesproken", code.NotTalked), ("overleg-met", Lists.Consulted),
        })
        {
            Assert.All(codes, c => Assert.True(texts.Has($"{list}.{c}"), $"{list}.{c}"));
        }
    }

    private static async Task<Page> Take(Browser noor, string child, string words, params (string, string)[] more)
    {
        var check = await noor.Send("stap", [("about", child), ("takenOn", Today(noor)), ("motivation", words), .. more]);
        Assert.True(check.Status is HttpStatusCode.OK, check.Text);
        Assert.Contains("Dit kunt u niet terugdraaien.", check.Text, StringComparison.Ordinal);
        var taken = await noor.Send("stap", ("nagekeken", "ja"));
        Assert.EndsWith("/meldcode?klaar=stap", taken.Path, StringComparison.Ordinal);
        return taken;
    }

    private static string Today(Browser browser) => Today(browser.Page);

    private static string Today(Page page) => Crawl.Parse(page).QuerySelector("input[name=takenOn]")!.GetAttribute("max")!;
}
