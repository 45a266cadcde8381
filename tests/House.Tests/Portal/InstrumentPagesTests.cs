using System.Net;
using WarmHandover.Portal;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Portal;

/// <summary>A list of questions filled in with a family: what was answered, to what it points, and what somebody records of it.</summary>
[Collection(PortalTests.Name)]
public sealed class InstrumentPagesTests(PortalHouse house)
{
    [Fact]
    public async Task A_list_is_filled_in_shows_what_it_points_to_and_records_only_what_somebody_chose()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Egbertha Veenbes");
        await noor.Follow($"{family}/vragenlijsten");
        foreach (var name in Instruments.All.Select(i => i.Label))
            Assert.Contains(name, noor.Page.Text, StringComparison.Ordinal);
        await noor.Follow($"{family}/vragenlijsten/korte-geldvragen");
        var parent = ProfessionalTests.Value(noor.Page, "member", "Ouder van Egbertha Veenbes");
        var nothing = await noor.Send("vragenlijst", ("filledOn", "2-2-3030"), ("answers.post", "-"));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        foreach (var field in new[] { "member", "filledOn", "answers.rondkomen" })
            Assert.Contains($"id=\"f-{field}-fout\"", nothing.Html, StringComparison.Ordinal);

        var today = Crawl.Parse(nothing).QuerySelector("input[name=filledOn]")!.GetAttribute("max")!;
        var wrong = await noor.Send("vragenlijst", ("member", parent), ("filledOn", today), ("answers.post", "misschien"));
        Assert.Contains("id=\"f-answers.post-fout\"", wrong.Html, StringComparison.Ordinal);
        var kept = await noor.Send(
            "vragenlijst", ("member", parent), ("filledOn", today), ("answers.post", "nee"), ("answers.achterstand", "ja"),
            ("answers.lenen", "-"));
        Assert.Equal($"{family}/vragenlijsten/korte-geldvragen", kept.Path);
        Assert.Contains("De antwoorden zijn bewaard", kept.Text, StringComparison.Ordinal);
        var offered = Crawl.Parse(kept).QuerySelectorAll("input[name=kinds]").Select(b => b.GetAttribute("value"));
        Assert.Equal(["rekeningen-blijven-liggen", "betalingsachterstand"], offered);
        Assert.Empty(Crawl.Parse(kept).QuerySelectorAll("input[name=kinds][checked]"));

        var none = await noor.Send("signalen", ("member", parent), ("source", "zelf-verteld"));
        Assert.Contains("id=\"f-kinds-fout\"", none.Html, StringComparison.Ordinal);
        var child = ProfessionalTests.Value(none, "member", "Egbertha Veenbes");
        var unfit = await noor.Send("signalen", ("kinds", "betalingsachterstand"), ("member", child), ("source", "gezien"));
        Assert.Contains("Dit past niet bij Egbertha:", unfit.Text, StringComparison.Ordinal);
        (string, string)[] chosen = [("kinds", "betalingsachterstand"), ("member", parent), ("source", "zelf-verteld")];
        var sure = noor.Page;
        var file = await noor.Send("signalen", chosen);
        Assert.Equal($"{family}?klaar=signaal", file.Path);
        await noor.SendAgain(sure, "signalen", chosen);
        var label = FamilyCodes.SignalKinds.Find("betalingsachterstand")!.Label;
        Assert.Single(
            Crawl.Parse(noor.Page).QuerySelectorAll(".wo-timeline li"), l => l.TextContent.Contains(label, StringComparison.Ordinal));
        Assert.DoesNotContain(
            FamilyCodes.SignalKinds.Find("rekeningen-blijven-liggen")!.Label, noor.Page.Text, StringComparison.Ordinal);

        using var stranger = await house.SignIn("vreemd");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{family}/vragenlijsten/korte-geldvragen")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await noor.Get($"{family}/vragenlijsten/bestaat-niet")).Status);
    }

    [Fact]
    public async Task Answers_that_point_nowhere_are_kept_and_nothing_is_offered()
    {
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Gijsbrecht Waterlelie");
        await noor.Get($"{family}/vragenlijsten/gespreksleidraad-gezin");
        var child = ProfessionalTests.Value(noor.Page, "member", "Gijsbrecht Waterlelie");
        var today = Crawl.Parse(noor.Page).QuerySelector("input[name=filledOn]")!.GetAttribute("max")!;
        var kept = await noor.Send(
            "vragenlijst", ("member", child), ("filledOn", today), ("answers.kind-trots", "Zij leest <b>elke avond</b>."));

        Assert.Contains("De antwoorden wijzen niet op een signaal", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Zij leest &lt;b&gt;elke avond&lt;/b&gt;.", kept.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("elke avond", (await noor.Get(kept.Path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_questions_of_a_municipality_stand_beside_the_others()
    {
        using var bea = await house.SignIn("bea");
        await bea.Get("/beheer/signaallijsten?gemeente=GM0150");
        var added = await bea.Send(
            "vraag", ("code", "zwemles"), ("text", "Heeft uw kind zwemles?"), ("why", "Veel kinderen krijgen het vergoed."),
            ("domain", "participatie"));
        Assert.True(added.Status is HttpStatusCode.OK, added.Text);
        using var noor = await house.SignIn("noor");
        var family = await ProfessionalTests.OpenFamily(noor, "Radboud Zilverschoon");
        await noor.Get($"{family}/vragenlijsten");
        await noor.Follow($"{family}/vragenlijsten/eigen-GM0150");
        var parent = ProfessionalTests.Value(noor.Page, "member", "Ouder van Radboud Zilverschoon");
        var today = Crawl.Parse(noor.Page).QuerySelector("input[name=filledOn]")!.GetAttribute("max")!;
        var kept = await noor.Send("vragenlijst", ("member", parent), ("filledOn", today), ("answers.zwemles", "nee"));
        Assert.Contains("Heeft uw kind zwemles? nee", kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_marks_are_kept_without_being_shown_again_and_only_staff_is_asked()
    {
        using var noor = await house.SignIn("noor");
        await noor.Follow("/eigen-kenmerken");
        var wrong = await noor.Send("kenmerken", ("surname", ""), ("postcode", "Dorpsstraat"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "surname", "postcode" })
            Assert.Contains($"id=\"f-{field}-fout\"", wrong.Html, StringComparison.Ordinal);
        var kept = await noor.Send("kenmerken", ("surname", "van O'Brien-Pimpernel"), ("postcode", "7411 ab"));
        Assert.Equal("/eigen-kenmerken?klaar=bewaard", kept.Path);
        Assert.DoesNotContain("Pimpernel", kept.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("7411 ab", kept.Html, StringComparison.Ordinal);

        using var hedda = await house.SignIn("hedda");
        Assert.DoesNotContain("href=\"/eigen-kenmerken\"", hedda.Page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await hedda.Get("/eigen-kenmerken")).Status);
    }

    [Fact]
    public void Every_answer_that_can_be_chosen_has_words()
    {
        var texts = new Texts("nl");
        var codes = Instruments.All.SelectMany(i => i.Questions).Where(q => q.Type is not "score").SelectMany(q => q.Choices).Distinct();
        Assert.All(codes, code => Assert.True(texts.Has($"vragenlijst.antwoord.{code}"), code));
        Assert.DoesNotContain(codes, code => code == WarmHandover.Portal.Professional.InstrumentQuestion.Skipped);
    }
}
