using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>A recipient that is wider than one team: a whole organisation, or a kind of organisation in an area as listed then.</summary>
public sealed class WideRecipientTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly ListedRecipient Noord = new(Cast.WijkteamNoord, Cast.Wijkteam);
    private static readonly ListedRecipient Zuid = new(Cast.Id(0x203), Cast.Wijkteam);
    private static readonly ListedRecipient Oost = new(Cast.Id(0x212), Cast.Id(0x211));
    private static readonly Guid Kind = Cast.Id(0xa7);
    private static readonly Guid Whole = Cast.Id(0xa8);
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);

    private static readonly List<ConsentFact> KindGiven = Facts(
        new HearFamily(Bouazza(Cast.Monday)), AskKind(Noord, Zuid), Yes(Kind, Cast.Samira, Cast.Monday),
        Yes(Kind, Cast.Erik, Cast.Monday));

    [Fact]
    public void A_kind_of_organisation_reaches_the_teams_that_were_listed_then_and_no_other()
    {
        Assert.Equal(Stance.Allowed, Stands(KindGiven, Noord, Tuesday));
        Assert.Equal(Stance.Allowed, Stands(KindGiven, Zuid, Tuesday));
        Assert.Equal(Stance.None, Stands(KindGiven, Oost, Tuesday));
        Assert.Equal(Stance.None, Stands(KindGiven, Noord with { Organisation = Oost.Organisation }, Tuesday));
    }

    [Fact]
    public void A_newcomer_counts_from_the_moment_at_which_everybody_who_decides_was_told()
    {
        var tell = new TellNewcomers(Kind, [Oost], [Noord, Zuid, Oost], [Cast.Samira, Cast.Erik], "telefoon", Cast.Jgz, Tuesday);

        Given(KindGiven).When(tell with { Told = [Cast.Samira] }).ThenRefused(ConsentRefusals.NotEverybodyTold);
        Given(KindGiven).When(tell with { ListedNow = [Noord, Zuid] }).ThenRefused(ConsentRefusals.NoNewcomer);
        Given(KindGiven).When(tell with { Teams = [Noord] }).ThenRefused(ConsentRefusals.NoNewcomer);
        Given(KindGiven).When(tell with { Teams = [] }).ThenRefused(ConsentRefusals.NoNewcomer);
        Given(KindGiven).When(tell with { ByOrganisation = Cast.Schuldhulp }).ThenRefused(Refusals.Missing);
        var told = Given(KindGiven).When(tell).ThenA<NewcomersTold>();

        ConsentFact[] after = [.. KindGiven, told];
        Assert.Equal(Stance.None, Stands(after, Oost, Tuesday.AddSeconds(-1)));
        Assert.Equal(Stance.Allowed, Stands(after, Oost, Tuesday));
    }

    [Fact]
    public void Who_may_not_be_informed_is_not_waited_for_and_not_told()
    {
        var heard = Bouazza(Cast.Monday);
        var flagged = heard with { SignalVersion = 6, Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]] };
        var tell = new TellNewcomers(Kind, [Oost], [Noord, Zuid, Oost], [Cast.Samira], "telefoon", Cast.Jgz, Tuesday);

        Assert.Equal([Cast.Samira], Given([.. KindGiven, flagged]).When(tell).ThenA<NewcomersTold>().Told);
        Given([.. KindGiven, flagged]).When(tell with { Told = [Cast.Samira, Cast.Erik] }).ThenRefused(ConsentRefusals.MayNotBeAsked);
    }

    [Fact]
    public void A_whole_organisation_is_every_team_of_it()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskWhole(), Yes(Whole, Cast.Samira, Cast.Monday), Yes(Whole, Cast.Erik, Cast.Monday));

        Assert.Equal(Stance.Allowed, Stands(facts, Noord, Tuesday));
        Assert.Equal(Stance.Allowed, Stands(facts, new(Cast.Id(0x2ff), Cast.Wijkteam), Tuesday));
        Assert.Equal(Stance.None, Stands(facts, Oost, Tuesday));
    }

    /// <summary>Mitz: the more specific beats the more general, whichever was said first.</summary>
    [Fact]
    public void A_no_to_one_team_beats_a_yes_to_its_kind_whichever_was_said_first()
    {
        var later = Facts([.. Replay(KindGiven), AskHelp(Tuesday, Gezondheid), No(Health, Cast.Erik, Tuesday)]);
        var earlier = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), No(Health, Cast.Erik, Cast.Monday),
            AskKind(Noord, Zuid), Yes(Kind, Cast.Samira, Tuesday), Yes(Kind, Cast.Erik, Tuesday));

        foreach (var facts in new[] { later, earlier })
        {
            Assert.NotEqual(Stance.Allowed, Stands(facts, Noord, Tuesday));
            Assert.Equal(Stance.Allowed, Stands(facts, Zuid, Tuesday));
        }
    }

    [Fact]
    public void A_yes_to_one_team_beats_a_later_no_to_its_kind()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
            Yes(Health, Cast.Erik, Cast.Monday), AskKind(Noord, Zuid), No(Kind, Cast.Erik, Tuesday));

        Assert.Equal(Stance.Allowed, Stands(facts, Noord, Tuesday));
        Assert.NotEqual(Stance.Allowed, Stands(facts, Zuid, Tuesday));
    }

    [Fact]
    public void Each_team_that_is_reached_hears_how_it_stands()
    {
        var told = Assert.Single(ConsentAnnouncements
            .Choose(new Told<Consent, ConsentFact>("consent.family-x", 4, Fold(KindGiven), KindGiven[^1], KindGiven[^1].At))
            .OfType<ConsentStands>());

        Assert.Equal([Noord, Zuid], told.Requests.Select(r => new ListedRecipient(r.RecipientTeam, r.RecipientOrganisation)));
        Assert.All(told.Requests, r => Assert.Equal([Gezondheid], r.Allowed));
    }

    [Fact]
    public void A_kind_without_any_team_and_a_team_that_is_gone_cannot_be_asked_for()
    {
        Given(Bouazza(Cast.Monday)).When(AskKind()).ThenRefused(ConsentRefusals.RecipientClosed);
        Given(Bouazza(Cast.Monday)).When(AskHelp(Cast.Monday, Gezondheid) with { RecipientClosed = true })
            .ThenRefused(ConsentRefusals.RecipientClosed);
    }

    private static AskConsent AskKind(params ListedRecipient[] listed) =>
        Ask(Kind, Guid.Empty, Guid.Empty, "gezinshulp", Cast.Monday, Gezondheid) with
        {
            Scope = new(RecipientScope.OfKind, "wijkteam", "GM0150", listed),
        };

    private static AskConsent AskWhole() => Ask(Whole, Guid.Empty, Cast.Wijkteam, "gezinshulp", Cast.Monday, Gezondheid) with
    {
        Scope = new(RecipientScope.Organisation, null, null, [Noord, Zuid]),
    };

    private static ConsentCommand[] Replay(List<ConsentFact> facts) =>
    [
        new HearFamily((FamilyHeard)facts[0]), AskKind(Noord, Zuid), Yes(Kind, Cast.Samira, Cast.Monday),
        Yes(Kind, Cast.Erik, Cast.Monday),
    ];

    private static Stance Stands(IEnumerable<ConsentFact> facts, ListedRecipient to, DateTimeOffset at) =>
        Standing.Of(Fold(facts), Gezondheid, to.Team, to.Organisation, "gezinshulp", at).Stance;
}
