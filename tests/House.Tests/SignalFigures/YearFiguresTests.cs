using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using WarmHandover.Signals.Figures;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalFigures;

/// <summary>What counts, where and when; and the open counts that figures are set against.</summary>
public sealed class YearFiguresTests() : Deciding<Population, PopulationCommand, PopulationFact>(PopulationHandler.Streams)
{
    private static readonly string Golden = Path.Combine(HouseTests.Root, "tests", "House.Tests", "SignalFigures", "golden");

    private static readonly PopulationImported Households = new(
        "huishoudens", 2026, [new("GM0150", 46321), new("GM0301", 21900)], Cast.Monday);

    public static TheoryData<string> Names => [.. Facts.Names<PopulationFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_fact_is_read_folded_and_written_to_the_same_bytes(string name)
    {
        var file = Path.Combine(Golden, $"{name}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
            File.WriteAllBytes(file, Facts.Write<PopulationFact>(Households));

        var stored = File.ReadAllBytes(file);
        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write<PopulationFact>(Households)));
        var read = Population.Evolve(Population.Initial, Facts.Read<PopulationFact>(name, stored));
        Assert.Equal((2026, 46321), read.Of("huishoudens", "GM0150", 2027));
    }

    [Fact]
    public void Open_counts_are_taken_over_per_year_and_the_same_again_changes_nothing()
    {
        Given().When(Import((2026, new("GM0150", 46321)), (2026, new("GM0301", 21900)))).Then(Households);
        Given(Households).When(Import((2026, new("GM0150", 46321)))).ThenNothing();
        Given(Households).When(Import((2026, new("GM0150", 46400)), (2025, new("GM0150", 46000)))).Then(
            new PopulationImported("huishoudens", 2025, [new("GM0150", 46000)], Cast.Monday),
            new PopulationImported("huishoudens", 2026, [new("GM0150", 46400)], Cast.Monday));
    }

    [Fact]
    public void A_figure_is_set_against_the_newest_count_that_stood_in_its_year()
    {
        var population = Population.Evolve(Population.Initial, Households);

        Assert.Equal((2026, 46321), population.Of("huishoudens", "GM0150", 2026));
        Assert.Null(population.Of("huishoudens", "GM0150", 2025));
        Assert.Null(population.Of("inwoners", "GM0150", 2026));
    }

    [Fact]
    public void A_family_that_moved_counts_where_it_lived_on_the_day_also_when_the_move_was_recorded_later()
    {
        var moved = new FamilyMoved("GM0034", new(2027, 2, 15), [], Cast.Jgz, Cast.Monday.AddMonths(2));

        var tally = Tally(
            Circle.Opened, Circle.SkippedDentist with { ObservedOn = new(2027, 2, 14) },
            Circle.EnergyCutOff with { ObservedOn = new(2027, 2, 15) }, moved);

        Assert.Equal(
            [("GM0034", new DateOnly(2027, 2, 15)), ("GM0150", new DateOnly(2027, 2, 14))],
            tally.Things.Select(t => (t.Area, t.Thing.On)).Order());
    }

    [Fact]
    public void Two_files_that_were_joined_are_one_family_and_each_thing_counts_once()
    {
        var (one, other) = (Tally(Circle.Opened, Circle.SkippedDentist), Tally(Circle.Opened, Circle.EnergyCutOff));
        one.TakeIn(other);

        Assert.Equal(2, one.Things.Count());
        var families = YearFigures.Of([one], Cast.Today.Year, 1).Single(m => m.Measure == Measures.Families);
        Assert.Equal(1, families.Tables[0].Counts.Cells[0][0]);
        one.Add(new EntryCorrected(Circle.CutOff, EntryKinds.Signal, "dubbel", null, Cast.Jgz, Cast.Monday));
        Assert.Equal(Circle.SkippedDentist.ObservedOn, Assert.Single(one.Things).Thing.On);
    }

    [Fact]
    public void What_was_corrected_does_not_count_and_a_need_for_elsewhere_counts_there()
    {
        var wrong = new EntryCorrected(Circle.Skipped, EntryKinds.Signal, "verkeerde-persoon", null, Cast.Jgz, Cast.Monday);

        Assert.Empty(Tally(Circle.Opened, Circle.SkippedDentist, wrong).Things);
        Assert.Equal("GM0301", Assert.Single(Tally(Circle.Opened, Circle.HelpWithDebts with { Area = "GM0301" }).Things).Area);
        Assert.Empty(Tally(Circle.Opened, Circle.WarmBond).Things);
    }

    [Fact]
    public void A_talk_counts_once_whatever_it_was_about()
    {
        Counted Talk(params FamilyFact[] facts) => Tally([Circle.Opened, .. facts]).Things.Last().Thing;

        var several = Talk(Circle.SkippedDentist, Circle.EnergyCutOff, Circle.TalkWithMother);
        Assert.Equal(("gesprekken", "meer-dan-een", "wil-hulp"), (several.Measure, several.Domain, several.Outcome));
        Assert.Equal("geen-signaal", Talk(Circle.NotNow(1, Cast.Today, null)).Domain);
        var one = Talk(Circle.EnergyCutOff, Circle.TalkWithMother with { Discussed = [new(Circle.CutOff, WithWhomItIsAbout: true)] });
        Assert.Equal("wonen", one.Domain);
    }

    [Fact]
    public void The_tables_of_a_measure_agree_and_hide_what_is_small()
    {
        var families = Enumerable.Range(0, 15).Select(_ => Tally(Circle.Opened, Circle.SkippedDentist, Circle.EnergyCutOff))
            .Append(Tally(Circle.Opened with { Area = "GM0301" }, Circle.EnergyCutOff))
            .Append(Tally(Circle.Opened with { Area = "GM0233" }, Circle.EnergyCutOff with { ObservedOn = new(2025, 1, 1) }));

        var signals = YearFigures.Of(families, Cast.Today.Year, 10)[0];

        Assert.Equal(["domein", "fase", "maand"], signals.Tables.Select(t => t.By));
        Assert.All(signals.Tables, table =>
        {
            Assert.Equal(["GM0150", "GM0301"], table.Counts.Rows);
            Assert.Equal([null, null], table.Counts.RowTotals);
            Assert.Equal(31, table.Counts.Total);
        });
        var health = signals.Tables[0].Columns.Index().Single(c => c.Item.Code == "gezondheid").Index;
        Assert.Equal(15, signals.Tables[0].Counts.ColumnTotals[health]);
        Assert.All(YearFigures.Of(families, 2031, 10), measure => Assert.Equal(0, measure.Tables[0].Counts.Total));
    }

    private static ImportPopulation Import(params (int, AreaCount)[] counts) => new("huishoudens", counts, Cast.Monday);

    private static FamilyTally Tally(params FamilyFact[] facts)
    {
        var tally = new FamilyTally(kind => FamilyCodes.SignalKinds.Find(kind) is { } k ? (k.Domain, k.Phase) : ("onbekend", "onbekend"));
        foreach (var fact in facts)
            tally.Add(fact);
        return tally;
    }
}
