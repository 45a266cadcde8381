using WarmHandover.Consents;
using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Policies;

/// <summary>
/// Stricter than the release and never under the law: what is asked from the day on follows it, what was asked keeps its own.
/// </summary>
public sealed class ConsentPolicyTests
{
    private static readonly Row School = new(Cast.Yara, "meedoen-en-school");

    private static readonly ConsentLaw Stricter = Law(
        ("gi-gezinshulp.regelset", ["unie"]), ("duur-gezinshulp.langste-maanden", ["3"]), ("acute-nood.ontvangers", ["veilig-thuis"]),
        ("acute-nood.dagen", ["2"]), ("acute-nood.soorten", ["veiligheid"]), ("acute-nood.met-motivering", ["gezondheid-kind"]),
        ("noodtoegang.langste-minuten", ["20"]), ("meedoen-en-school.nooit-naar", ["wijkteam"]));

    private static readonly string[] Every = ["regelsets", "gronden", "soorten-gegevens"];

    public static TheoryData<string> Kinds => [.. Every];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_release_brings_passes_its_own_floor_and_no_setting_stands_twice(string kind)
    {
        var settings = Kind(kind).Settings;
        Assert.All(settings, s => Assert.True(s.Wrong(s.Standard) is null && !s.Under(s.Standard).Any(), s.Code));
        Assert.All(settings.SelectMany(s => s.Floors), f => Assert.True(f.Article.Length > 3 && f.Sentence.EndsWith('.'), f.Sentence));
        Assert.Equal(settings.Count, settings.Select(s => s.Code).Distinct().Count());
    }

    [Fact]
    public void A_request_from_its_day_on_follows_the_stricter_rule_and_names_its_version()
    {
        var ask = AskHelp(Cast.Monday, School) with { ByKind = "gi", RecipientKinds = ["jgz"], Until = Cast.Today.AddMonths(2) };
        var before = Asked(ask);
        var after = Asked(ask with { Holding = Stricter });
        Assert.Equal(("jeugdwet", null), (before.RuleSet, before.Policy));
        Assert.Equal(("unie", new PolicyVersions(1, 1, 1)), (after.RuleSet, after.Policy));

        Assert.Equal(ConsentRefusals.Term, Refused(ask with { Holding = Stricter, Until = Cast.Today.AddMonths(4) }));
        Assert.Equal(ConsentRefusals.NeverForThisKind, Refused(ask with { Holding = Stricter, RecipientKinds = ["wijkteam"] }));
    }

