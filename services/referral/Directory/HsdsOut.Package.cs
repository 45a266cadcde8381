using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

internal sealed partial class HsdsOut
{
    /// <summary>The tabular package: a zip of CSV files.</summary>
    public async Task Package(Stream to, CancellationToken ct)
    {
        using var spool = new Spool();
        await foreach (var row in views.Walk<ProviderRow>(ProvidersView.Table, ProvidersView.All, r => $"{r.Entry.Id:N}", ct))
            Flat(spool, "organization", await Organization(row, ct), null);
        await foreach (var row in views.Walk<PlaceRow>(PlacesView.Table, PlacesView.All, r => $"{r.Entry.Id:N}", ct))
            Flat(spool, "location", await Location(row, ct), null);
        await foreach (var row in views.Walk<ProvisionRow>(ProvisionsView.Table, ProvisionsView.All, r => $"{r.Id:N}", ct))
        {
            if (row.Entry.OrganizationId is { } of && !spool.Has("organization", of.ToString()))
                Flat(spool, "organization", await Organization(of, row.Organization, ct), null);
            Flat(spool, "service", await Service(row, ct), null);
        }

        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var written = HsdsTables.All.Where(table => Written(zip, spool, table)).Select(table => table.File).ToArray();
        await using var about = zip.CreateEntry("datapackage.json").Open();
        await JsonSerializer.SerializeAsync(
            about,
            new
            {
                name = "sociale-kaart",
                profile = "tabular-data-package",
                resources = written.Select(file => new { name = Path.GetFileNameWithoutExtension(file), path = file, format = "csv" }),
            },
            cancellationToken: ct);
    }

    /// <summary>
    /// An object as rows of its table and of the tables under it. A part that two others share is one row; where the file cannot say that,
    /// it
    /// is two.
    /// </summary>
    private static void Flat(Spool spool, string table, JsonObject thing, (string Column, string Id)? owner)
    {
        var of = HsdsTables.ByName[table];
        var id = thing["id"]!.ToString();
        var row = spool.Find(table, id) ?? new JsonObject { ["id"] = id };
        if (owner is { } under)
        {
            if (row[under.Column] is { } taken && taken.ToString() != under.Id)
                row["id"] = id = HsdsJson.Id($"{id}|{under.Id}").ToString();
            row[under.Column] = under.Id;
        }

        foreach (var column in of.Columns)
        {
            if (thing[column] is JsonValue value)
                row[column] = value.DeepClone();
        }

        foreach (var child in HsdsTables.Under(table))
        {
            var column = child.Parents.First(p => p.Table == table).Column;
            foreach (var part in (thing[child.Property] as JsonArray ?? []).OfType<JsonObject>())
                Flat(spool, child.Name, part, (column, id));
        }

        foreach (var attribute in (thing["attributes"] as JsonArray ?? []).OfType<JsonObject>())
            Attribute(spool, table, id, attribute);
        spool.Put(table, id, row);
    }

    private static void Attribute(Spool spool, string table, string owner, JsonObject attribute)
    {
        var (id, row) = (attribute["id"]!.ToString(), new JsonObject());
        if (spool.Find("attribute", id) is { } known && known["link_id"]!.ToString() != owner)
            id = HsdsJson.Id($"{id}|{owner}").ToString();
        (row["id"], row["link_id"], row["link_entity"]) = (id, owner, table);
        foreach (var column in HsdsTables.ByName["attribute"].Columns)
            row[column] = attribute[column]?.DeepClone();
        if (attribute["taxonomy_term"] is JsonObject term)
        {
            row["taxonomy_term_id"] = term["id"]!.ToString();
            if (term["taxonomy_detail"] is JsonObject taxonomy)
                Flat(spool, "taxonomy", taxonomy, null);
            Flat(spool, "taxonomy_term", term, null);
        }

        spool.Put("attribute", id, row);
    }

    private static bool Written(ZipArchive zip, Spool spool, HsdsTable table)
    {
        string[] own = table.Name == "attribute" ? ["link_id", "link_entity", "taxonomy_term_id"]
        : [.. table.Parents.Select(p => p.Column)];
        string[] columns = ["id", .. own, .. table.Columns];
        if (spool.Page(table.Name, 0, 1) is [])
            return false;

        using var text = new StreamWriter(zip.CreateEntry(table.File).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in columns)
            csv.WriteField(column);
        csv.NextRecord();
        for (var after = 0L; spool.Page(table.Name, after) is { Count: > 0 } page; after = page[^1].Place)
        {
            foreach (var (_, row, _, _) in page)
            {
                foreach (var column in columns)
                    csv.WriteField(row[column]?.ToString());
                csv.NextRecord();
            }
        }

        return true;
    }
}
