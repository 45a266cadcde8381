using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>From concept to received: what may be drafted, written and sent.</summary>
public sealed class ReferralDeciderTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Moves)
{
    private static readonly DraftReferral Draft = new(
        "WO-TEST0001", Family, NeedOfSamira, JgzTeam, Jgz, ToSchuldhulp, "schuldhulp", "normaal", Asked, null, NoorOfJgz, Monday);

    [Fact]
    public void A_need_of_the_own_organisation_is_drafted_to_an_open_team() => Given().When(Draft).Then(Drafted);

    [Fact]
    public void What_was_agreed_before_the_draft_makes_it_ready_at_once() => Given()
        .When(Draft with { Consent = new(3, [Request(SchuldhulpTeam, Asked, [])], Monday) }).Then(Drafted, Heard);

    [Fact]
    public void A_need_that_is_not_known_here_is_refused() =>
        Given().When(Draft with { Need = null }).ThenRefused(ReferralRefusals.NeedUnknown);

    [Fact]
    public void A_team_that_is_not_open_is_refused() =>
        Given().When(Draft with { To = null }).ThenRefused(ReferralRefusals.RecipientClosed);

    [Fact]
    public void Nobody_drafts_for_another_team() =>
        Given().When(Draft with { By = WimOfNoord }).ThenRefused(ReferralRefusals.NotYourTeam);

    [Fact]
    public void A_referral_to_the_own_team_is_a_circle() =>
        Given().When(Draft with { To = new(JgzTeam, Jgz, false) }).ThenRefused(ReferralRefusals.Circle);

    [Fact]
    public void A_referral_without_rows_is_refused() => Given().When(Draft with { Rows = [] }).ThenRefused(ReferralRefusals.NoRows);

    [Fact]
    public void The_same_draft_again_changes_nothing_and_another_one_is_refused()
    {
        Given(Drafted).When(Draft with { At = Monday.AddHours(1) }).ThenNothing();
        Given(Drafted).When(Draft with { Urgency = "spoed" }).ThenRefused(ReferralRefusals.AlreadyDrafted);
    }

    [Fact]
    public void The_sender_writes_the_letter_in_sections_of_asked_rows() =>
        Given(Drafted).When(new WriteLetter(Written.Sections, NoorOfJgz, Monday)).Then(Written);

