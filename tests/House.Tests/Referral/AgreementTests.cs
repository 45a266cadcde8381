using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Views;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Referrals;

/// <summary>What partners agreed limits what they send each other, and never widens what a family agreed to.</summary>
public sealed class AgreementTests() : Deciding<Agreement, AgreementCommand, AgreementEvent>(Agreement.Kind)
{
    private static readonly AgreementEntry Entry = new(
        "Samen tegen schulden", [Jgz, Schuldhulp], ["schuldhulp"], ["schulden", "geldzorgen"], 3, 5, 6, Today, Today.AddYears(1));

    private static readonly AgreementMade Made = new(Entry, Monday);
    private static readonly AgreementRevised Revised = new(Entry with { AnswerWorkingDays = 2 }, 2, Monday);
    private static readonly AgreementEnded Ended = new(Monday);

    private static readonly AgreementEntry Later = Entry with { From = Today.AddDays(7) };
    private static readonly Guid First = Id(0x811);
    private static readonly Guid Second = Id(0x812);
    private static readonly AgreementProposed Proposed = new(First, Later, "afspraak-partners", "petra", Monday);
    private static readonly AgreementApproved Approved = new(First, 1, "bea", Monday);
    private static readonly AgreementRefused Refused = new(First, "onjuist", "bea", Monday);
    private static readonly AgreementWithdrawn Withdrawn = new(First, "petra", Monday);
    private static readonly AgreementEndProposed EndProposed = new(Second, Today.AddDays(30), "evaluatie", "bea", Monday);

    public static AgreementEvent[] OneOfEach =>
        [Made, Revised, Ended, Proposed with { Change = Id(0x813) }, Approved with { Change = Id(0x813), Version = 4 }, Proposed, Refused,
            Withdrawn with { Change = Id(0x813) }, EndProposed];

    public static Limits Limits => new AgreementRow(Id(0x803), 1, Entry).Limits;

    private static ProposeAgreement Wish => new(First, Later, "afspraak-partners", "petra", Monday);

    private static ProposeAgreementEnd End => new(Second, EndProposed.From, "evaluatie", "bea", Monday);

    [Fact]
    public void One_proposes_it_and_another_agrees_or_says_no_or_it_is_taken_back()
    {
        Given().When(Wish).Then(Proposed);
        Given(Proposed).When(Wish).ThenNothing();
        Given(Proposed).When(new ApproveAgreement(First, "bea", Monday)).Then(Approved);
        Given(Proposed).When(new RefuseAgreement(First, "onjuist", "bea", Monday)).Then(Refused);
        Given(Proposed).When(new WithdrawAgreement(First, "petra", Monday)).Then(Withdrawn);
        Given(Proposed, Approved).When(new WithdrawAgreement(First, "bea", Monday)).Then(Withdrawn with { By = "bea" });
        Given(Proposed, Approved).When(new ApproveAgreement(First, "bea", Monday)).ThenNothing();
        Given(Proposed, Refused).When(new RefuseAgreement(First, "onjuist", "bea", Monday)).ThenNothing();
        Given(Proposed, Withdrawn).When(new WithdrawAgreement(First, "petra", Monday)).ThenNothing();
    }

