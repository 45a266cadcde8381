using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>The desk of requests about own data: asked in the file or at the desk, checked, answered with a letter.</summary>
[Collection(PortalTests.Name)]
public sealed partial class RightsPagesTests(PortalHouse house)
{
    private static string Today => $"{DateTime.UtcNow:yyyy-MM-dd}";

    [Fact]
    public async Task A_mother_asks_for_her_overview_and_the_officer_leaves_out_what_touches_somebody_else_and_hands_over_a_letter()
    {
        var (nurse, family, mother) = await Family("Akelei");
        using var _ = nurse;
        var form = await nurse.Get($"/gezinnen/{family}/privacyverzoek");
        Assert.Contains("Iemand vraagt naar zijn gegevens", (await nurse.Get($"/gezinnen/{family}")).Text, StringComparison.Ordinal);
        await nurse.Get(form.Path);
        (string, string)[] withNumber =
            [.. Asking("inzage", mother).Where(f => f.Item1 != "words"), ("words", "Mijn nummer is 123456782.")];
        var number = await nurse.Send("verzoek", withNumber);
        Assert.Equal(HttpStatusCode.BadRequest, number.Status);
        Assert.Contains("href=\"#f-words\"", number.Html, StringComparison.Ordinal);
        Assert.Contains("nummer dat een BSN kan zijn", number.Text, StringComparison.Ordinal);
        await nurse.Get(form.Path);
        var empty = await nurse.Send("verzoek", ("kind", "verbetering"), ("receivedOn", ""));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        foreach (var field in new[] { "member", "askedBy", "identified", "receivedOn", "entries" })
            Assert.Contains($"href=\"#f-{field}\"", empty.Html, StringComparison.Ordinal);
        var asked = await nurse.Send("verzoek", Asking("inzage", mother));
        Assert.Contains("U hebt uiterlijk op", asked.Text, StringComparison.Ordinal);

        using var officer = await house.SignIn("hedda");
        Assert.Contains("verzoeken over eigen gegevens", (await officer.Get("/privacybureau")).Text, StringComparison.Ordinal);
        var request = await NewestOf(officer, family);
        Assert.Matches(@"te beantwoorden, nog \d+ dagen", officer.Page.Text);
        Assert.Contains("Verpleegkundige", officer.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", officer.Page.Html, StringComparison.Ordinal);

        var draft = await officer.Get($"{request}/overzicht");
        Assert.Contains("Akelei van der Heide", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Klaproos", draft.Text, StringComparison.Ordinal);
        var unsure = await officer.Send("geven");
        Assert.Equal(HttpStatusCode.BadRequest, unsure.Status);
        var given = await officer.Send("geven", ("zeker", "ja"));
        Assert.Equal($"{request}?klaar=ja-inzage", given.Path);
        Assert.Contains("Wij geven u het overzicht", given.Text, StringComparison.Ordinal);
        Assert.Contains("tot en met", given.Text, StringComparison.Ordinal);
        var letter = await officer.Get($"{request}/brief.txt");
        Assert.Contains("inzage (AVG 15)", letter.Html, StringComparison.Ordinal);
        Assert.Equal("attachment", letter.Answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("Akelei van der Heide", (await officer.Get($"{request}/overzicht.json")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"zeker\"", (await officer.Get($"{request}/overzicht")).Html, StringComparison.Ordinal);

        using var elsewhere = await house.SignIn("hassan");
        foreach (var part in new[] { "", "/overzicht", "/brief.txt", "/overzicht.json" })
        {
            var (foreign, absent) =
                (await elsewhere.Get(request + part), await elsewhere.Get($"/privacyverzoeken/{Guid.CreateVersion7()}{part}"));
            Assert.Equal((HttpStatusCode.NotFound, absent.Title), (foreign.Status, foreign.Title));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.Get(request)).Status);
    }

    [Fact]
    public async Task The_officer_lays_down_a_restriction_gives_it_tells_its_end_and_refuses_and_extends_with_the_law()
    {
        var (nurse, family, mother) = await Family("Duifkruid");
        using var _ = nurse;
        using var officer = await house.SignIn("hedda");
        await officer.Get("/privacyverzoeken/nieuw");
        var wrong = await officer.Send("verzoek", ("kind", "beperking"), ("family", "twaalf"), ("askedBy", "zij"), ("receivedOn", ""));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "family", "member", "askedBy", "identified", "receivedOn", "categories", "ground" })
            Assert.Contains($"href=\"#f-{field}\"", wrong.Html, StringComparison.Ordinal);
        (string, string)[] who = [("family", family), .. Asking("beperking", mother)];
        var made = await officer.Send("verzoek", [.. who, ("categories", "hulpvraag"), ("ground", "juistheid-betwist")]);
        var request = Request().Match(made.Html).Value;

        await officer.Get(request);
        var tooFar = await officer.Send("verlengen", ("until", "2101-01-01"), ("why", "ingewikkeld"), ("toldOn", Today));
        Assert.Equal(HttpStatusCode.Conflict, tooFar.Status);
        await officer.Get(request);
        var later = await officer.Send(
            "verlengen", ("until", $"{DateTime.UtcNow.AddDays(45):yyyy-MM-dd}"), ("why", "ingewikkeld"), ("toldOn", Today));
        Assert.Equal($"{request}?klaar=verlengd", later.Path);
        Assert.Contains("verlengd, verteld op", later.Text, StringComparison.Ordinal);
        var granted = await officer.Send("toewijzen", ("zeker", "ja"));
        Assert.Equal($"{request}?klaar=ja-beperking", granted.Path);
        Assert.Contains("Wij bewaren deze gegevens", granted.Text, StringComparison.Ordinal);
        var soon = await officer.Send("opheffing", ("toldOn", Today), ("channel", "telefoon"), ("liftsOn", Today));
        Assert.Equal(HttpStatusCode.Conflict, soon.Status);
        await officer.Get(request);
        var ends = await officer.Send(
            "opheffing", ("toldOn", Today), ("channel", "telefoon"), ("liftsOn", $"{DateTime.UtcNow.AddDays(9):yyyy-MM-dd}"));
        Assert.Contains("De beperking eindigt op", ends.Text, StringComparison.Ordinal);

        await officer.Get("/privacyverzoeken/nieuw");
        (string, string)[] other = [("family", family), .. Asking("inzage", mother)];
        await officer.Get(Request().Match((await officer.Send("verzoek", other)).Html).Value);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Send("afwijzen")).Status);
        var refused = await officer.Send("afwijzen", ("reason", "buitensporig"), ("words", "Bel ons gerust, mevrouw."));
        Assert.Contains("Wij doen niet wat u vroeg", refused.Text, StringComparison.Ordinal);
        Assert.Contains("AVG 12 lid 5", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Bel ons gerust, mevrouw.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("uiterlijk op", refused.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Asking(string kind, string mother) =>
    [
        ("kind", kind), ("member", mother), ("askedBy", mother), ("identified", "aan-de-balie"), ("receivedOn", Today),
        ("words", "<script>alert('O\u2019Brien')</script> Wat weet u? Verpleegkundige noteerde dit."),
    ];

    private async Task<(Browser Nurse, string Family, string Mother)> Family(string mother)
    {
        var nurse = await house.SignIn("noor");
        await nurse.Get("/gezinnen/nieuw");
        var file = await nurse.Send(
            "nieuw", ("parent.name", $"{mother} van der Heide"), ("parent.birthDate", "1988-03-14"), ("parent.postcode", "7411 AB"),
            ("child.name", $"Klaproos van {mother}"), ("child.birthDate", "2018-05-20"), ("authority", "een"),
            ("proof", "gezagsregister"));
        var family = file.Path.Split('/', '?')[2];
        var form = await nurse.Get($"/gezinnen/{family}/privacyverzoek");
        var id = Member().Matches(form.Html).First(m => m.Value.Contains(mother, StringComparison.Ordinal)).Groups[1].Value;
        return (nurse, family, id);
    }

    private static async Task<string> NewestOf(Browser officer, string family)
    {
        foreach (Match link in Request().Matches((await officer.Get("/privacyverzoeken")).Html))
        {
            if ((await officer.Get(link.Value)).Text.Contains(family, StringComparison.Ordinal))
                return link.Value;
        }

        throw new InvalidOperationException("The request is not in the list.");
    }

    [GeneratedRegex("name=\"member\" value=\"([0-9a-f-]{36})\".*?</label>", RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex("/privacyverzoeken/[0-9a-f-]{36}")]
    private static partial Regex Request();
}
