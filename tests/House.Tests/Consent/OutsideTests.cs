using System.Net;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>The reporting code in its order, and what was told by word of mouth or on paper.</summary>
public sealed class OutsideTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly Guid Track = Cast.Id(0x6c1);
    private static readonly string[] Order = ["in-kaart", "overleg", "gesprek", "wegen", "besluit"];
    private static readonly ListedRecipient Noord = new(Cast.WijkteamNoord, Cast.Wijkteam);
    private static readonly ListedRecipient Debt = new(Cast.SchuldhulpTeam, Cast.Schuldhulp);

    [Fact]
    public void The_steps_are_taken_in_their_order_and_each_once()
    {
        Assert.Equal(Order, Lists.Meldcode.Steps.Select(s => s.Code));
        var facts = Facts(new HearFamily(Bouazza(Cast.Monday)));
        foreach (var (place, step) in Order.Index())
        {
            foreach (var later in Order.Skip(place + 1))
                Given(facts).When(Step(later)).ThenRefused(ConsentRefusals.MeldcodeOrder);
            facts.Add(Given(facts).When(Step(step)).ThenA<MeldcodeStepTaken>());
            foreach (var before in Order.Take(place))
            {
                Given(facts).When(Step(before)).ThenNothing();
                Given(facts).When(Step(before) with { By = Cast.Wim }).ThenRefused(ConsentRefusals.MeldcodeTaken);
            }
        }

        Assert.True(Fold(facts).Tracks.Single().Reported);
    }

    [Fact]
    public void Straight_to_the_decision_is_for_acute_danger_and_is_then_always_a_report()
    {
        var facts = Facts(new HearFamily(Bouazza(Cast.Monday)));

        Given(facts).When(Step("besluit")).ThenRefused(ConsentRefusals.MeldcodeOrder);
        Given(facts).When(Step("wegen") with { Acute = true }).ThenRefused(ConsentRefusals.MeldcodeOrder);
        Given(facts).When(Step("besluit") with { Acute = true, Decision = "hulp-organiseren" }).ThenRefused(ConsentRefusals.MeldcodeReport);
        Given(facts).When(Step("besluit") with { Acute = true }).ThenA<MeldcodeStepTaken>();
        Given([.. facts, .. Steps(1)]).When(Step("besluit") with { Acute = true }).ThenA<MeldcodeStepTaken>();
    }

    [Fact]
    public void What_was_weighed_as_unsafe_is_reported_and_a_step_has_a_day_that_fits()
    {
        ConsentFact[] weighed =
        [
            .. Steps(3), ConsentDecider.Decide(
                Step("wegen") with { Weighed = ["acuut-of-structureel-onveilig"] }, Fold(Steps(3))).Single(),
        ];

        Given(weighed).When(Step("besluit") with { Decision = "hulp-organiseren" }).ThenRefused(ConsentRefusals.MeldcodeReport);
        Given(weighed).When(Step("besluit") with { Decision = "melden-en-hulp" }).ThenA<MeldcodeStepTaken>();
        Given(Steps(4)).When(Step("besluit") with { Decision = "geen-vermoeden" }).ThenA<MeldcodeStepTaken>();
        Given(Steps(2)).When(Step("gesprek") with { TakenOn = Cast.Today.AddDays(1) }).ThenRefused(ConsentRefusals.MeldcodeDay);
        Given(Steps(2)).When(Step("gesprek") with { TakenOn = Cast.Today.AddDays(-1) }).ThenRefused(ConsentRefusals.MeldcodeDay);
        Given(Steps(2)).When(Step("gesprek") with { About = [Cast.Id(0xdead)] }).ThenRefused(ConsentRefusals.NobodySigns("onbekend-lid"));
        Given(Steps(2)).When(Step("gesprek") with { ByOrganisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void Without_the_code_or_after_another_decision_there_is_no_ground_for_a_report()
    {
        var report = GroundScene.Invoke("veilig-thuis", GroundScene.VeiligThuis, Cast.Monday, new Row(Cast.Yara, "veiligheid"));
        ConsentFact[] helped =
        [
            .. Steps(4), ConsentDecider.Decide(Step("besluit") with { Decision = "hulp-organiseren" }, Fold(Steps(4))).Single(),
        ];

        Given(Bouazza(Cast.Monday)).When(report).ThenRefused(ConsentRefusals.GroundMeldcode);
        Given(Steps(4)).When(report).ThenRefused(ConsentRefusals.GroundMeldcode);
        Given(helped).When(report).ThenRefused(ConsentRefusals.GroundMeldcode);
        Assert.Equal(Track, Given(Steps(5)).When(report).ThenA<GroundInvoked>().Track);
    }

    [Fact]
    public void What_was_told_in_a_meeting_names_what_it_rested_on_then_and_what_rested_on_nothing()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Geldzorgen, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
            TakeBack(Cast.Samira, Cast.Monday.AddDays(3), Health, Geldzorgen));
        var told = Given(facts).When(Tells(Cast.Monday.AddDays(1), Geldzorgen, Gezondheid)).ThenA<DisclosureRecorded>();

        Assert.Equal([Geldzorgen], told.To[0].Granted.Select(g => g.Row));
        Assert.Equal([Gezondheid], told.To[0].Unfounded);
        Assert.Empty(told.To[1].Granted);
        Assert.Equal([Geldzorgen, Gezondheid], told.To[1].Unfounded);

        var after = Given(facts).When(Tells(Cast.Monday.AddDays(3).AddSeconds(1), Geldzorgen)).ThenA<DisclosureRecorded>();
        Assert.Equal([Geldzorgen], after.To[0].Unfounded);
    }

    [Fact]
    public void Who_was_told_is_among_those_that_a_withdrawal_reaches()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Geldzorgen), Yes(Health, Cast.Samira, Cast.Monday),
            Tells(Cast.Monday.AddDays(1), Geldzorgen), TakeBack(Cast.Samira, Cast.Monday.AddDays(8)));

        Assert.Equal([Noord], Fold(facts).Withdrawals.Single().Recipients.Select(r => r.Recipient));
        var row = OwnPage.Of(facts, Cast.Samira, false, Cast.Monday.AddDays(8)).Rows.Single();
        Assert.Equal([new OwnLook(Cast.Wijkteam, "professional", "mdo", Cast.Monday.AddDays(1)) { Why = row.PurposeName }], row.Looked);
    }

    [Fact]
    public void It_has_happened_and_not_too_long_ago()
    {
        var facts = Facts(new HearFamily(Bouazza(Cast.Monday)));

        Given(facts).When(Tells(Cast.Monday.AddDays(40), Geldzorgen)).ThenRefused(ConsentRefusals.HappenedThen);
        Given(facts).When(Tells(Cast.Monday.AddYears(-2), Geldzorgen)).ThenRefused(ConsentRefusals.HappenedThen);
        Given(facts).When(Tells(Cast.Monday, new Row(Cast.Yara, "schulden"))).ThenRefused(ConsentRefusals.RowDoesNotFit);
    }

    internal static TakeMeldcodeStep Step(string step) => new(
        Track, step, [Cast.Yara], Cast.Today, false, step == "overleg" ? "collega" : null, null, [], step == "besluit" ? "melden" : null,
        Sealed, Cast.Noor, Cast.Jgz, Cast.Monday);

    /// <summary>The family with the first so many steps taken.</summary>
    internal static List<ConsentFact> Steps(int count) =>
        Facts([new HearFamily(Bouazza(Cast.Monday)), .. Order.Take(count).Select(Step)]);

    private static RecordDisclosure Tells(DateTimeOffset happened, params Row[] rows) => new(
        Cast.Id(0x6d1), "mdo", "gezinshulp", happened, [Noord, Debt], rows, Sealed, Cast.Noor, Cast.Jgz, Cast.JgzTeam,
        Cast.Monday.AddDays(7));
}