    [Fact]
    public void What_was_asked_and_agreed_to_before_stays_open_and_the_comparison_names_both_versions()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)),
            AskHelp(Cast.Monday, School) with { ByKind = "gi", RecipientKinds = ["wijkteam"] },
            Yes(Health, Cast.Samira, Cast.Monday), Yes(Health, Cast.Erik, Cast.Monday));
        var consent = Fold(facts);
        var question = Opens(School, Cast.Monday.AddDays(30)) with { RecipientKind = "wijkteam", Holding = Stricter };
        var opened = ConsentDecider.Decide(question, consent);
        Assert.Equal(School, Assert.Single(opened.OfType<AccessGranted>().Single().Granted).Row);

        var kinds = new Dictionary<Guid, string> { [Cast.JgzTeam] = "gi", [Cast.WijkteamNoord] = "wijkteam" };
        var row = Assert.Single(TodaysRules.Compare(
            Cast.Family, consent, Cast.Monday.AddDays(1), Cast.Monday.AddDays(1), new(kinds), new HashSet<Guid> { Cast.Jgz }, Stricter)
            .Rows);
        Assert.Equal(("jeugdwet.v1", "unie.v1+beleid1", "ontvanger-nooit"), (row.Then.RuleSet, row.Now.RuleSet, row.Now.Obstacle));
    }

    [Fact]
    public void A_ground_goes_to_fewer_with_less_and_for_shorter_and_the_running_one_keeps_its_own()
    {
        var row = new Row(Cast.Yara, "veiligheid");
        var health = new Row(Cast.Yara, "gezondheid-kind");
        var before = Ground(Invoke("acute-nood", Wijkteam, Cast.Monday, row, health));
        Assert.Equal((Cast.Today.AddDays(7), null), (before.Until, before.Policy));
        Assert.True(new Ground(before, null, null).InForce(Cast.Monday.AddDays(6)));

        var wide = Invoke("acute-nood", Wijkteam, Cast.Monday, row) with { Holding = Stricter };
        Assert.Equal(ConsentRefusals.GroundRecipient, Refused(wide));
        var narrow = Invoke("acute-nood", VeiligThuis, Cast.Monday, row, health) with { Holding = Stricter };
        Assert.Equal(ConsentRefusals.GroundCategory, Refused(narrow));
        var after = Ground(narrow with { NecessityMotivated = true });
        Assert.Equal((Cast.Today.AddDays(2), 1), (after.Until, after.Policy?.Grounds));
        Assert.Equal("Na 2 dagen, of eerder.", Stricter.Grounds.Find("acute-nood")!.Ends);
        Assert.Equal((20, 20), (Stricter.Grounds.EmergencyMinutes, Stricter.Grounds.EmergencyLongestMinutes));
        Assert.Equal(
            ConsentRefusals.GroundCategory,
            Refused(Invoke("conflict-van-plichten", Wijkteam, Cast.Monday, School) with { Holding = Stricter, Second = "bevestiging" }));
    }

    [Theory]
    [InlineData("regelsets", "anders.regelset", "wmo", "BW artikel 7:447, 7:450 en 7:465")]
    [InlineData("regelsets", "anders.regelset", "unie-een-ouder", "Jeugdwet artikel 7.3.4")]
    [InlineData("regelsets", "schuldhulp-schuldhulp.regelset", "avg", "UAVG artikel 5")]
    [InlineData("regelsets", "duur-schuldhulp.langste-maanden", "18", "AVG artikel 5")]
    [InlineData("gronden", "ots.ontvangers", "gi jgz", "Jeugdwet artikel 7.3.11")]
    [InlineData("gronden", "veilig-thuis.ontvangers", "", "Wmo artikel 5.2.6")]
    [InlineData("gronden", "vroegsignalering.soorten", "bereikbaarheid schulden gezondheid-ouder", "Wgs artikel 3")]
    [InlineData("gronden", "acute-nood.dagen", "30", "BW artikel 7:466")]
    [InlineData("gronden", "noodtoegang.langste-minuten", "200", "AVG artikel 6 lid 1 onder d")]
    [InlineData("soorten-gegevens", "veiligheid.nooit-naar", "veilig-thuis", "Wmo 2015 artikel 5.2.6")]
    [InlineData("soorten-gegevens", "terugkoppeling-inhoud.nooit-naar", "", "AVG artikel 5")]
    public void Under_the_floor_is_refused_with_the_article(string kind, string setting, string values, string article)
    {
        var refusal = Propose(kind, setting, values.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Refusal!;
        Assert.Equal("onder-wettelijke-grens", refusal.Code);
        Assert.Contains(article, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unie.12-15")]
    [InlineData("wilsonbekwaam-gezag.holders")]
    [InlineData("ots.dagen")]
    public void Ages_who_signs_and_the_judges_order_are_no_settings(string setting) =>
        Assert.All(Every, kind => Assert.Equal("niet-te-kiezen", Propose(kind, setting, ["1"]).Refusal!.Code));

    private static ConsentLaw Law(params (string Setting, string[] Values)[] settings) => ConsentLaw.Of(
        Policy(RulePolicy.Kind, settings), Policy(GroundPolicy.Kind, settings), Policy(CategoryPolicy.Kind, settings));

    private static Policy Policy(PolicyKind kind, (string Setting, string[] Values)[] settings)
    {
        var own = settings.Where(s => kind.Find(s.Setting) is not null).Select(s => new SettingChange(s.Setting, s.Values)).ToArray();
        var proposed = PolicyDecider.Decide(
            new ProposePolicy(kind, Cast.Id(0x720), own, Cast.Today.AddDays(1), "evaluatie", "bea", Cast.Monday), PolicyBook.Initial);
        var streams = PolicyBook.Streams("consent");
        return proposed.Append(new PolicyApproved(Cast.Id(0x720), 1, "boris", Cast.Monday))
            .Aggregate(streams.Initial, streams.Evolve).At(kind, Cast.Today.AddDays(1));
    }

    private static Decision<PolicyFact> Propose(string kind, string setting, string[] values) => PolicyDecider.Decide(
        new ProposePolicy(
            Kind(kind), Cast.Id(0x721), [new(setting, values)], Cast.Today.AddDays(1), "klacht", "bea", Cast.Monday),
        PolicyBook.Initial);

    private static PolicyKind Kind(string code) =>
        new[] { RulePolicy.Kind, GroundPolicy.Kind, CategoryPolicy.Kind }.Single(k => k.Code == code);

    private static ConsentRequested Asked(AskConsent ask) => ConsentDecider.Decide(ask, Heard).OfType<ConsentRequested>().Single();

    private static GroundInvoked Ground(InvokeGround invoke) => ConsentDecider.Decide(invoke, Heard).OfType<GroundInvoked>().Single();

    private static Refusal Refused(ConsentCommand command) => ConsentDecider.Decide(command, Heard).Refusal!;

    private static WarmHandover.Consents.Consent Heard => Fold(Facts(new HearFamily(Bouazza(Cast.Monday))));
}
