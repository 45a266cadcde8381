using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>The law of consent, as its decider says it.</summary>
public sealed class ConsentTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly FamilyHeard Heard = Bouazza(Cast.Monday);
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);
    private static readonly List<ConsentFact> DebtsAsked = Facts(new HearFamily(Heard), AskDebts(Cast.Monday, Schulden, Geldzorgen));
    private static readonly List<ConsentFact> HealthAsked = Facts(new HearFamily(Heard), AskHelp(Cast.Monday, Gezondheid));

    private static readonly List<ConsentFact> HealthGiven =
        [.. HealthAsked, .. Facts([.. Replayed(HealthAsked), Yes(Health, Cast.Samira, Tuesday), Yes(Health, Cast.Erik, Tuesday)]).Skip(2)];

    [Fact]
    public void What_signal_told_is_taken_over_and_the_older_is_dropped()
    {
        Given().When(new HearFamily(Heard)).Then(Heard);
        Given(Heard).When(new HearFamily(Heard with { SignalVersion = 4 })).ThenNothing();
        Given(Heard).When(new HearFamily(Heard with { At = Tuesday })).ThenNothing();
    }

    [Fact]
    public void A_request_says_whose_answers_each_row_needs_and_by_which_rule()
    {
        var asked = Given(Heard).When(AskHelp(Cast.Monday, Gezondheid, Geldzorgen)).ThenA<ConsentRequested>();

        Assert.Equal([Cast.Samira, Cast.Erik], asked.Signatories[0].Who);
        Assert.Equal("gezag", asked.Signatories[0].Rule);
        Assert.Equal([Cast.Samira], asked.Signatories[1].Who);
        Assert.Equal(("unie", 1), (asked.RuleSet, asked.RuleSetVersion));
    }

    [Fact]
    public void Only_an_organisation_that_is_party_may_ask()
    {
        Given(Heard).When(AskHelp(Cast.Monday, Gezondheid) with { ByOrganisation = Cast.Schuldhulp }).ThenRefused(Refusals.Missing);
        Given().When(AskHelp(Cast.Monday, Gezondheid)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void A_request_is_never_open_ended_backwards_or_in_the_past()
    {
        var ask = AskHelp(Cast.Monday, Gezondheid);
        Given(Heard).When(ask with { Until = Cast.Today.AddYears(100) }).ThenRefused(ConsentRefusals.Term);
        Given(Heard).When(ask with { Until = Cast.Today.AddDays(-1) }).ThenRefused(ConsentRefusals.Term);
        Given(Heard).When(ask with { From = Cast.Today.AddDays(-1) }).ThenRefused(ConsentRefusals.Term);
        Given(Heard).When(ask with { Until = Cast.Today.AddYears(1) }).ThenA<ConsentRequested>();
    }

    [Fact]
    public void A_request_asks_no_more_than_its_purpose_and_only_what_fits_the_person()
    {
        Given(Heard).When(AskDebts(Cast.Monday, Gezondheid)).ThenRefused(ConsentRefusals.OutsidePurpose);
        Given(Heard).When(AskHelp(Cast.Monday, new Row(Cast.Yara, "schulden"))).ThenRefused(ConsentRefusals.RowDoesNotFit);
        Given(Heard).When(AskHelp(Cast.Monday, new Row(Cast.Samira, "woorden-kind"))).ThenRefused(ConsentRefusals.RowDoesNotFit);
        Given(Heard).When(AskHelp(Cast.Monday, new Row(Cast.Wijkteam, "geldzorgen")))
            .ThenRefused(ConsentRefusals.NobodySigns("onbekend-lid"));
    }

    [Fact]
    public void The_same_request_id_with_another_content_is_refused() =>
        Given(DebtsAsked).When(AskDebts(Cast.Monday, Schulden)).ThenRefused(ConsentRefusals.RequestExists);

    [Fact]
    public void A_signatory_may_give_less_and_shorter_than_was_asked()
    {
        var less = Yes(Debts, Cast.Samira, Tuesday, Geldzorgen) with { Until = new(2027, 6, 1) };
        var given = Given(DebtsAsked).When(less).ThenA<AnswerGiven>();

        Assert.Equal([Geldzorgen], given.Rows);
        Assert.Equal(new(2027, 6, 1), given.Until);
    }

    [Fact]
    public void An_answer_is_never_longer_than_was_asked()
    {
        Given(DebtsAsked).When(Yes(Debts, Cast.Samira, Tuesday) with { Until = new(2027, 9, 2) }).ThenRefused(ConsentRefusals.AnswerTerm);
        Given(DebtsAsked).When(Yes(Debts, Cast.Samira, Tuesday) with { Until = Cast.Today }).ThenRefused(ConsentRefusals.AnswerTerm);
        Given(DebtsAsked).When(Yes(Debts, Cast.Samira, At(2027, 9, 2))).ThenRefused(ConsentRefusals.Over);
    }

    [Fact]
    public void Who_is_no_signatory_cannot_answer_and_learns_nothing()
    {
        Given(DebtsAsked).When(Yes(Debts, Cast.Erik, Tuesday)).ThenRefused(ConsentRefusals.NoSignatory);
        Given(DebtsAsked).When(No(Debts, Cast.Erik, Tuesday)).ThenRefused(Refusals.Missing);
        Given(DebtsAsked).When(No(Cast.Id(0xff), Cast.Erik, Tuesday)).ThenRefused(Refusals.Missing);
        Given(DebtsAsked).When(TakeBack(Cast.Erik, Tuesday, Debts)).ThenRefused(Refusals.Missing);
        Given(DebtsAsked).When(TakeBack(Cast.Erik, Tuesday)).ThenRefused(ConsentRefusals.NoSignatory);
    }

    [Fact]
    public void A_yes_is_heard_by_the_asker_or_comes_from_the_person_a_no_may_be_recorded_by_every_party()
    {
        var both = Heard with { Parties = [Cast.Jgz, Cast.Wijkteam], SignalVersion = 6 };
        Given([.. DebtsAsked, both]).When(Yes(Debts, Cast.Samira, Tuesday) with { By = Cast.Wijkteam })
            .ThenRefused(ConsentRefusals.YesBelongsToTheAsker);
        Given([.. DebtsAsked, both]).When(No(Debts, Cast.Samira, Tuesday) with { By = Cast.Wijkteam }).ThenA<AnswerRefused>();
        Given([.. DebtsAsked, both]).When(No(Debts, Cast.Samira, Tuesday) with { By = Cast.Schuldhulp }).ThenRefused(Refusals.Missing);
        Given(DebtsAsked).When(Yes(Debts, Cast.Samira, Tuesday) with { By = null }).ThenA<AnswerGiven>();
    }

    [Fact]
    public void Later_has_a_date_that_the_person_chose_and_is_no_way_to_take_back_a_yes()
    {
        var later = new PostponeAnswer(Health, Cast.Erik, null, new(2027, 4, 1), "telefoon", Cast.Jgz, Tuesday);
        Given(HealthAsked).When(later).ThenA<AnswerLater>();
        Given(HealthAsked).When(later with { AskAgainOn = Cast.Today }).ThenRefused(ConsentRefusals.AnswerTerm);
        Given(HealthGiven).When(later).ThenRefused(ConsentRefusals.AnsweredAlready);
    }

    [Fact]
    public void Taking_back_everything_takes_back_what_he_gave_in_each_request_and_nothing_else()
    {
        var facts = Facts([.. Replayed(HealthGiven), AskDebts(Tuesday, Schulden), Yes(Debts, Cast.Samira, Tuesday)]);
        Given(facts).When(TakeBack(Cast.Samira, Tuesday)).Then(
            new ConsentWithdrawn(Health, Cast.Samira, [Gezondheid], "portaal", null, Tuesday),
            new ConsentWithdrawn(Debts, Cast.Samira, [Schulden], "portaal", null, Tuesday));
        Given(facts).When(TakeBack(Cast.Erik, Tuesday)).Then(
            new ConsentWithdrawn(Health, Cast.Erik, [Gezondheid], "portaal", null, Tuesday));
        Given(HealthAsked).When(TakeBack(Cast.Erik, Tuesday)).ThenNothing();
    }

    [Fact]
    public void After_a_withdrawal_a_new_yes_opens_again()
    {
        var taken = Facts([.. Replayed(HealthGiven), TakeBack(Cast.Erik, Tuesday)]);
        Given(taken).When(Yes(Health, Cast.Erik, Tuesday)).ThenA<AnswerGiven>();
        Given(taken).When(Opens(Gezondheid, Tuesday)).ThenA<AccessRefused>();
    }

    [Fact]
    public void Access_is_granted_with_the_consent_it_rests_on()
    {
        var granted = Given(HealthGiven).When(Opens(Gezondheid, Tuesday)).ThenA<AccessGranted>();

        Assert.Equal([new RowGranted(Gezondheid, Health, 2)], granted.Granted);
        Assert.Empty(granted.Withheld);
    }

    [Fact]
    public void Only_the_recipient_opens_and_only_a_party_sends()
    {
        var ruud = Opens(Gezondheid, Tuesday) with
        {
            By = new("referral", Cast.Ruud, "professional", Cast.SchuldhulpTeam, Cast.Schuldhulp),
        };
        var noor = new AccessAsker("referral", Cast.Noor, "professional", Cast.JgzTeam, Cast.Jgz);

        Assert.Equal("gesloten", Given(HealthGiven).When(ruud).ThenA<AccessRefused>().Withheld[0].Code);
        Assert.Equal("gesloten", Given().When(Opens(Gezondheid, Tuesday)).ThenA<AccessRefused>().Withheld[0].Code);
        Given(HealthGiven).When(Opens(Gezondheid, Tuesday) with { By = noor, Action = "verzenden" }).ThenA<AccessGranted>();
        Given(HealthGiven).When(ruud with { Action = "verzenden" }).ThenA<AccessRefused>();
        Given(HealthGiven).When(Opens(Gezondheid, Tuesday) with { Action = "verkopen" }).ThenA<AccessRefused>();
    }

    [Fact]
    public void A_team_passes_on_only_what_it_was_sent_and_only_to_whom_the_family_agreed()
    {
        var noor = new AccessAsker("referral", Cast.Noor, "professional", Cast.JgzTeam, Cast.Jgz);
        var sent = Opens(Gezondheid, Tuesday) with { By = noor, Action = "verzenden" };
        var passesOn = Opens(Gezondheid, Tuesday, 0x901) with
        {
            Action = "verzenden",
            RecipientTeam = Cast.SchuldhulpTeam,
            RecipientOrganisation = Cast.Schuldhulp,
        };
        ConsentCommand[] agreed =
        [
            .. Replayed(HealthGiven), Ask(Debts, Cast.SchuldhulpTeam, Cast.Schuldhulp, "gezinshulp", Tuesday, Gezondheid),
            Yes(Debts, Cast.Samira, Tuesday), Yes(Debts, Cast.Erik, Tuesday),
        ];

        Given(Facts(agreed)).When(passesOn).ThenA<AccessRefused>();
        Given(Facts([.. agreed, sent])).When(passesOn).ThenA<AccessGranted>();
        Given(Facts([.. Replayed(HealthGiven), sent])).When(passesOn).ThenA<AccessRefused>();
        var other = passesOn with { By = passesOn.By with { Organisation = Cast.Schuldhulp } };
        Given(Facts([.. agreed, sent])).When(other).ThenA<AccessRefused>();
        Given(Facts([.. agreed, sent])).When(passesOn with { Action = "exporteren" }).ThenA<AccessRefused>();
    }

    [Fact]
    public void Who_never_saw_a_row_is_not_told_that_it_was_taken_back()
    {
        var taken = Facts([.. Replayed(HealthGiven), TakeBack(Cast.Erik, Tuesday)]);
        var seen = Facts([.. Replayed(HealthGiven), Opens(Gezondheid, Tuesday, 0x901), TakeBack(Cast.Erik, Tuesday)]);

        Assert.Equal("geen-toestemming", Given(taken).When(Opens(Gezondheid, Tuesday)).ThenA<AccessRefused>().Withheld[0].Code);
        Assert.Equal("ingetrokken", Given(seen).When(Opens(Gezondheid, Tuesday)).ThenA<AccessRefused>().Withheld[0].Code);
        Assert.Equal("verlopen", Given(seen[..^1]).When(Opens(Gezondheid, At(2027, 9, 2))).ThenA<AccessRefused>().Withheld[0].Code);
    }

    [Fact]
    public void A_worklist_leaves_one_line_per_person_family_and_day()
    {
        var first = Opens(Gezondheid, Tuesday, 0x901) with { Action = "werklijst", Purpose = "werklijst" };
        var facts = Facts([.. Replayed(HealthGiven), first]);

        Given(facts).When(first with { Question = Cast.Id(0x902), At = Tuesday.AddHours(2) }).ThenNothing();
        Given(facts).When(first with { Question = Cast.Id(0x903), At = Tuesday.AddDays(1) }).ThenA<AccessGranted>();
        Given([.. facts, .. ConsentDecider.Decide(TakeBack(Cast.Erik, Tuesday), Fold(facts))])
            .When(first with { Question = Cast.Id(0x904), At = Tuesday.AddHours(3) }).ThenA<AccessRefused>();
    }

    [Fact]
    public void Acceptance_of_help_opens_no_rows()
    {
        var facts = Facts(
            new HearFamily(Heard), AskHelp(Cast.Monday, Geldzorgen) with { Kind = "aanvaarden-hulp" }, Yes(Health, Cast.Samira, Tuesday));

        Given(facts).When(Opens(Geldzorgen, Tuesday)).ThenA<AccessRefused>();
        Given(facts).When(TakeBack(Cast.Samira, Tuesday)).ThenRefused(ConsentRefusals.NoSignatory);
        Given(facts).When(TakeBack(Cast.Samira, Tuesday, Health)).ThenA<ConsentWithdrawn>();
    }

    [Fact]
    public void What_was_asked_since_somebody_may_not_be_informed_does_not_exist_for_him()
    {
        var flagged = Heard with { SignalVersion = 6, Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), Heard.Members[2]] };
        var ask = AskHelp(Tuesday, Gezondheid);

        Given(Heard, flagged).When(ask).ThenA<ConsentRequested>();
        Given(Facts(new HearFamily(Heard), new HearFamily(flagged), ask))
            .When(No(Health, Cast.Erik, Tuesday)).ThenRefused(Refusals.Missing);
        Given([.. HealthAsked, flagged]).When(No(Health, Cast.Erik, Tuesday)).ThenA<AnswerRefused>();
        Given([.. HealthAsked, flagged]).When(Yes(Health, Cast.Erik, Tuesday)).ThenRefused(ConsentRefusals.MayNotBeAsked);
        Given(Heard, flagged).When(AskHelp(Tuesday, new Row(Cast.Erik, "geldzorgen"))).ThenRefused(ConsentRefusals.MayNotBeAsked);
    }

    private static ConsentCommand[] Replayed(IEnumerable<ConsentFact> facts) =>
        [.. facts.Select<ConsentFact, ConsentCommand>(fact => fact switch
        {
            FamilyHeard heard => new HearFamily(heard),
            ConsentRequested asked => Ask(
                asked.Request, asked.RecipientTeam, asked.RecipientOrganisation, asked.Purpose, asked.At, [.. asked.Rows]),
            AnswerGiven given => Yes(given.Request, given.Signatory, given.At, [.. given.Rows]),
            _ => throw new ArgumentOutOfRangeException(nameof(facts)),
        })];
}
