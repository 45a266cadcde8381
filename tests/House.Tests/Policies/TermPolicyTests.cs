using WarmHandover.Platform.Policies;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Policies;

/// <summary>
/// Agreed terms may be other from a day on; those of the law keep the length of the law, and a running one keeps its day.
/// </summary>
public sealed class TermPolicyTests
{
    private static readonly TermRules Shorter = TermRules.Standard.With(
        Policy(("acceptatie.lengte", "2"), ("eerste-gesprek.waarschuwen", "10")));

    [Fact]
    public void What_starts_from_the_day_on_is_counted_by_the_new_length_and_names_the_version()
    {
        var (before, after) = (Started(TermRules.Standard), Started(Shorter));
        Assert.Equal((new DateOnly(2027, 2, 9), null), (before[0].EndsOn, before[0].Policy));
        Assert.Equal((new DateOnly(2027, 2, 4), 1), (after[0].EndsOn, after[0].Policy));
        Assert.Equal(before[1].EndsOn, after[1].EndsOn);
        Assert.True(after[1].WarnAt < before[1].WarnAt);

        var running = (Referral.Known)Referral.Evolve(
            new ReferralEvent[] { Drafted, Heard, Sent }.Aggregate(Referral.Kind.Initial, Referral.Evolve), before[0]);
        Assert.Equal(before[0].EndsOn, running.OpenTerm("acceptatie")!.EndsOn);
    }

    [Theory]
    [InlineData("eerste-gesprek.lengte", "5", "Wgs artikel 4 lid 1")]
    [InlineData("eerste-gesprek-dreigend.lengte", "4", "Wgs artikel 4 lid 2")]
    [InlineData("besluit.lengte", "9", "Wgs artikel 4a")]
    [InlineData("bezwaar.lengte", "5", "Awb artikel 6:7")]
    [InlineData("eerste-gesprek.waarschuwen", "3", "Wgs artikel 4 lid 1")]
    public void A_term_of_the_law_is_not_made_longer_shorter_or_warned_of_later(string setting, string value, string article)
    {
        var refusal = Propose((setting, value)).Refusal!;
        Assert.Equal("onder-wettelijke-grens", refusal.Code);
        Assert.Contains(article, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_release_brings_passes_its_own_floor() =>
        Assert.All(TermPolicy.Kind.Settings, s => Assert.True(s.Wrong(s.Standard) is null && !s.Under(s.Standard).Any(), s.Code));

    private static TermStarted[] Started(TermRules rules) =>
    [
        .. Referral.Kind.Decide(
            new SendReferral(Asked, Question, NoorOfJgz, new(2027, 2, 2, 10, 0, 0, TimeSpan.Zero)) { Rules = rules },
            new ReferralEvent[] { Drafted, Heard }.Aggregate(Referral.Kind.Initial, Referral.Evolve)).OfType<TermStarted>(),
    ];

    private static WarmHandover.Platform.Deciding.Decision<PolicyFact> Propose(params (string Setting, string Value)[] settings) =>
        PolicyDecider.Decide(
            new ProposePolicy(
                TermPolicy.Kind, Id(0x731), [.. settings.Select(s => new SettingChange(s.Setting, [s.Value]))], Today.AddDays(1),
                "afspraak-partners", "bea", Monday),
            PolicyBook.Initial);

    private static Policy Policy(params (string Setting, string Value)[] settings)
    {
        var streams = PolicyBook.Streams("referral");
        return Propose(settings).Append(new PolicyApproved(Id(0x731), 1, "boris", Monday))
            .Aggregate(streams.Initial, streams.Evolve).At(TermPolicy.Kind, Today.AddDays(1));
    }
}
