using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>Birthdays, births, other authority, safety and the end of a term: what is asked anew, and from when.</summary>
public sealed class ReopeningTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly DateOnly Twelve = new(2027, 4, 12);
    private static readonly DateTimeOffset Night = DateTimeOffset.Parse("2027-04-11T22:00:00Z", null);

    /// <summary>Case 2: both parents said yes two weeks before the twelfth birthday.</summary>
    private static List<ConsentFact> BothSaidYes() => Facts(BothSaidYesCommands);

    [Fact]
    public void Thirty_days_before_a_birthday_notice_is_given_once()
    {
        var facts = BothSaidYes();
        var notice = Amsterdam.StartOf(new(2027, 3, 13));

        Assert.Equal(notice, Reopenings.Due(Fold(facts)));
        Given(facts).When(new ReconsiderConsent(At(2027, 3, 29, 13))).Then(new ReopeningForeseen(
            Twelve,
            [
                new(Health, Cast.Yara, "twaalf-jaar", Ages.From12,
                    [Signed(Gezondheid, "kind-en-gezag"), Signed(Woorden, "kind-en-gezag")], [Gezondheid, Woorden]),
            ],
            At(2027, 3, 29, 13)));

        var noticed = Facts([.. BothSaidYesCommands, new ReconsiderConsent(At(2027, 3, 29, 13))]);
        Assert.Equal(Night, Reopenings.Due(Fold(noticed)));
        Given(noticed).When(new ReconsiderConsent(Night.AddSeconds(-1))).ThenNothing();
    }

    [Fact]
    public void On_the_twelfth_birthday_a_fact_says_who_signs_from_midnight_on_and_which_rows_closed()
    {
        var reopened = Given(BothSaidYes()).When(new ReconsiderConsent(Night)).ThenA<ConsentReopened>();

        var change = Assert.Single(reopened.Changes);
        Assert.Equal((Twelve, false, "twaalf-jaar", Ages.From12), (reopened.On, reopened.Late, change.Reason, change.Band));
        Assert.Equal([Gezondheid, Woorden], change.Closed);
        Assert.All(change.Rows, r => Assert.Equal([Cast.Yara, Cast.Samira, Cast.Erik], r.Who));
        Given(BothSaidYes()).When(new ReconsiderConsent(Night.AddSeconds(-1))).ThenA<ReopeningForeseen>();
    }

    [Fact]
    public void An_answer_taken_in_advance_counts_from_midnight_and_leaves_only_the_no_behind()
    {
        var facts = Facts(
        [
            .. BothSaidYesCommands, Yes(Health, Cast.Yara, At(2027, 4, 5), Gezondheid), No(Health, Cast.Yara, At(2027, 4, 5), Woorden),
            new ReconsiderConsent(Night),
        ]);
        var reopened = Assert.IsType<ConsentReopened>(facts[^1]);

        Assert.Equal([Gezondheid], reopened.Changes.SelectMany(c => c.Rows).Select(r => r.Row));
        Assert.Empty(reopened.Changes.SelectMany(c => c.Closed));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Night.AddTicks(-1)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Night));
        Assert.Equal(Stance.Allowed, facts.Help(Woorden, Night.AddTicks(-1)));
        Assert.Equal(Stance.Conflict, facts.Help(Woorden, Night));
        Assert.Empty(Reopenings.Open(Fold(facts), Night));
    }

    [Fact]
    public void After_a_day_asleep_the_same_fact_is_written_once_and_marked_late()
    {
        var facts = BothSaidYes();
        var awake = Night.AddHours(20).AddDays(1);
        var late = Given(facts).When(new ReconsiderConsent(awake)).ThenA<ConsentReopened>();
        var onTime = Given(facts).When(new ReconsiderConsent(Night)).ThenA<ConsentReopened>();

        Assert.True(late.Late);
        Assert.Equal(onTime.On, late.On);
        Assert.Equal(onTime.Changes.Single().Closed, late.Changes.Single().Closed);
        Assert.Equal(awake, late.At);
    }

    [Fact]
    public void The_band_that_signal_tells_on_the_day_changes_nothing_that_the_clock_did_not_already_say()
    {
        var told = new HearFamily(Bouazza(Night.AddSeconds(1), new(2015, 4, 12), version: 6));
        var first = ConsentDecider.Decide(told, Fold(BothSaidYes())).ToArray();
        var after = ConsentDecider.Decide(told, Fold([.. BothSaidYes(), .. Reconsidered(Night)])).ToArray();

        Assert.Equal([typeof(ConsentReopened), typeof(FamilyHeard)], first.Select(f => f.GetType()));
        Assert.Equal([typeof(FamilyHeard)], after.Select(f => f.GetType()));

        ConsentFact[] Reconsidered(DateTimeOffset at) => [.. ConsentDecider.Decide(new ReconsiderConsent(at), Fold(BothSaidYes()))];
    }

    /// <summary>Case 3, and two years later.</summary>
    [Fact]
    public void At_sixteen_the_young_person_is_asked_alone_and_at_eighteen_her_own_yes_goes_on()
    {
        var sixteen = Amsterdam.StartOf(new(2027, 2, 16));
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 1, 11), new(2011, 2, 16))), AskHelp(At(2027, 1, 11, 10), Gezondheid, Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 1, 11, 11)), Yes(Health, Cast.Erik, At(2027, 1, 11, 12)),
            Yes(Health, Cast.Yara, At(2027, 1, 11, 13)));
        var change = Given(facts).When(new ReconsiderConsent(sixteen)).ThenA<ConsentReopened>().Changes.Single();

        Assert.Equal(("zestien-jaar", "jongere-alleen"), (change.Reason, change.Rows.Single().Rule));
        Assert.Equal([Cast.Yara], change.Rows.Single().Who);
        Assert.Equal([Gezondheid], change.Closed);

        var adult = Facts(
            new HearFamily(Bouazza(At(2028, 12, 1), new(2011, 2, 16))), AskHelp(At(2028, 12, 1, 10), Gezondheid),
            Yes(Health, Cast.Yara, At(2028, 12, 1, 11)), new ReconsiderConsent(Amsterdam.StartOf(new(2029, 2, 16))));
        var eighteen = Assert.IsType<ConsentReopened>(adult[^1]).Changes.Single();
        Assert.Equal(("achttien-jaar", Ages.Adult), (eighteen.Reason, eighteen.Band));
        Assert.Empty(eighteen.Closed);
        Assert.Equal(Stance.Allowed, adult.Help(Gezondheid, At(2029, 2, 16)));
    }

    /// <summary>Case 4: the mother's rows go on, the child's are still to be asked.</summary>
    [Fact]
    public void A_birth_opens_the_question_about_the_child_and_leaves_the_mothers_rows_alone()
    {
        var zwangerschap = new Row(Cast.Samira, "zwangerschap");
        var expecting = Bouazza(At(2027, 3, 2)) with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik), new(Cast.Yara, "unborn-child", Ages.Unborn, null, false)],
            Authorities = [],
        };
        var facts = Facts(
            new HearFamily(expecting), AskHelp(At(2027, 3, 2, 10), zwangerschap, Geldzorgen), Yes(Health, Cast.Samira, At(2027, 3, 2, 11)),
            new HearFamily(Bouazza(At(2027, 5, 11, 9, 30), new(2027, 5, 9), version: 6)));
        var born = Assert.IsType<ConsentReopened>(facts[^1]).Changes.Single();

        Assert.Equal(("geboorte", Cast.Yara, (Guid?)null), (born.Reason, born.Subject, born.Request));
        Assert.Empty(born.Closed);
        Assert.Equal(Stance.Allowed, facts.Help(zwangerschap, At(2027, 5, 11, 9, 30)));
        Assert.NotEmpty(Reopenings.Open(Fold(facts), At(2027, 5, 12)));

        facts.AddRange(ConsentDecider.Decide(AskHelp(At(2027, 5, 12), Gezondheid) with { Request = Cast.Id(0xa4) }, Fold(facts)));
        Assert.Empty(Reopenings.Open(Fold(facts), At(2027, 5, 12, 12)));
    }

    /// <summary>Two clocks: known on the 20th, true since the 5th.</summary>
    [Fact]
    public void Authority_that_is_recorded_late_reopens_at_once_and_names_the_day_since_which_it_holds()
    {
        var facts = BothSaidYes();
        var known = At(2027, 3, 30, 9);
        var heard = Bouazza(known, new(2015, 4, 12), version: 7) with
        {
            Authorities =
            [
                Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: new(2027, 3, 5)),
                Gezag(Cast.Yara, Tessa, new(2027, 3, 5)),
            ],
            Members = [.. Bouazza(known, new(2015, 4, 12)).Members, Adult(Tessa)],
        };
        var reopened = Given(facts).When(new HearFamily(heard)).ThenA<ConsentReopened>();

        Assert.Equal((new DateOnly(2027, 3, 5), true, known), (reopened.On, reopened.Late, reopened.At));
        Assert.Equal("gezag", reopened.Changes.Single().Reason);
        Assert.All(reopened.Changes.Single().Rows, r => Assert.Equal([Cast.Samira, Tessa], r.Who));

        List<ConsentFact> after = [.. facts, .. ConsentDecider.Decide(new HearFamily(heard), Fold(facts))];
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, known.AddSeconds(-1)));
        Assert.Equal(Stance.Incomplete, after.Help(Gezondheid, known));
        Assert.Equal(Stance.Allowed, after.Help(Geldzorgen, known));
    }

    [Fact]
    public void Authority_that_will_end_is_foreseen_and_reopens_on_that_day()
    {
        var end = new DateOnly(2027, 6, 1);
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday) with
            {
                Authorities = [Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: end), Gezag(Cast.Yara, Tessa, end)],
            }),
            AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday), Yes(Health, Cast.Erik, Cast.Monday),
            new ReconsiderConsent(Amsterdam.StartOf(end.AddDays(-30))), new ReconsiderConsent(Amsterdam.StartOf(end)));

        Assert.Equal(
            [(typeof(ReopeningForeseen), end), (typeof(ConsentReopened), end)],
            facts.TakeLast(2).Select(f => (f.GetType(), f is ConsentReopened r ? r.On : ((ReopeningForeseen)f).On)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Amsterdam.StartOf(end).AddTicks(-1)));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, Amsterdam.StartOf(end)));
    }

    [Fact]
    public void A_signatory_who_may_not_be_informed_any_more_reopens_the_childs_rows_and_a_lifted_flag_does_not()
    {
        var facts = BothSaidYes();
        var flagged = Bouazza(At(2027, 3, 30), new(2015, 4, 12), version: 8);
        flagged = flagged with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, mayNotBeInformed: true), flagged.Members[2]] };
        var change = Given(facts).When(new HearFamily(flagged)).ThenA<ConsentReopened>().Changes.Single();

        Assert.Equal("veiligheid", change.Reason);
        Assert.Equal([Gezondheid, Woorden], change.Closed);

        List<ConsentFact> after = [.. facts, .. ConsentDecider.Decide(new HearFamily(flagged), Fold(facts))];
        var lifted = Bouazza(At(2027, 3, 31), new(2015, 4, 12), version: 9);
        Assert.IsType<FamilyHeard>(Assert.Single(ConsentDecider.Decide(new HearFamily(lifted), Fold(after))));
    }

    [Fact]
    public void The_end_of_a_term_and_of_one_persons_yes_are_foreseen_and_written_down()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Geldzorgen, Gezondheid),
            Yes(Health, Cast.Samira, Cast.Monday), Yes(Health, Cast.Erik, Cast.Monday) with { Until = new(2027, 5, 31) });

        Assert.Equal(Amsterdam.StartOf(new(2027, 5, 2)), Reopenings.Due(Fold(facts)));
        facts = Run(facts, At(2027, 6, 1, 0), At(2027, 9, 2, 0));
        Assert.Equal(
            ["2027-06-01 Yara", "2027-09-02 Samira"],
            facts.OfType<ConsentReopened>().Select(r => $"{r.On:O} {(r.Changes.Single().Subject == Cast.Yara ? "Yara" : "Samira")}"));
        Assert.All(facts.OfType<ConsentReopened>(), r => Assert.Equal("einde-geldigheid", r.Changes.Single().Reason));
        Assert.Null(Reopenings.Due(Fold(facts)));
    }

    [Fact]
    public void A_short_term_needs_no_notice_and_a_no_needs_no_new_question()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)),
            AskHelp(Cast.Monday, Geldzorgen) with { Until = Cast.Today.AddDays(20) }, Yes(Health, Cast.Samira, Cast.Monday));
        Assert.Equal(Amsterdam.StartOf(Cast.Today.AddDays(21)), Reopenings.Due(Fold(facts)));

        var refused = Facts([.. BothSaidYesCommands, No(Health, Cast.Erik, At(2027, 3, 30)), new ReconsiderConsent(Night)]);
        Assert.DoesNotContain(refused, f => f is ConsentReopened or ReopeningForeseen);
    }

    private static readonly ConsentCommand[] BothSaidYesCommands =
    [
        new HearFamily(Bouazza(At(2027, 3, 1), new(2015, 4, 12))), AskHelp(At(2027, 3, 1, 10), Gezondheid, Woorden, Geldzorgen),
        Yes(Health, Cast.Samira, At(2027, 3, 29, 11)), Yes(Health, Cast.Erik, At(2027, 3, 29, 12)),
    ];

    private static List<ConsentFact> Run(List<ConsentFact> facts, params DateTimeOffset[] moments)
    {
        foreach (var at in moments)
        {
            while (Reopenings.Due(Fold(facts)) <= at)
                facts = [.. facts, .. ConsentDecider.Decide(new ReconsiderConsent(at), Fold(facts))];
        }

        return facts;
    }

    private static RowSigned Signed(Row row, string rule) => new(row, [Cast.Yara, Cast.Samira, Cast.Erik], rule);
}
