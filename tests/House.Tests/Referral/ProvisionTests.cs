using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.DirectoryTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Provisions of the sociale kaart: who may say what of them, and what is kept.</summary>
public sealed class ProvisionTests() : Deciding<Provision, ProvisionCommand, ProvisionEvent>(Provision.Kind)
{
    private static readonly Guid Doubt = Id(0x820);
    private static readonly ServiceListed Listed = new(Service, "Leergeld Deventer", People, Monday);
    private static readonly ServiceEntry Longer = Service with { MinimumAge = 3 };
    private static readonly ProvisionDoubted Doubted = new(Doubt, "telefoon", ReferralTale.Ref(9), Monday);
    private static readonly ProvisionClaimed Claimed = new(Wijkteam, Monday);
    private static readonly ClaimAnswered Granted = new(Wijkteam, Granted: true, Monday);

    [Fact]
    public void A_provision_is_listed_revised_withdrawn_and_listed_again()
    {
        Given().When(new ListService(Service, "Leergeld Deventer", People, Monday)).Then(Listed);
        Given(Listed).When(new ReviseService(Longer, "Leergeld Deventer", People, AsOwner: null, Monday))
            .Then(new ServiceRevised(Longer, "Leergeld Deventer", People, Monday));
        Given(Listed).When(new WithdrawProvision(Monday)).Then(new ProvisionWithdrawn(Monday));
        Given(Listed, new ProvisionWithdrawn(Monday)).When(new TakeOverService(Service, "Leergeld Deventer", People, Monday)).Then(Listed);
    }

    [Fact]
    public void What_is_not_listed_cannot_be_changed()
    {
        Given().When(new ReviseService(Longer, "x", null, AsOwner: null, Monday)).ThenRefused(Refusals.Missing);
        Given(Listed).When(new ListService(Longer, "x", null, Monday)).ThenRefused(ReferralRefusals.ProvisionKnown);
        Given(Listed, new ProvisionWithdrawn(Monday)).When(new DoubtProvision(Doubt, "adres", null, Monday)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void A_file_that_says_the_same_changes_nothing_and_the_same_people_need_not_be_sealed_again()
    {
        var again = People with { Content = ReferralTale.Ref(7) };
        Given(Listed).When(new TakeOverService(Service with { }, "Leergeld Deventer", again, Monday)).ThenNothing();
        Given(Listed).When(new TakeOverService(Service, "Leergeld Deventer", again with { Mark = "other" },
            Monday)).ThenA<ServiceRevised>();
        Given(Listed).When(new TakeOverService(Service, "Leergeld Salland", People, Monday)).ThenA<ServiceRevised>();
    }

    [Fact]
    public void What_was_written_before_HSDS_reads_as_HSDS()
    {
        var state = Provision.Evolve(Provision.Initial, new ProvisionListed(Leergeld, Monday));
        var listed = Assert.IsType<Provision.Listed>(state);
        Assert.Equal(("Stichting Leergeld", "Leergeld Deventer"), (listed.Entry.Name, listed.Organization));
        Assert.Equal("GM0150", Assert.Single(listed.Entry.ServiceAreas!).Extent);
        Given(new ProvisionListed(Leergeld, Monday)).When(new ListService(Provision.Service(Leergeld), "Leergeld Deventer", null, Monday))
            .ThenNothing();
    }

    [Fact]
    public void A_doubt_is_looked_into_once()
    {
        Given(Listed).When(new DoubtProvision(Doubt, "telefoon", ReferralTale.Ref(9), Monday)).Then(Doubted);
        Given(Listed, Doubted).When(new SettleDoubt(Doubt, "verbeterd", Monday)).Then(new DoubtSettled(Doubt, "verbeterd", Monday));
        Given(Listed, Doubted, new DoubtSettled(Doubt, "verbeterd", Monday)).When(new SettleDoubt(Doubt, "klopt-toch", Monday))
            .ThenRefused(ReferralRefusals.DoubtSettled);
        Given(Listed).When(new SettleDoubt(Doubt, "verbeterd", Monday)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void More_doubts_than_a_keeper_can_look_into_are_not_kept()
    {
        var many = Enumerable.Range(0, ProvisionDecider.MostDoubts).Select(n => Doubted with { Doubt = Id(0x900 + n) });
        Given([Listed, .. many]).When(new DoubtProvision(Doubt, "anders", null, Monday)).ThenRefused(ReferralRefusals.EnoughDoubts);
    }

    [Fact]
    public void One_organisation_keeps_it_after_the_keeper_agreed()
    {
        Given(Listed).When(new ClaimProvision(Wijkteam, Monday)).Then(Claimed);
        Given(Listed, Claimed).When(new ClaimProvision(Jgz, Monday)).ThenRefused(ReferralRefusals.ClaimedByOthers);
        Given(Listed, Claimed).When(new AnswerClaim(Wijkteam, Granted: true, Monday)).Then(Granted);
        Given(Listed, Claimed, Granted).When(new ClaimProvision(Jgz, Monday)).ThenRefused(ReferralRefusals.OwnedByOthers);
        Given(Listed).When(new AnswerClaim(Wijkteam, Granted: true, Monday)).ThenRefused(ReferralRefusals.NotClaimed);
        Given(Listed, Claimed).When(new AnswerClaim(Wijkteam, Granted: false, Monday)).ThenA<ClaimAnswered>();
    }

    [Fact]
    public void Only_the_keeper_and_the_owner_say_that_it_is_right_or_correct_it()
    {
        Given(Listed).When(new CheckProvision(Jgz, ByKeeper: true, Monday)).Then(new ProvisionChecked("beheerder", Jgz, Monday));
        Given(Listed).When(new CheckProvision(Wijkteam, ByKeeper: false, Monday)).ThenRefused(ReferralRefusals.NotTheOwner);
        Given(Listed, Claimed).When(new CheckProvision(Wijkteam, ByKeeper: false, Monday)).ThenRefused(ReferralRefusals.NotTheOwner);
        Given(Listed, Claimed, Granted).When(new CheckProvision(Wijkteam, ByKeeper: false, Monday))
            .Then(new ProvisionChecked("aanbieder", Wijkteam, Monday));
        Given(Listed, Claimed, Granted).When(new ReviseService(Longer, "x", null, AsOwner: Jgz, Monday))
            .ThenRefused(ReferralRefusals.NotTheOwner);
        Given(Listed, Claimed, Granted).When(new ReviseService(Longer, "x", null, AsOwner: Wijkteam, Monday)).ThenA<ServiceRevised>();
    }

    [Fact]
    public void Who_watches_begins_once_and_ends_once()
    {
        Given(Listed).When(new WatchProvision(Noor, Watches: true, Monday)).Then(new WatchBegan(Noor, Monday));
        Given(Listed, new WatchBegan(Noor, Monday)).When(new WatchProvision(Noor, Watches: false, Monday))
            .Then(new WatchEnded(Noor, Monday));
        Given(Listed).When(new WatchProvision(Noor, Watches: false, Monday)).ThenNothing();
    }
}
