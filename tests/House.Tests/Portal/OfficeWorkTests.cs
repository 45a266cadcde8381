using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>What the offices do: erase, keep the sociale kaart, write a care path; and no text breaks a page of theirs.</summary>
[Collection(PortalTests.Name)]
public sealed partial class OfficeWorkTests(PortalHouse house)
{
    private static readonly string[] Attacks =
    [
        "<script>alert('O\u2019Brien')</script>", "\"><img src=x onerror=alert(1)>", "=cmd|'/c calc'!A1", "voor\u202Eachter",
        "bel\u0007letje", "O'Brien", "Ng",
    ];

    private static string Today => $"{DateTime.UtcNow:yyyy-MM-dd}";

    private static string Soon => $"{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}";

    private static string InAYear => $"{DateTime.UtcNow.AddYears(1):yyyy-MM-dd}";

    [Fact]
    public async Task Two_people_erase_what_was_recorded_about_one_person_and_the_page_shows_how_far_it_is()
    {
        using var nurse = await house.SignIn("noor");
        await nurse.Get("/gezinnen/nieuw");
        var file = await nurse.Send(
            "nieuw", ("parent.name", "Wilhelmina Zonnedauw"), ("parent.birthDate", "1988-03-14"), ("parent.postcode", "7411 AB"),
            ("child.name", "Floris Zonnedauw"), ("child.birthDate", "2018-05-20"), ("authority", "een"),
            ("proof", "gezagsregister"));
        var family = file.Path.Split('/', '?')[2];
        var signal = await nurse.Get($"/gezinnen/{family}/signaal");
        var parent = Member().Matches(signal.Html).First(m => m.Value.Contains("Wilhelmina", StringComparison.Ordinal)).Groups[1].Value;

        using var first = await house.SignIn("hedda");
        await first.Get("/vernietigen/nieuw");
        var wrong = await first.Send("verzoek", ("family", "dertig"), ("askedBy", "iemand"), ("receivedOn", ""));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var field in new[] { "family", "askedBy", "identified", "receivedOn" })
            Assert.Contains($"href=\"#f-{field}\"", wrong.Html, StringComparison.Ordinal);
        var asked = await first.Send(
            "verzoek", ("family", family), ("member", parent), ("askedBy", parent), ("identified", "aan-de-balie"),
            ("receivedOn", Today), ("words", "<script>alert('O\u2019Brien')</script>"));
        var request = Erasure().Match(asked.Html).Value;
        Assert.Contains("Bewaar dit nummer goed", asked.Text, StringComparison.Ordinal);

