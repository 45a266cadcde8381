using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>Stored facts are readable for ever: one file per stored name, read, folded and written again to the same bytes.</summary>
public sealed class FamilyFactsTests
{
    private static readonly string Golden = Path.Combine(HouseTests.Root, "tests", "House.Tests", "Signal", "golden");

    public static TheoryData<string> Names => [.. Facts.Names<FamilyFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_fact_is_read_folded_and_written_to_the_same_bytes(string name)
    {
        var fact = Circle.Everything.Last(f => Facts.NameOf(f) == name);
        var file = Path.Combine(Golden, $"{name}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
            File.WriteAllBytes(file, Facts.Write(fact));

        var stored = File.ReadAllBytes(file);
        var read = Facts.Read<FamilyFact>(name, stored);

        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(read)));
        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(fact)));
        Assert.IsType<FamilyFile.Opened>(Fold(name, read));
    }

    [Fact]
    public void Every_fact_has_its_file() =>
        Assert.Equal(
            Facts.Names<FamilyFact>().Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Golden).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void A_fact_that_the_file_does_not_know_stops_it() =>
        Assert.Throws<System.Diagnostics.UnreachableException>(() => FamilyFile.Evolve(FamilyFile.Initial, Circle.Mother));

    [Fact]
    public void An_unknown_stored_name_is_never_guessed() =>
        Assert.Throws<UnknownFactException>(() => Facts.Read<FamilyFact>("family-forgotten.v1", "{}"u8));

    private static FamilyFile Fold(string name, FamilyFact read) => Circle.Everything
        .TakeWhile(f => Facts.NameOf(f) != name)
        .Append(read)
        .Aggregate(FamilyFile.Initial, FamilyFile.Evolve);
}
