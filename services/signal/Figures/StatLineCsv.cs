using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace WarmHandover.Signals.Figures;

/// <summary>What is wrong with a file: where, and what, never what stood there.</summary>
public sealed record ImportNote(int Line, string Column, string Wrong);

/// <summary>
/// Reads CSV in the layout of the open data of CBS StatLine: a line of column names (<c>RegioS</c>, <c>Perioden</c>,
/// <c>HuishoudensTotaal_1</c>), regions padded with spaces, periods such as <c>2025JJ00</c>, a dot for what is unknown. Of one column only
/// the counts of municipalities and whole years are kept, so that a file of any size takes little memory.
/// </summary>
public sealed partial class StatLineCsv(string? column, int? year)
{
    private const int MostNotes = 200;
    private const int MostKept = 20_000;
    private static readonly string[] RegionColumns = ["RegioS", "Regios", "WijkenEnBuurten", "Codering_3"];
    private static readonly string[] PeriodColumns = ["Perioden", "Jaar"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<(int Year, string Area), int> kept = [];

    /// <summary>The counts that were kept.</summary>
    public IReadOnlyList<(int Year, AreaCount Count)> Counts => [.. kept.Select(c => (c.Key.Year, new AreaCount(c.Key.Area, c.Value)))];

    /// <summary>How many rows were read.</summary>
    public int Rows { get; private set; }

    /// <summary>How many rows are about something else than a municipality in a whole year, or hold no count.</summary>
    public int PassedBy { get; private set; }

    /// <summary>How many rows are not right.</summary>
    public int Refused { get; private set; }

    /// <summary>What is wrong with them, up to 200.</summary>
    public List<ImportNote> Notes { get; } = [];

    /// <summary>Reads to the end; the answer is why nothing can be taken from this file, or why it stopped before its end.</summary>
    public async Task<string?> Read(Stream source, CancellationToken ct)
    {
        using var text = new StreamReader(source, Strict, detectEncodingFromByteOrderMarks: false);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [";", ","],
            MaxFieldSize = 10_000,
            BadDataFound = null,
        });
        try
        {
            if (!await csv.ReadAsync() || csv.Record is not { Length: > 1 } names)
                return "De eerste regel heeft geen namen van kolommen. Kies bij CBS StatLine de indeling CSV van de open data.";

            names = [.. names.Select(name => name.Trim().TrimStart('\uFEFF'))];
            if (Layout(names) is { } wrong)
                return wrong;

            var region = Array.FindIndex(names, RegionColumns.Contains);
            var period = Array.FindIndex(names, PeriodColumns.Contains);
            var value = Array.IndexOf(names, column);
            while (await csv.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                Rows++;
                if (csv.Record!.Length != names.Length)
                    Note(csv.RawRow, "", $"Deze regel heeft {csv.Record.Length} velden; de kop heeft er {names.Length}.");
                else
                    Row(csv.RawRow, csv.Record, names, region, period, value);
                if (kept.Count > MostKept)
                    return "Dit zijn meer gemeenten en jaren dan er zijn.";
            }
        }
        catch (DecoderFallbackException)
        {
            return $"Na regel {csv.RawRow} staan tekens die geen UTF-8 zijn. Bewaar het bestand als UTF-8 (CSV UTF-8 in Excel).";
        }
        catch (MaxFieldSizeException)
        {
            return $"Na regel {csv.RawRow} staat een veld dat te lang is, of een aanhalingsteken dat nergens sluit.";
        }

        return Rows is 0 ? "In het bestand staan geen rijen." : null;
    }

    private string? Layout(string[] names) =>
        !names.Any(RegionColumns.Contains) ? $"Er is geen kolom met gemeenten: {string.Join(", ", RegionColumns)}."
        : year is null && !names.Any(PeriodColumns.Contains) ? "Er is geen kolom Perioden. Geef het jaar op met ?jaar=."
        : !names.Contains(column) ? "De kolom die u noemt, staat niet in het bestand. Let op hoofdletters en het nummer aan het eind."
        : null;

    private void Row(int line, string[] fields, string[] names, int region, int period, int value)
    {
        var area = fields[region].Trim();
        var (when, whole) = period < 0 ? (year, true) : Year(fields[period].Trim());
        var count = fields[value].Trim();
        if (!Municipality().IsMatch(area) && Region().IsMatch(area) || !whole || count is "" or "." or "x" or "-")
        {
            PassedBy++;
            return;
        }

        if (!Municipality().IsMatch(area))
            Note(line, names[region], "Dit is geen gemeentecode, zoals GM0150.");
        else if (when is not (>= 1995 and <= 2200))
            Note(line, period < 0 ? "jaar" : names[period], "Dit is geen jaar, zoals 2025JJ00.");
        else if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Note(line, names[value], "Dit is geen heel getal van nul of meer.");
        else if (kept.TryGetValue((when.Value, area), out var before) && before != number)
            Note(line, names[region], "Van deze gemeente staat in dit jaar al een ander aantal in het bestand.");
        else
            kept[(when.Value, area)] = number;
    }

    private static (int? Year, bool Whole) Year(string text) => Period().Match(text) is { Success: true } match
        ? (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value is "" or "JJ" or "X0")
        : (null, true);

    private void Note(int line, string name, string wrong)
    {
        Refused++;
        if (Notes.Count < MostNotes)
            Notes.Add(new(line, name, wrong));
    }

    [GeneratedRegex("^GM[0-9]{4}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Municipality();

    // Countries, provinces, districts and neighbourhoods, as StatLine writes them.
    [GeneratedRegex("^(?:NL|LD|PV|CR|AM|AR|BR|GG|JZ|KK|RE|RP|SC|SG|VR|WK|BU|ZR)[0-9A-Z]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Region();

    [GeneratedRegex("^([0-9]{4})(?:(JJ|X0|KW|MM|HJ|G[0-9]|W[0-9])[0-9]{0,4})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Period();
}
