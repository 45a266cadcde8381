using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

/// <summary>A second, newer file of the same organisation about Yara, and the two facts by which it becomes one with the first.</summary>
internal static class Joined
{
    public static readonly Guid Second = Cast.Id(0x2);
    public static readonly Guid YaraThere = Cast.Id(0x1013);
    public static readonly Guid SamiraThere = Cast.Id(0x1011);
    public static readonly Guid Stepfather = Cast.Id(0x1014);
    public static readonly Guid HungryThere = Cast.Id(0x1021);

    public static readonly SamePerson[] Same = [new(YaraThere, Cast.Yara), new(SamiraThere, Cast.Samira)];

    /// <summary>The newer file, as it was written.</summary>
    public static FamilyFact[] There =>
    [
        Opened with { Family = Second, At = Cast.Monday.AddDays(1) },
        Adult(SamiraThere), Girl with { Member = YaraThere }, Adult(Stepfather) with { Role = "other-adult" },
        MothersAuthority with { Child = YaraThere, Holder = SamiraThere, From = new(2018, 7, 1) },
        FatherMayNotKnow with { Member = SamiraThere, Flag = "niet-contacteren" },
        SkippedDentist with { Signal = HungryThere, Member = YaraThere, Kind = "tandarts-gemist" },
        HelpWithDebts with { Need = Cast.Id(0x1041), Member = SamiraThere },
        NotNow(0x77, Cast.Today, Cast.Autumn) with { With = [SamiraThere] },
    ];

    public static readonly FamilyTakenIn TakenIn = new(
        Second, There.Length + 1, Same, [SamiraThere, YaraThere, Stepfather],
        [.. There.Select(f => new CarriedFact(Facts.NameOf(f), Renamed(Facts.Write(f))))], Cast.Jgz, Cast.Monday.AddDays(2));

    public static readonly FamilyJoined Away = new(
        Cast.Id(0x3), [new(Cast.Yara, Cast.Id(0x2013))], [Cast.Samira, Cast.Yara], [Cast.Jgz, Cast.Wijkteam], "dubbel-geopend", Cast.Jgz,
        Cast.Monday.AddDays(3));

    private static JsonElement Renamed(byte[] data) => JsonDocument.Parse(Same.Aggregate(
        System.Text.Encoding.UTF8.GetString(data), (text, s) => text.Replace(s.Member.ToString(), s.As.ToString()))).RootElement.Clone();
}