        var read = await first.Get(request);
        Assert.DoesNotContain("<script>alert", read.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zonnedauw", read.Html, StringComparison.Ordinal);
        var granted = await first.Send("toewijzen");
        Assert.Contains("Iemand anders van uw organisatie laat het uitvoeren", granted.Text, StringComparison.Ordinal);

        using var second = await house.SignIn("hilde");
        await second.Get(request);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.Send("uitvoeren")).Status);
        Assert.Equal($"{request}?klaar=uitgevoerd", (await second.Send("uitvoeren", ("zeker", "ja"))).Path);
        await Until(async () => (await second.Get(request)).Text.Contains("Bewijs van vernietiging", StringComparison.Ordinal));

        using var stranger = await house.SignIn("hassan");
        var foreign = await stranger.Get(request);
        var absent = await stranger.Get($"/vernietigen/{Guid.CreateVersion7()}");
        Assert.Equal((HttpStatusCode.NotFound, absent.Title), (foreign.Status, foreign.Title));
    }

    [Fact]
    public async Task A_keeper_adds_corrects_and_withdraws_a_provision_and_takes_over_a_file_with_its_progress()
    {
        using var browser = await house.SignIn("petra");
        await browser.Get("/kaart/nieuw");
        var wrong = await browser.Send("voorziening", ("name", ""), ("url", "ftp://x"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#f-forWhom\"", wrong.Html, StringComparison.Ordinal);
        var added = await browser.Send("voorziening", Provision("Formulierenhulp Waterlelie"));
        Assert.Equal("/kaart/alles?klaar=opgenomen", added.Path);
        var path = Listed("Formulierenhulp Waterlelie").Match(added.Html).Groups[1].Value;

        await browser.Get(path);
        var saved = await browser.Send("voorziening", [.. Provision("Formulierenhulp Waterlelie"), ("waitTime", "twee weken")]);
        Assert.Equal("/kaart/alles?klaar=verbeterd", saved.Path);
        Assert.Contains("twee weken", (await browser.Get(path)).Html, StringComparison.Ordinal);
        Assert.Contains("het klopt vandaag", (await browser.Send("klopt")).Text, StringComparison.Ordinal);
        Assert.Equal("/kaart/alles?klaar=vervallen", (await browser.Send("vervallen", ("zeker", "ja"))).Path);

        await browser.Get("/kaart/bestand");
        var none = await browser.Upload("/kaart/bestand", "bestand", "kaart.txt", "tekst"u8.ToArray());
        Assert.Contains("Kies een bestand dat eindigt op", none.Text, StringComparison.Ordinal);
        var file = "[{\"id\":\"0198f111-0000-7000-8000-000000000001\",\"name\":\"Leeszaal <b>Duindoorn</b>\",\"status\":\"active\"}]";
        await browser.Get("/kaart/bestand");
        var taken = await browser.Upload("/kaart/bestand", "bestand", "kaart.json", System.Text.Encoding.UTF8.GetBytes(file));
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Contains("Gelezen: 1.", taken.Text, StringComparison.Ordinal);
        Assert.EndsWith("</html>", taken.Html.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_care_path_gets_steps_and_a_next_version()
    {
        using var browser = await house.SignIn("petra");
        await browser.Get("/zorgpaden/nieuw");
        var wrong = await browser.Send("pad", ("title", "Pad zonder stap"), ("reviewOn", ""));
        Assert.Contains("Schrijf ten minste één stap", wrong.Text, StringComparison.Ordinal);
        (string, string)[] filled =
        [
            ("title", "Een pad langs de Vliegenzwam"), ("domain", "financien"), ("situation", "Een brief ligt ongeopend."),
            ("reviewOn", InAYear),
            ("steps.0.title", "Open de brief samen"), ("steps.0.text", "Lees hem hardop."), ("steps.0.team", $"{People.SchuldhulpTeam}"),
        ];
        var made = await browser.Send("pad", filled);
        Assert.Equal("/zorgpaden?klaar=vast", made.Path);
        await browser.Get(Listed("Een pad langs de Vliegenzwam").Match(made.Html).Groups[1].Value);
        Assert.Contains("Schuldhulp Deventer", browser.Page.Text, StringComparison.Ordinal);
        var next = await browser.Send(
            "pad", [.. filled, ("steps.1.title", "Bel schuldhulp"), ("steps.1.text", "Ga mee naar het eerste gesprek.")]);
        Assert.Equal("/zorgpaden?klaar=gewijzigd", next.Path);
        Assert.Contains("stappen: 2", next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_written_in_a_field_of_an_office_is_kept_exactly_or_refused_and_always_shown_as_text()
    {
        (string Person, string Path, string Form, string Field, (string, string)[] Others)[] fields =
        [
            ("bea", "/beheer/organisaties", "organisatie", "name", [("kind", "school")]),
            ("bea", "/beheer/teams/nieuw", "team", "name",
                [("organisation", $"{People.Steun}"), ("areas", "GM0150"), ("phone", "0570-000198")]),
            ("bea", "/beheer/termijnen", "dag", "decree", [("day", "2031-05-12")]),
            ("petra", "/ketenafspraken/nieuw", "afspraak", "name",
            [
                ("organisations", $"{People.Jgz}"), ("organisations", $"{People.Steun}"), ("purposes", "informele-steun"),
                ("categories", "hulpvraag"), ("from", Soon), ("reviewOn", InAYear),
            ]),
            ("petra", "/kaart/nieuw", "voorziening", "forWhom", Provision("Inloop Akkerwinde")),
            ("petra", "/zorgpaden/nieuw", "pad", "situation",
            [
                ("title", "Pad Akkerwinde"), ("domain", "werk"), ("reviewOn", InAYear), ("steps.0.title", "Bel"),
                ("steps.0.text", "Bel."),
            ]),
        ];
        foreach (var (person, path, form, field, others) in fields)
        {
            using var browser = await house.SignIn(person);
            foreach (var attack in Attacks)
            {
                await browser.Get(path);
                var page = await browser.Send(form, [(field, attack), .. others.Where(o => o.Item1 != field)]);
                Assert.True(
                    page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Conflict,
                    $"{path} answered {page.Status} to '{attack}'");
                Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
                Assert.DoesNotContain("<img src=x", page.Html, StringComparison.Ordinal);
            }
        }

        using var reader = await house.SignIn("bea");
        var organisations = (await reader.Get("/beheer/organisaties")).Text;
        Assert.Contains("O'Brien", organisations, StringComparison.Ordinal);
        Assert.Contains(" Ng ", organisations, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", organisations, StringComparison.Ordinal);
    }

    private static (string, string)[] Provision(string name) =>
    [
        ("name", name), ("organisation", "Stichting Waterkant"), ("domains", "financien"), ("areas", "GM0150"), ("forWhom", "Iedereen"),
        ("cost", "Gratis"), ("howToApply", "Loop binnen"), ("url", "https://waterkant.voorbeeld.nl"),
    ];

    private static async Task Until(Func<Task<bool>> holds)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < end, "It did not come to be so within 30 seconds.");
            await Task.Delay(100);
        }
    }

    private static Regex Listed(string title) => new($"href=\"(/(?:kaart|zorgpaden)/[0-9a-f-]{{36}})\">{Regex.Escape(title)}<");

    [GeneratedRegex("name=\"member\" value=\"([0-9a-f-]{36})\".*?</label>", RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex("/vernietigen/[0-9a-f-]{36}")]
    private static partial Regex Erasure();
}
