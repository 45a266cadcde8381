using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>What changed in the circle afterwards, as facts: who acts for whom, who cannot, who was born, who is gone, who moved.</summary>
internal static class Changes
{
    public static readonly Guid Office = Cast.Id(0x15);
    public static readonly Guid Grandmother = Cast.Id(0x16);
    public static readonly Guid Sami = Cast.Id(0x17);
    public static readonly Guid Lost = Cast.Id(0x18);
    public static readonly Guid YoungMother = Cast.Id(0x19);
    public static readonly Guid Boy = Cast.Id(0x1a);
    public static readonly DateOnly Spring = new(2027, 2, 1);

    public static readonly MemberAdded MoneyOffice = Circle.Adult(Office) with { Role = "organisation" };
    public static readonly MemberAdded Oma = Circle.Adult(Grandmother) with { Role = "other-adult" };
    public static readonly MemberAdded Expected = Circle.Child(Sami, "unborn", null) with { Role = "unborn-child" };
    public static readonly MemberAdded AlsoExpected = Expected with { Member = Lost };
    public static readonly MemberAdded Teenager = Circle.Child(YoungMother, "16-17", new(2028, 9, 9)) with { Role = "parent" };
    public static readonly MemberAdded Thirteen = Circle.Child(Boy, "12-15", new(2030, 1, 1));

    public static readonly RepresentativeAppointed MoneyIsManaged = new(
        Cast.Id(0x81), Cast.Samira, Office, "bewindvoerder", Spring, null, "curateleregister", Cast.Jgz, Cast.Monday);

    public static readonly RepresentationEnded MoneyIsFree = new(
        MoneyIsManaged.Representation, new(2027, 12, 1), "beschikking", Cast.Jgz, Cast.Monday);

    public static readonly AuthoritySuspended FatherIsIll = new(
        Cast.Id(0x82), Cast.Erik, Cast.Yara, "tijdelijk-niet-in-staat", "onafhankelijk-arts", Spring, null, Cast.Jgz, Cast.Monday);

    public static readonly AuthorityResumed FatherIsWell = new(
        FatherIsIll.Suspension, Cast.Today, "onafhankelijk-arts", Cast.Jgz, Cast.Monday);

    public static readonly IncompetenceJudged BoyCannotDecide = new(
        Cast.Id(0x83), Boy, "gezondheid", "gedragswetenschapper", Spring, null, Circle.Sealed, Cast.Jgz, Cast.Monday);

    public static readonly CompetenceRegained BoyDecides = new(
        BoyCannotDecide.Judgement, Cast.Autumn, "gedragswetenschapper", Cast.Jgz, Cast.Monday);

    public static readonly MinorDeclaredAdult MotherIsAdult = new(YoungMother, Spring, "beschikking", Cast.Jgz, Cast.Monday);
    public static readonly ChildBorn SamiIsBorn = new(Sami, "under-12", new(2039, 2, 20), Circle.Sealed, Cast.Jgz, Cast.Monday);
    public static readonly PregnancyEnded NoChild = new(Lost, Spring, Cast.Jgz, Cast.Monday);
    public static readonly MemberDied OmaDied = new(Grandmother, Spring, Cast.Jgz, Cast.Monday);

    public static readonly FamilyMoved ToAlmere = new(
        "GM0034", Cast.Today, [new(Cast.Samira, Circle.Sealed), new(Cast.Yara, null)], Cast.Jgz, Cast.Monday);

    public static readonly ContactWishesRecorded HowToReach = new(
        Cast.Samira, ["telefoon", "kaart"], Interpreter: true, Circle.Sealed, Cast.Jgz, Cast.Monday);

    public static readonly ContactPersonNamed OneToCall = new(Cast.JgzTeam, Circle.Sealed, Cast.Jgz, Cast.Monday);
    public static readonly BirthdayNears GirlWillBeTwelve = new(Cast.Yara, "12-15", new(2030, 5, 20), Cast.Monday);

    public static readonly TaskDone SilentlyDone = new("stil", Grandmother, null, Cast.JgzTeam, Cast.Jgz, Cast.Monday);

    public static readonly LeadMoved OtherTeamLeads = new(
        Cast.JgzTeam, Cast.Jgz, Cast.WijkteamNoord, Cast.Wijkteam, "referral.referral-x", 9, Cast.Monday);

    /// <summary>Who else belongs to the circle.</summary>
    public static readonly FamilyFact[] People = [MoneyOffice, Oma, Expected, AlsoExpected, Teenager, Thirteen];

    /// <summary>One fact of every kind about them.</summary>
    public static readonly FamilyFact[] After =
    [
        MoneyIsManaged, MoneyIsFree, FatherIsIll, FatherIsWell, BoyCannotDecide, BoyDecides, MotherIsAdult, SamiIsBorn, NoChild, OmaDied,
        ToAlmere,
    ];

    /// <summary>One fact of every kind about caring for them.</summary>
    public static readonly FamilyFact[] Care = [HowToReach, OneToCall, GirlWillBeTwelve, SilentlyDone, OtherTeamLeads];

    /// <summary>All of it, after the three of the circle.</summary>
    public static readonly FamilyFact[] Every = [.. People, .. After];
}
