using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Portal;

/// <summary>The offices: administrator, focus officer and privacy officer, their pages as a browser without script gets them.</summary>
[Collection(PortalTests.Name)]
public sealed partial class OfficeTests(PortalHouse house)
{
    private const string Script = "<script>alert('O\u2019Brien')</script>";

    [Theory]
    [InlineData("bea", "/beheer", "Beheer")]
    [InlineData("bea", "/beheer/organisaties", "Organisaties")]
    [InlineData("bea", "/beheer/teams", "Teams")]
    [InlineData("bea", "/beheer/teams/nieuw", "Open een team")]
    [InlineData("bea", "/beheer/gebieden", "Gebieden")]
    [InlineData("bea", "/beheer/termijnen", "Termijnen")]
    [InlineData("bea", "/beheer/regels", "Regels van toestemming")]
    [InlineData("bea", "/beheer/berichten", "Berichten en herinneringen")]
    [InlineData("bea", "/beheer/post", "Onbestelbare berichten")]
    [InlineData("bea", "/beheer/webhooks", "Webhooks")]
    [InlineData("bea", "/beheer/webhooks/nieuw", "Meld een systeem aan")]
    [InlineData("bea", "/beheer/toegang", "Wie is aangemeld")]
    [InlineData("bea", "/beheer/signaallijsten", "Signalen en vragen")]
    [InlineData("bea", "/cijfers/noemers", "Aantallen van het CBS")]
    [InlineData("petra", "/beheer/signaallijsten", "Signalen en vragen")]
    [InlineData("bea", "/ketenafspraken", "Ketenafspraken")]
    [InlineData("bea", "/opdrachten", "Opdrachten voor auditors")]
    [InlineData("hedda", "/privacybureau", "Privacybureau")]
    [InlineData("hedda", "/datalekken", "Verkeerd verzonden")]
    [InlineData("hedda", "/privacyverzoeken", "Verzoeken over eigen gegevens")]
    [InlineData("hedda", "/privacyverzoeken/nieuw", "Neem een verzoek over eigen gegevens op")]
    [InlineData("hedda", "/ongewoon", "Ongewone toegang")]
    [InlineData("hedda", "/noodtoegang", "Noodtoegang nakijken")]
    [InlineData("hedda", "/bewaren", "Bewaartermijnen")]
    [InlineData("hedda", "/vernietigen", "Vernietigen op verzoek")]
    [InlineData("hedda", "/vernietigen/nieuw", "Neem een verzoek op")]
    [InlineData("petra", "/regie", "Regie")]
    [InlineData("petra", "/kaart", "Te controleren")]
    [InlineData("petra", "/kaart/meldingen", "Klopt niet")]
    [InlineData("petra", "/kaart/aanspraken", "Van wie is het")]
    [InlineData("petra", "/kaart/witte-vlekken", "Witte vlekken")]
    [InlineData("petra", "/kaart/alles", "Alle voorzieningen")]
    [InlineData("petra", "/kaart/bestand", "Sociale kaart in en uit")]
    [InlineData("petra", "/zorgpaden", "Zorgpaden")]
    public async Task A_page_of_an_office_says_what_it_is(string person, string path, string title)
    {
        using var browser = await house.SignIn(person);
        var page = await browser.Get(path);

        Assert.Equal((HttpStatusCode.OK, $"{title} – Warme overdracht"), (page.Status, page.Title));
        Assert.Single(Regex.Matches(page.Html, "<h1"));
        Assert.DoesNotMatch(MissingText(), page.Text);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_begins_at_its_own_page_and_is_kept_out_of_the_others()
    {
        foreach (var (person, start, foreign) in new[]
        {
            ("bea", "/beheer", "/privacybureau"), ("hedda", "/privacybureau", "/beheer/teams"), ("petra", "/regie", "/datalekken"),
        })
        {
            using var browser = await house.SignIn(person);
            Assert.Equal(start, (await browser.Get("/")).Path);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get(foreign)).Status);
        }
    }

    [Fact]
    public async Task A_page_of_another_role_answers_alike_whether_the_thing_exists_or_not()
    {
        using var nurse = await house.SignIn("noor");
        var there = await nurse.Get($"/beheer/teams/{People.JgzNoord}");
        var absent = await nurse.Get($"/beheer/teams/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.Forbidden, there.Status);
        Assert.Equal((absent.Status, Bare(absent)), (there.Status, Bare(there)));

        using var administrator = await house.SignIn("bea");
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/beheer/teams/{Guid.CreateVersion7()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/ketenafspraken/{Guid.CreateVersion7()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/beheer/webhooks/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body_for_who_may_for_another_role_and_for_nobody()
    {
        using var administrator = await house.SignIn("bea");
        using var nurse = await house.SignIn("noor");
        using var nobody = house.Open();
        string[] pages =
        [
            "/", "/beheer", "/beheer/teams", "/privacybureau", $"/beheer/teams/{Guid.CreateVersion7()}", "/nergens", "/aanmelden", "/mijn",
        ];
        foreach (var browser in new[] { administrator, nurse, nobody })
        {
            foreach (var path in pages)
            {
                using var get = await browser.Ask(path);
                using var head = await browser.Ask(path, HttpMethod.Head);
                Assert.Equal((get.StatusCode, get.Headers.Location), (head.StatusCode, head.Headers.Location));
                Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
                Assert.Equal(get.Headers.CacheControl?.NoStore, head.Headers.CacheControl?.NoStore);
                Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            }
        }

        using var forbidden = await nurse.Ask("/beheer");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Contains("<h1", await forbidden.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_opens_cannot_be_reached_and_closes_with_its_successor_after_a_page_to_check()
    {
        using var browser = await house.SignIn("bea");
        await browser.Get("/beheer/teams/nieuw");
        var number = Guid.CreateVersion7();
        var opened = await browser.Send(
            "team", ("organisation", $"{People.Wijkteams}"), ("name", "Wijkteam O'Brien & Ng"), ("areas", "GM0150"),
            ("phone", "0570-000199"), ("team", $"{number}"));
        Assert.Equal("/beheer/teams?klaar=geopend", opened.Path);
        Assert.Contains("Wijkteam O'Brien & Ng", opened.Text, StringComparison.Ordinal);

        await browser.Get($"/beheer/teams/{number}");
        var without = await browser.Send("onbereikbaar");
        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
        Assert.StartsWith("Fout:", without.Title, StringComparison.Ordinal);
        var away = await browser.Send("onbereikbaar", ("reason", "vakantie"));
        Assert.Contains("niet te bereiken", away.Text, StringComparison.Ordinal);
        Assert.Contains("niet te bereiken", (await browser.Get("/beheer")).Text, StringComparison.Ordinal);
        await browser.Get($"/beheer/teams/{number}");
        Assert.Contains("weer te bereiken", (await browser.Send("bereikbaar")).Text, StringComparison.Ordinal);

        await browser.Get($"/beheer/teams/{number}/sluiten");
        var check = await browser.Send("kies", ("toTeam", $"{People.WijkteamNoord}"), ("reason", "samengevoegd"));
        Assert.Contains("Een gesloten team gaat niet meer open.", check.Text, StringComparison.Ordinal);
        Assert.Contains("0 naar Wijkteam Deventer-Noord", check.Text, StringComparison.Ordinal);
        var closed = await browser.Send("sluiten");
        Assert.True(closed.Text.Contains("Het team is gesloten.", StringComparison.Ordinal), closed.Text);
        Assert.DoesNotContain("value=\"weg\"", (await browser.Get($"/beheer/teams/{number}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_is_proposed_by_one_agreed_to_by_another_and_says_all_that_is_wrong_at_once()
    {
        using var browser = await house.SignIn("petra");
        await browser.Get("/ketenafspraken/nieuw");
        var wrong = await browser.Send("afspraak", ("name", ""), ("answerWorkingDays", "veel"), ("from", ""), ("reviewOn", ""));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "name", "organisations", "purposes", "categories", "answerWorkingDays", "from", "reviewOn" })
            Assert.Contains($"href=\"#f-{field}\"", wrong.Html, StringComparison.Ordinal);

        var (from, until) = (Day(2), Day(300));
        (string, string)[] filled =
        [
            ("name", Script), ("organisations", $"{People.Jgz}"), ("organisations", $"{People.Schuldhulp}"), ("purposes", "schuldhulp"),
            ("categories", "geldzorgen"), ("answerWorkingDays", "3"), ("from", from), ("reviewOn", until),
        ];
        await browser.Get("/ketenafspraken/nieuw");
        var check = await browser.Send("afspraak", filled);
        Assert.Contains("binnen 3 werkdagen", check.Text, StringComparison.Ordinal);
        Assert.Contains("die nog niet verzonden zijn", check.Text, StringComparison.Ordinal);
        var back = await browser.Send("afspraak");
        Assert.Contains($"value=\"{from}\"", back.Html, StringComparison.Ordinal);
        Assert.Equal(4, Regex.Count(back.Html, "checked"));
        await browser.Get("/ketenafspraken/nieuw");
        await browser.Send("afspraak", filled);
        var made = await browser.Send("voorstel");
        Assert.Equal("/ketenafspraken?klaar=voorgesteld", made.Path);
        Assert.Contains(Script, made.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", made.Html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Ketenafspraken</a>", made.Html, StringComparison.Ordinal);

        var path = Agreement().Matches(made.Html).Select(m => m.Groups[1].Value).First();
        var change = Change().Match((await browser.Get(path)).Html).Groups[1].Value;
        var own = await browser.Get(change);
        Assert.Contains("U stelde dit zelf voor.", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"goedkeuren\"", own.Html, StringComparison.Ordinal);

        using var second = await house.SignIn("bea");
        Assert.Contains($"href=\"{path}\"", (await second.Get("/beheer")).Html, StringComparison.Ordinal);
        await second.Get(change);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.Send("goedkeuren")).Status);
        Assert.Equal($"{path}?klaar=goedgekeurd", (await second.Send("goedkeuren", ("zeker", "ja"))).Path);

        var revise = await second.Get($"{path}/herzien");
        Assert.Equal(4, Regex.Count(revise.Html, "checked"));
        (string, string)[] again = [.. filled.Where(f => f.Item1 is not "from"), ("from", Day(5)), ("reason", "evaluatie")];
        var same = await second.Send("afspraak", again);
        Assert.Contains("Dit is hoe het op die dag al is.", same.Text, StringComparison.Ordinal);
        var diff = await second.Send("afspraak", [.. again.Where(f => f.Item1 is not "answerWorkingDays"), ("answerWorkingDays", "2")]);
        Assert.Contains("binnen 2 werkdagen", diff.Text, StringComparison.Ordinal);
        Assert.Contains("binnen 3 werkdagen", diff.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hulp bij geld en schulden", diff.Text, StringComparison.Ordinal);
        Assert.Equal($"{path}?klaar=voorgesteld", (await second.Send("voorstel")).Path);

        await browser.Get(Change().Match((await browser.Get(path)).Html).Groups[1].Value);
        Assert.Equal($"{path}?klaar=afgewezen", (await browser.Send("afwijzen", ("reason", "andere-datum"))).Path);
        await browser.Get($"{path}/beeindigen");
        var ending = await browser.Send("einde", ("from", Day(6)), ("reason", "evaluatie"));
        Assert.Contains("Beëindigd vanaf", ending.Text, StringComparison.Ordinal);
        var ended = await browser.Send("voorstel");
        Assert.Equal($"{path}?klaar=voorgesteld", ended.Path);
        Assert.Contains("wacht op een tweede persoon", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_shows_its_key_once_and_says_what_is_wrong_with_its_address()
    {
        using var browser = await house.SignIn("bea");
        await browser.Get("/beheer/webhooks/nieuw");
        var wrong = await browser.Send("webhook", ("target", "geen-adres"), ("types", "nl.verwijzingen.verwijzing-verzonden"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#f-target\"", wrong.Html, StringComparison.Ordinal);

        var made = await browser.Send(
            "webhook", ("target", "https://ketenpartner.nl/haak"), ("types", "nl.verwijzingen.verwijzing-verzonden"));
        var secret = Secret().Match(made.Html).Groups[1].Value;
        Assert.Equal(64, secret.Length);
        var webhook = Webhook().Match(made.Html).Value;
        var later = await browser.Get(webhook);
        Assert.Contains("levert", later.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, later.Html, StringComparison.Ordinal);
        Assert.Contains("staat stil", (await browser.Send("pauzeren")).Text, StringComparison.Ordinal);
        Assert.Contains("Webhook", (await browser.Get("/beheer")).Text, StringComparison.Ordinal);
        await browser.Get(webhook);
        Assert.Contains("beëindigd", (await browser.Send("beeindigen", ("zeker", "ja"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assignment_needs_a_second_person_and_who_drafted_it_is_told_so()
    {
        using var first = await house.SignIn("hedda");
        await first.Get("/opdrachten");
        var drafted = await first.Send(
            "nieuw", ("auditor", "sjoerd-van-toezicht"), ("purpose", "klacht"), ("organisations", $"{People.Jgz}"), ("from", "2026-01-01"),
            ("until", "2026-06-30"), ("endsOn", $"{DateTime.UtcNow.AddDays(30):yyyy-MM-dd}"));
        Assert.Equal("/opdrachten?klaar=opgesteld", drafted.Path);
        Assert.Contains("Iemand anders van uw organisatie moet instemmen", drafted.Text, StringComparison.Ordinal);

        using var second = await house.SignIn("hilde");
        var waiting = await second.Get("/opdrachten");
        var form = Agreeing().Match(waiting.Html).Groups[1].Value;
        var agreed = await second.Send(form);
        Assert.Equal("/opdrachten?klaar=ingestemd", agreed.Path);
    }

    // What differs between any two pages: anti-forgery, the number of the command, the page that is asked again in the other language.
    private static string Bare(Page page) => Varies().Replace(page.Html, "");

    [GeneratedRegex(@"\[[a-z][a-z-]*\.[a-z.-]+\]")]
    private static partial Regex MissingText();

    [GeneratedRegex("href=\"(/ketenafspraken/[0-9a-f-]{36})\"")]
    private static partial Regex Agreement();

    [GeneratedRegex("href=\"(/ketenafspraken/[0-9a-f-]{36}/voorstel/[0-9a-f-]{36})\"")]
    private static partial Regex Change();

    private static string Day(int ahead) => $"{Amsterdam.DateAt(DateTimeOffset.UtcNow).AddDays(ahead):yyyy-MM-dd}";

    [GeneratedRegex("<code>([0-9a-f]{64})</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("/beheer/webhooks/[0-9a-f-]{36}")]
    private static partial Regex Webhook();

    [GeneratedRegex("value=\"(ja-[0-9a-f-]{36})\"")]
    private static partial Regex Agreeing();

    [GeneratedRegex("value=\"[^\"]*\"|nonce=\"[^\"]*\"")]
    private static partial Regex Varies();
}
