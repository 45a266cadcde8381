using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>The two statutory exceptions for a child of 12-15, and a signatory who cannot be reached.</summary>
public sealed class ExceptionTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly DateOnly Thirteen = new(2014, 1, 15);
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);

    private static readonly Row Meedoen = new(Cast.Yara, "meedoen-en-school");

    private static readonly List<ConsentFact> Asked =
        Facts(new HearFamily(Bouazza(Cast.Monday, Thirteen)), AskHelp(Cast.Monday, Gezondheid, Woorden, Geldzorgen));

    private static readonly List<ConsentFact> ChildSaidYes = [.. Asked, .. After(Asked, Yes(Health, Cast.Yara, Tuesday))];
    private static readonly List<ConsentFact> FatherRefused = [.. ChildSaidYes, .. After(ChildSaidYes, No(Health, Cast.Erik, Tuesday))];

    [Fact]
    public void Serious_harm_takes_the_place_of_the_parents_yes_for_the_named_rows_and_no_others()
    {
        var invoked = Given(ChildSaidYes).When(Invoke("ernstig-nadeel", Gezondheid)).ThenA<ExceptionInvoked>();
        List<ConsentFact> facts = [.. ChildSaidYes, invoked];

        Assert.Equal(("ernstig-nadeel", 2, Cast.Noor), (invoked.Code, invoked.Version, invoked.By));
        Assert.Equal(Stance.Incomplete, ChildSaidYes.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Incomplete, facts.Help(Woorden, Tuesday));
        Assert.Equal(Stance.Incomplete, facts.Help(Geldzorgen, Tuesday));
        var standing = Standing.In(Fold(facts), Fold(facts).Find(Health)!, Gezondheid, Tuesday);
        Assert.Equal(("ernstig-nadeel", invoked), (standing.Signing!.Rule, standing.Exception));
    }

    [Fact]
    public void A_well_considered_wish_needs_that_somebody_with_authority_refused()
    {
        Given(ChildSaidYes).When(Invoke("weloverwogen-wens", Gezondheid)).ThenRefused(ConsentRefusals.NoHolderRefused);
        var invoked = Given(FatherRefused).When(Invoke("weloverwogen-wens", Gezondheid)).ThenA<ExceptionInvoked>();

        Assert.Equal(Stance.Conflict, FatherRefused.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Allowed, new List<ConsentFact>([.. FatherRefused, invoked]).Help(Gezondheid, Tuesday));
    }

    [Fact]
    public void The_childs_own_yes_is_always_needed_and_closes_the_row_when_it_is_taken_back()
    {
        Given(Asked).When(Invoke("ernstig-nadeel", Gezondheid)).ThenRefused(ConsentRefusals.ChildDidNotSayYes);
        var facts = Then(ChildSaidYes, Invoke("ernstig-nadeel", Gezondheid));
        var taken = Then(facts, TakeBack(Cast.Yara, Tuesday));
        var granted = Given(facts).When(Opens(Gezondheid, Tuesday)).ThenA<AccessGranted>();

        Assert.Equal(Stance.Denied, taken.Help(Gezondheid, Tuesday));
        Assert.Equal([new RowGranted(Gezondheid, Health, 1)], granted.Granted);
        Given(taken).When(Opens(Gezondheid, Tuesday)).ThenA<AccessRefused>();
    }

    [Fact]
    public void Other_ages_other_rule_sets_and_other_peoples_rows_have_no_exception()
    {
        var under = Facts(new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid));
        ConsentFact[] wmo =
        [
            .. Facts(
                new HearFamily(Bouazza(Cast.Monday, Thirteen)),
                Ask(Health, Cast.WijkteamNoord, Cast.Wijkteam, "informele-steun", Cast.Monday, Meedoen))
                .Select(f => f is ConsentRequested asked ? asked with { RuleSet = "wmo" } : f),
        ];

        Given(under).When(Invoke("ernstig-nadeel", Gezondheid)).ThenRefused(ConsentRefusals.ExceptionDoesNotFit);
        Given(wmo).When(Invoke("ernstig-nadeel", Meedoen)).ThenRefused(ConsentRefusals.ExceptionDoesNotFit);
        Given(ChildSaidYes).When(Invoke("ernstig-nadeel", Geldzorgen)).ThenRefused(ConsentRefusals.ExceptionDoesNotFit);
        Given(ChildSaidYes).When(Invoke("omdat-het-kan", Gezondheid)).ThenRefused(ConsentRefusals.ExceptionDoesNotFit);
        Given(ChildSaidYes).When(Invoke("ernstig-nadeel", new Row(Cast.Yara, "veiligheid")))
            .ThenRefused(ConsentRefusals.ExceptionDoesNotFit);
    }

    [Fact]
    public void Only_the_asker_goes_this_way_and_said_twice_it_happens_once()
    {
        var both = Bouazza(Tuesday, Thirteen, version: 6) with { Parties = [Cast.Jgz, Cast.Wijkteam] };
        Given([.. ChildSaidYes, both]).When(Invoke("ernstig-nadeel", Gezondheid) with { ByOrganisation = Cast.Wijkteam })
            .ThenRefused(Refusals.Missing);
        Given(Then(ChildSaidYes, Invoke("ernstig-nadeel", Gezondheid)))
            .When(Invoke("ernstig-nadeel", Gezondheid) with { Exception = Cast.Id(0xe2) }).ThenNothing();
    }

    [Fact]
    public void At_sixteen_the_young_person_alone_decides_anew()
    {
        var facts = Then(ChildSaidYes, Invoke("ernstig-nadeel", Gezondheid));
        var fifteen = Bouazza(Tuesday, new(2011, 4, 10), version: 7);

        Assert.Equal(Stance.Incomplete, new List<ConsentFact>([.. facts, fifteen]).Help(Gezondheid, At(2027, 4, 10, 0)));
    }

    [Fact]
    public void The_parents_page_says_in_plain_words_why_his_yes_was_not_needed()
    {
        var page = OwnPage.Of(Then(FatherRefused, Invoke("weloverwogen-wens", Gezondheid)), Cast.Erik, false, Tuesday);

        var row = page.Rows.Single(r => r.Row == Gezondheid);
        Assert.Equal(("nee", "wordt gedeeld"), (row.Answer, row.Shared));
        Assert.StartsWith("Het kind blijft dit willen", row.Because, StringComparison.Ordinal);
        Assert.Null(page.Rows.Single(r => r.Row == Woorden).Because);
    }

    [Fact]
    public void Tried_on_three_different_days_somebody_is_not_to_be_reached_which_is_never_a_yes()
    {
        var two = Then(ChildSaidYes, Try(1, Tuesday), Try(2, Tuesday.AddHours(2)), Try(3, Tuesday.AddDays(1)));
        var three = Then(two, Try(4, Tuesday.AddDays(2)));
        var at = Tuesday.AddDays(3);

        Assert.Equal(Says.Nothing, Say(two, at));
        Assert.Equal(Says.Unreachable, Say(three, at));
        Assert.Equal(Stance.Incomplete, Then(three, Yes(Health, Cast.Samira, at)).Help(Gezondheid, at));
        Assert.Equal(Says.Yes, Say(Then(three, Yes(Health, Cast.Erik, at)), at));
        Assert.Equal("nog-niet", OwnPage.Of(three, Cast.Erik, false, at).Rows[0].Answer);
    }

    [Fact]
    public void An_attempt_is_recorded_by_the_asker_about_a_signatory_who_may_be_asked()
    {
        var flagged = Bouazza(Tuesday, Thirteen, version: 6) with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), Child(Cast.Yara, Thirteen, Cast.Today)],
        };

        Given(Asked).When(Try(1, Tuesday)).Then(new ContactAttempted(Cast.Id(0xc01), Health, Cast.Erik, "telefoon", Cast.Jgz, Tuesday));
        Given(Asked).When(Try(1, Tuesday) with { Signatory = Tessa }).ThenRefused(ConsentRefusals.NoSignatory);
        Given(Asked).When(Try(1, Tuesday) with { ByOrganisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
        Given(Asked).When(Try(1, At(2027, 9, 2))).ThenRefused(ConsentRefusals.Over);
        Given([.. Asked, flagged]).When(Try(1, Tuesday)).ThenRefused(ConsentRefusals.MayNotBeAsked);
    }

    private static InvokeException Invoke(string code, Row row) => new(
        Cast.Id(0xe1), Health, Cast.Yara, [row], code, ["hulp-kan-niet-wachten"], Sealed, "collega", Cast.Noor, Cast.Jgz, Tuesday);

    private static RecordAttempt Try(int n, DateTimeOffset at) => new(Cast.Id(0xc00 + n), Health, Cast.Erik, "telefoon", Cast.Jgz, at);

    private static Says Say(List<ConsentFact> facts, DateTimeOffset at) =>
        Standing.Say(Fold(facts), Fold(facts).Find(Health)!, Gezondheid, Cast.Erik, at);

    private static Decision<ConsentFact> After(IEnumerable<ConsentFact> facts, ConsentCommand command) =>
        ConsentDecider.Decide(command, Fold(facts));

    private static List<ConsentFact> Then(List<ConsentFact> facts, params ConsentCommand[] commands) =>
        commands.Aggregate(facts, (so, command) => [.. so, .. After(so, command)]);
}