    [Fact]
    public void A_section_about_a_row_that_was_not_asked_is_refused() =>
        Given(Drafted).When(new WriteLetter([new(Health, Ref(9))], NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.RowNotAsked);

    [Fact]
    public void Two_sections_about_one_row_are_refused() => Given(Drafted)
        .When(new WriteLetter([new(Debts, Ref(1)), new(Debts, Ref(2))], NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.RowTwice);

    [Fact]
    public void A_letter_that_left_is_not_written_again() =>
        Given(UpTo[ReferralStatus.Sent]).When(new WriteLetter(Written.Sections, NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.LetterSent);

    [Fact]
    public void The_receiver_does_not_write_the_letter() => Given(UpTo[ReferralStatus.Sent])
        .When(new WriteLetter(Written.Sections, RuudOfSchuldhulp, Monday)).ThenRefused(ReferralRefusals.NotYours);

    [Fact]
    public void One_allowed_row_makes_it_ready() => Given(Drafted)
        .When(new HearRows(3, [Request(SchuldhulpTeam, [Debts], [])], Monday)).Then(new RowsHeard(3, [Debts], [], Monday));

    [Fact]
    public void Only_requests_for_this_team_and_purpose_count() => Given(Drafted)
        .When(new HearRows(3, [Request(WijkteamNoord, Asked, []), Request(SchuldhulpTeam, Asked, [], "jeugdhulp")], Monday))
        .Then(new RowsHeard(3, [], [], Monday));

    [Fact]
    public void An_older_word_of_consent_changes_nothing() =>
        Given(Drafted, Heard).When(new HearRows(2, [Request(SchuldhulpTeam, [], Asked)], Monday)).ThenNothing();

    [Theory]
    [MemberData(nameof(AllStatuses))]
    public void A_withdrawal_never_changes_the_status(ReferralStatus status)
    {
        var before = Fold(UpTo[status]);
        var facts = ReferralDecider.Answer(new HearRows(9, [Request(before.To.Team, [], Asked)], Monday), before);
        var after = (Referral.Known)facts.Aggregate((Referral)before, Referral.Evolve);
        Assert.Equal((status, before.Move), (after.Status, after.Move));
        Assert.Equal(Asked, after.Heard!.Closed);
    }

    [Fact]
    public void Exactly_the_granted_rows_leave()
    {
        Given(Drafted, Heard).When(new SendReferral([Debts, Health], Question, NoorOfJgz, Monday))
            .Then(new ReferralSent([Debts], Question, Monday));
        Given(Drafted).When(new SendReferral(Asked, Question, NoorOfJgz, Monday)).Then(Sent);
    }

    [Fact]
    public void Without_one_granted_row_nothing_leaves() =>
        Given(Drafted, Heard).When(new SendReferral([], Question, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NothingAllowed);

    [Fact]
    public void It_leaves_once() => Given(UpTo[ReferralStatus.Sent])
        .When(new SendReferral(Asked, Other, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NotFromHere);

    [Fact]
    public void A_notification_in_the_inbox_of_the_addressed_team_is_received()
    {
        Given(UpTo[ReferralStatus.Sent]).When(new MarkReceived(SchuldhulpTeam, Monday)).Then(Received);
        Given(UpTo[ReferralStatus.Sent]).When(new MarkReceived(WijkteamNoord, Monday)).ThenNothing();
        Given(UpTo[ReferralStatus.Accepted]).When(new MarkReceived(SchuldhulpTeam, Monday)).ThenNothing();
    }

    [Theory]
    [InlineData(ReferralStatus.Concept)]
    [InlineData(ReferralStatus.Ready)]
    public void Before_it_leaves_it_does_not_exist_for_the_receiver(ReferralStatus status) =>
        Given(UpTo[status]).When(new AcceptReferral(RuudOfSchuldhulp, Monday)).ThenRefused(Refusals.Missing);

    [Fact]
    public void For_a_stranger_it_does_not_exist()
    {
        Given(UpTo[ReferralStatus.Sent]).When(new AcceptReferral(WimOfNoord, Monday)).ThenRefused(Refusals.Missing);
        Given().When(new AcceptReferral(RuudOfSchuldhulp, Monday)).ThenRefused(Refusals.Missing);
        Given().When(new HearRows(1, [], Monday)).ThenNothing();
    }

    [Fact]
    public void Who_accepts_has_received_and_has_taken_it_on()
    {
        Given(UpTo[ReferralStatus.Sent]).When(new AcceptReferral(RuudOfSchuldhulp, Monday))
            .Then(Received with { By = Side.Receiver }, Accepted);
        Assert.Equal(Ruud, Fold(UpTo[ReferralStatus.Accepted]).Claim?.By);
    }

    [Fact]
    public void A_colleague_takes_over_only_with_a_reason()
    {
        var colleague = RuudOfSchuldhulp with { Pseudonym = "rian" };
        Given(UpTo[ReferralStatus.Received]).When(new ClaimReferral(null, RuudOfSchuldhulp, Monday)).Then(Claimed);
        Given([.. UpTo[ReferralStatus.Received], Claimed]).When(new ClaimReferral(null, colleague, Monday))
            .ThenRefused(ReferralRefusals.ClaimNeedsReason);
        Given([.. UpTo[ReferralStatus.Received], Claimed]).When(new ClaimReferral("afwezig", colleague, Monday))
            .Then(new ReferralClaimed("rian", "afwezig", Monday));
        Given(UpTo[ReferralStatus.Received]).When(new ClaimReferral(null, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NotYours);
        Given(UpTo[ReferralStatus.Completed]).When(new ClaimReferral(null, colleague, Monday)).ThenRefused(ReferralRefusals.NotFromHere);
    }

    public static TheoryData<ReferralStatus> AllStatuses => [.. Enum.GetValues<ReferralStatus>()];

    private static Referral.Known Fold(IEnumerable<ReferralEvent> facts) =>
        (Referral.Known)facts.Aggregate(Referral.Initial, Referral.Evolve);
}
