using System.Net;
using System.Text.Json;
using WarmHandover.Consents;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Asking over HTTP: bundles, wide recipients, and an explanation that is recorded before the answer.</summary>
public sealed class AskingApiTests : ConsentApi
{
    private static readonly string[] Opened = ["doel", "intrekken"];
    private static readonly string[] Read1 = ["doel"];
    private static readonly string[] NoPart = ["kleine-letters"];
    private static readonly TeamHeard Zuid = Team(Cast.Id(0x203), Cast.Wijkteam, "wijkteam", area: "GM0150");
    private static readonly TeamHeard Noord = Team(Cast.WijkteamNoord, Cast.Wijkteam, "wijkteam", area: "GM0150");
    private static readonly TeamHeard Oost = Team(Cast.Id(0x212), Cast.Id(0x211), "wijkteam", area: "GM0200");

    [Fact]
    public async Task A_bundle_asks_in_one_click_what_fits_each_person_for_the_usual_time()
    {
        var (status, made) = await Post(Noor, $"{Family}/verzoeken", new
        {
            bundle = "kind-en-wijkteam",
            about = new[] { Cast.Yara, Cast.Samira },
            recipientTeam = Cast.WijkteamNoord,
            recipientOrganisation = Cast.Wijkteam,
            kind = Lists.Waiver,
            textVersion = "b1-1",
            language = "nl",
            toldBack = "deels",
            channel = "gesprek",
            opened = Opened,
            readAloud = Read1,
            interpreter = new { kind = "tolktelefoon", name = "Mevrouw Kanarie" },
        });
        var asked = (await Stored()).OfType<ConsentRequested>().Single();

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(made.GetProperty("request").GetGuid(), asked.Request);
        Assert.Equal(5, asked.Rows.Count);
        Assert.All(asked.Rows, row => Assert.Equal(Cast.Yara, row.Subject));
        Assert.Equal(("gezinshulp", "kind-en-wijkteam", Today.AddMonths(6)), (asked.Purpose, asked.Bundle, asked.Until));
        Assert.Equal(("b1-1", "b1", "deels", "tolktelefoon"),
            (asked.Explained!.Version, asked.Explained.Level, asked.Explained.ToldBack, asked.Explained.Interpreter));
        Assert.Equal(["doel", "intrekken"], asked.Explained.Opened);
        Assert.Equal(["doel"], asked.Explained.ReadAloud);
        Assert.Equal(Lists.Explanations.Find("b1-1", "nl", Lists.Waiver)!.Hash, asked.Explained.TextHash);
        Assert.NotNull(asked.Explained.InterpreterWho);
        Assert.DoesNotContain("Kanarie", JsonSerializer.Serialize(asked), StringComparison.Ordinal);

        var bundles = await Read(Noor, "/v1/toestemmingen/bundels");
        Assert.True(bundles.GetProperty("bundles").GetProperty("bundles").GetArrayLength() >= 5);
        Assert.Equal(6, bundles.GetProperty("validity").GetProperty("months").GetInt32());
    }

    [Fact]
    public async Task Who_was_not_there_is_told_first_and_then_says_yes()
    {
        var request = await Asked(With(new { explainedTo = new[] { Cast.Samira } }));
        await Says(request, Cast.Samira, "ja");
        var yes = new { signatory = Cast.Erik, answer = "ja", channel = "telefoon" };
        Assert.Equal("eerst-uitleg", Code((await Post(Noor, $"{Family}/verzoeken/{request}/antwoorden", yes)).Body));

        var (status, _) = await Post(Noor, $"{Family}/verzoeken/{request}/uitleg", new
        {
            signatory = Cast.Erik,
            textVersion = "b1-1",
            language = "en",
            toldBack = "ja",
            channel = "telefoon",
        });
        Assert.Equal(HttpStatusCode.NoContent, status);
        await Says(request, Cast.Erik, "ja");

        var facts = await Stored();
        Assert.Equal(
            [typeof(ConsentRequested), typeof(AnswerGiven), typeof(ExplanationGiven), typeof(AnswerGiven)],
            facts.Skip(1).Select(f => f.GetType()));
        Assert.Equal("en", facts.OfType<ExplanationGiven>().Single().Explained.Language);
    }

    [Fact]
    public async Task The_explanation_is_served_with_the_purpose_the_recipient_and_the_day_in_it()
    {
        await Hear(Noord);
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        var said = (await Read(Noor, $"{Family}/verzoeken/{request}/uitleg")).ToString();
        var english = (await Read(Noor, $"{Family}/verzoeken/{request}/uitleg?taal=en&niveau=kind")).ToString();

        Assert.Contains("hulp in en om het gezin", said, StringComparison.Ordinal);
        Assert.Contains("Alleen het wijkteam mag dit weten.", said, StringComparison.Ordinal);
        Assert.Contains(DutchWords.Of(Today.AddMonths(6)), said, StringComparison.Ordinal);
        Assert.DoesNotContain("{", string.Join(' ', JsonDocument.Parse(said).RootElement.GetProperty("parts").EnumerateArray()
            .Select(p => p.GetProperty("sentence").GetString())), StringComparison.Ordinal);
        Assert.Contains("the neighbourhood team", english, StringComparison.Ordinal);
        Assert.Contains("kind-1", english, StringComparison.Ordinal);
        var foreign = await Send(Wim, HttpMethod.Get, $"{Family}/verzoeken/{request}/uitleg");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);

