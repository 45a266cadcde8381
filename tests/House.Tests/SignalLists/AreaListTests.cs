using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;

namespace WarmHandover.Tests.SignalLists;

/// <summary>What a municipality adds to the lists: kinds and questions, versioned, and nothing of it changes its meaning.</summary>
public sealed class AreaListTests() : Deciding<AreaList, AreaListCommand, AreaListFact>(AreaListHandler.Streams)
{
    private static readonly string Golden = Path.Combine(HouseTests.Root, "tests", "House.Tests", "SignalLists", "golden");

    private static readonly OwnKindAdded Rain = new(
        "GM0150", "mist-regenkleding", "Heeft geen regenkleding", "child", "gezondheid", "ondersteunen", "gezondheid-kind", Cast.Monday);

    private static readonly OwnKindWithdrawn NoRain = new("mist-regenkleding", Cast.Monday);

    private static readonly OwnQuestionAdded Package = new(
        "GM0150", "kindpakket", "Kent u het kindpakket?", "Veel gezinnen hebben er recht op.", "financien", "GM0150.mist-regenkleding",
        Cast.Monday);

    private static readonly OwnQuestionWithdrawn NoPackage = new("kindpakket", Cast.Monday);
    private static readonly AreaListFact[] Everything = [Rain, NoRain, Package, NoPackage];

    public static TheoryData<string> Names => [.. Facts.Names<AreaListFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_fact_is_read_folded_and_written_to_the_same_bytes(string name)
    {
        var fact = Everything.Single(f => Facts.NameOf(f) == name);
        var file = Path.Combine(Golden, $"{name}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
            File.WriteAllBytes(file, Facts.Write(fact));

        var stored = File.ReadAllBytes(file);
        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(fact)));
        Assert.Equal(fact, Facts.Read<AreaListFact>(name, stored));
        Assert.NotNull(AreaList.Evolve(AreaList.Evolve(AreaList.Initial, Rain), Facts.Read<AreaListFact>(name, stored)));
    }

    [Fact]
    public void An_own_kind_is_added_once_withdrawn_and_never_changes_its_meaning()
    {
        Given().When(Add()).Then(Rain);
        Given(Rain).When(Add()).ThenNothing();
        Given(Rain).When(Add() with { Label = "Iets anders" }).ThenRefused(AreaListDecider.CodeTaken);
        Given(Rain).When(new WithdrawOwnKind("mist-regenkleding", Cast.Monday)).Then(NoRain);
        Given().When(new WithdrawOwnKind("mist-regenkleding", Cast.Monday)).ThenRefused(AreaListDecider.CodeUnknown);
        Given(Rain, NoRain).When(Add()).Then(Rain);
    }

    [Fact]
    public void Only_a_kind_that_is_in_use_is_found_and_by_the_municipalitys_code()
    {
        Assert.Equal("gezondheid-kind", List(Rain).Find("GM0150.mist-regenkleding")!.Category);
        Assert.Null(List(Rain).Find("mist-regenkleding"));
        Assert.Null(List(Rain, NoRain).Find("GM0150.mist-regenkleding"));
    }

    [Fact]
    public void Every_change_of_the_questions_is_a_version_and_the_old_ones_stay()
    {
        var list = List(Rain, Package, NoPackage);
        Assert.Equal([1, 2], list.Versions.Select(v => v.Version));
        Assert.Equal("kindpakket", Assert.Single(list.Versions[0].Questions).Code);
        Assert.Empty(list.Versions[1].Questions);
        Assert.Equal(
            "GM0150.mist-regenkleding",
            Assert.Single(list.Versions[0].PointTo(new Dictionary<string, string> { ["kindpakket"] = "ja" })).Kind);
    }

    private static AreaList List(params AreaListFact[] facts) => facts.Aggregate(AreaList.Initial, AreaList.Evolve);

    private static AddOwnKind Add() => new(
        Rain.Area, Rain.Code, Rain.Label, Rain.Subject, Rain.Domain, Rain.Phase, Rain.Category, Cast.Monday);
}
