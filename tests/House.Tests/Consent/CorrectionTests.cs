using WarmHandover.Consents;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>An explanation comes before a yes; an answer that was recorded wrongly stops counting, and a second person looks.</summary>
public sealed class CorrectionTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);
    private static readonly Guid Mistake = Cast.Id(0x1a);
    private static readonly Explained B1 = new("b1-1", "nl", "b1", new('b', 64), ["doel"], [], "ja");

    private static readonly List<ConsentFact> Given2 = Facts(
        new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
        Yes(Health, Cast.Erik, Cast.Monday));

    private static InvalidateAnswer Wrong(Guid who) => new(Mistake, Health, who, "verkeerde-persoon", Cast.Noor, Cast.Jgz, Tuesday);

    [Fact]
    public void Who_was_not_there_hears_the_explanation_before_he_can_say_yes_but_can_say_no_at_once()
    {
        var asked = Facts(
            new HearFamily(Bouazza(Cast.Monday)),
            AskHelp(Cast.Monday, Gezondheid) with { Explained = B1 with { To = [Cast.Samira] } });

        Given(asked).When(Yes(Health, Cast.Samira, Tuesday)).ThenA<AnswerGiven>();
        Given(asked).When(Yes(Health, Cast.Erik, Tuesday)).ThenRefused(ConsentRefusals.ExplainFirst);
        Given(asked).When(No(Health, Cast.Erik, Tuesday)).ThenA<AnswerRefused>();
        var told = Given(asked).When(new GiveExplanation(Health, Cast.Erik, B1, "telefoon", Cast.Jgz, Tuesday)).ThenA<ExplanationGiven>();
        Given([.. asked, told]).When(Yes(Health, Cast.Erik, Tuesday)).ThenA<AnswerGiven>();
    }

    [Fact]
    public void Nobody_else_and_nobody_who_may_not_be_informed_is_told_what_is_asked()
    {
        var heard = Bouazza(Cast.Monday);
        var flagged = heard with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]] };
        var ask = AskHelp(Cast.Monday, Gezondheid) with { Explained = B1 with { To = [Cast.Samira, Cast.Erik] } };

        Given(heard).When(ask).ThenA<ConsentRequested>();
        Given(flagged).When(ask).ThenRefused(ConsentRefusals.MayNotBeAsked);
        Given(heard).When(ask with { Explained = B1 with { To = [Tessa] } }).ThenRefused(ConsentRefusals.NoSignatory);
        Given(flagged, Asked(flagged)).When(new GiveExplanation(Health, Cast.Erik, B1, "telefoon", Cast.Jgz, Tuesday))
            .ThenRefused(ConsentRefusals.MayNotBeAsked);
    }

    private static ConsentFact Asked(FamilyHeard family) => Facts(new HearFamily(family), AskHelp(Cast.Monday, Gezondheid))[1];

    [Fact]
    public void An_explanation_is_for_who_decides_and_what_is_not_his_is_missing()
    {
        var asked = Facts(new HearFamily(Bouazza(Cast.Monday)), AskDebts(Cast.Monday, Schulden));

        Given(asked).When(new GiveExplanation(Debts, Cast.Erik, B1, "telefoon", Cast.Jgz, Tuesday))
            .ThenRefused(ConsentRefusals.NoSignatory);
        Given(asked).When(new GiveExplanation(Debts, Cast.Erik, B1, "portaal", null, Tuesday)).ThenRefused(Refusals.Missing);
        Given(asked).When(new GiveExplanation(Cast.Id(0xbad), Cast.Erik, B1, "portaal", null, Tuesday)).ThenRefused(Refusals.Missing);
        Given(asked).When(new GiveExplanation(Debts, Cast.Samira, B1, "portaal", Cast.Schuldhulp, Tuesday)).ThenRefused(Refusals.Missing);
        Given(asked).When(new GiveExplanation(Debts, Cast.Samira, B1, "portaal", null, At(2027, 9, 2))).ThenRefused(ConsentRefusals.Over);
    }

    [Fact]
    public void A_yes_that_was_recorded_wrongly_closes_at_once_and_opens_again_only_when_the_review_does_not_uphold_it()
    {
        var wrong = Given(Given2).When(Wrong(Cast.Erik)).ThenA<AnswerInvalidated>();
        List<ConsentFact> after = [.. Given2, wrong];

        Assert.Equal(Stance.Allowed, Given2.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Incomplete, after.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Allowed, after.Help(Gezondheid, Tuesday.AddTicks(-10)));

        var review = new ReviewInvalidation(Health, Mistake, false, Cast.Wim, Cast.Jgz, Tuesday.AddDays(1));
        Given(after).When(review with { By = Cast.Noor }).ThenRefused(ConsentRefusals.SamePerson);
        Given(after).When(review with { ByOrganisation = Cast.Schuldhulp }).ThenRefused(Refusals.Missing);
        after.Add(Given(after).When(review).ThenA<InvalidationReviewed>());

        Assert.Equal(Stance.Incomplete, after.Help(Gezondheid, Tuesday.AddHours(3)));
        Assert.Equal(Stance.Allowed, after.Help(Gezondheid, Tuesday.AddDays(2)));
        Given(after).When(review with { Upheld = true }).ThenRefused(ConsentRefusals.ReviewedAlready);
    }

    /// <summary>Nobody opens rows by calling a no a mistake.</summary>
    [Fact]
    public void A_no_or_a_withdrawal_that_was_recorded_wrongly_counts_until_a_second_person_agrees()
    {
        var facts = Facts([.. Replay(), TakeBack(Cast.Erik, Cast.Monday) with { By = Cast.Jgz }]);
        facts.Add(Given(facts).When(Wrong(Cast.Erik)).ThenA<AnswerInvalidated>());
        Assert.Equal(Stance.Conflict, facts.Help(Gezondheid, Tuesday.AddHours(1)));

        var review = new ReviewInvalidation(Health, Mistake, true, Cast.Wim, Cast.Jgz, Tuesday.AddHours(2));
        facts.Add(Given(facts).When(review).ThenA<InvalidationReviewed>());
        Assert.Equal(Stance.Conflict, facts.Help(Gezondheid, Tuesday.AddHours(1)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Tuesday.AddHours(2)));
        Assert.True(Assert.Single(Fold(facts).Withdrawals).IsVoid);
    }

    [Fact]
    public void Only_what_the_own_organisation_recorded_is_called_wrong_and_never_what_somebody_said_himself()
    {
        var heard = Bouazza(Cast.Monday) with { Parties = [Cast.Jgz, Cast.Wijkteam] };
        var his = Facts([.. Replay(heard), TakeBack(Cast.Erik, Cast.Monday)]);

        Given(his).When(Wrong(Cast.Erik)).ThenRefused(ConsentRefusals.OwnWord);
        Given(his).When(Wrong(Cast.Samira) with { ByOrganisation = Cast.Wijkteam }).ThenRefused(ConsentRefusals.NothingToCorrect);
        Given(his).When(Wrong(Cast.Yara)).ThenRefused(ConsentRefusals.NothingToCorrect);
        Given(his).When(Wrong(Cast.Samira) with { ByOrganisation = Cast.Schuldhulp }).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void After_a_wrong_yes_the_right_answer_can_be_recorded()
    {
        var facts = Facts([.. Replay(), Wrong(Cast.Erik)]);

        Given(facts).When(Yes(Health, Cast.Erik, Tuesday)).ThenA<AnswerGiven>();
        Given(facts).When(TakeBack(Cast.Erik, Tuesday)).ThenNothing();
        Assert.Equal(3, Fold(facts).Find(Health)!.VersionAt(Tuesday));
    }

    private static ConsentCommand[] Replay(FamilyHeard? heard = null) =>
    [
        new HearFamily(heard ?? Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
        Yes(Health, Cast.Erik, Cast.Monday),
    ];
}
