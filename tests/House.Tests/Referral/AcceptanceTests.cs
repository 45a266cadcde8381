using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Help goes on unless the acceptance of help itself was taken back.</summary>
public sealed class AcceptanceTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly HelpTakenBack Money8 = new(SchuldhulpTeam, Schuldhulp, "schuldhulp", [Money], NoMoreHelp.TakenBackAt);

    private static HearHelp Hears(params HelpTakenBack[] taken) => new(taken, NoMoreHelp.At);

    public static TheoryData<ReferralStatus> MayStop =>
    [
        .. Transitions.Table.All.Where(t => t is { To: ReferralStatus.Stopped, Role: Side.FamilyWish }).Select(t => t.From),
    ];

    [Theory]
    [MemberData(nameof(MayStop))]
    public void A_referral_that_rests_on_it_stops_on_the_familys_wish_from_wherever_the_table_lets_it(ReferralStatus from)
    {
        var story = UpTo[from];
        var facts = Given(story).When(Hears(Money8)).All;

        Assert.Equal([NoMoreHelp, new ReferralStopped("gezin-wil-geen-hulp", NoMoreHelp.At)], facts.Take(2));
        Assert.Equal(ReferralStatus.Stopped, After([.. story, .. facts]).Status);
        Given([.. story, .. facts]).When(Hears(Money8)).ThenNothing();
    }

    [Fact]
    public void Another_team_purpose_or_person_an_older_word_and_rows_that_are_taken_back_stop_nothing()
    {
        var story = UpTo[ReferralStatus.InProgress];
        Given(story).When(Hears(Money8 with { RecipientTeam = WijkteamNoord })).ThenNothing();
        Given(story).When(Hears(Money8 with { Purpose = "gezinshulp" })).ThenNothing();
        Given(story).When(Hears(Money8 with { Rows = [new Row(Yara, "gezondheid-kind")] })).ThenNothing();
        Given(story).When(Hears(Money8 with { At = Drafted.At })).ThenNothing();
        Given(story).When(Hears()).ThenNothing();
        Given().When(Hears(Money8)).ThenNothing();

        var closed = new HearRows(9, [Request(SchuldhulpTeam, [], Asked) with { Purpose = "schuldhulp" }], NoMoreHelp.At);
        var heard = Given(story).When(closed).All;
        Assert.Equal(Asked, heard.OfType<RowsHeard>().Single().Closed);
        Assert.Equal(ReferralStatus.InProgress, After([.. story, .. heard]).Status);
    }

    [Fact]
    public void Opened_again_it_stops_only_at_a_newer_word()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.InProgress]];
        ReferralEvent[] again =
        [
            .. story, .. Given(story).When(Hears(Money8)).All,
            new ReferralReopened("gezin-wil-weer-hulp", Side.FamilyWish, NoMoreHelp.At.AddDays(1)),
        ];

        Given(again).When(Hears(Money8)).ThenNothing();
        var newer = new HearHelp([Money8, Money8 with { At = NoMoreHelp.At.AddDays(2) }], NoMoreHelp.At.AddDays(2));
        Assert.Equal(ReferralStatus.Stopped, After([.. again, .. Given(again).When(newer).All]).Status);
    }

    [Fact]
    public void What_had_ended_only_remembers_it()
    {
        var ended = UpTo[ReferralStatus.Completed];
        var late = Money8 with { At = Completed.At.AddDays(1) };
        Assert.IsType<AcceptanceTakenBack>(Given(ended).When(new HearHelp([late], late.At)).ThenOne());
    }

    private static Referral.Known After(IEnumerable<ReferralEvent> facts) =>
        (Referral.Known)facts.Aggregate(Referral.Initial, Referral.Evolve);
}

/// <summary>The same through the ears of the service.</summary>
public sealed class AcceptanceHeardTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    [Fact]
    public async Task What_consent_says_stops_the_referral_once_and_an_older_word_does_not()
    {
        var (path, other) = (await house.Accepted(), await house.Accepted());
        HelpStands Says(Guid family, long version, params HelpTakenBack[] taken) =>
            new($"consent.family-{family:N}", version, family, taken);
        HelpTakenBack taken = new(
            SchuldhulpTeam, Schuldhulp, (await house.Get(path)).Body.GetProperty("purpose").GetString()!, [Debts],
            TimeProvider.System.GetUtcNow());

        var kept = (await house.Get(other)).Body.GetProperty("family").GetGuid();
        await house.Hear(Says(kept, 9), Guid.CreateVersion7());
        await house.Hear(Says(kept, 8, taken), Guid.CreateVersion7());
        var family = (await house.Get(path)).Body.GetProperty("family").GetGuid();
        await house.Hear(Says(family, 9, taken), Guid.CreateVersion7());

        Assert.Equal("stopped", (await house.Get(path)).ReferralStatus);
        Assert.Equal("stopped", (await house.Get(path, ReferralHouse.Ruud)).ReferralStatus);
        Assert.Equal("accepted", (await house.Get(other)).ReferralStatus);
    }
}