    [Fact]
    public void Nobody_does_it_alone_and_what_is_decided_stays_decided()
    {
        Given(Proposed).When(new ApproveAgreement(First, "petra", Monday)).ThenRefused(PolicyRefusals.SamePerson);
        Given(Proposed).When(new RefuseAgreement(First, "onjuist", "petra", Monday)).ThenRefused(PolicyRefusals.SamePerson);
        Given(Proposed).When(new WithdrawAgreement(First, "bea", Monday)).ThenRefused(PolicyRefusals.NotYours);
        Given(Proposed, Refused).When(new ApproveAgreement(First, "bea", Monday)).ThenRefused(PolicyRefusals.Decided);
        Given(Proposed, Refused).When(new WithdrawAgreement(First, "petra", Monday)).ThenRefused(PolicyRefusals.Decided);
        Given(Proposed, Withdrawn).When(new ApproveAgreement(First, "bea", Monday)).ThenRefused(PolicyRefusals.Decided);
        Given(Proposed, Approved).When(new RefuseAgreement(First, "onjuist", "bea", Monday)).ThenRefused(PolicyRefusals.Decided);
        Given(Proposed, Approved).When(new WithdrawAgreement(First, "bea", Monday.AddDays(7))).ThenRefused(PolicyRefusals.HoldsAlready);
        Given().When(new ApproveAgreement(First, "bea", Monday)).ThenRefused(Refusals.Missing);
        Given().When(End).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void It_begins_on_a_day_to_come_after_what_stands_and_one_proposal_at_a_time()
    {
        Given().When(Wish with { Entry = Entry }).ThenRefused(PolicyRefusals.TooEarly);
        Given().When(Wish with { Entry = Entry with { From = Today.AddYears(3) } }).ThenRefused(PolicyRefusals.TooFar);
        Given(Proposed).When(new ApproveAgreement(First, "bea", Monday.AddDays(7))).ThenRefused(PolicyRefusals.TooEarly);
        Given(Proposed).When(End with { Change = Second }).ThenRefused(Refusals.Missing);
        Given(Made, Proposed with { Entry = Later with { AnswerWorkingDays = 2 } }).When(End)
            .ThenRefused(ReferralRefusals.AgreementWaits);
        Given(Proposed, Approved).When(Wish with { Change = Second, Entry = Later with { AnswerWorkingDays = 2 } })
            .ThenRefused(PolicyRefusals.AfterTheLast(Later.From));
        Given(Made).When(Wish).ThenRefused(PolicyRefusals.NothingChanges);
        Given(Made, EndProposed, new AgreementApproved(Second, 2, "petra", Monday)).When(Wish)
            .ThenRefused(ReferralRefusals.AgreementEnded);
        Given(Made, Ended).When(Wish).ThenRefused(ReferralRefusals.AgreementEnded);

        // A proposal of which the day came without a second person stands in nobody's way.
        var late = Wish with { Change = Second, Entry = Entry with { From = Today.AddDays(9) }, At = Monday.AddDays(8) };
        Given(Proposed).When(late).Then(Proposed with { Change = Second, Entry = late.Entry, At = late.At });
    }

    /// <summary>What is already there keeps holding until the day of what comes; a number is given once.</summary>
    [Fact]
    public void A_version_holds_until_the_day_of_the_next_and_an_end_is_one()
    {
        var less = Later with { Categories = ["geldzorgen"] };
        var told = Told(Made, Proposed with { Entry = less }, Approved with { Version = 2 }, EndProposed,
            new AgreementApproved(Second, 3, "petra", Monday));
        Assert.Null(told.At(Today.AddDays(-1)));
        Assert.Equal(1, told.At(Today.AddDays(6))!.Version);
        Assert.Equal(["geldzorgen"], told.At(Today.AddDays(7))!.Entry!.Categories);
        Assert.Null(told.At(Today.AddDays(30))!.Entry);
        Assert.Null(new AgreementTold(First, told).On(Today.AddDays(30)));
        Assert.Equal(2, new AgreementTold(First, told).On(Today.AddDays(29))!.Version);

        var back = Told(Made, Proposed with { Entry = less }, Approved with { Version = 2 }, Withdrawn);
        Assert.Equal(1, back.At(Today.AddDays(7))!.Version);
        Assert.Equal(2, back.Highest);
        Assert.Equal(2, Told(Made, Revised).At(Today)!.Version);
        Assert.Null(Told(Made, Revised, Ended).At(Today)!.Entry);
    }

    [Fact]
    public void It_covers_a_way_between_its_partners_from_its_first_day_in_either_direction()
    {
        var row = new AgreementRow(Id(0x803), 1, Entry);
        Assert.True(row.Covers(Jgz, Schuldhulp, Today));
        Assert.True(row.Covers(Schuldhulp, Jgz, Today));
        Assert.False(row.Covers(Jgz, Wijkteam, Today));
        Assert.False(row.Covers(Jgz, Schuldhulp, Today.AddDays(-1)));
    }

    [Fact]
    public void Of_several_agreements_the_one_that_names_the_purpose_and_began_last_holds()
    {
        var debts = new AgreementRow(Id(0x803), 1, Entry);
        var family = new AgreementRow(Id(0x801), 1, Entry with { Purposes = ["gezinshulp"], Categories = ["hulpvraag"] });
        var newer = new AgreementRow(Id(0x805), 1, Entry with { Categories = ["geldzorgen"], From = Today.AddDays(1) });
        AgreementRow[] all = [family, debts, newer];
        Assert.Equal(["schulden", "geldzorgen"], Between("schuldhulp", Today)!.Categories);
        Assert.Equal(["geldzorgen"], Between("schuldhulp", Today.AddDays(1))!.Categories);
        Assert.Equal(["hulpvraag"], Between("gezinshulp", Today.AddDays(1))!.Categories);
        Assert.DoesNotContain("wonen", Between("wonen", Today)!.Purposes);
        Assert.Null(Between("schuldhulp", Today.AddDays(-1)));
        Assert.Null(AgreementRow.Between(all, Jgz, Wijkteam, "schuldhulp", Today));

        Limits? Between(string purpose, DateOnly day) => AgreementRow.Between(all, Jgz, Schuldhulp, purpose, day);
    }

    /// <summary>Partners may agree between a draft and its sending, and a team may close.</summary>
    [Fact]
    public void What_leaves_is_limited_when_it_leaves_and_never_goes_to_a_team_that_takes_nothing()
    {
        var ready = ReferralTale.UpTo[ReferralStatus.Ready];
        var known = (Referral.Known)ready.Aggregate(Referral.Initial, Referral.Evolve);
        var send = new SendReferral(ReferralTale.Asked, ReferralTale.Question, ReferralTale.NoorOfJgz, Monday);
        var less = ReferralDecider.Decide(send with { Limits = Limits with { Categories = ["geldzorgen"] } }, known);
        Assert.Equal([ReferralTale.Money], less.OfType<ReferralSent>().Single().Rows);
        Assert.Equal(
            ReferralRefusals.OutsideAgreement, ReferralDecider.Decide(send with { Limits = Limits with { Purposes = ["wonen"] } }, known)
                .Refusal);
        Assert.Equal(ReferralRefusals.RecipientClosed, ReferralDecider.Decide(send with { Reachable = false }, known).Refusal);
        var sent = Referral.Evolve(known, ReferralTale.Sent);
        Assert.True(ReferralDecider.Decide(send with { Reachable = false }, sent).ChangesNothing);
        Assert.Equal(
            "buiten-ketenafspraak", ReferralDecider.Travels(known, ReferralTale.Debts, Limits with { Categories = ["geldzorgen"] }));
    }

    [Fact]
    public void A_re_route_takes_no_more_along_than_partners_agreed_on()
    {
        var known = (Referral.Known)new ReferralEvent[]
            { ReferralTale.DraftedToNoord, ReferralTale.Heard, ReferralTale.Sent, ReferralTale.ReceivedByNoord }
            .Aggregate(Referral.Initial, Referral.Evolve);
        var on = new ReRouteReferral(
            ReferralTale.ToSchuldhulp, ReferralTale.Asked, ReferralTale.Other, "andere-deskundigheid", ReferralTale.WimOfNoord, Monday);
        IReadOnlyList<Contracts.Row> Taken(Limits? limits) =>
            ReferralDecider.Decide(on with { Limits = limits }, known).OfType<ReferralReRouted>().Single().Rows;

        Assert.Equal(ReferralTale.Asked, Taken(null));
        Assert.Equal(ReferralTale.Asked, Taken(Limits));
        Assert.Equal([ReferralTale.Money], Taken(Limits with { Categories = ["geldzorgen"] }));
        foreach (var no in new[] { Limits with { Categories = ["hulpvraag"] }, Limits with { Purposes = ["wonen"] } })
        {
            Assert.Equal(
                ReferralRefusals.OutsideAgreement.Code, ReferralDecider.Decide(on with { Limits = no }, known).Refusal?.Code);
        }

        var uncovered = on with { Granted = [ReferralTale.Debts], Limits = Limits with { Categories = ["geldzorgen"] } };
        Assert.Equal(ReferralRefusals.NotCovered.Code, ReferralDecider.Decide(uncovered, known).Refusal?.Code);
    }

    [Fact]
    public void The_purposes_are_consents_own()
    {
        Assert.Equal(WarmHandover.Consents.Lists.Purposes.Purposes.Select(p => p.Code), Purposes.Codes);
        Assert.True(Purposes.Carries("schuldhulp", "schulden"));
        Assert.False(Purposes.Carries("schuldhulp", "gezondheid-kind"));
        Assert.False(Purposes.Carries("nieuwsgierigheid", "schulden"));
    }

    private static Agreement Told(params AgreementEvent[] facts) => facts.Aggregate(Agreement.Initial, Agreement.Evolve);
}
