using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>A referral helps along and the sender leads; a transfer moves the lead, and the sender's work and view end there.</summary>
public sealed class TransferTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly ReferralDrafted Whole = Drafted with { Transfer = true };

    private static ReferralEvent[] To(ReferralStatus status) => [Whole, .. UpTo[status][1..]];

    private static HoldHandover Hold => new(Conversation, Held.HeldAt, Held.Members, Held.Professionals, RuudOfSchuldhulp, Held.At);

    [Fact]
    public void A_referral_never_moves_the_lead()
    {
        Assert.Empty(Given(UpTo[ReferralStatus.HandoverPlanned]).When(Hold).All.OfType<FamilyTakenOver>());
        var known = State(UpTo[ReferralStatus.Completed]);
        Assert.Equal((JgzTeam, SchuldhulpTeam, null), (known.Lead, known.Owner, known.TakenOver));
    }

    [Fact]
    public void Until_the_talk_or_the_help_the_sender_leads_and_from_then_on_the_receiver()
    {
        Assert.Equal(JgzTeam, State(To(ReferralStatus.HandoverPlanned)).Lead);
        foreach (var facts in new[]
        {
            Given(To(ReferralStatus.HandoverPlanned)).When(Hold).All,
            Given(To(ReferralStatus.Accepted)).When(new StartHelp(RuudOfSchuldhulp, Handed.At)).All,
        })
        {
            var taken = Assert.Single(facts.OfType<FamilyTakenOver>());
            Assert.Equal((JgzTeam, SchuldhulpTeam), (taken.FromTeam, taken.ToTeam));
        }

        var both = State([.. To(ReferralStatus.HandoverPlanned), .. Given(To(ReferralStatus.HandoverPlanned)).When(Hold).All]);
        Assert.Equal(SchuldhulpTeam, both.Lead);
        Assert.Empty(ReferralDecider.Decide(new StartHelp(RuudOfSchuldhulp, Monday.AddDays(5)), both).OfType<FamilyTakenOver>());
    }

    [Fact]
    public void The_senders_tasks_check_backs_and_feedback_end_in_the_same_command()
    {
        ReferralEvent[] before =
        [
            .. To(ReferralStatus.HandoverPlanned),
            new TermStarted("terugkoppeling-1", "terugkoppeling", Legal: false, Side.Receiver, Today, new(2027, 4, 12), new(2027, 4, 12),
                Monday.AddDays(30), 1, Monday),
            new TaskSet("bel-het-gezin-ingetrokken-1", "bel-het-gezin-ingetrokken", JgzTeam, Jgz, null, Monday),
            new TaskSet("bel-het-gezin-ingetrokken-ontvanger-1", "bel-het-gezin-ingetrokken", SchuldhulpTeam, Schuldhulp, null, Monday),
            CheckPlanned with { How = "eigen-ingang" },
        ];
        var facts = Given(before).When(Hold).All;
        Assert.Equal(["bel-het-gezin-ingetrokken-1"], facts.OfType<TaskDone>().Select(d => d.Task));
        Assert.Equal(("terugkoppeling-1", "overgedragen"), facts.OfType<TermClosed>().Select(c => (c.Term, c.Reason)).Single());
        Assert.Equal((CheckBack, Jgz), facts.OfType<CheckBackCancelled>().Select(c => (c.CheckBack, c.Desk!.Value)).Single());
        Assert.Equal([("plan-nazorg", SchuldhulpTeam)], facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
    }

    [Fact]
    public void Afterwards_the_sender_may_nothing_hears_nothing_and_is_asked_nothing()
    {
        ReferralEvent[] over = [.. To(ReferralStatus.HandoverHeld), Handed];
        Assert.Empty(ReferralDecider.Sides(State(over), NoorOfJgz));
        Given(over).When(new StopReferral("gezin-wil-geen-hulp", NoorOfJgz, Monday.AddDays(5))).ThenRefused(ReferralRefusals.TakenOver);
        Given(over).When(new AskSender(Other, "is-er-haast", RuudOfSchuldhulp, Monday.AddDays(5))).ThenRefused(ReferralRefusals.TakenOver);
        Given(over).When(new GiveFeedback(Other, Samira, "terugkoppeling-status", "hulp-loopt", null, true, Question, RuudOfSchuldhulp,
            Monday.AddDays(5))).ThenRefused(ReferralRefusals.TakenOver);
        Assert.Equal([SchuldhulpTeam], Given(over).When(new HearFamily("GM0034", [], Monday.AddDays(6))).All.OfType<TaskSet>()
            .Select(t => t.Team));
        var withdrawn = new HearRows(9, [Request(SchuldhulpTeam, [], Asked)], Monday.AddDays(6));
        Assert.Equal([SchuldhulpTeam], Given(over).When(withdrawn).All.OfType<TaskSet>().Select(t => t.Team));
        Given(over).When(new ReplaceSender(JgzTeam, new(Id(0x103), Jgz, false), "samengevoegd", Monday.AddDays(6))).ThenNothing();
    }

    [Fact]
    public void Feedback_to_the_sender_is_no_term_of_a_transfer()
    {
        var accept = new AcceptReferral(RuudOfSchuldhulp, Monday);
        Assert.Contains(Given(UpTo[ReferralStatus.Received]).When(accept).All.OfType<TermStarted>(), t => t.Kind == "terugkoppeling");
        Assert.DoesNotContain(Given(To(ReferralStatus.Received)).When(accept).All.OfType<TermStarted>(), t => t.Kind == "terugkoppeling");
    }

    [Fact]
    public void The_house_hears_who_leads_and_later_moves_leave_the_sender_out()
    {
        var said = Said([.. To(ReferralStatus.HandoverHeld), Handed, Started, Completed]);
        var over = Assert.Single(said.OfType<FamilyHandedOver>());
        Assert.Equal((Family, JgzTeam, SchuldhulpTeam), (over.Family, over.FromTeam, over.ToTeam));
        Assert.Equal(
            [("handover-held", false), ("in-progress", true), ("completed", true)],
            said.OfType<ReferralMoved>().TakeLast(3).Select(m => (m.To, m.SenderLeft)));
        Assert.DoesNotContain(Said([.. UpTo[ReferralStatus.Completed]]).OfType<ReferralMoved>(), m => m.SenderLeft);
    }

    [Fact]
    public void Both_timelines_have_words_of_their_own_for_a_transfer()
    {
        var (referral, transfer) = (State(UpTo[ReferralStatus.Accepted]), State(To(ReferralStatus.Accepted)));
        Assert.Contains("blijft bij de verwijzer", TimelineWords.Of(Accepted, referral), StringComparison.Ordinal);
        Assert.Contains("De regie gaat over", TimelineWords.Of(Accepted, transfer), StringComparison.Ordinal);
        var own = OwnTimeline.Of(Other, [.. To(ReferralStatus.HandoverHeld), Handed], Sees(Samira))!;
        Assert.Equal("overgenomen", own.Steps[^1].Step);
        var state = Referral.Initial;
        foreach (var fact in OneOfEach)
        {
            state = Referral.Evolve(state, fact);
            Assert.EndsWith(".", TimelineWords.Of(fact, (Referral.Known)state), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_family_answers_its_check_back_itself_once_and_in_time()
    {
        ReferralEvent[] asked = [.. UpTo[ReferralStatus.InProgress], CheckPlanned with { How = "eigen-ingang" }];
        var say = new AnswerOwnCheckBack(CheckBack, 4, "geholpen", Ref(3), CheckAnswered.At);
        Given(asked).When(say).Then(CheckAnswered with { ByFamily = true });
        Given([.. asked, CheckAnswered]).When(say).ThenRefused(ReferralRefusals.CheckBackAnswered);
        Given(asked).When(say with { Code = "niet-bereikt" }).ThenRefused(ReferralRefusals.AnswerUnknown);
        Given(asked).When(say with { At = ReferralDecider.DueAt(CheckPlanned.DueOn).AddDays(60) })
            .ThenRefused(ReferralRefusals.TooLateToAnswer);
        Given([.. UpTo[ReferralStatus.InProgress], CheckPlanned]).When(say).ThenRefused(Refusals.Missing);

        var ways = Said([.. asked, CheckAnswered]).OfType<PersonMayComeIn>().ToArray();
        Assert.Equal([true, false], ways.Select(w => w.Open));
        Assert.All(ways, w => Assert.Equal(("ouder", "nazorg", Samira, Jgz), (w.Role, w.Purpose, w.Person, w.Organisation)));

        ReferralEvent[] young = [Drafted with { Need = NeedOfSamira with { Band = "12-15" } }, .. UpTo[ReferralStatus.InProgress][1..]];
        Assert.Equal("jongere", Said([.. young, CheckPlanned with { How = "eigen-ingang" }]).OfType<PersonMayComeIn>().Single().Role);
        ReferralEvent[] child = [Drafted with { Need = NeedOfSamira with { Band = "under-12" } }, .. UpTo[ReferralStatus.InProgress][1..]];
        Given(child).When(new PlanCheckBack(CheckBack, CheckPlanned.DueOn, JgzTeam, Jgz, NoorOfJgz, Monday, "eigen-ingang"))
            .ThenRefused(ReferralRefusals.NoOwnWay);
    }

    private static Referral.Known State(IEnumerable<ReferralEvent> facts) =>
        (Referral.Known)facts.Aggregate(Referral.Initial, Referral.Evolve);

    private static Contracts.IAnnouncement[] Said(ReferralEvent[] facts)
    {
        var (state, version, said) = (Referral.Initial, 0L, new List<Contracts.IAnnouncement>());
        foreach (var fact in facts)
        {
            state = Referral.Evolve(state, fact);
            said.AddRange(ReferralAnnouncements.Of(
                new Told<Referral, ReferralEvent>(Referral.Kind.Stream(Other), ++version, state, fact, fact.At)));
        }

        return [.. said];
    }
}