/// <summary>The same over HTTP.</summary>
public sealed class OutsideApiTests : ConsentApi
{
    private static readonly string[] Feeling = ["gevoel"];

    [Fact]
    public async Task A_track_is_read_by_its_organisation_with_the_next_step_and_its_words_only_by_professionals()
    {
        var (status, made) = await Post(Noor, $"{Family}/meldcode", Body("in-kaart"));
        Assert.Equal(HttpStatusCode.Created, status);
        var track = made.GetProperty("track").GetGuid();
        Assert.Equal("meldcode-volgorde", Code((await Post(Noor, $"{Family}/meldcode", Body("wegen", track))).Body));

        var seen = (await Read(Noor, $"{Family}/meldcode"))[0];
        Assert.Equal("overleg", seen.GetProperty("next").GetString());
        Assert.Contains("blauwe plek", seen.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("blauwe plek", (await Read(Sjoerd, $"{Family}/meldcode")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, $"{Family}/meldcode")).StatusCode);
        Assert.DoesNotContain("meldcode", (await ReadOwn(Cast.Erik)).GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_step_or_a_disclosure_is_told_at_once()
    {
        var (status, problem) = await Post(Noor, $"{Family}/meldcode", new { step = "besluit", acute = true, weighed = Feeling });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["about", "decision", "motivation", "takenOn", "weighed"],
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());

        (status, problem) = await Post(Noor, $"{Family}/delingen", new { form = "duif" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["form", "happenedAt", "purpose", "rows", "to"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task A_disclosure_is_kept_also_when_it_rested_on_nothing_and_listed_for_review()
    {
        var body = new
        {
            form = "telefoon",
            purpose = "gezinshulp",
            happenedAt = Now.AddMinutes(-1),
            to = new[] { new ListedRecipient(Cast.WijkteamNoord, Cast.Wijkteam) },
            rows = new[] { Gezondheid },
            remark = "Wim belde zelf.",
        };
        await Hear(Bouazza(Now.AddMinutes(-5), Today.AddYears(-8), version: 6));
        var (status, made) = await Post(Noor, $"{Family}/delingen", body);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("gezondheid-kind", made.GetProperty("to")[0].GetProperty("unfounded")[0].GetProperty("category").GetString());
        var listed = (await Read(Sjoerd, $"{Family}/delingen"))[0];
        Assert.Equal("telefoon", listed.GetProperty("form").GetString());
        Assert.DoesNotContain("Wim belde", listed.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Wim, $"{Family}/delingen", body)).Status);
        var item = Assert.Single((await Read(Noor, "/v1/toestemmingen/lijst?soort=nakijken")).EnumerateArray());
        Assert.Contains("buiten dit systeem", item.GetRawText(), StringComparison.Ordinal);
    }

    private static object Body(string step, Guid? track = null) => new
    {
        track,
        step,
        about = new[] { Cast.Yara },
        takenOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1),
        weighed = step == "wegen" ? [] : (string[]?)null,
        motivation = "Een blauwe plek op haar arm.",
    };
}
