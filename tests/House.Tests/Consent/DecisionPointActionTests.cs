using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// The one question, for everything that leaves or opens: sending, opening, exporting, feedback to the sender, referring on, and nothing
/// else. Decisions 16 and 17.
/// </summary>
public sealed class DecisionPointActionTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly Guid Told = Cast.Id(0xa5);
    private static readonly Guid Onward = Cast.Id(0xa6);
    private static readonly Row Status = new(Cast.Samira, "terugkoppeling-status");
    private static readonly Row Content = new(Cast.Samira, "terugkoppeling-inhoud");

    /// <summary>The wijkteam opened Samira's worries about money for help at home; it is party since.</summary>
    private static readonly List<ConsentFact> Received = Facts(
        new HearFamily(Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, Cast.Wijkteam] }),
        AskHelp(Cast.Monday, Geldzorgen), Yes(Health, Cast.Samira, Cast.Monday), Opens(Geldzorgen, Cast.Monday),
        Ask(Told, Cast.JgzTeam, Cast.Jgz, "terugkoppeling", Cast.Monday, Status), Yes(Told, Cast.Samira, Cast.Monday),
        AskDebts(Cast.Monday, Geldzorgen), Yes(Debts, Cast.Samira, Cast.Monday));

    public static TheoryData<string, bool> Actions => new()
    {
        { "openen", true }, { "werklijst", true }, { "verzenden", true }, { "exporteren", true }, { "terugkoppelen", true },
        { "doorverwijzen", true }, { "kopieren", false }, { "", false },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_that_is_not_on_the_list_is_closed(string action, bool known)
    {
        var question = Opens(Geldzorgen, Cast.Monday.AddHours(1), 0x950) with { Action = action };
        var answer = Given(Received).When(question).ThenA<AccessAnswered>();

        Assert.Equal(known, answer is AccessGranted);
        Assert.Equal(known ? [] : ["gesloten"], answer.Withheld.Select(w => w.Code));
    }

    [Fact]
    public void Feedback_is_a_disclosure_like_any_other_and_by_default_no_more_than_the_status()
    {
        var answer = Given(Received).When(Feedback(Status, Content)).ThenA<AccessGranted>();

        Assert.Equal([Status], answer.Granted.Select(g => g.Row));
        Assert.Equal(Told, answer.Granted[0].Request);
        Assert.Equal([Content], answer.Withheld.Select(w => w.Row));
        Given([.. Received, .. Decided(TakeBack(Cast.Samira, Cast.Monday.AddHours(1), Told))])
            .When(Feedback(Status) with { At = Cast.Monday.AddHours(2) }).ThenA<AccessRefused>();
    }

    [Theory]
    [InlineData("school")]
    [InlineData("kinderopvang")]
    [InlineData("informele-steun")]
    [InlineData("wonen")]
    public void School_volunteer_and_signal_partner_never_hear_more_than_the_status_whoever_agreed(string kind)
    {
        var outcome = new Row(Cast.Samira, "terugkoppeling-uitkomst");
        var ask = Ask(Told, Cast.JgzTeam, Cast.Jgz, "terugkoppeling", Cast.Monday, Status, outcome);
        var agreed = Facts(
            new HearFamily(Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, Cast.Wijkteam] }), ask, Yes(Told, Cast.Samira, Cast.Monday));

        Given(Bouazza(Cast.Monday)).When(ask with { RecipientKinds = ["wijkteam", kind] }).ThenRefused(ConsentRefusals.NeverForThisKind);
        var answer = Given(agreed).When(Feedback(Status, outcome) with { RecipientKind = kind }).ThenA<AccessGranted>();
        Assert.Equal([Status], answer.Granted.Select(g => g.Row));
        Assert.Equal(["ontvanger-nooit"], answer.Withheld.Select(w => w.Code));
        Assert.Equal(2, Given(agreed).When(Feedback(Status, outcome) with { RecipientKind = "jgz" }).ThenA<AccessGranted>().Granted.Count);
    }

    [Fact]
    public void What_came_under_one_purpose_is_not_referred_on_under_another()
    {
        var refused = Given(Received).When(Refers(Geldzorgen)).ThenA<AccessRefused>();
        Assert.Equal("ander-doel", Assert.Single(refused.Withheld).Code);

        var own = Facts(
            new HearFamily(Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, Cast.Wijkteam] }),
            AskDebts(Cast.Monday, Geldzorgen) with { Request = Onward, ByOrganisation = Cast.Wijkteam, ByTeam = Cast.WijkteamNoord },
            new GiveConsent(Onward, Cast.Samira, null, null, "gesprek", Cast.Wijkteam, Cast.Monday));
        Given(own).When(Refers(Geldzorgen)).ThenA<AccessGranted>();
        Given([.. Received, .. own.Skip(1)]).When(Refers(Geldzorgen)).ThenA<AccessGranted>();
    }

    [Fact]
    public void What_came_under_the_same_purpose_is_referred_on_with_a_yes_for_the_next_recipient_only()
    {
        var (team, organisation) = (Cast.Id(0x212), Cast.Id(0x211));
        var question = Refers(Geldzorgen) with { RecipientTeam = team, RecipientOrganisation = organisation, Purpose = "gezinshulp" };
        Given(Received).When(question).ThenA<AccessRefused>();

        var agreed = Facts([.. ReceivedCommands, Ask(Onward, team, organisation, "gezinshulp", Cast.Monday, Geldzorgen),
            Yes(Onward, Cast.Samira, Cast.Monday)]);
        Assert.Equal(Onward, Given(agreed).When(question).ThenA<AccessGranted>().Granted.Single().Request);
    }

    [Fact]
    public void What_came_on_a_ground_is_referred_on_for_that_purpose_only()
    {
        var brug = GroundScene.DeBrug;
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, brug.Organisation] }),
            GroundScene.Invoke("acute-nood", brug, Cast.Monday, Gezondheid), GroundScene.Opens(brug, Gezondheid, Cast.Monday),
            Ask(Onward, Cast.WijkteamNoord, Cast.Wijkteam, "meedoen", Cast.Monday, new Row(Cast.Yara, "meedoen-en-school")),
            Ask(Health, Cast.WijkteamNoord, Cast.Wijkteam, "jeugdgezondheid", Cast.Monday, Gezondheid),
            Yes(Health, Cast.Samira, Cast.Monday), Yes(Health, Cast.Erik, Cast.Monday));
        var refused = Given(facts).When(new DecideAccess(
            Cast.Id(0x951), new("referral", "gijs", "professional", brug.Team, brug.Organisation), "doorverwijzen", Cast.WijkteamNoord,
            Cast.Wijkteam, "jeugdgezondheid", [Gezondheid], Cast.Monday)).ThenA<AccessRefused>();

        Assert.Equal("ander-doel", refused.Withheld.Single().Code);
    }

    [Fact]
    public void Who_is_no_party_gives_no_feedback_exports_nothing_and_refers_nothing_on()
    {
        foreach (var action in new[] { "terugkoppelen", "doorverwijzen", "exporteren" })
        {
            var question = Refers(Geldzorgen) with
            {
                Action = action,
                By = new("referral", Cast.Ruud, "professional", Cast.SchuldhulpTeam, Cast.Schuldhulp),
            };
            Assert.Equal("gesloten", Given(Received).When(question).ThenA<AccessRefused>().Withheld.Single().Code);
        }
    }

    private static ConsentCommand[] ReceivedCommands =>
    [
        new HearFamily(Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, Cast.Wijkteam] }),
        AskHelp(Cast.Monday, Geldzorgen), Yes(Health, Cast.Samira, Cast.Monday), Opens(Geldzorgen, Cast.Monday),
    ];

    private static Decision<ConsentFact> Decided(ConsentCommand command) => ConsentDecider.Decide(command, Fold(Received));

    private static DecideAccess Feedback(params Row[] rows) => Opens(rows[0], Cast.Monday, 0x952) with
    {
        Action = "terugkoppelen",
        RecipientTeam = Cast.JgzTeam,
        RecipientOrganisation = Cast.Jgz,
        Purpose = "terugkoppeling",
        Rows = rows,
    };

    private static DecideAccess Refers(Row row) => Opens(row, Cast.Monday, 0x953) with
    {
        Action = "doorverwijzen",
        RecipientTeam = Cast.SchuldhulpTeam,
        RecipientOrganisation = Cast.Schuldhulp,
        Purpose = "schuldhulp",
    };
}
