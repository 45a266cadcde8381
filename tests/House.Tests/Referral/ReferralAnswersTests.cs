using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>From received to ended: answers, detours, sitting down together, and asking later whether it helped.</summary>
public sealed class ReferralAnswersTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Moves)
{
    [Fact]
    public void The_team_or_the_family_may_say_no()
    {
        Given(UpTo[ReferralStatus.Received]).When(new DeclineReferral("andere-deskundigheid", RuudOfSchuldhulp, Monday)).Then(Declined);
        Given(UpTo[ReferralStatus.Received]).When(new DeclineReferral("gezin-wil-ander-team", NoorOfJgz, Monday))
            .Then(new ReferralDeclined("gezin-wil-ander-team", Side.FamilyWish, Monday));
        Given(UpTo[ReferralStatus.Received]).When(new DeclineReferral("andere-deskundigheid", NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.ReasonUnknown);
    }

    [Fact]
    public void A_re_route_to_a_team_that_consent_does_not_cover_is_refused() => Given([DraftedToNoord, Heard, Sent])
        .When(new ReRouteReferral(ToSchuldhulp, [], Question, "andere-deskundigheid", WimOfNoord, Monday))
        .ThenRefused(ReferralRefusals.NotCovered);

    [Fact]
    public void A_covered_re_route_takes_only_the_rows_granted_for_the_new_team() => Given([DraftedToNoord, Heard, Sent])
        .When(new ReRouteReferral(ToSchuldhulp, [Debts, Health], Question, "andere-deskundigheid", WimOfNoord, Monday))
        .Then(ReceivedByNoord with { By = Side.Receiver }, ReRouted);

    [Fact]
    public void A_re_route_to_a_closed_team_is_refused() => Given([DraftedToNoord, Heard, Sent])
        .When(new ReRouteReferral(null, Asked, Question, "andere-deskundigheid", WimOfNoord, Monday))
        .ThenRefused(ReferralRefusals.RecipientClosed);

    /// <summary>Case 7: the uncovered re-route, the owed first conversation, the circle, the acceptance.</summary>
    [Fact]
    public void Case_7_a_re_route_a_forbidden_decline_and_a_circle()
    {
        var story = UpTo[ReferralStatus.ReRouted];
        Given(story).When(new DeclineReferral("geen-capaciteit", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.FirstConversationOwed);
        Given(story).When(new ReRouteReferral(ToNoord, Asked, Question, "buiten-gebied", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.Circle);
        Given(story).When(new ReRouteReferral(ToSchuldhulp, Asked, Other, "buiten-gebied", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.Circle);
        Given(story).When(new ReRouteReferral(new(JgzTeam, Jgz, false), Asked, Other, "buiten-gebied", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.Circle);
        Given(story).When(new AcceptReferral(WimOfNoord, Monday)).ThenRefused(Refusals.Missing);
        Given(story).When(new AcceptReferral(RuudOfSchuldhulp, Monday)).Then(Received with { By = Side.Receiver }, Accepted);
    }

    [Fact]
    public void A_team_that_does_not_act_for_the_college_may_be_full() => Given([DraftedToNoord, Heard, Sent, ReceivedByNoord])
        .When(new DeclineReferral("geen-capaciteit", WimOfNoord, Monday))
            .Then(new ReferralDeclined("geen-capaciteit", Side.Receiver, Monday));

    [Fact]
    public void Of_a_recall_and_an_acceptance_one_wins_in_either_order()
    {
        var recall = new RecallReferral("vergissing", NoorOfJgz, Monday);
        var accept = new AcceptReferral(RuudOfSchuldhulp, Monday);
        Given([.. UpTo[ReferralStatus.Received], Recalled]).When(accept).ThenRefused(ReferralRefusals.NotFromHere);
        Given(UpTo[ReferralStatus.Accepted]).When(recall).ThenRefused(ReferralRefusals.NotFromHere);
        Given(UpTo[ReferralStatus.Received]).When(recall).Then(Recalled);
    }

    [Fact]
    public void While_a_legal_term_runs_it_does_not_expire()
    {
        Given(UpTo[ReferralStatus.Received]).When(new ExpireReferral("geen-antwoord", NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.TermRuns);
        Given([DraftedToNoord, Heard, Sent, ReceivedByNoord]).When(new ExpireReferral("geen-antwoord", NoorOfJgz, Monday)).Then(Expired);
    }

    [Fact]
    public void The_family_may_stop_at_any_time_and_take_it_up_again_later()
    {
        Given(UpTo[ReferralStatus.InProgress]).When(new StopReferral("gezin-wil-geen-hulp", NoorOfJgz, Monday)).Then(Stopped);
        Given([.. UpTo[ReferralStatus.InProgress], Stopped]).When(new ReopenReferral("gezin-wil-weer-hulp", RuudOfSchuldhulp, Monday))
            .Then(new ReferralReopened("gezin-wil-weer-hulp", Side.FamilyWish, Monday));
        Given(UpTo[ReferralStatus.Stopped]).When(new ReopenReferral("gezin-wil-weer-hulp", NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.NotFromHere);
    }

    [Fact]
    public void Sitting_down_together_is_planned_and_then_held()
    {
        Given(UpTo[ReferralStatus.Accepted]).When(new PlanHandover(Conversation, Planned.PlannedAt, RuudOfSchuldhulp, Monday))
            .Then(Planned);
        Given(UpTo[ReferralStatus.HandoverPlanned])
            .When(new HoldHandover(Conversation, Held.HeldAt, Held.Members, Held.Professionals, RuudOfSchuldhulp, Held.At)).Then(Held);
        Given(UpTo[ReferralStatus.HandoverPlanned])
            .When(new MissHandover(Conversation, "gezin-afwezig", RuudOfSchuldhulp, Missed.At)).Then(Missed);
    }

    [Fact]
    public void What_cannot_have_happened_is_not_recorded()
    {
        var planned = Given(UpTo[ReferralStatus.HandoverPlanned]);
        var hold = new HoldHandover(Conversation, Held.HeldAt, Held.Members, Held.Professionals, RuudOfSchuldhulp, Held.At);
        planned.When(hold with { HeldAt = Held.At.AddMinutes(1) }).ThenRefused(ReferralRefusals.InTheFuture);
        planned.When(hold with { Members = [] }).ThenRefused(ReferralRefusals.NobodyThere);
        planned.When(hold with { Professionals = [] }).ThenRefused(ReferralRefusals.NobodyThere);
        planned.When(hold with { Conversation = Other }).ThenRefused(ReferralRefusals.NotPlanned);
        planned.When(new MissHandover(Other, "gezin-afwezig", RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.NotPlanned);
        Given(UpTo[ReferralStatus.HandoverHeld]).When(hold with { Members = [Erik] }).ThenRefused(ReferralRefusals.AlreadyHeld);
        Given(UpTo[ReferralStatus.Accepted]).When(new PlanHandover(Conversation, Monday, RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.InThePast);
    }

    /// <summary>Case 6: everything was withdrawn between acceptance and the conversation, and they sat down all the same.</summary>
    [Fact]
    public void Case_6_a_conversation_after_a_withdrawal_is_warm()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.HandoverPlanned], new RowsHeard(9, [], Asked, Monday.AddDays(2))];
        Given(story).When(new HoldHandover(Conversation, Held.HeldAt, Held.Members, Held.Professionals, RuudOfSchuldhulp, Held.At))
            .Then(Held);
        Assert.True(((Referral.Known)story.Append(Held).Aggregate(Referral.Initial, Referral.Evolve)).Warm);
        Assert.False(((Referral.Known)story.Aggregate(Referral.Initial, Referral.Evolve)).Warm);
    }

    [Fact]
    public void Help_starts_waits_goes_on_and_ends_with_an_outcome()
    {
        Given(UpTo[ReferralStatus.Accepted]).When(new StartHelp(RuudOfSchuldhulp, Started.At)).Then(Started);
        Given(UpTo[ReferralStatus.InProgress]).When(new PauseHelp("gezin-vraagt-rust", RuudOfSchuldhulp, Paused.At)).Then(Paused);
        Given(UpTo[ReferralStatus.OnHold]).When(new ResumeHelp(RuudOfSchuldhulp, Resumed.At)).Then(Resumed);
        Given(UpTo[ReferralStatus.InProgress]).When(new CompleteHelp("doel-bereikt", RuudOfSchuldhulp, Completed.At)).Then(Completed);
        Given(UpTo[ReferralStatus.Completed]).When(new ReopenReferral("hulpvraag-terug", RuudOfSchuldhulp, Reopened.At)).Then(Reopened);
    }

    [Fact]
    public void Help_does_not_start_or_end_out_of_turn()
    {
        Given(UpTo[ReferralStatus.OnHold]).When(new StartHelp(RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.NotFromHere);
        Given(UpTo[ReferralStatus.Accepted]).When(new ResumeHelp(RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.NotFromHere);
        Given(UpTo[ReferralStatus.Accepted]).When(new StartHelp(NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NotYours);
        Given(UpTo[ReferralStatus.InProgress]).When(new CompleteHelp("klaar", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.ReasonUnknown);
        Given(UpTo[ReferralStatus.InProgress]).When(new CompleteHelp("snel-afgerond", RuudOfSchuldhulp, Monday.AddDays(31)))
            .ThenRefused(ReferralRefusals.NotQuick);
    }

    [Fact]
    public void A_check_back_is_planned_becomes_due_at_eight_and_is_answered()
    {
        var plan = new PlanCheckBack(CheckBack, CheckPlanned.DueOn, JgzTeam, Jgz, NoorOfJgz, Monday);
        Given(UpTo[ReferralStatus.InProgress]).When(plan).Then(CheckPlanned);

        ReferralEvent[] planned = [.. UpTo[ReferralStatus.InProgress], CheckPlanned];
        Given(planned).When(new StrikeCheckBack(CheckBack, CheckDue.At.AddTicks(-10))).ThenNothing();
        Given(planned).When(new StrikeCheckBack(CheckBack, CheckDue.At)).Then(CheckDue);
        Given([.. planned, CheckDue]).When(new AnswerCheckBack(CheckBack, 4, "geholpen", Ref(3), NoorOfJgz, CheckAnswered.At))
            .Then(CheckAnswered);
    }

    [Fact]
    public void A_check_back_is_refused_when_it_makes_no_sense()
    {
        var plan = new PlanCheckBack(CheckBack, CheckPlanned.DueOn, JgzTeam, Jgz, NoorOfJgz, Monday);
        var running = Given(UpTo[ReferralStatus.InProgress]);
        running.When(plan with { DueOn = Today.AddDays(-1) }).ThenRefused(ReferralRefusals.CheckBackDate);
        running.When(plan with { Team = SchuldhulpTeam }).ThenRefused(ReferralRefusals.NotYourTeam);
        Given(UpTo[ReferralStatus.Sent]).When(plan).ThenRefused(ReferralRefusals.NotFromHere);

        var planned = Given([.. UpTo[ReferralStatus.InProgress], CheckPlanned]);
        var answer = new AnswerCheckBack(CheckBack, 4, "geholpen", Ref(3), NoorOfJgz, CheckAnswered.At);
        planned.When(plan with { DueOn = CheckPlanned.DueOn.AddDays(1) }).ThenRefused(ReferralRefusals.CheckBackKnown);
        planned.When(answer with { Score = 6 }).ThenRefused(ReferralRefusals.AnswerUnknown);
        planned.When(answer with { Code = "misschien" }).ThenRefused(ReferralRefusals.AnswerUnknown);
        planned.When(answer with { CheckBack = Other }).ThenRefused(Refusals.Missing);
        planned.When(answer with { By = RuudOfSchuldhulp }).ThenRefused(ReferralRefusals.NotYourTeam);
        Given([.. UpTo[ReferralStatus.InProgress], CheckPlanned, CheckAnswered]).When(answer with { Score = 1 })
            .ThenRefused(ReferralRefusals.CheckBackAnswered);
    }
}
