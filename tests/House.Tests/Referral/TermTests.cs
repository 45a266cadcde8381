using WarmHandover.Platform.Time;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Which clocks start, end and speak by what happens to a referral, to the day.</summary>
public sealed class TermTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly Recipient OostForTheCollege = new(WijkteamNoord, Wijkteam, ActsForCollege: true);

    /// <summary>Case 1: sent on Tuesday 2 February 2027, the first conversation before the end of Tuesday 2 March.</summary>
    [Fact]
    public void Case_1_the_four_weeks_of_the_law_end_on_2_march()
    {
        var sent = At(2027, 2, 2, 10);
        var terms = Terms(Given(Drafted, Heard).When(new SendReferral(Asked, Question, NoorOfJgz, sent)));
        Assert.Equal(("eerste-gesprek-1", true, new DateOnly(2027, 3, 2)), (terms[1].Term, terms[1].Legal, terms[1].EndsOn));
        Assert.Equal(("acceptatie-1", false, new DateOnly(2027, 2, 9)), (terms[0].Term, terms[0].Legal, terms[0].EndsOn));
    }

    /// <summary>Case 7: a foundation has no task under the Wgs; the clock starts when it reaches a team that has.</summary>
    [Fact]
    public void Case_7_the_clock_starts_where_the_college_is_reached()
    {
        ReferralEvent[] atOost = [DraftedToNoord, Heard, Sent with { At = At(2027, 4, 23, 8) }];
        Assert.DoesNotContain(
            Terms(Given(DraftedToNoord, Heard).When(new SendReferral(Asked, Question, NoorOfJgz, At(2027, 4, 23, 8)))), t => t.Legal);

        var on = Given(atOost)
            .When(new ReRouteReferral(ToSchuldhulp, Asked, Other, "andere-deskundigheid", WimOfNoord, At(2027, 4, 28, 7)));
        Assert.Equal(new DateOnly(2027, 5, 26), Terms(on).Single(t => t.Legal).EndsOn);

        var variant = Given(DraftedToNoord with { To = OostForTheCollege }, Heard)
            .When(new SendReferral(Asked, Question, NoorOfJgz, At(2027, 4, 23, 8)));
        Assert.Equal(new DateOnly(2027, 5, 21), Terms(variant).Single(t => t.Legal).EndsOn);
    }

    [Fact]
    public void Claim_re_route_hold_recall_and_decline_never_stop_the_clock_of_the_college()
    {
        ReferralEvent[] story = [DraftedToNoord with { To = OostForTheCollege }, Heard, Sent, Talking];
        var on = Given(story).When(new ReRouteReferral(ToSchuldhulp, Asked, Other, "andere-deskundigheid", WimOfNoord, Monday.AddDays(9)));
        Assert.DoesNotContain(Terms(on), t => t.Legal);

        ReferralCommand[] acts =
        [
            new ClaimReferral(null, RuudOfSchuldhulp, Monday), new RecallReferral("vergissing", NoorOfJgz, Monday),
            new DeclineReferral("andere-deskundigheid", RuudOfSchuldhulp, Monday), new AcceptReferral(RuudOfSchuldhulp, Monday),
        ];
        foreach (var act in acts)
            Assert.Equal(Talking.EndsOn, After([.. UpTo[ReferralStatus.Received], Talking], act).OpenTerm("eerste-gesprek")?.EndsOn);
    }

    [Fact]
    public void A_threat_known_from_the_first_gives_three_working_days() => Assert.Equal(
        ("eerste-gesprek-dreigend", new DateOnly(2027, 3, 30)),
        Terms(Given(Drafted with { Urgency = "dreigend" }, Heard)
            .When(new SendReferral(Asked, Question, NoorOfJgz, At(2027, 3, 23, 9)))).Where(t => t.Legal).Select(t => (t.Kind, t.EndsOn))
            .Single());

    [Fact]
    public void A_threat_learned_later_shortens_and_never_lengthens()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], Talking];
        Given(story).When(new RecordThreat("afsluiting-gas", NoorOfJgz, Threatened.At)).Then(Threatened, Shorter);
        Given([.. story, Threatened, Shorter]).When(new RecordThreat("uithuiszetting", RuudOfSchuldhulp, Monday.AddDays(2)))
            .Then(new ThreatRecorded("uithuiszetting", Side.Receiver, Monday.AddDays(2)));
        Given(story).When(new RecordThreat("uithuiszetting", NoorOfJgz, At(2027, 3, 29, 9)))
            .Then(new ThreatRecorded("uithuiszetting", Side.Sender, At(2027, 3, 29, 9)));
        Given(story).When(new RecordThreat("kapotte-fiets", NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.ThreatUnknown);
    }

    [Fact]
    public void Warnings_go_by_the_earlier_of_the_legal_and_the_strict_count()
    {
        var dates = TermRules.Standard.Dates("eerste-gesprek", Today);
        Assert.Equal((new DateOnly(2027, 3, 30), new DateOnly(2027, 3, 29)), (dates.EndsOn, dates.StrictEndsOn));
        Assert.Equal(At(2027, 3, 22, 7), dates.WarnAt);
        Assert.Equal(new DateOnly(2026, 4, 6), TermRules.Standard.Dates("eerste-gesprek-dreigend", new(2026, 4, 1)).StrictEndsOn);
    }

    [Fact]
    public void The_clock_says_near_and_then_over_each_once()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Sent], Answering];
        Given(story).When(new StrikeTerm("acceptatie-1", Near.At.AddTicks(-1))).ThenNothing();
        Given(story).When(new StrikeTerm("acceptatie-1", Near.At)).Then(Near);
        Given([.. story, Near]).When(new StrikeTerm("acceptatie-1", Over.At.AddTicks(-1))).ThenNothing();
        Given([.. story, Near]).When(new StrikeTerm("acceptatie-1", Over.At)).Then(Over, ToCall);
        Given([.. story, Near, Over, ToCall]).When(new StrikeTerm("acceptatie-1", Over.At.AddDays(9))).ThenNothing();
        Given([.. story, Answered]).When(new StrikeTerm("acceptatie-1", Over.At)).ThenNothing();
    }

    [Fact]
    public void What_a_house_that_was_down_says_too_late_is_marked_so()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Sent], Answering];
        Given(story).When(new StrikeTerm("acceptatie-1", Near.At.AddDays(1))).ThenA<TermApproaching>();
        Assert.True(Given(story).When(new StrikeTerm("acceptatie-1", Near.At.AddDays(1))).ThenA<TermApproaching>().Late);
        Assert.False(Given(story).When(new StrikeTerm("acceptatie-1", Near.At.AddMinutes(5))).ThenA<TermApproaching>().Late);
    }

    [Fact]
    public void Later_on_the_familys_wish_is_shown_apart_and_never_shortens_what_the_law_gives()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], Talking];
        Given(story).When(new PutOffTerm("eerste-gesprek-1", new(2027, 4, 12), RuudOfSchuldhulp, LaterOnWish.At)).Then(LaterOnWish);
        var term = Fold([.. story, LaterOnWish]).OpenTerm("eerste-gesprek")!;
        Assert.Equal(new DateOnly(2027, 3, 30), term.EndsOn);
        Assert.Equal("later-op-wens", term.StateOn(new(2027, 4, 1)));
        Assert.Equal("verstreken", term.StateOn(new(2027, 4, 13)));
        Assert.Equal("gehaald-later-op-wens", (term with { MetOn = new(2027, 4, 10) }).StateOn(new(2027, 5, 1)));
        Assert.Equal("te-laat-gehaald", (term with { Later = null, MetOn = new(2027, 4, 10) }).StateOn(new(2027, 5, 1)));
        Assert.Equal(Amsterdam.StartOf(new(2027, 4, 13)), term.ExpiresAt);
        Assert.Equal(Amsterdam.StartOf(new(2027, 3, 31)), (term with { Later = new(2027, 3, 3) }).ExpiresAt);
    }

    [Fact]
    public void A_term_that_is_over_or_of_the_family_or_unknown_is_not_put_off()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], Talking, Closed];
        PutOffTerm Off(string term, DateOnly until) => new(term, until, RuudOfSchuldhulp, Monday);
        Given(story).When(Off("eerste-gesprek-1", new(2027, 4, 1))).ThenRefused(ReferralRefusals.TermOver);
        Given(story).When(Off("besluit-1", new(2027, 4, 1))).ThenRefused(ReferralRefusals.TermUnknown);
        Given([.. UpTo[ReferralStatus.Accepted], Talking]).When(Off("eerste-gesprek-1", new(2026, 4, 1)))
            .ThenRefused(ReferralRefusals.InThePast);
        Given([.. UpTo[ReferralStatus.Accepted], Talking]).When(Off("eerste-gesprek-1", new(2029, 4, 1)))
            .ThenRefused(ReferralRefusals.TooFar);
    }

    [Fact]
    public void Acceptance_answers_and_starts_the_agreed_clocks_that_follow()
    {
        var accepted = After([.. UpTo[ReferralStatus.Received], Answering], new AcceptReferral(RuudOfSchuldhulp, Monday.AddDays(1)));
        Assert.Equal(new DateOnly(2027, 3, 2), accepted.Terms[0].MetOn);
        Assert.Equal(["eerste-contact-1", "terugkoppeling-1"], accepted.Terms.Where(t => t.Open).Select(t => t.Started.Term));
        Assert.All(accepted.Terms, t => Assert.False(t.Started.Legal));
    }

    /// <summary>Case 9: the family moved; the clock of the old town was neither met nor missed.</summary>
    [Fact]
    public void Case_9_who_moved_closes_the_term_without_meeting_or_missing_it()
    {
        var after = After(
            [.. UpTo[ReferralStatus.InProgress], Talking], new CompleteHelp("verhuisd", RuudOfSchuldhulp, Monday.AddDays(9)));
        Assert.Equal(("verhuisd", "gesloten"), (after.Terms[0].ClosedBy, after.Terms[0].StateOn(new(2027, 6, 1))));
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void Nothing_that_ended_leaves_an_agreed_clock_running(string what)
    {
        ReferralCommand end = what switch
        {
            "stopped" => new StopReferral("gezin-wil-geen-hulp", NoorOfJgz, Monday),
            "recalled" => new RecallReferral("vergissing", NoorOfJgz, Monday),
            _ => new DeclineReferral("andere-deskundigheid", RuudOfSchuldhulp, Monday),
        };
        Assert.DoesNotContain(After([.. UpTo[ReferralStatus.Received], Answering], end).Terms, t => t.Open);
    }

    public static TheoryData<string> Stops => ["stopped", "recalled", "declined"];

    private static TermStarted[] Terms(Outcome outcome) => [.. outcome.All.OfType<TermStarted>()];

    private static Referral.Known After(ReferralEvent[] story, ReferralCommand act) => (Referral.Known)ReferralDecider
        .Decide(act, Fold(story)).Aggregate((Referral)Fold(story), Referral.Evolve);

    private static Referral.Known Fold(IEnumerable<ReferralEvent> facts) =>
        (Referral.Known)facts.Aggregate(Referral.Initial, Referral.Evolve);

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
