using WarmHandover.Contracts.Signal;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Referrals;

/// <summary>What a team is opened with.</summary>
internal static class DirectoryTale
{
    public static readonly TeamEntry Noord = new(WijkteamNoord, Wijkteam, "wijkteam", "Wijkteam Noord", ["GM0150"], false, "0570 000 000");

    /// <summary>As the first keepers wrote it.</summary>
    public static readonly ProvisionEntry Leergeld = new(
        Id(0x801), "Stichting Leergeld", "Leergeld Deventer", ["financien", "opleiding"], ["GM0150"], "Kinderen van 4 tot 18", "Gratis",
        "Ouders vragen zelf aan", "https://leergeld.voorbeeld.nl");

    /// <summary>The same in the words of HSDS, with an income norm.</summary>
    public static readonly ServiceEntry Service = Provision.Service(Leergeld) with
    {
        Phones = [new(Id(0x811), "0570-000101") { Languages = [new(Id(0x812)) { Name = "Turks", Code = "tr" }] }],
        IncomeNorms = [new(120, new(2027, 1, 1), new(2027, 12, 31))],
        MinimumAge = 4,
        AssuredDate = "2027-02-01",
    };

    /// <summary>Who offers it.</summary>
    public static readonly OrganizationEntry Humanitas = new(Id(0x821), "Humanitas Deventer")
    {
        Programs = [new(Id(0x822), "Thuisadministratie")],
        Contacts = [new(Id(0x823)) { Title = "Coördinator", Phones = [new(Id(0x824), "0570-000110")] }],
    };

    /// <summary>Where.</summary>
    public static readonly LocationEntry Library = new(Id(0x831))
    {
        Name = "Bibliotheek",
        Addresses = [new(Id(0x832)) { Address1 = "Stromarkt 1", City = "Deventer", Country = "NL", AddressType = "physical" }],
        Accessibility = [new(Id(0x833)) { Description = "Met de rolstoel te bereiken." }],
    };

    /// <summary>Contact persons, sealed.</summary>
    public static readonly SealedPeople People = new(ReferralTale.Ref(8), "mark");
}

/// <summary>The needs of a family, as signal states them.</summary>
public sealed class CaseTests() : Deciding<Case, CaseCommand, CaseEvent>(Case.Kind)
{
    private static readonly Need Need = new(Id(0x905), Samira, "adult", "financien", "GM0150", Jgz);
    private static readonly NeedsHeard Heard = new(4, [Need], Monday);

    [Fact]
    public void The_newest_statement_wins()
    {
        Given().When(new HearNeeds(4, [Need], Monday)).Then(Heard);
        Given(Heard).When(new HearNeeds(4, [], Monday)).ThenNothing();
        Given(Heard).When(new HearNeeds(3, [], Monday)).ThenNothing();
        Given(Heard).When(new HearNeeds(5, [], Monday)).Then(new NeedsHeard(5, [], Monday));
    }

    [Fact]
    public void Consent_is_kept_beside_the_needs_with_its_own_version()
    {
        var heard = new ConsentHeard(2, [ReferralTale.Request(SchuldhulpTeam, ReferralTale.Asked, [])], Monday);
        Given(Heard).When(new HearConsent(2, heard.Requests, Monday)).Then(heard);
        Given(Heard, heard).When(new HearConsent(1, [], Monday)).ThenNothing();
        Given(heard).When(new HearNeeds(1, [], Monday)).Then(new NeedsHeard(1, [], Monday));
    }

    [Fact]
    public void A_need_is_found_only_by_the_organisation_that_recorded_it()
    {
        var state = Case.Evolve(Case.Initial, Heard);
        Assert.Equal(new(Need.Id, Samira, "adult", "financien", "GM0150"), state.Find(Need.Id, Jgz));
        Assert.Null(state.Find(Need.Id, Wijkteam));
        Assert.Null(state.Find(Id(0x999), Jgz));
    }
}

/// <summary>Organisations of the directory.</summary>
public sealed class OrganisationTests() : Deciding<Organisation, RegisterOrganisation, OrganisationEvent>(Organisation.Kind)
{
    private static readonly OrganisationRegistered Registered = new("JGZ Deventer", "jgz", Monday);

    [Fact]
    public void An_organisation_is_registered_once_with_a_known_kind()
    {
        Given().When(new("JGZ Deventer", "jgz", Monday)).Then(Registered);
        Given().When(new("JGZ Deventer", "bank", Monday)).ThenRefused(ReferralRefusals.KindUnknown);
        Given(Registered).When(new("Anders", "jgz", Monday)).ThenRefused(ReferralRefusals.OrganisationKnown);
    }
}

/// <summary>Teams of the directory.</summary>
public sealed class TeamTests() : Deciding<Team, TeamCommand, TeamEvent>(Team.Kind)
{
    private static readonly TeamOpened Opened = new(DirectoryTale.Noord, Monday);

    [Fact]
    public void A_team_of_a_known_organisation_opens()
    {
        Given().When(new OpenTeam(DirectoryTale.Noord, true, Monday)).Then(Opened);
        Given().When(new OpenTeam(DirectoryTale.Noord, false, Monday)).ThenRefused(ReferralRefusals.OrganisationUnknown);
        Given(Opened).When(new OpenTeam(DirectoryTale.Noord with { Areas = ["GM0141"] }, true, Monday))
            .ThenRefused(ReferralRefusals.TeamKnown);
    }

    [Fact]
    public void No_team_closes_while_work_points_to_it()
    {
        Given(Opened).When(new CloseTeam(HasWork: true, Monday)).ThenRefused(ReferralRefusals.TeamHasWork);
        Given(Opened).When(new CloseTeam(HasWork: false, Monday)).Then(new TeamClosed(Monday));
        Given().When(new CloseTeam(HasWork: false, Monday)).ThenRefused(Platform.Deciding.Refusals.Missing);
        var (strange, own) = (new Recipient(SchuldhulpTeam, Schuldhulp, true), new Recipient(Id(0x203), Wijkteam, false));
        Given(Opened).When(new CloseTeam(HasWork: false, Monday) { GoesOn = [strange, own] })
            .Then(new TeamClosed(Monday) { GoesOnAs = own.Team });
        Given(Opened).When(new CloseTeam(HasWork: false, Monday) { GoesOn = [strange] }).Then(new TeamClosed(Monday));
    }

    [Fact]
    public void Only_an_open_team_is_a_recipient()
    {
        var open = Team.Evolve(Team.Initial, Opened);
        Assert.Equal(new(WijkteamNoord, Wijkteam, false), open.AsRecipient);
        Assert.Null(Team.Evolve(open, new TeamClosed(Monday)).AsRecipient);
        Assert.Null(Team.Initial.AsRecipient);
    }
}
