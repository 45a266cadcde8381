using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;
using static WarmHandover.Tests.Referrals.ReferralTale;
using ConsentHearFamily = WarmHandover.Consents.HearFamily;
using Scene = WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Referrals;

/// <summary>
/// The worked cases in which consent closes or opens while a referral runs. Consent really decides here: its own announcements are heard,
/// and only what it grants at that instant is sent or opened.
/// </summary>
public sealed class ReferralCaseTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly Recipient ToDeBrug = new(DeBrug.Team, DeBrug.Organisation, ActsForCollege: false);
    private static readonly Row Ontwikkeling = new(Yara, "ontwikkeling-kind");

    /// <summary>Case 2: the child turns 12 while the letter is in use; it was not asked.</summary>
    [Fact]
    public void Case_2_at_midnight_the_childs_rows_close_and_the_referral_goes_on()
    {
        var facts = SaidYes(new(2015, 4, 12), At(2027, 3, 29), Samira, Erik);
        var story = Running(facts, At(2027, 3, 29, 11), At(2027, 4, 1), Gezondheid, Woorden, Geldzorgen);
        Assert.Equal([Gezondheid, Woorden, Geldzorgen], Opened(facts, story, Utc(2027, 4, 11, 21, 59, 59)));
        Assert.Equal([Geldzorgen], Opened(facts, story, Utc(2027, 4, 11, 22)));

        facts.AddRange(ConsentDecider.Decide(new ReconsiderConsent(Utc(2027, 4, 11, 22)), Fold(facts)));
        Nothing_but_heard(story, facts, Geldzorgen);
    }

    /// <summary>Case 2, asked a week before: yes to one, no to the other.</summary>
    [Fact]
    public void Case_2_what_the_child_said_beforehand_opens_without_a_gap()
    {
        var facts = SaidYes(new(2015, 4, 12), At(2027, 3, 29), Samira, Erik);
        var story = Running(facts, At(2027, 3, 29, 11), At(2027, 4, 1), Gezondheid, Woorden, Geldzorgen);
        foreach (var said in new ConsentCommand[]
            { Yes(Scene.Health, Yara, At(2027, 4, 5), Gezondheid), No(Scene.Health, Yara, At(2027, 4, 5), Woorden) })
        {
            facts.AddRange(ConsentDecider.Decide(said, Fold(facts)));
        }

        Assert.Equal([Gezondheid, Woorden, Geldzorgen], Opened(facts, story, Utc(2027, 4, 11, 21, 59, 59)));
        Assert.Equal([Gezondheid, Geldzorgen], Opened(facts, story, Utc(2027, 4, 11, 22)));
    }

    /// <summary>Case 3: she turns 16, her father takes everything back the day after, she says yes herself.</summary>
    [Fact]
    public void Case_3_who_no_longer_signs_closes_nothing_and_calls_nobody()
    {
        var facts = SaidYes(new(2011, 2, 16), At(2027, 1, 11), Samira, Erik, Yara);
        var story = Running(facts, At(2027, 1, 11, 11), At(2027, 1, 13), Gezondheid, Woorden, Geldzorgen);
        Assert.Equal(3, Opened(facts, story, Utc(2027, 2, 15, 22, 59, 59)).Length);
        Assert.Equal([Geldzorgen], Opened(facts, story, Utc(2027, 2, 15, 23)));

        var luis = ConsentDecider.Decide(TakeBack(Erik, At(2027, 2, 16, 8)), Fold(facts));
        facts.AddRange(luis.Refusal is null ? luis : []);
        facts.AddRange(ConsentDecider.Decide(new ReconsiderConsent(At(2027, 2, 16, 8, 1)), Fold(facts)));
        Nothing_but_heard(story, facts, Geldzorgen);
        Assert.Equal([Geldzorgen], Opened(facts, story, At(2027, 2, 17, 16, 29)));

        facts.AddRange(ConsentDecider.Decide(Yes(Scene.Health, Yara, At(2027, 2, 17, 16, 30), Gezondheid, Woorden), Fold(facts)));
        Assert.Equal([Gezondheid, Woorden, Geldzorgen], Opened(facts, story, At(2027, 2, 17, 16, 30)));
        Nothing_but_heard(story, facts, Gezondheid, Woorden, Geldzorgen);
    }

    /// <summary>Case 5: under supervision; a ground carries to the institution of the order, until its last day, no further.</summary>
    [Fact]
    public void Case_5_a_ground_carries_a_referral_to_the_institution_and_to_no_other_team()
    {
        var facts = Facts(
            new ConsentHearFamily(Bouazza(At(2027, 2, 9))), Invoke("ots", DeBrug, At(2027, 2, 9, 10), Gezondheid, Ontwikkeling) with
            {
                Order = new(Yara, DeBrug.Organisation, new(2027, 1, 15), new(2028, 1, 15)),
            });
        var story = Running(facts, At(2027, 2, 9, 11), At(2027, 2, 10), ToDeBrug, Gezondheid, Ontwikkeling);
        Assert.Equal([Gezondheid, Ontwikkeling], State(story).Sent);
        Assert.Equal(2, Opened(facts, story, At(2028, 1, 15, 23, 59, 59)).Length);
        Assert.Empty(Opened(facts, story, At(2028, 1, 16, 0)));

        ReferralEvent[] elsewhere = [Draft(ToNoord, At(2027, 2, 9), Gezondheid, Ontwikkeling)];
        Assert.Empty(Given(elsewhere).When(Said(facts)).ThenA<RowsHeard>().Allowed);
        Given(elsewhere).When(Sending(facts, ToNoord, At(2027, 2, 9, 11), Gezondheid, Ontwikkeling))
            .ThenRefused(ReferralRefusals.NothingAllowed);

        ReferralEvent[] arrived = [.. story.TakeWhile(f => f is not ReferralAccepted)];
        var on = Granted(facts, "doorverwijzen", ToNoord, DeBrug.Team, DeBrug.Organisation, At(2027, 2, 9, 12), Gezondheid, Ontwikkeling);
        var gijs = new Person("gijs", new HashSet<Guid> { DeBrug.Team });
        Given(arrived).When(new ReRouteReferral(ToNoord, on, Other, "andere-deskundigheid", gijs, At(2027, 2, 9, 12)))
            .ThenRefused(ReferralRefusals.NotCovered);
    }

    /// <summary>Case 8: not now, not now, yes. Nothing could leave before; from then the agreed clock runs.</summary>
    [Fact]
    public void Case_8_nothing_leaves_until_she_said_yes_and_then_it_leaves_that_day()
    {
        var facts = Facts(new ConsentHearFamily(Bouazza(At(2026, 11, 3))));
        ReferralEvent[] drafted = [Draft(ToNoord, At(2026, 12, 15), Geldzorgen)];
        foreach (var day in new[] { At(2026, 12, 15), At(2027, 1, 26, 9, 59, 59) })
        {
            var early = Given(drafted).When(Sending(facts, ToNoord, day, Geldzorgen));
            early.ThenRefused(ReferralRefusals.NothingAllowed);
        }

        facts = Facts(
            new ConsentHearFamily(Bouazza(At(2026, 11, 3))), AskHelp(At(2027, 1, 26, 9, 50), Geldzorgen),
            Yes(Scene.Health, Samira, At(2027, 1, 26, 10)));
        var left = Given(drafted).When(Sending(facts, ToNoord, At(2027, 1, 26, 10, 5), Geldzorgen)).All;
        Assert.Equal([Geldzorgen], Assert.Single(left.OfType<ReferralSent>()).Rows);
        Assert.Equal(
            [("acceptatie-1", false, new DateOnly(2027, 2, 2))],
            left.OfType<TermStarted>().Select(t => (t.Term, t.Legal, t.EndsOn)));
    }

    /// <summary>Case 10: her own rows leave without him; the child's rows wait for nobody who may not know, and never leave.</summary>
    [Fact]
    public void Case_10_her_referral_goes_and_the_childs_never_leaves_or_names_him()
    {
        var family = Bouazza(At(2027, 2, 15), new(2019, 6, 6));
        var facts = Facts(
            new ConsentHearFamily(family with { Members = [Adult(Samira), Adult(Erik, mayNotBeInformed: true), family.Members[2]] }),
            AskDebts(At(2027, 2, 16), Geldzorgen, Schulden), AskHelp(At(2027, 2, 16), Gezondheid) with { Request = Other },
            Yes(Scene.Debts, Samira, At(2027, 2, 16, 10)), Yes(Other, Samira, At(2027, 2, 16, 10)));
        ReferralEvent[] hers =
            [Draft(ToSchuldhulp, At(2027, 2, 16), Geldzorgen, Schulden) with { Purpose = "schuldhulp", Urgency = "normaal" }];
        var left = Given(hers).When(Sending(facts, ToSchuldhulp, At(2027, 2, 16, 11), "schuldhulp", Geldzorgen, Schulden)).All;
        Assert.Equal([Geldzorgen, Schulden], Assert.Single(left.OfType<ReferralSent>()).Rows);
        Assert.Equal(new DateOnly(2027, 3, 16), left.OfType<TermStarted>().Single(t => t.Legal).EndsOn);

        ReferralEvent[] childs = [Draft(ToNoord, At(2027, 2, 16), Gezondheid)];
        Assert.Empty(Given(childs).When(Said(facts)).ThenA<RowsHeard>().Allowed);
        Given(childs).When(Sending(facts, ToNoord, At(2027, 2, 16, 11), Gezondheid)).ThenRefused(ReferralRefusals.NothingAllowed);
        var said = left.Select(f => System.Text.Encoding.UTF8.GetString(Platform.Deciding.Facts.Write(f)));
        Assert.DoesNotContain(said, text => text.Contains(Erik.ToString(), StringComparison.Ordinal));
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);

    private static List<ConsentFact> SaidYes(DateOnly birth, DateTimeOffset at, params Guid[] people) => Facts(
    [
        new ConsentHearFamily(Bouazza(at, birth)), AskHelp(at, Gezondheid, Woorden, Geldzorgen),
        .. people.Select(p => Yes(Scene.Health, p, at.AddHours(1))),
    ]);

    private static ReferralDrafted Draft(Recipient to, DateTimeOffset at, params Row[] rows) =>
        Drafted with { To = to, Purpose = "gezinshulp", Rows = rows, At = at };

    private static ReferralEvent[] Running(List<ConsentFact> facts, DateTimeOffset sent, DateTimeOffset accepted, params Row[] rows) =>
        Running(facts, sent, accepted, ToNoord, rows);

    /// <summary>A referral that was drafted, heard of consent, left with what consent granted, and was accepted.</summary>
    private static ReferralEvent[] Running(
        List<ConsentFact> facts, DateTimeOffset sent, DateTimeOffset accepted, Recipient to, params Row[] rows)
    {
        var who = new Person(Wim, new HashSet<Guid> { to.Team });
        var letter = new LetterWritten([.. rows.Select(r => new Section(r, Ref(1)))], sent);
        ReferralEvent[] story = [Draft(to, sent.AddHours(-1), rows), letter];
        foreach (var command in new ReferralCommand[] { Said(facts), Sending(facts, to, sent, rows), new AcceptReferral(who, accepted) })
        {
            var decision = ReferralDecider.Decide(command, story.Aggregate(Referral.Initial, Referral.Evolve));
            Assert.Null(decision.Refusal);
            story = [.. story, .. decision];
        }

        return story;
    }

    private static Referral.Known State(IEnumerable<ReferralEvent> story) =>
        (Referral.Known)story.Aggregate(Referral.Initial, Referral.Evolve);

    private static SendReferral Sending(List<ConsentFact> facts, Recipient to, DateTimeOffset at, params Row[] rows) =>
        Sending(facts, to, at, "gezinshulp", rows);

    private static SendReferral Sending(List<ConsentFact> facts, Recipient to, DateTimeOffset at, string purpose, params Row[] rows) =>
        new(Granted(facts, "verzenden", to, JgzTeam, Cast.Jgz, at, purpose, rows), Question, NoorOfJgz, at);

    private static Row[] Granted(
        List<ConsentFact> facts, string action, Recipient to, Guid team, Guid organisation, DateTimeOffset at, params Row[] rows) =>
        Granted(facts, action, to, team, organisation, at, "gezinshulp", rows);

    /// <summary>What consent answers at an instant; nothing is remembered of it here.</summary>
    private static Row[] Granted(
        List<ConsentFact> facts, string action, Recipient to, Guid team, Guid organisation, DateTimeOffset at, string purpose, Row[] rows)
    {
        var asked = new DecideAccess(
            Guid.CreateVersion7(), new("referral", Wim, "professional", team, organisation), action, to.Team, to.Organisation, purpose,
            rows, at);
        return [.. ConsentDecider.Decide(asked, Fold(facts)).OfType<AccessAnswered>().Single().Granted.Select(g => g.Row)];
    }

    /// <summary>The sections that the receiver opens: the letter is open to it, and consent grants them then.</summary>
    private static Row[] Opened(List<ConsentFact> facts, ReferralEvent[] story, DateTimeOffset at)
    {
        var known = State(story);
        Assert.Null(WarmHandover.Referrals.Features.LetterAccess.Refused(known, at));
        var to = known.To;
        return Granted(facts, "openen", to, to.Team, to.Organisation, at, [.. known.Sent]);
    }

    /// <summary>What the house hears of consent after its last fact.</summary>
    private static HearRows Said(List<ConsentFact> facts)
    {
        var told = new Told<Consent, ConsentFact>("consent.family-x", facts.Count, Fold(facts), facts[^1], facts[^1].At);
        var stands = ConsentAnnouncements.Choose(told).OfType<ConsentStands>().Single();
        return new(facts.Count, stands.Requests, facts[^1].At);
    }

    /// <summary>A birthday or an empty withdrawal is heard: no status, no task and no term comes of it.</summary>
    private void Nothing_but_heard(ReferralEvent[] story, List<ConsentFact> facts, params Row[] allowed)
    {
        var heard = Assert.IsType<RowsHeard>(Given(story).When(Said(facts)).ThenOne());
        Assert.Equal(allowed, heard.Allowed);
        Assert.Empty(heard.Closed);
        Assert.Equal(State(story).Status, State([.. story, heard]).Status);
    }
}
