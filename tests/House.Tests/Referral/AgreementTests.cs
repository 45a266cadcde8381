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