        Assert.Equal(4, (await Read(Noor, "/v1/toestemmingen/uitleg")).GetProperty("texts").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(Noor, HttpMethod.Get, "/v1/toestemmingen/uitleg?taal=tlh")).StatusCode);
    }

    [Fact]
    public async Task A_kind_of_organisation_is_asked_as_it_is_listed_and_a_newcomer_counts_after_everybody_was_told()
    {
        await Hear(Noord);
        await Hear(Oost);
        var request = await Asked(Wide("wijkteam", "GM0150"));
        await Hear(Zuid);
        var seen = await Read(Noor, $"{Family}/verzoeken/{request}/ontvangers");

        Assert.Equal([Cast.WijkteamNoord], Teams(seen, "reached"));
        Assert.Equal([Zuid.Team], Teams(seen, "newcomers"));
        var tell = new
        {
            teams = new[] { new { team = Zuid.Team, organisation = Zuid.Organisation } },
            told = new[] { Cast.Samira },
            channel = "gesprek",
        };
        Assert.Equal("niet-iedereen-weet-het", Code((await Post(Noor, $"{Family}/verzoeken/{request}/ontvangers", tell)).Body));
        Guid[] both = [Cast.Samira, Cast.Erik];
        var all = tell with { told = both };
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Noor, $"{Family}/verzoeken/{request}/ontvangers", all)).Status);
        Assert.Equal(2, Teams(await Read(Noor, $"{Family}/verzoeken/{request}/ontvangers"), "reached").Length);
        Assert.Equal(
            "ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", Wide("kraamzorg", "GM0150"))).Body));
    }

    [Fact]
    public async Task A_whole_organisation_is_asked_by_naming_no_team()
    {
        await Hear(Noord);
        await Hear(Zuid);
        var request = await Asked(With(new { recipientTeam = (Guid?)null }));

        Assert.Equal(
            [Cast.WijkteamNoord, Zuid.Team], Teams(await Read(Noor, $"{Family}/verzoeken/{request}/ontvangers"), "reached").Order());
        Assert.Equal(RecipientScope.Organisation, (await Stored()).OfType<ConsentRequested>().Single().Scope!.Width);
    }

    [Fact]
    public async Task A_recipient_that_no_longer_exists_is_refused()
    {
        await Hear(Noord with { Open = false });
        var one = Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid);

        Assert.Equal("ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", one)).Body));
        var whole = With(new { recipientTeam = (Guid?)null });
        Assert.Equal("ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", whole)).Body));
        Assert.Equal("ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", Wide("wijkteam", "GM0150"))).Body));
        await Hear(Oost);
        var mixed = Ask("gezinshulp", Oost.Team, Cast.Wijkteam, Gezondheid);
        Assert.Equal("ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", mixed)).Body));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_bundle_recipient_and_explanation_is_told_at_once()
    {
        var (status, body) = await Post(Noor, $"{Family}/verzoeken", With(new
        {
            bundle = "alles",
            recipientKind = "ijscoman",
            textVersion = "b1-99",
            language = "tlh",
            opened = NoPart,
            readAloud = NoPart,
            interpreter = new { kind = "kind", name = "" },
            explainedTo = Array.Empty<Guid>(),
        }));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        string[] fields =
        [
            "bundle", "about", "recipientKind", "recipientArea", "textVersion", "language", "opened", "readAloud", "interpreter.kind",
            "interpreter.name", "explainedTo",
        ];
        Assert.All(fields, field => Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not named"));

        var shorter = With(new
        {
            purpose = "informele-steun",
            rows = new[] { new { subject = Cast.Yara, category = "meedoen-en-school" } },
            until = Today.AddMonths(7),
        });
        var no = (await Post(Noor, $"{Family}/verzoeken", shorter)).Body.GetProperty("errors").GetProperty("until")[0].GetString();
        Assert.Contains(DutchWords.Of(Today.AddMonths(6)), no, StringComparison.Ordinal);
    }

    private static Guid[] Teams(JsonElement seen, string which) =>
        [.. seen.GetProperty(which).EnumerateArray().Select(t => t.GetProperty("team").GetGuid())];

    private Dictionary<string, object?> Wide(string kind, string area) => With(new
    {
        recipientTeam = (Guid?)null,
        recipientOrganisation = (Guid?)null,
        recipientKind = kind,
        recipientArea = area,
    });

    /// <summary>An ordinary request with other fields in it.</summary>
    private Dictionary<string, object?> With(object other)
    {
        var web = JsonSerializerOptions.Web;
        var body = JsonSerializer.SerializeToElement(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid), web)
            .EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        foreach (var field in JsonSerializer.SerializeToElement(other, web).EnumerateObject())
            body[field.Name] = field.Value;
        return body;
    }
}
