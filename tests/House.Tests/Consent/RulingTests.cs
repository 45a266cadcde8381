using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Rows that are kept and not used (AVG 18), or were put right (AVG 16): closed at the decision point from the fact on, open again when
/// it is
/// lifted, and told to everybody who received them (AVG 19).
/// </summary>
public sealed class RulingTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly Guid Request = Cast.Id(0xf1);
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);
    private static readonly DateTimeOffset Friday = Cast.Monday.AddDays(4);

    private static readonly List<ConsentFact> Agreed = Facts(
        new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid, Woorden),
        Yes(Health, Cast.Samira, Cast.Monday, Gezondheid, Woorden), Yes(Health, Cast.Erik, Cast.Monday, Gezondheid, Woorden),
        Opens(Gezondheid, Cast.Monday));

    private static readonly HearRuling Close = new(
        Request, Ruling.Restriction, Lifted: false, Cast.Jgz, [Gezondheid], 4, Tuesday);

    [Fact]
    public void A_restricted_row_is_refused_with_its_own_code_and_every_other_row_stays_open()
    {
        Assert.Equal(Stance.Allowed, Agreed.Help(Gezondheid, Tuesday));
        ConsentFact[] closed = [.. Agreed, .. Decide(Close)];
        Assert.Equal(Stance.Incomplete, closed.Help(Gezondheid, Tuesday));
        Assert.Equal(Stance.Allowed, closed.Help(Woorden, Tuesday));
        var no = Given(closed).When(Opens(Gezondheid, Tuesday, 0x901)).ThenA<AccessRefused>();
        Assert.Equal("beperkt", Assert.Single(no.Withheld).Code);
        Given(closed).When(Opens(Woorden, Tuesday, 0x902)).ThenA<AccessGranted>();

        ConsentFact[] open = [.. closed, .. ConsentDecider.Decide(Close with { Lifted = true, At = Friday }, Fold(closed))];
        Given(open).When(Opens(Gezondheid, Friday, 0x903)).ThenA<AccessGranted>();
        Assert.Equal(Stance.Incomplete, Standing.Of(
            Fold(open), Gezondheid, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", Tuesday.AddHours(1)).Stance);
    }

    [Fact]
    public void Who_never_received_the_row_learns_nothing_of_the_restriction()
    {
        ConsentFact[] closed =
        [
            .. Facts(
                new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
                Yes(Health, Cast.Erik, Cast.Monday), Close),
        ];
        var no = Given(closed).When(Opens(Gezondheid, Tuesday, 0x901)).ThenA<AccessRefused>();
        Assert.Equal("geen-toestemming", Assert.Single(no.Withheld).Code);
        Assert.Empty(closed.OfType<RulingHeard>().Single().Recipients);
    }

    [Fact]
    public void A_restriction_of_one_organisation_does_not_close_what_another_asked()
    {
        ConsentFact[] closed = [.. Agreed, .. Decide(Close with { Organisation = Cast.Schuldhulp })];
        Assert.Equal(Stance.Allowed, closed.Help(Gezondheid, Tuesday));
    }

    [Fact]
    public void A_ground_goes_through_because_it_protects_somebody_else()
    {
        var ground = GroundScene.Invoke("conflict-van-plichten", GroundScene.VeiligThuis, Tuesday, Gezondheid) with { Second = "achteraf" };
        ConsentFact[] closed = [.. Agreed, .. Decide(Close)];
        Assert.Equal(Stance.Allowed, Standing.Of(
            Fold([.. closed, .. ConsentDecider.Decide(ground, Fold(closed))]), Gezondheid, ground.RecipientTeam,
            ground.RecipientOrganisation, ground.Purpose, Tuesday.AddHours(1)).Stance);
    }

    [Fact]
    public void Every_team_that_received_the_rows_is_told_once_and_says_once_that_it_saw_it()
    {
        var heard = Given(Agreed).When(Close).ThenA<RulingHeard>();
        Assert.Equal([new ListedRecipient(Cast.WijkteamNoord, Cast.Wijkteam)], heard.Recipients);
        var see = new SeeRuling(Request, Cast.WijkteamNoord, Cast.Wijkteam, Cast.Wim, Friday);
        Given(Agreed).When(see).ThenRefused(Refusals.Missing);
        Given([.. Agreed, heard]).When(see with { Team = Cast.SchuldhulpTeam, Organisation = Cast.Schuldhulp })
            .ThenRefused(Refusals.Missing);
        var seen = Given([.. Agreed, heard]).When(see).ThenA<RulingSeen>();

        var said = Said([.. Agreed, heard, seen]);
        Assert.Equal((false, Friday), (said.Lifted, Assert.Single(said.Recipients).SeenAt!.Value));
        ConsentFact[] lifted =
            [.. Agreed, heard, seen, .. ConsentDecider.Decide(Close with { Lifted = true, At = Friday }, Fold([.. Agreed, heard, seen]))];
        Assert.Null(Assert.Single(Said(lifted).Recipients).SeenAt);
        Given(lifted).When(Close with { Lifted = true }).ThenNothing();
        Given(Agreed).When(Close with { Lifted = true }).ThenNothing();
    }

    [Fact]
    public void What_was_put_right_stays_open_and_is_told()
    {
        ConsentFact[] right = [.. Agreed, .. Decide(Close with { Kind = "verbetering" })];
        Assert.Equal(Stance.Allowed, right.Help(Gezondheid, Tuesday));
        Assert.Equal(("verbetering", 1), (Said(right).Kind, Said(right).Recipients.Count));
    }

    private static Decision<ConsentFact> Decide(HearRuling ruling) => ConsentDecider.Decide(ruling, Fold(Agreed));

    private static RulingStands Said(ConsentFact[] facts) => Assert.Single(Assert.Single(ConsentAnnouncements.Choose(new(
        "consent.family-1", facts.Length, Fold(facts), facts[^1], facts[^1].At)).OfType<RulingsStand>()).Rulings);
}
