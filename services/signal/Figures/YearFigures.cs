using System.Globalization;
using WarmHandover.Platform.Figures;

namespace WarmHandover.Signals.Figures;

/// <summary>A code of a column and what people call it.</summary>
public sealed record FigureColumn(string Code, string Label);

/// <summary>What is counted, by what; null in a cell or total is a number that is hidden.</summary>
public sealed record FigureTable(string By, IReadOnlyList<FigureColumn> Columns, SafeTable Counts);

/// <summary>The tables of one thing that is counted.</summary>
public sealed record FigureMeasure(string Measure, string Label, IReadOnlyList<FigureTable> Tables);

/// <summary>Makes the tables of a year, with the small counts hidden. Pure: the same things give the same tables.</summary>
public static class YearFigures
{
    private const string Aggregate = "aantal";

    private static readonly FigureColumn[] Domains =
        [.. FamilyCodes.LifeDomains.Items.Select(d => new FigureColumn(d.Code, d.Label)), new(Measures.Unknown, "Onbekend")];

    private static readonly FigureColumn[] Phases =
    [
        new("signaleren", "Signaleren"), new("ondersteunen", "Ondersteunen"), new("stimuleren", "Stimuleren"),
        new(Measures.Unknown, "Onbekend"),
    ];

    private static readonly FigureColumn[] OfTalks = [new(Measures.Several, "Meer dan een"), new(Measures.None, "Geen signaal besproken")];

    // The containers have no Dutch culture.
    private static readonly string[] MonthNames =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    private static readonly FigureColumn[] Months = [.. MonthNames.Select((name, m) => new FigureColumn(Month(m + 1), name))];

    private static readonly FigureColumn[] Outcomes = [.. FamilyCodes.Outcomes.Items.Select(o => new FigureColumn(o.Code, o.Label))];

    /// <summary>The tables of a year; the rows are the municipalities in which anything was counted.</summary>
    public static IReadOnlyList<FigureMeasure> Of(IEnumerable<FamilyTally> families, int year, int below)
    {
        var (things, whole) = (new List<(string Area, Counted Thing)>(), new List<(string Area, Counted Thing)>());
        foreach (var family in families)
        {
            var its = family.Things.Where(t => t.Thing.On.Year == year).ToArray();
            things.AddRange(its);
            if (its is [_, ..])
                whole.Add(its.MinBy(t => t.Thing.On));
        }

        string[] areas = [.. things.Select(t => t.Area).Distinct().Order(StringComparer.Ordinal)];
        return
        [
            Measure(Measures.Signals, "Signalen", ("domein", Domains, t => t.Domain), ("fase", Phases, t => t.Phase)),
            Measure(
                Measures.Talks, "Gesprekken", ("domein", [.. Domains, .. OfTalks], t => t.Domain),
                ("fase", [.. Phases, .. OfTalks], t => t.Phase), ("uitkomst", Outcomes, t => t.Outcome)),
            Measure(Measures.Needs, "Hulpvragen", ("domein", Domains, t => t.Domain)),
            Tables(Measures.Families, "Gezinnen", whole, [(Aggregate, [new(Aggregate, "Aantal gezinnen")], _ => Aggregate)]),
        ];

        FigureMeasure Measure(string measure, string label, params (string By, FigureColumn[] Columns, Func<Counted, string> Code)[] by) =>
            Tables(measure, label, things.FindAll(t => t.Thing.Measure == measure), [.. by, ("maand", Months, t => Month(t.On.Month))]);

        FigureMeasure Tables(
            string measure, string label, List<(string Area, Counted Thing)> counted,
            (string By, FigureColumn[] Columns, Func<Counted, string> Code)[] by)
        {
            // In one call, because they are about the same things: one table must not give away what another hides.
            CountTable[] tables =
            [
                .. by.Select(b => new CountTable(
                    b.By, areas, [.. b.Columns.Select(c => c.Code)], Count(counted, areas, b.Columns, b.Code))),
            ];
            var safe = SmallCounts.Hide(tables, below);
            return new(measure, label, [.. by.Select((b, at) => new FigureTable(b.By, b.Columns, safe[at]))]);
        }
    }

    private static IReadOnlyList<int>[] Count(
        List<(string Area, Counted Thing)> counted, string[] areas, FigureColumn[] columns, Func<Counted, string> code)
    {
        var counts = areas.Select(_ => new int[columns.Length]).ToArray();
        var unknown = Array.FindIndex(columns, c => c.Code is Measures.Unknown);
        foreach (var (area, thing) in counted)
        {
            var column = Array.FindIndex(columns, c => c.Code == code(thing));
            counts[Array.BinarySearch(areas, area, StringComparer.Ordinal)][column < 0 ? unknown : column]++;
        }

        return counts;
    }

    private static string Month(int month) => month.ToString("00", CultureInfo.InvariantCulture);
}
