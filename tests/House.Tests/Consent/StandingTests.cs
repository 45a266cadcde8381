using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The worked cases, to the second.</summary>
public sealed class StandingTests
{
    /// <summary>Case 1: divorced parents in two towns, joint authority.</summary>
    [Fact]
    public void A_mothers_own_rows_stand_on_her_yes_and_the_childs_wait_for_both()
    {
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 2, 2, 9))),
            AskDebts(At(2027, 2, 2, 10, 4), Schulden, Geldzorgen), Yes(Debts, Cast.Samira, At(2027, 2, 2, 10, 5)),
            AskHelp(At(2027, 2, 2, 10, 6), Gezondheid), Yes(Health, Cast.Samira, At(2027, 2, 2, 10, 7)),
            No(Health, Cast.Erik, At(2027, 2, 8, 20, 15)));

        Assert.Equal(Stance.Allowed, facts.Debt(Schulden, At(2027, 2, 2, 10, 20)));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, At(2027, 2, 5, 12)));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, At(2027, 2, 8, 20, 14, 59)));
        Assert.Equal(Stance.Conflict, facts.Help(Gezondheid, At(2027, 2, 8, 20, 15)));
        Assert.Equal(Stance.Allowed, facts.Debt(Schulden, At(2027, 2, 9)));
        Assert.Equal(1, Fold(facts).Find(Debts)!.VersionAt(At(2027, 2, 5)));
        Assert.Equal(Stance.None, facts.Help(Schulden, At(2027, 2, 9)));
    }

    /// <summary>Case 2: the child turns 12 while the letter is in use.</summary>
    [Fact]
    public void On_the_twelfth_birthday_the_childs_own_answer_is_needed_at_once()
    {
        var open = DateTimeOffset.Parse("2027-04-11T21:59:59Z", null);
        var shut = DateTimeOffset.Parse("2027-04-11T22:00:00Z", null);
        var asked = Facts(
            new HearFamily(Bouazza(At(2027, 3, 29), new(2015, 4, 12))),
            AskHelp(At(2027, 3, 29, 10), Gezondheid, Woorden, Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 3, 29, 11)), Yes(Health, Cast.Erik, At(2027, 3, 29, 12)));
        List<ConsentFact> answered =
        [
            .. asked,
            .. ConsentDecider.Decide(Yes(Health, Cast.Yara, At(2027, 4, 5), Gezondheid), Fold(asked)),
            .. ConsentDecider.Decide(No(Health, Cast.Yara, At(2027, 4, 5), Woorden), Fold(asked)),
        ];

        foreach (var row in new[] { Gezondheid, Woorden, Geldzorgen })
        {
            Assert.Equal(Stance.Allowed, asked.Help(row, open));
            Assert.Equal(Stance.Allowed, answered.Help(row, open));
        }

        Assert.Equal(Stance.Incomplete, asked.Help(Gezondheid, shut));
        Assert.Equal(Stance.Incomplete, asked.Help(Woorden, shut));
        Assert.Equal(Stance.Allowed, asked.Help(Geldzorgen, shut));
        Assert.Equal(Stance.Allowed, answered.Help(Gezondheid, shut));
        Assert.Equal(Stance.Conflict, answered.Help(Woorden, shut));
    }

    /// <summary>Case 3: the young person turns 16; a parent withdraws the day after.</summary>
    [Fact]
    public void On_the_sixteenth_birthday_only_the_young_persons_new_yes_opens_her_rows()
    {
        var night = DateTimeOffset.Parse("2027-02-15T23:00:00Z", null);
        var yes = At(2027, 2, 17, 16, 30);
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 1, 11), new(2011, 2, 16))),
            AskHelp(At(2027, 1, 11, 10), Gezondheid, Woorden, Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 1, 11, 11)), Yes(Health, Cast.Erik, At(2027, 1, 11, 12)),
            Yes(Health, Cast.Yara, At(2027, 1, 11, 13)));
        var luis = ConsentDecider.Decide(TakeBack(Cast.Erik, At(2027, 2, 16, 8)), Fold(facts));
        facts.AddRange(ConsentDecider.Decide(Yes(Health, Cast.Yara, yes), Fold(facts)));

        Assert.Equal("geen-ondertekenaar", luis.Refusal?.Code);
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, night.AddSeconds(-1)));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, night));
        Assert.Equal(Stance.Incomplete, facts.Help(Woorden, yes.AddSeconds(-1)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, yes));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, night));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, yes));
    }

    /// <summary>Case 4: until both said yes, with authority known later than the birth (two clocks).</summary>
    [Fact]
    public void At_birth_the_mothers_rows_go_on_and_the_childs_start_empty()
    {
        var zwangerschap = new Row(Cast.Samira, "zwangerschap");
        var expecting = Bouazza(At(2027, 3, 2)) with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik), new(Cast.Yara, "unborn-child", Ages.Unborn, null, false)],
            Authorities = [],
        };
        var born = Bouazza(At(2027, 5, 11, 9, 30), new(2027, 5, 9), version: 6);
        var facts = Facts(
            new HearFamily(expecting), AskHelp(At(2027, 3, 2, 10), zwangerschap), Yes(Health, Cast.Samira, At(2027, 3, 2, 11)),
            new HearFamily(born));

        Assert.Equal(Stance.Allowed, facts.Help(zwangerschap, At(2027, 5, 12)));
        Assert.Equal(Stance.None, facts.Help(Gezondheid, At(2027, 5, 12)));
        Assert.Equal("ongeboren", Signatories.Of(Gezondheid, expecting, new(2027, 5, 10), Lists.Default).Closed);
        Assert.Equal([Cast.Samira, Cast.Erik], Signatories.Of(Gezondheid, born, new(2027, 5, 10), Lists.Default).Who);
    }

    /// <summary>Case 6: withdrawal between acceptance and the joint conversation.</summary>
    [Fact]
    public void A_withdrawal_closes_in_the_same_second_and_only_what_was_hers()
    {
        var taken = At(2027, 3, 17, 21, 47, 3);
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 3, 12)) with { Authorities = [Gezag(Cast.Yara, Cast.Samira)] }),
            AskHelp(At(2027, 3, 12, 10), Geldzorgen, new(Cast.Erik, "geldzorgen"), new(Cast.Yara, "meedoen-en-school")),
            Yes(Health, Cast.Samira, At(2027, 3, 12, 11)), Yes(Health, Cast.Erik, At(2027, 3, 12, 12)),
            Opens(Geldzorgen, At(2027, 3, 15, 9, 25), 0x901), TakeBack(Cast.Samira, taken));

        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, taken.AddSeconds(-1)));
        Assert.Equal(Stance.Denied, facts.Help(Geldzorgen, taken));
        Assert.Equal(Stance.Denied, facts.Help(new(Cast.Yara, "meedoen-en-school"), taken));
        Assert.Equal(Stance.Allowed, facts.Help(new(Cast.Erik, "geldzorgen"), taken));

        var refused = ConsentDecider.Decide(Opens(Geldzorgen, taken.AddSeconds(1)), Fold(facts));
        Assert.Equal("ingetrokken", Assert.IsType<AccessRefused>(Assert.Single(refused)).Withheld[0].Code);
        var behind = ConsentDecider.Decide(Opens(Geldzorgen, taken.AddSeconds(-30)), Fold(facts));
        Assert.IsType<AccessRefused>(Assert.Single(behind));
    }

    [Fact]
    public void The_last_day_counts_until_midnight_in_Amsterdam()
    {
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 2, 2))), AskDebts(At(2027, 2, 2, 10), Schulden), Yes(Debts, Cast.Samira, At(2027, 2, 2, 11)));

        Assert.Equal(Stance.Allowed, facts.Debt(Schulden, At(2027, 8, 2, 23, 59, 59)));
        Assert.Equal(Stance.None, facts.Debt(Schulden, At(2027, 8, 3, 0)));
    }

    [Fact]
    public void Who_may_not_be_informed_leaves_the_childs_rows_incomplete_whatever_he_said_before()
    {
        var heard = Bouazza(At(2027, 2, 2));
        var flagged = heard with
        {
            SignalVersion = 6,
            Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]],
            At = At(2027, 2, 15),
        };
        var facts = Facts(
            new HearFamily(heard), AskHelp(At(2027, 2, 2, 10), Gezondheid, Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 2, 2, 11)), Yes(Health, Cast.Erik, At(2027, 2, 2, 12)),
            new HearFamily(flagged));

        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 2, 14)));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, At(2027, 2, 15)));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, At(2027, 2, 15)));
    }

    [Fact]
    public void A_no_in_a_newer_request_closes_the_older_one_for_the_same_recipient_and_purpose()
    {
        var newer = Ask(Cast.Id(0xa3), Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", At(2027, 3, 1), Schulden);
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 2, 2))), AskDebts(At(2027, 2, 2, 10), Schulden), Yes(Debts, Cast.Samira, At(2027, 2, 2, 11)),
            newer, No(newer.Request, Cast.Samira, At(2027, 3, 2)), Yes(Debts, Cast.Samira, At(2027, 3, 3)));

        Assert.Equal(Stance.Allowed, facts.Debt(Schulden, At(2027, 3, 1, 12)));
        Assert.Equal(Stance.Denied, facts.Debt(Schulden, At(2027, 3, 2)));
        Assert.Equal(Stance.Allowed, facts.Debt(Schulden, At(2027, 3, 3)));
    }
}
