using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Figures;

/// <summary>An open count that figures are set against, and of which year it is.</summary>
public sealed record FigureDenominator(string Kind, int Year, int Count);

/// <summary>The row of a municipality: its counts in the order of the columns, null where a number is hidden.</summary>
/// <param name="Area">The municipality's code.</param>
/// <param name="Counts">Null where a number is hidden.</param>
/// <param name="Total">Null where it is hidden.</param>
/// <param name="Per1000">The total per thousand of each open count, such as <c>huishoudens</c>; none where the total is hidden.</param>
public sealed record FigureRow(
    string Area, IReadOnlyList<int?> Counts, int? Total, IReadOnlyDictionary<string, decimal> Per1000);

/// <summary>One table: what is counted by what, with its totals.</summary>
public sealed record FigureTableAnswer(
    string By, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<FigureRow> Rows, IReadOnlyList<int?> Totals, int? Total);

/// <summary>The tables of one thing that is counted.</summary>
public sealed record FigureMeasureAnswer(string Measure, string Label, IReadOnlyList<FigureTableAnswer> Tables);

/// <summary>The figures of a year, as they were known at the start of <see cref="KnownUntil"/>.</summary>
public sealed record FiguresAnswer(
    int Year, DateOnly KnownUntil, int HiddenBelow, string Explanation,
    IReadOnlyDictionary<string, IReadOnlyList<FigureDenominator>> Denominators, IReadOnlyList<FigureMeasureAnswer> Measures);

internal static class FigureRoutes
{
    private const string Hidden = "afgeschermd";
    private static readonly NumberFormatInfo Dutch = new() { NumberDecimalSeparator = "," };

    public static void MapFigures(this WebApplication app)
    {
        var figures = app.MapHouseGroup("/v1/signaalcijfers").RequiresRole(Roles.FocusOfficer, Roles.Administrator).WithTags("cijfers");
        figures.MapGet("/{jaar:int}", Read)
            .WithSummary("De cijfers van een jaar per gemeente: signalen, gesprekken, hulpvragen en gezinnen")
            .WithDescription("Vanaf 1 februari na dat jaar, voor altijd gelijk. Een gezin telt waar het die dag woonde. 'null' is een "
                + "aantal dat is afgeschermd omdat het klein is, of omdat het een klein aantal zou verraden; 0 is nul.")
            .Produces<FiguresAnswer>();
        figures.MapGet("/{jaar:int}/csv", Csv)
            .WithSummary("Dezelfde cijfers als CSV, een aantal per regel")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
        figures.MapPopulation();
    }

    private static async Task<IResult> Read(
        int jaar, FigureDesk desk, PopulationHandler population, TimeProvider clock, CancellationToken ct)
    {
        if (NotYet(jaar, clock) is { } no)
            return no;

        return TypedResults.Ok(await Answer(jaar, desk, population, ct));
    }

    private static async Task<IResult> Csv(
        int jaar, HttpContext http, FigureDesk desk, PopulationHandler population, TimeProvider clock, CancellationToken ct)
    {
        if (NotYet(jaar, clock) is { } no)
            return no;

        var answer = await Answer(jaar, desk, population, ct);
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        // What a spreadsheet would take for a formula is made text; the separator is what a Dutch one expects.
        var layout = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, Delimiter = ";" };
        await using (var csv = new CsvWriter(text, layout))
        {
            string[] head = ["jaar", "maat", "indeling", "gebied", "code", "omschrijving", "aantal"];
            Line(csv, [.. head, .. PopulationDecider.Kinds.Select(kind => $"per 1000 {kind}")]);
            foreach (var (measure, table) in answer.Measures.SelectMany(m => m.Tables.Select(t => (m.Measure, t))))
            {
                foreach (var row in table.Rows)
                    Lines(csv, answer.Year, measure, table, row);
                Lines(csv, answer.Year, measure, table, new("totaal", table.Totals, table.Total, new Dictionary<string, decimal>()));
            }
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"signaalcijfers-{jaar}.csv\"";
        return TypedResults.Text('\uFEFF' + text.ToString(), "text/csv; charset=utf-8");
    }

    private static void Lines(CsvWriter csv, int year, string measure, FigureTableAnswer table, FigureRow row)
    {
        var common = new[] { year.ToString(CultureInfo.InvariantCulture), measure, table.By, row.Area };
        foreach (var (at, column) in table.Columns.Index())
            Line(csv, [.. common, column.Code, column.Label, Text(row.Counts[at]), .. PopulationDecider.Kinds.Select(_ => "")]);
        Line(csv, [.. common, "totaal", "Totaal", Text(row.Total), .. PopulationDecider.Kinds.Select(
            kind => row.Per1000.TryGetValue(kind, out var rate) ? rate.ToString(Dutch) : "")]);
    }

    private static void Line(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }

    private static string Text(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? Hidden;

    private static ProblemHttpResult? NotYet(int year, TimeProvider clock)
    {
        if (year is < 1995 or > 2200)
            return new InputErrors().Add("jaar", "Kijk dit jaartal na.").ToProblem();

        var from = FigureDesk.Closed(year);
        return Amsterdam.DateAt(clock.Now()) >= from ? null : new Refusal(
            "jaar-loopt-nog",
            $"De cijfers van {year} zijn er vanaf 1 februari {year + 1}. Tussenstanden zijn er niet: uit twee standen naast elkaar zou een "
            + "klein aantal af te leiden zijn.").ToProblem();
    }

    private static async Task<FiguresAnswer> Answer(int year, FigureDesk desk, PopulationHandler handler, CancellationToken ct)
    {
        var measures = await desk.Of(year, ct);
        var population = (await handler.Load(PopulationHandler.Region, ct)).State;
        var areas = measures.SelectMany(m => m.Tables).SelectMany(t => t.Counts.Rows).Distinct();
        var open = areas.ToDictionary(area => area, area => (IReadOnlyList<FigureDenominator>)
        [
            .. PopulationDecider.Kinds
                .Select(kind => population.Of(kind, area, year) is { } of ? new FigureDenominator(kind, of.Year, of.Count) : null)
                .OfType<FigureDenominator>(),
        ]);
        return new(
            year, FigureDesk.Closed(year), desk.Below,
            $"Een aantal onder de {desk.Below} is afgeschermd, en ook wat zo'n aantal zou verraden. Een afgeschermd aantal kan ook 0 zijn. "
            + "Een gezin telt waar het die dag woonde.",
            open, [.. measures.Select(m => new FigureMeasureAnswer(m.Measure, m.Label, [.. m.Tables.Select(t => Answer(t, open))]))]);
    }

    private static FigureTableAnswer Answer(FigureTable table, Dictionary<string, IReadOnlyList<FigureDenominator>> open) => new(
        table.By, table.Columns,
        [.. table.Counts.Rows.Select((area, row) => new FigureRow(
            area, table.Counts.Cells[row], table.Counts.RowTotals[row], Rates(table.Counts.RowTotals[row], open[area])))],
        table.Counts.ColumnTotals, table.Counts.Total);

    private static Dictionary<string, decimal> Rates(int? total, IReadOnlyList<FigureDenominator> open) => total is { } count
        ? open.ToDictionary(o => o.Kind, o => Math.Round(count * 1000m / o.Count, 1))
        : [];
}
