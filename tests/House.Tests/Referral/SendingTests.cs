using WarmHandover.Contracts;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What the sender sees before it leaves, what follows later, what partners agreed, and what hangs together.</summary>
public sealed class SendingTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly ReferralEvent[] OneRowLeft =
        [Drafted, Written, new RowsHeard(3, [Debts], [], Monday), Sent with { Rows = [Debts] }];

    private static readonly DraftReferral Draft = new(
        "WO-TEST0001", Family, NeedOfSamira, JgzTeam, Jgz, ToSchuldhulp, "schuldhulp", "normaal", Asked, null, NoorOfJgz, Monday);

    [Fact]
    public void A_row_that_is_agreed_later_is_a_task_for_the_sender_and_then_a_disclosure_of_its_own()
    {
        var task = new TaskSet("meer-toegestaan-1", "meer-toegestaan", JgzTeam, Jgz, null, Monday.AddDays(1));
        var heard = new RowsHeard(4, Asked, [], Monday.AddDays(1));
        Given(OneRowLeft).When(new HearRows(4, [Request(SchuldhulpTeam, Asked, [])], Monday.AddDays(1))).Then(heard, task);

        var follow = new AddRows([Debts, Money, Health], Question, NoorOfJgz, Monday.AddDays(2));
        Given([.. OneRowLeft, heard, task]).When(follow).ThenA<RowsAdded>();
        var facts = Given([.. OneRowLeft, heard, task]).When(follow).All;
        Assert.Equal([Money], ((RowsAdded)facts[0]).Rows);
        Assert.Equal(["meer-toegestaan-1"], facts.OfType<TaskDone>().Select(t => t.Task));
        Assert.Equal(("brief-aangevuld", SchuldhulpTeam), facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)).Single());
    }

    [Fact]
    public void Nothing_follows_that_was_not_granted_written_and_held_back()
    {
        AddRows Follow(params Row[] granted) => new(granted, Question, NoorOfJgz, Monday);
        Given(OneRowLeft).When(Follow()).ThenRefused(ReferralRefusals.NothingAllowed);
        Given(OneRowLeft).When(Follow(Health)).ThenRefused(ReferralRefusals.NothingAllowed);
        Given(OneRowLeft).When(Follow(Debts, Health)).ThenNothing();
        Given(Drafted, Written).When(Follow(Money)).ThenRefused(ReferralRefusals.NotFromHere);
        Given([.. OneRowLeft, Recalled]).When(Follow(Money)).ThenRefused(ReferralRefusals.NotFromHere);
        Given(OneRowLeft).When(Follow(Money) with { By = RuudOfSchuldhulp }).ThenRefused(ReferralRefusals.NotYours);
    }

    [Fact]
    public void A_section_may_be_written_later_about_what_has_not_left()
    {
        AddSection Add(Row row) => new(new(row, Ref(4)), NoorOfJgz, Monday.AddHours(1));
        Given(OneRowLeft).When(Add(Money)).Then(new SectionAdded(new(Money, Ref(4)), Monday.AddHours(1)));
        Given(OneRowLeft).When(Add(Debts)).ThenRefused(ReferralRefusals.LetterSent);
        Given(OneRowLeft).When(Add(Health)).ThenRefused(ReferralRefusals.RowNotAsked);
    }

    [Fact]
    public void Each_row_says_whether_it_travels_and_why_not()
    {
        var known = Fold(
            [Drafted with { Rows = [Debts, Money, Health] }, Written, new RowsHeard(3, [Debts], [Money], Monday)]);
        Assert.Equal(["gaat-mee", "ingetrokken", "geen-tekst"], known.Draft.Rows.Select(r => ReferralDecider.Travels(known, r)));
        var waits = Fold([Drafted, Written, new RowsHeard(3, [Debts], [], Monday), Sent with { Rows = [Debts] }]);
        Assert.Equal(["verzonden", "wacht-op-toestemming"], Asked.Select(r => ReferralDecider.Travels(waits, r)));
    }

    [Fact]
    public void The_family_may_know_the_letter_first_and_a_change_afterwards_shows()
    {
        var read = new RecordReading(Samira, "voorgelezen", NoorOfJgz, Monday);
        Given(Drafted, Written).When(read).Then(ReadAloud);
        Given(Drafted).When(read).ThenRefused(ReferralRefusals.NothingWritten);
        Assert.False(Fold([Drafted, Written, ReadAloud]).ChangedSinceRead);
        Assert.True(Fold([Drafted, Written, ReadAloud, Written]).ChangedSinceRead);
        Assert.False(Fold([Drafted, Written, ReadAloud, Written, ReadAloud]).ChangedSinceRead);
    }

    [Fact]
    public void An_agreement_limits_purposes_and_kinds_of_data_and_sets_the_agreed_times()
    {
        var limits = AgreementTests.Limits;
        var drafted = Given().When(Draft with { Limits = limits }).ThenA<ReferralDrafted>();
        Assert.Equal(limits.Agreed, drafted.Agreed);
        Given().When(Draft with { Limits = limits with { Categories = ["schulden"] } }).ThenRefused(ReferralRefusals.OutsideAgreement);
        Given().When(Draft with { Limits = limits with { Purposes = ["wonen"] } }).ThenRefused(ReferralRefusals.OutsideAgreement);

        var answer = Given(drafted, Heard).When(new SendReferral(Asked, Question, NoorOfJgz, Monday)).All.OfType<TermStarted>().First();
        Assert.Equal(("acceptatie-1", new DateOnly(2027, 3, 4)), (answer.Term, answer.EndsOn));
    }

    [Fact]
    public void Referrals_of_one_family_are_linked_and_of_another_never()
    {
        var other = Fold([Drafted]);
        Given(Drafted).When(new LinkReferral(Id(0x906), other, NoorOfJgz, Monday)).Then(LinkedWith);
        Given(Drafted).When(new LinkReferral(Id(0x906), null, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.LinkUnknown);
        Given(Drafted).When(new LinkReferral(Id(0x906), Fold([Drafted with { Family = Id(0x2) }]), NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.LinkUnknown);
    }

    [Fact]
    public void A_transfer_an_interpreter_and_a_link_are_kept_with_the_draft()
    {
        var draft = Draft with { Transfer = true, Interpreter = true, LinkedTo = Id(0x906) };
        var drafted = Given().When(draft).ThenA<ReferralDrafted>();
        Assert.Equal((true, true, Id(0x906)), (drafted.Transfer, drafted.Interpreter, drafted.LinkedTo));
        Given(drafted).When(draft with { Transfer = null }).ThenRefused(ReferralRefusals.AlreadyDrafted);
        Assert.Equal([Id(0x906)], Fold([drafted]).Linked);
    }

    /// <summary>The re-route that consent does not cover becomes something to do for who can ask the family.</summary>
    [Fact]
    public void A_team_without_cover_is_a_task_for_the_sender_once()
    {
        ReferralEvent[] story = [DraftedToNoord, Heard, Sent, ReceivedByNoord];
        var ask = new AskForCover(SchuldhulpTeam, WimOfNoord, Monday);
        var set = Given(story).When(ask).ThenA<TaskSet>();
        Assert.Equal(("bespreek-andere-ontvanger", JgzTeam, (Guid?)SchuldhulpTeam), (set.Reason, set.Team, set.About));
        Given([.. story, set]).When(ask).ThenNothing();
        Given(story).When(ask with { By = NoorOfJgz }).ThenNothing();
        Assert.Contains(
            Given([.. story, set]).When(new AcceptReferral(WimOfNoord, Monday)).All,
            fact => fact is TaskDone done && done.Task == set.Task);
    }

    private static Referral.Known Fold(IEnumerable<ReferralEvent> facts) =>
        (Referral.Known)facts.Aggregate(Referral.Initial, Referral.Evolve);
}
