using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>
/// The warm conversation and the help after acceptance: who was there, what the family wants, what the sender hears, what the law asks.
/// </summary>
public sealed class HelpTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly ReferralEvent[] Helped = UpTo[ReferralStatus.InProgress];
    private static readonly ReferralEvent[] Sat = UpTo[ReferralStatus.HandoverHeld];

    private static HoldHandover Hold => new(
        Conversation, Held.HeldAt, Held.Members, Held.Professionals, RuudOfSchuldhulp, Held.At);

    [Fact]
    public void A_conversation_is_planned_in_a_form_at_a_place_with_people_and_an_interpreter()
    {
        var meeting = new Meeting("toeleiden", "bij-ontvanger", Interpreter: true, [Samira], [Noor, Ruud]);
        var planned = Given(UpTo[ReferralStatus.Accepted])
            .When(new PlanHandover(Conversation, Planned.PlannedAt, NoorOfJgz, Monday, meeting)).ThenA<HandoverPlanned>();
        Assert.Equal(meeting, planned.Meeting);
        var held = Given([.. UpTo[ReferralStatus.Accepted], planned]).When(Hold).ThenA<HandoverHeld>();
        Assert.Equal("toeleiden", held.Form);
    }

    [Fact]
    public void A_peer_expert_is_there_only_with_the_yes_of_somebody_who_was_there()
    {
        var story = Given(UpTo[ReferralStatus.HandoverPlanned]);
        story.When(Hold with { PeerExpert = true }).ThenRefused(ReferralRefusals.PeerNeedsYes);
        story.When(Hold with { PeerExpert = true, PeerAgreedBy = Erik }).ThenRefused(ReferralRefusals.PeerNeedsYes);
        Assert.Equal(Samira, story.When(Hold with { PeerExpert = true, PeerAgreedBy = Samira }).ThenA<HandoverHeld>().PeerAgreedBy);
    }

    [Fact]
    public void The_family_confirms_and_nobody_confirms_for_who_was_not_there()
    {
        Given(Sat).When(new ConfirmHandover(Conversation, Samira, NoorOfJgz, ConfirmedByFamily.At)).Then(ConfirmedByFamily);
        Given(Sat).When(new ConfirmHandover(Conversation, Erik, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.WasNotThere);
        Given(UpTo[ReferralStatus.HandoverPlanned]).When(new ConfirmHandover(Conversation, Samira, NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.NotHeld);
    }

    [Fact]
    public void A_missed_conversation_has_a_next_day_or_is_a_task()
    {
        var miss = new MissHandover(Conversation, "gezin-afwezig", RuudOfSchuldhulp, Missed.At);
        var facts = Given(UpTo[ReferralStatus.HandoverPlanned]).When(miss).All;
        Assert.Equal([("plan-gesprek-opnieuw", SchuldhulpTeam)], facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
        Assert.Equal(
            new DateOnly(2027, 3, 10),
            Given(UpTo[ReferralStatus.HandoverPlanned]).When(miss with { NextOn = new(2027, 3, 10) }).ThenA<HandoverMissed>().NextOn);
        Given(UpTo[ReferralStatus.HandoverPlanned]).When(miss with { NextOn = new(2027, 3, 1) }).ThenRefused(ReferralRefusals.InThePast);
    }

    [Fact]
    public void The_first_contact_is_made_when_somebody_was_reached()
    {
        var term = new TermStarted(
            "eerste-contact-1", "eerste-contact", false, Side.Receiver, Today, new(2027, 3, 8), new(2027, 3, 8), Monday, 1, Monday);
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], term];
        var tried = new MakeContact(new(2027, 3, 2), "brief", "ochtend", Reached: false, RuudOfSchuldhulp, Monday.AddDays(1));
        Given(story).When(tried).Then(new ContactMade(new(2027, 3, 2), "brief", "ochtend", false, Monday.AddDays(1)));
        Given(story).When(tried with { On = new(2027, 3, 3) }).ThenRefused(ReferralRefusals.InTheFuture);
        Given(story).When(new MakeContact(Phoned.On, "telefoon", "avond", true, RuudOfSchuldhulp, Phoned.At))
            .Then(Phoned, new TermMet("eerste-contact-1", Phoned.On, Phoned.At));
        Given(story).When(tried with { By = NoorOfJgz }).ThenRefused(ReferralRefusals.NotYours);
    }

    [Fact]
    public void Help_ends_with_every_goal_judged()
    {
        Given(Helped).When(new SetGoal(Wish.Goal, Samira, "financien", Wish.Words, RuudOfSchuldhulp, Wish.At)).Then(Wish);
        var end = new CompleteHelp("doel-bereikt", RuudOfSchuldhulp, Monday.AddDays(30));
        Given([.. Helped, Wish]).When(end).ThenRefused(ReferralRefusals.GoalsOpen);
        Given([.. Helped, Wish]).When(new JudgeGoal(Wish.Goal, "bereikt", RuudOfSchuldhulp, WishCameTrue.At)).Then(WishCameTrue);
        Given([.. Helped, Wish]).When(new JudgeGoal(Other, "bereikt", RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.GoalUnknown);
        Given([.. Helped, Wish, WishCameTrue]).When(end).ThenA<HelpCompleted>();
    }

    [Fact]
    public void A_quick_matter_is_at_most_thirty_days_old_and_never_had_a_goal()
    {
        CompleteHelp Quick(int days) => new("snel-afgerond", RuudOfSchuldhulp, Monday.AddDays(days));
        Given(Helped).When(Quick(30)).ThenA<HelpCompleted>();
        Given(Helped).When(Quick(31)).ThenRefused(ReferralRefusals.NotQuick);
        Given([.. Helped, Wish, WishCameTrue]).When(Quick(10)).ThenRefused(ReferralRefusals.NotQuick);
    }

    [Fact]
    public void An_end_result_belongs_with_its_outcome_and_somebody_asks_later()
    {
        var end = new CompleteHelp("doel-bereikt", RuudOfSchuldhulp, Monday.AddDays(40), "vervolghulp-financieel");
        Assert.Equal("vervolghulp-financieel", Given(Helped).When(end).ThenA<HelpCompleted>().Result);
        Given(Helped).When(end with { Result = "geen-inwoner" }).ThenRefused(ReferralRefusals.ResultUnknown);
        Assert.Contains(Given(Helped).When(end).All.OfType<TaskSet>(), t => t.Reason == "plan-nazorg");
        Assert.DoesNotContain(Given([.. Helped, CheckPlanned]).When(end).All, f => f is TaskSet);
        Assert.Equal(15, HelpCodes.List.Results.Count);
        Assert.All(HelpCodes.List.Outcomes.Values.SelectMany(r => r), r => Assert.Contains(HelpCodes.List.Results, x => x.Code == r));
        Assert.Equal(
            Transitions.Table.Reasons(ReferralStatus.Completed).Order(), HelpCodes.List.Outcomes.Keys.Order());
    }

    [Fact]
    public void The_sender_hears_only_what_was_agreed()
    {
        var tell = new GiveFeedback(
            Told.Feedback, Samira, "terugkoppeling-status", "hulp-gestart", null, Granted: true, Question, RuudOfSchuldhulp, Told.At);
        Given(Helped).When(tell).Then(Told);
        Given(Helped).When(tell with { Granted = false }).ThenRefused(ReferralRefusals.FeedbackNotAgreed);
        Given(Helped).When(tell with { Words = Ref(5) }).ThenRefused(ReferralRefusals.FeedbackTooMuch);
        Given(UpTo[ReferralStatus.Received]).When(tell).ThenRefused(ReferralRefusals.NotFromHere);
        Given(Helped).When(tell with { By = NoorOfJgz }).ThenRefused(ReferralRefusals.NotYours);
        Given([.. Helped, Completed]).When(tell with { Code = "afgerond" }).ThenA<FeedbackGiven>();
    }

    /// <summary>
    /// Case 9: the first conversation on Monday 8 March, an application, the decision due before the end of Monday 3 May.
    /// </summary>
    [Fact]
    public void Case_9_a_decision_is_due_on_3_may_and_the_objection_six_weeks_after_it()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], Talking];
        var talk = new HoldFirstConversation(FirstTalk.HeldOn, true, 8, RuudOfSchuldhulp, FirstTalk.At);
        var facts = Given(story).When(talk).All;
        Assert.Equal([("eerste-gesprek-1", new DateOnly(2027, 3, 8))], facts.OfType<TermMet>().Select(t => (t.Term, t.On)));
        Assert.Equal([("besluit-1", new DateOnly(2027, 5, 3))], facts.OfType<TermStarted>().Select(t => (t.Term, t.EndsOn)));

        var decided = Given([.. story, .. facts]).When(new DecideDebtHelp(LetIn.DecidedOn, "toelating", RuudOfSchuldhulp, LetIn.At)).All;
        Assert.Equal(["besluit-1"], decided.OfType<TermMet>().Select(t => t.Term));
        Assert.Equal(
            [("bezwaar-1", Side.FamilyWish, new DateOnly(2027, 6, 7))],
            decided.OfType<TermStarted>().Select(t => (t.Term, t.OwedBy, t.EndsOn)));
    }

    [Fact]
    public void Debt_help_goes_in_its_own_order_and_promises_no_more_than_the_law_gives()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], Talking];
        var talk = new HoldFirstConversation(FirstTalk.HeldOn, true, 8, RuudOfSchuldhulp, FirstTalk.At);
        Given(story).When(talk with { PromisedWeeks = 9 }).ThenRefused(ReferralRefusals.PromisedTooLong);
        Given(story).When(talk with { HeldOn = new(2027, 3, 9) }).ThenRefused(ReferralRefusals.InTheFuture);
        Given(story).When(talk with { HeldOn = new(2027, 2, 9) }).ThenRefused(ReferralRefusals.BeforeSending);
        Given(story).When(talk with { Application = false }).ThenRefused(ReferralRefusals.NothingPromised);
        Assert.Empty(Given(story).When(talk with { Application = false, PromisedWeeks = null }).All.OfType<TermStarted>());
        var decide = new DecideDebtHelp(LetIn.DecidedOn, "toelating", RuudOfSchuldhulp, LetIn.At);
        Given(story).When(decide).ThenRefused(ReferralRefusals.NoApplication);
        Given([.. story, FirstTalk, LetIn]).When(decide with { Kind = "afwijzing" }).ThenRefused(ReferralRefusals.DecidedBefore);
        Given(story).When(new ReachStage("stabilisatie", new(2027, 3, 1), RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.FirstConversationFirst);
        Given([.. story, FirstTalk, LetIn]).When(new ReachStage("plan-van-aanpak", Plan.On, RuudOfSchuldhulp, Plan.At)).Then(Plan);
        var wonen = Drafted with { Purpose = "wonen", Need = NeedOfSamira with { Domain = "wonen" } };
        Given([wonen, .. UpTo[ReferralStatus.Accepted][1..]]).When(talk).ThenRefused(ReferralRefusals.NoDebtHelp);
    }
}
