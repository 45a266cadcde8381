using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// A tabular package of HSDS: CSV files in a zip. The rows are spooled to disk, their references are looked at, and then organizations,
/// locations and services are put together and taken in, one at a time.
/// </summary>
internal sealed class ImportCsv(Intake intake, IKnownEntries known)
{
    private const int MostFiles = 200;
    private const int MostText = 100_000;
    private const long MostUnpacked = 2L * 1024 * 1024 * 1024;
    private const long FreeUnpacked = 16L * 1024 * 1024;
    private const int MostRatio = 100;

    /// <summary>Reads a package; false when it is no zip, or one that unpacks to more than it should.</summary>
    public async Task<string?> Read(Stream package, long packed, ImportRun run, CancellationToken ct)
    {
        using var spool = new Spool();
        try
        {
            using var zip = new ZipArchive(package, ZipArchiveMode.Read);
            if (zip.Entries.Count > MostFiles)
                return "In het pakket zitten te veel bestanden.";

            // What a few bytes unpack to may be small, whatever the ratio; beyond that a ratio tells a trap from a table.
            var left = Math.Min(MostUnpacked, Math.Max(FreeUnpacked, packed * MostRatio));
            foreach (var entry in zip.Entries.Where(e => e.Name.Length > 0))
                left -= Spooled(entry, left, spool, run, ct);
        }
        catch (InvalidDataException)
        {
            return "Dit is geen heel zip-bestand. Is het afgebroken bij het versturen?";
        }
        catch (TooMuchException)
        {
            return "Het pakket wordt bij het uitpakken te groot. Er is niets overgenomen.";
        }

        spool.Settle();
        Dangling(spool, run);
        await TakeIn(spool, run, ct);
        return null;
    }

    private static long Spooled(ZipArchiveEntry entry, long most, Spool spool, ImportRun run, CancellationToken ct)
    {
        if (!HsdsTables.ByFile.TryGetValue(entry.Name, out var table))
        {
            if (entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || HsdsTables.PassedBy.Contains(entry.Name))
            {
                run.Count.Note(Short(entry.Name), 0, null, "Dit bestand zegt niets over het aanbod en is niet overgenomen.",
                    refuses: false);
            }
            return 0;
        }

        using var unpacked = new Bounded(entry.Open(), most);
        var utf8 = Texts.AsUtf8(unpacked, ct).GetAwaiter().GetResult();
        using var text = new StreamReader(utf8, Encoding.UTF8);
        var odd = false;
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            MaxFieldSize = MostText,
            BadDataFound = _ => odd = true,
        });
        try
        {
            if (csv.Read() && csv.Record is { } header)
                Rows(csv, new(table, [.. header.Select(h => h.Trim().ToLowerInvariant())]), () => odd, () => odd = false, spool, run, ct);
        }
        catch (MaxFieldSizeException)
        {
            run.Count.Note(
                table.File, csv.RawRow, null, "Hier sluit een aanhalingsteken niet, of een tekst is te lang. Wat ervoor stond is gelezen.",
                refuses: true);
        }

        return unpacked.Position;
    }

    private static void Rows(
        CsvParser csv, CsvTable table, Func<bool> odd, Action even, Spool spool, ImportRun run, CancellationToken ct)
    {
        foreach (var column in table.Unknown)
            run.Count.Note(table.Of.File, 1, null, $"De kolom {Short(column)} is niet bekend en is niet overgenomen.", refuses: false);

        while (csv.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (csv.Record is not { } cells || cells is [""])
                continue;

            var line = csv.RawRow;
            var wrong = odd() ? "Hier staat een aanhalingsteken waar het niet hoort."
                : cells.Length != table.Header.Count ? $"Deze regel heeft {cells.Length} kolommen; de kop heeft er {table.Header.Count}."
                : cells.Any(cell => cell.Contains('\uFFFD')) ? Texts.NotUtf8
                : table.Cell(cells, "id") is null ? "Hier ontbreekt het nummer (id)."
                : null;
            even();
            if (wrong is null && !table.Keep(cells, line, spool))
                wrong = "Dit nummer (id) staat al eerder in het bestand.";
            if (wrong is not null)
                run.Count.Note(table.Of.File, line, Short(table.Cell(cells, "id")), wrong, refuses: true);
        }
    }

    /// <summary>Rows that name an owner who is not there: told by line; whoever hangs under nobody is not taken over.</summary>
    private static void Dangling(Spool spool, ImportRun run)
    {
        const int page = 500;
        for (var skip = 0; spool.Dangling(page, skip) is { Count: > 0 } rows; skip += page)
        {
            foreach (var (table, id, parent, _, line) in rows)
            {
                var hangs = spool.Hangs(table, id);
                run.Count.Note(
                    HsdsTables.ByName[table].File, line, id, hangs
                        ? $"De verwijzing naar {parent} wijst nergens naar; zij is weggelaten."
                        : $"Deze regel hoort bij een {parent} die er niet is.",
                    refuses: !hangs);
            }
        }
    }

    /// <summary>Putting rows together is one thread's work, as the spool is one file; the log takes many at a time.</summary>
    private async Task TakeIn(Spool spool, ImportRun run, CancellationToken ct)
    {
        var rows = new HsdsRows(spool, run);
        await Each("organization", async (id, row, line) =>
        {
            await rows.Refer("organization", row, line, known, ct);
            var whole = rows.Whole("organization", id, row);
            return () => intake.Organization(run, whole, "organizations.csv", line, ct);
        });
        await Each("location", async (id, row, line) =>
        {
            await rows.Refer("location", row, line, known, ct);
            var whole = rows.Whole("location", id, row);
            return () => intake.Location(run, whole, "locations.csv", line, ct);
        });
        await Each("service", async (id, row, line) =>
        {
            if (!await rows.Refer("service", row, line, known, ct))
            {
                run.Count.Saw();
                return null;
            }

            var whole = rows.Whole("service", id, row);
            foreach (var at in (whole["service_at_locations"] as JsonArray ?? []).OfType<JsonObject>().ToArray())
            {
                if (!await rows.Refer("service_at_location", at, spool.LineOf("service_at_location", at["id"]?.ToString()), known, ct))
                    ((JsonArray)at.Parent!).Remove(at);
            }

            var of = row["organization_id"]!.ToString();
            var name = spool.Find("organization", of)?["name"]?.ToString() ?? await known.Organization(HsdsJson.Id(of), ct);
            return () => intake.Service(run, whole, name, "services.csv", line, ct);
        });

        async Task Each(string table, Func<string, JsonObject, long, Task<Func<Task>?>> prepare)
        {
            await using var lanes = new Lanes(ct);
            for (var after = 0L; spool.Page(table, after) is { Count: > 0 } page; after = page[^1].Place)
            {
                foreach (var (id, row, line, _) in page)
                {
                    if (await prepare(id, row, line) is { } take)
                        await lanes.Do(id.GetHashCode(StringComparison.Ordinal) & int.MaxValue, take);
                }
            }
        }
    }

    private static string? Short(string? text) => text is { Length: > 60 } ? text[..60] : text;
}
