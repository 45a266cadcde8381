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

    public static AgreementEvent[] OneOfEach => [Made, Revised, Ended];

    public static Limits Limits => new AgreementRow(Id(0x803), 1, Entry).Limits;

    [Fact]
    public void It_is_made_agreed_anew_and_ended()
    {
        Given().When(new MakeAgreement(Entry, Monday)).Then(Made);
        Given(Made).When(new MakeAgreement(Entry with { AnswerWorkingDays = 2 }, Monday)).Then(Revised);
        Given(Made).When(new EndAgreement(Monday)).Then(Ended);
        Given(Made, Ended).When(new MakeAgreement(Entry, Monday)).ThenRefused(ReferralRefusals.AgreementEnded);
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
}
