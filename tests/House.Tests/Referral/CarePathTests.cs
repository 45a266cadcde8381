using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Paths;
using WarmHandover.Referrals.Views;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Referrals;

/// <summary>Care paths as they are decided: every change is a version, and none holds without somebody looking.</summary>
public sealed class CarePathTests() : Deciding<CarePath, CarePathCommand, CarePathEvent>(CarePath.Kind)
{
    public static readonly CarePathContent Money = new(
        "Geldzorgen", "financien", ["GM0150"], ["adult"], [], "Er zijn schulden.",
        [new("Naar schuldhulp", "Bel eerst.", "schuldhulp", Team: null, [], "0570-000103")]);

    private static readonly DateOnly NextYear = Today.AddYears(1);
    private static readonly CarePathPublished First = new(1, Money, NextYear, Monday);
    private static readonly CarePathContent Longer = Money with { Situation = "Er zijn schulden of rekeningen die blijven liggen." };

    public static CarePathEvent[] OneOfEach =>
        [First, new CarePathReviewed(NextYear.AddDays(1), Monday), new CarePathWithdrawn(Monday)];

    [Fact]
    public void A_path_is_published_in_versions()
    {
        Given().When(new PublishCarePath(Money, NextYear, First: true, Monday)).Then(First);
        Given(First).When(new PublishCarePath(Longer, NextYear, First: false, Monday))
            .Then(new CarePathPublished(2, Longer, NextYear, Monday));
        Given(First, new CarePathWithdrawn(Monday)).When(new PublishCarePath(Longer, NextYear, First: false, Monday))
            .Then(new CarePathPublished(2, Longer, NextYear, Monday));
        Given(First).When(new PublishCarePath(Longer, NextYear, First: true, Monday)).ThenRefused(ReferralRefusals.CarePathKnown);
        Given().When(new PublishCarePath(Money, NextYear, First: false, Monday)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void Somebody_looks_again_after_today_and_within_two_years()
    {
        Given(First).When(new ReviewCarePath(NextYear.AddDays(1), Monday)).Then(new CarePathReviewed(NextYear.AddDays(1), Monday));
        foreach (var day in new[] { Today, Today.AddDays(-1), Today.AddYears(2).AddDays(1) })
        {
            Given(First).When(new ReviewCarePath(day, Monday)).ThenRefused(ReferralRefusals.ReviewDate);
            Given().When(new PublishCarePath(Money, day, First: true, Monday)).ThenRefused(ReferralRefusals.ReviewDate);
        }
    }

    [Fact]
    public void What_is_withdrawn_is_not_reviewed()
    {
        Given(First).When(new WithdrawCarePath(Monday)).Then(new CarePathWithdrawn(Monday));
        Given(First, new CarePathWithdrawn(Monday)).When(new ReviewCarePath(NextYear, Monday)).ThenRefused(Refusals.Missing);
        Given().When(new WithdrawCarePath(Monday)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void Stored_facts_are_readable_for_ever() => GoldenFacts.Keep("Referral", OneOfEach);

    [Theory]
    [InlineData("financien", "GM0150", "adult", "normaal", true)]
    [InlineData("financien", "BU01500101", "adult", null, true)]
    [InlineData("financien", null, null, null, true)]
    [InlineData("financien", "GM0200", "adult", null, false)]
    [InlineData("financien", "GM0150", "16-17", null, false)]
    [InlineData("wonen", "GM0150", "adult", null, false)]
    public void A_path_fits_its_need(string domain, string? area, string? band, string? urgency, bool fits) =>
        Assert.Equal(fits, PathFit.Fits(Money, domain, area, band, urgency));

    [Fact]
    public void Tried_on_the_past_it_tells_how_many_had_gone_another_way()
    {
        PastReferralRow Went(int n, Guid team, string domain = "financien", bool declined = false, bool sent = true) => new(
            Id(0xA00 + n), domain, "GM0150", "adult", "normaal", team, Monday, sent, declined, ReRouted: false, AcceptedAt: null);

        var kinds = new Dictionary<Guid, string> { [SchuldhulpTeam] = "schuldhulp", [WijkteamNoord] = "wijkteam" };
        PastReferralRow[] past =
        [
            Went(1, SchuldhulpTeam), Went(2, WijkteamNoord, declined: true), Went(3, WijkteamNoord), Went(4, JgzTeam),
            Went(5, WijkteamNoord, domain: "wonen"), Went(6, WijkteamNoord, sent: false),
        ];
        var answer = PathTrial.Try(Money, past, kinds);
        Assert.Equal((5, 4, 1, 3, 1, 0), (
            answer.Handovers, answer.ForThisPath, answer.SameWay, answer.OtherWay, answer.OtherWayDeclinedOrSentOn,
            answer.SameWayDeclinedOrSentOn));
        Assert.Equal([new("wijkteam", "schuldhulp", 2), new("onbekend", "schuldhulp", 1)], answer.Ways);

        var talkFirst = Money with { Steps = [new("Praat", "x", OrganisationKind: null, Team: null, [], Contact: null), .. Money.Steps] };
        Assert.Equal(answer.SameWay, PathTrial.Try(talkFirst, past, kinds).SameWay);
        var provisionFirst = Money with { Steps = [new("Eerst", "x", OrganisationKind: null, Team: null, [Id(1)], Contact: null)] };
        Assert.Equal((4, 0), (PathTrial.Try(provisionFirst, past, kinds).OtherWay, PathTrial.Try(provisionFirst, past, kinds).SameWay));
    }
}
