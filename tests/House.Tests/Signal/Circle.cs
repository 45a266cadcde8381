using WarmHandover.Platform.Vault;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>Samira, Erik and Yara as facts, and what Noor saw on that Monday.</summary>
internal static class Circle
{
    public static readonly Guid Skipped = Cast.Id(0x21);
    public static readonly Guid CutOff = Cast.Id(0x22);
    public static readonly Guid Talk = Cast.Id(0x31);
    public static readonly Guid Debts = Cast.Id(0x41);
    public static readonly Guid Factor = Cast.Id(0x51);
    public const string Referral = "referral.referral-0198f000000070008000000000000061";

    public static readonly PayloadRef Sealed = new(Cast.Id(0x71), new string('a', 64));

    public static readonly FamilyOpened Opened = new(Cast.Family, Cast.Jgz, Cast.JgzTeam, "GM0150", Cast.Monday);
    public static readonly MemberAdded Mother = Adult(Cast.Samira);
    public static readonly MemberAdded Father = Adult(Cast.Erik);
    public static readonly MemberAdded Girl = Child(Cast.Yara, "under-12", new(2030, 5, 20));
    public static readonly AuthorityRecorded MothersAuthority = Holds(Cast.Samira);
    public static readonly AuthorityRecorded FathersAuthority = Holds(Cast.Erik);
    public static readonly FamilyFact[] Three = [Opened, Mother, Father, Girl, MothersAuthority, FathersAuthority];

    public static readonly SignalRecorded SkippedDentist = new(
        Skipped, Cast.Yara, "tandarts-gemist", "gezondheid-kind", 1, "zelf-verteld", Cast.Today, "gewoon", null, null, Sealed, Cast.Jgz,
        Cast.JgzTeam, Cast.Monday);

    public static readonly SignalRecorded EnergyCutOff = new(
        CutOff, Cast.Samira, "energie-afgesloten", "wonen-en-energie", 1, "gezien", Cast.Today, "binnenkort", "GIZ", "2022", null, Cast.Jgz,
        Cast.JgzTeam, Cast.Monday);

    public static readonly ConversationHeld TalkWithMother = new(
        Talk, Cast.Today, [Cast.Samira], "geen", null, WhyExplained: true,
        [new(Skipped, WithWhomItIsAbout: true), new(CutOff, WithWhomItIsAbout: true)], "wil-hulp", null, null, Cast.Jgz, Cast.JgzTeam,
        Cast.Monday);

    public static readonly NeedRecorded HelpWithDebts = new(
        Debts, Cast.Samira, "financien", "GM0150", Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    public static readonly ProtectiveFactorRecorded WarmBond = new(Factor, Cast.Samira, "band-ouder-kind", 1, null, Cast.Jgz, Cast.Monday);

    public static readonly SafetyFlagRaised FatherMayNotKnow = new(
        Cast.Erik, "niet-informeren", "geweld", ColleagueConsulted: true, Cast.Jgz, Cast.Monday);

    public static readonly SafetyFlagLifted FatherMayKnow = new(
        Cast.Erik, "niet-informeren", "gevaar-geweken", ColleagueConsulted: true, Cast.Jgz, Cast.Monday);

    public static readonly AuthorityEnded FathersAuthorityEnds = new(
        Cast.Yara, Cast.Erik, new(2027, 6, 1), "beschikking", Cast.Jgz, Cast.Monday);

    public static readonly PartyJoined NeighbourhoodTeam = new(Cast.Wijkteam, Cast.WijkteamNoord, Referral, 7, Cast.Monday);
    public static readonly AgeBandReached GirlTurnedTwelve = new(Cast.Yara, "12-15", new(2034, 5, 20), Cast.Monday);

    public static readonly RowsRestricted ClosedRows = new(
        Cast.Id(0xf1), Cast.Samira, ["geldzorgen"], Cast.Jgz, Cast.Monday.AddDays(50));

    public static readonly RowsFreed FreedRows = new(Cast.Id(0xf1), Cast.Jgz, Cast.Monday.AddDays(58));

    public static readonly MemberErased MotherErased = new(Cast.Id(0xe1), Cast.Jgz, Cast.Samira, Cast.Monday.AddDays(60));
    public static readonly RecordsErased OldGone = new(
        Cast.Id(0xe4), Cast.Jgz, new(2012, 2, 28), [Cast.Id(0x72)], Cast.Monday.AddDays(60));

    public static readonly FileErased FileGone = new(Cast.Id(0xe2), Cast.Jgz, null, Cast.Monday.AddDays(61));

    /// <summary>One fact of every kind, in an order that could have happened.</summary>
    public static FamilyFact[] Everything =>
    [
        Opened, .. Changes.People, .. Three[1..], FatherMayNotKnow, SkippedDentist, EnergyCutOff, WarmBond,
        TalkWithMother, HelpWithDebts, NeighbourhoodTeam, FatherMayKnow,
        FathersAuthorityEnds, GirlTurnedTwelve, .. Changes.After, .. Changes.Care, .. Talks.Every,
        SignalLists.WritingTests.WrongDentist, SignalLists.WritingTests.CustomerNumber, ClosedRows,
        FreedRows, MotherErased, OldGone, FileGone, Joined.TakenIn, Joined.Away,
    ];

    public static ConversationHeld NotNow(int n, DateOnly on, DateOnly? comeBackOn) => new(
        Cast.Id(0x300 + n), on, [Cast.Samira], "geen", null, WhyExplained: true, [], "niet-nu", comeBackOn, null, Cast.Jgz, Cast.JgzTeam,
        Cast.Monday);

    public static MemberAdded Adult(Guid id) => new(id, Cast.Jgz, "parent", "adult", null, Sealed, Cast.Monday);

    public static MemberAdded Child(Guid id, string band, DateOnly? until) => new(id, Cast.Jgz, "child", band, until, Sealed, Cast.Monday);

    private static AuthorityRecorded Holds(Guid holder) => new(
        Cast.Yara, holder, "parent", new(2018, 6, 1), null, "gezagsregister", Cast.Jgz, Cast.Monday);
}
