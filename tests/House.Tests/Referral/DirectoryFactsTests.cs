using WarmHandover.Platform.Reading;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Views;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.DirectoryTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What is stored and shown of the sociale kaart: readable for ever, and the same bytes again.</summary>
public sealed class DirectoryFactsTests
{
    private static readonly ServiceListed Listed = new(Service, "Leergeld Deventer", People, Monday);
    private static readonly ServiceRevised Revised =
        new(Service with { WaitTime = "2 weken" }, "Leergeld Salland", null, Monday.AddDays(1));
    private static readonly ProvisionChecked Checked = new("beheerder", Jgz, Monday.AddDays(2));
    private static readonly ProvisionDoubted Doubted = new(Id(0x820), "telefoon", ReferralTale.Ref(9), Monday.AddDays(2));
    private static readonly MissedSearch Missed = new("wonen", "GM0150", "tr", Words: true);

    private static readonly ProvisionEvent[] Life =
    [
        Listed, Checked, Doubted, new ProvisionClaimed(Wijkteam, Monday), new ClaimAnswered(Wijkteam, Granted: true, Monday),
        new WatchBegan(Noor, Monday), Revised, new DoubtSettled(Doubted.Doubt, "verbeterd", Monday), new WatchEnded(Noor, Monday),
        new ProvisionWithdrawn(Monday.AddDays(9)),
    ];

    public static TheoryData<Type> Views =>
    [
        typeof(ProvisionsView), typeof(ProvisionVersionsView), typeof(ProvidersView), typeof(PlacesView), typeof(MissedSearchesView),
        typeof(NeedCountsView),
    ];

    [Fact]
    public void Stored_facts_are_readable_for_ever()
    {
        GoldenFacts.Keep(
            "Referral",
            [new ProvisionWithdrawn(Monday), .. Life, new ProvisionListed(Leergeld, Monday),
            new ProvisionRevised(Leergeld with { Cost = "Geen" }, Monday)]);
        GoldenFacts.Keep<ProviderEvent>("Referral", new ProviderKept(Humanitas, People, Monday));
        GoldenFacts.Keep<PlaceEvent>("Referral", new PlaceKept(Library, null, Monday));
        GoldenFacts.Keep<WhiteSpotEvent>("Referral", new SearchesMissed([new(Missed, 3)], Monday));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_view_folds_every_fact_and_again_to_the_same_bytes(Type type)
    {
        var once = Everything((IView)Activator.CreateInstance(type)!);
        Assert.NotEmpty(once);
        Assert.Equal(once, Everything((IView)Activator.CreateInstance(type)!));
    }

    [Fact]
    public void A_provision_is_due_for_a_check_from_when_somebody_last_looked()
    {
        Assert.Equal([Dates.At(new(2027, 2, 1))], Kept(Listed).Due);
        Assert.Equal([Checked.At], Kept(Listed, Checked).Due);
        Assert.Equal([Monday], Kept(Listed with { Entry = Service with { AssuredDate = "2090-01-01" } }).Due);
        Assert.Empty(Kept(Life).Due);
    }

    [Fact]
    public void Each_version_holds_until_the_next_and_the_last_until_it_was_withdrawn()
    {
        var versions = new KeptRows().After(new ProvisionVersionsView(), Provision.Kind, Service.Id, Life)
            .Part<ProvisionVersionRow>(ProvisionVersionsView.Of(Service.Id));
        Assert.Equal(
            [(Monday, (DateTimeOffset?)Checked.At, (string?)null), (Checked.At, Revised.At, null),
            (Revised.At, Monday.AddDays(9), "2 weken")],
            versions.Select(v => (v.From, v.Until, v.Entry.WaitTime)));
    }

    [Fact]
    public void Needs_of_all_families_are_counted_as_they_stand_now()
    {
        static NeedsHeard Heard(long version, params string[] domains) => new(
            version, [.. domains.Select((d, n) => new Contracts.Signal.Need(Id(0x905 + n), Samira, "adult", d, "GM0150", Jgz))], Monday);

        var counts = new KeptRows().After(new NeedCountsView(), Case.Kind, Id(1), Heard(1, "financien", "wonen"), Heard(2, "financien"))
            .After(new NeedCountsView(), Case.Kind, Id(2), Heard(1, "financien", "financien"));
        Assert.Equal([new("financien", "GM0150", 2)], counts.Part<NeedCountRow>(NeedCountsView.All));
    }

    [Fact]
    public void The_sociale_kaart_to_begin_with_is_whole()
    {
        Assert.InRange(SampleProvisions.All.Count, 30, 40);
        Assert.Equal(SampleProvisions.All.Count, SampleProvisions.All.Select(p => p.Id).Distinct().Count());
        Assert.All(SampleProvisions.All, p => Assert.True(
            p.Name!.Length > 0 && ProvisionForm.Errors(p).None && p.Url!.EndsWith(".voorbeeld.nl", StringComparison.Ordinal), p.Name));
    }

    [Theory]
    [InlineData("Leergeld")]
    [InlineData("Jeugdfonds Sport & Cultuur")]
    [InlineData("Jarige Job")]
    [InlineData("Sam&")]
    [InlineData("Babyspullen")]
    [InlineData("Kindpakket")]
    [InlineData("Gemeentepolis")]
    [InlineData("Voedselbank")]
    [InlineData("Thuisadministratie")]
    [InlineData("Home-Start")]
    [InlineData("Buurtgezinnen")]
    [InlineData("Steunouder")]
    [InlineData("JIM")]
    [InlineData("Formulierenbrigade")]
    [InlineData("Financieel spreekuur")]
    [InlineData("Regelloket")]
    [InlineData("VoorZorg")]
    [InlineData("Stevig Ouderschap")]
    [InlineData("Nu Niet Zwanger")]
    [InlineData("Centering")]
    [InlineData("Gezonde kinderen in krappe tijden")]
    [InlineData("SamenStarten")]
    [InlineData("Mobility Mentoring")]
    [InlineData("Perspectieffonds")]
    [InlineData("Geldplan Bijna 18")]
    [InlineData("Moneyfit")]
    [InlineData("Taalhuis")]
    [InlineData("Sleutelpersonen")]
    public void The_provisions_that_people_speak_of_stand_in_it(string name) => Assert.Contains(
        SampleProvisions.All, p => $"{p.Name} {p.Organisation}".Contains(name, StringComparison.Ordinal));

    private static KeptRows Kept(params ProvisionEvent[] facts) =>
        new KeptRows().After(new ProvisionsView(), Provision.Kind, Service.Id, facts);

    private static string Everything(IView view) => new KeptRows()
        .After(view, Provision.Kind, Id(0x801), Life[..^1])
        .After(view, Provision.Kind, Id(0x802), Life)
        .After(view, Provision.Kind, Id(0x803), new ProvisionListed(Leergeld, Monday), new ProvisionRevised(Leergeld, Monday))
        .After(view, Provider.Kind, Humanitas.Id, new ProviderKept(Humanitas, People, Monday))
        .After(view, Place.Kind, Library.Id, new PlaceKept(Library, null, Monday))
        .After(view, WhiteSpots.Kind, Id(0x804), new SearchesMissed([new(Missed, 3)], Monday), new SearchesMissed([new(Missed, 1)], Monday))
        .After(view, Case.Kind, Id(1), new NeedsHeard(1, [new(Id(0x905), Samira, "adult", "financien", "GM0150", Jgz)], Monday))
        .Bytes;
}
