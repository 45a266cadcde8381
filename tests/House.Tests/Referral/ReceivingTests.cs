using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What a receiving team does among itself, what it asks back, and who goes on when a team closes.</summary>
public sealed class ReceivingTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly Person Rian = RuudOfSchuldhulp with { Pseudonym = "rian" };
    private static readonly ReferralEvent[] AtDebtHelp = [.. UpTo[ReferralStatus.Received], Claimed];

    [Fact]
    public void It_is_handed_on_within_the_team_and_given_back()
    {
        Given(AtDebtHelp).When(new HandOn("rian", "herverdeling", RuudOfSchuldhulp, HandedOn.At)).Then(HandedOn);
        Given([.. AtDebtHelp, HandedOn]).When(new ReleaseClaim(null, "vertrek", Rian, Released.At)).Then(Released);
        Given([.. AtDebtHelp, HandedOn]).When(new ReleaseClaim("ruud", "vertrek", Rian, Released.At)).ThenNothing();
        Given(AtDebtHelp).When(new HandOn("rian", "herverdeling", NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NotYours);
        Given(UpTo[ReferralStatus.Completed]).When(new HandOn("rian", "herverdeling", Rian, Monday))
            .ThenRefused(ReferralRefusals.NotFromHere);
        Given([.. AtDebtHelp, HandedOn, Released]).When(new ClaimReferral(null, Rian, Monday))
            .Then(new ReferralClaimed("rian", null, Monday));
    }

    [Fact]
    public void A_question_back_is_a_task_for_the_sender_and_its_answer_one_for_the_receiver()
    {
        var asked = Given(AtDebtHelp).When(new AskSender(WhatAsked.Question, "is-er-haast", RuudOfSchuldhulp, WhatAsked.At)).All;
        var task = Assert.IsType<TaskSet>(asked[1]);
        Assert.Equal(("vraag-van-ontvanger", JgzTeam, (Guid?)WhatAsked.Question), (task.Reason, task.Team, task.About));

        ReferralEvent[] story = [.. AtDebtHelp, .. asked];
        var answered = Given(story).When(new AnswerReceiver(WhatAsked.Question, "ja", NoorOfJgz, WhatAnswered.At)).All;
        Assert.Equal([task.Task], answered.OfType<TaskDone>().Select(t => t.Task));
        Assert.Equal([("antwoord-van-verzender", SchuldhulpTeam)], answered.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));

        Given(story).When(new AskSender(Other, "is-er-haast", RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.QuestionOpen);
        Given(story).When(new AnswerReceiver(Other, "ja", NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.QuestionUnknown);
        Given(story).When(new AnswerReceiver(WhatAsked.Question, "ja", RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.NotYours);
        Given([.. story, .. answered]).When(new AnswerReceiver(WhatAsked.Question, "nee", NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.QuestionAnswered);
    }

    [Fact]
    public void A_waiting_list_holds_what_was_accepted_and_has_a_way_on()
    {
        var paused = new HelpPaused("wachtlijst", Monday.AddDays(1)) { Until = new(2027, 4, 1) };
        Given(UpTo[ReferralStatus.Accepted])
            .When(new PauseHelp("wachtlijst", RuudOfSchuldhulp, Monday.AddDays(1), new(2027, 4, 1))).Then(paused);
        var facts = Given([.. UpTo[ReferralStatus.Accepted], paused]).When(new ResumeHelp(RuudOfSchuldhulp, Monday.AddDays(9))).All;
        Assert.IsType<HelpResumed>(facts[0]);
    }

    [Fact]
    public void A_no_of_the_receiver_makes_the_sender_call_the_family()
    {
        var facts = Given(AtDebtHelp).When(new DeclineReferral("andere-deskundigheid", RuudOfSchuldhulp, Monday)).All;
        Assert.Equal([("bel-het-gezin-afgewezen", JgzTeam)], facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
    }

    [Fact]
    public void When_a_team_closes_another_goes_on_only_with_what_consent_covers_and_never_in_a_circle()
    {
        ReferralEvent[] story = [DraftedToNoord, Heard, Sent, ReceivedByNoord, new ReferralAccepted(Wim, Monday), Started];
        ReplaceReceiver Replace(Recipient to, params Contracts.Row[] granted) =>
            new(WijkteamNoord, to, granted, Question, "samengevoegd", Monday.AddDays(7));

        var facts = Given(story).When(Replace(ToSchuldhulp, Debts)).All;
        var after = (Referral.Known)story.Concat(facts).Aggregate(Referral.Initial, Referral.Evolve);
        Assert.Equal((SchuldhulpTeam, SchuldhulpTeam), (after.To.Team, after.Owner));
        Assert.Equal((ReferralStatus.InProgress, null), (after.Status, after.Claim));
        Assert.Equal([Debts], after.Sent);
        Assert.Equal([("overgenomen-van-ander-team", SchuldhulpTeam)], facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));

        Given(story).When(Replace(ToSchuldhulp)).ThenRefused(ReferralRefusals.NotCovered);
        Given(story).When(Replace(new(JgzTeam, Jgz, false), Debts)).ThenRefused(ReferralRefusals.Circle);
        Given([.. story, Completed]).When(Replace(ToSchuldhulp, Debts)).ThenNothing();
        Assert.Empty(ReferralDecider.Sides(after, WimOfNoord));
    }

    [Fact]
    public void When_a_sending_team_closes_a_team_of_the_same_organisation_is_the_sender_with_its_tasks()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Received], ToCall];
        var replace = new ReplaceSender(JgzTeam, new(Id(0x103), Jgz, false), "samengevoegd", OtherSender.At);
        var facts = Given(story).When(replace).All;
        var after = (Referral.Known)story.Concat(facts).Aggregate(Referral.Initial, Referral.Evolve);
        Assert.Equal((Id(0x103), Id(0x103)), (after.Draft.FromTeam, after.Owner));
        Assert.True(after.Owes(Id(0x103), "bel-het-gezin-onbeantwoord"));
        Assert.False(after.Owes(JgzTeam, "bel-het-gezin-onbeantwoord"));
        Given(story).When(replace with { To = ToNoord }).ThenRefused(ReferralRefusals.OtherOrganisation);
        Given(story).When(replace with { Leaving = WijkteamNoord }).ThenNothing();
    }

    [Fact]
    public void After_a_withdrawal_in_between_both_workers_call_the_family_before_the_conversation()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.HandoverPlanned]];
        var facts = Given(story).When(new HearRows(9, [Request(SchuldhulpTeam, [], Asked)], Monday.AddDays(2))).All;
        Assert.Equal(
            [("bel-het-gezin-ingetrokken", JgzTeam, Planned.PlannedAt), ("bel-het-gezin-ingetrokken", SchuldhulpTeam, Planned.PlannedAt)],
            facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team, t.Before!.Value)));
        Assert.Equal(2, facts.OfType<TaskSet>().Select(t => t.Task).Distinct().Count());

        var call = facts.OfType<TaskSet>().First();
        Given([.. story, .. facts]).When(new FinishTask(call.Task, "gezin-wil-hulp", NoorOfJgz, Monday.AddDays(3)))
            .Then(new TaskDone(call.Task, "gezin-wil-hulp", Monday.AddDays(3)));
        Given([.. story, .. facts]).When(new FinishTask(call.Task, "gezin-wil-hulp", RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.TaskUnknown);
        var stopped = Given([.. story, .. facts]).When(new StopReferral("gezin-wil-geen-hulp", NoorOfJgz, Monday.AddDays(3))).All;
        Assert.Equal(2, stopped.OfType<TaskDone>().Count(t => t.Outcome == ReferralDecider.Lapsed));
    }
}
