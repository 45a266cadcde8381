using System.Text.Json.Nodes;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>What the sociale kaart knows already: a file may refer to it.</summary>
internal interface IKnownEntries
{
    /// <summary>The name of an organization; null when it is not known.</summary>
    Task<string?> Organization(Guid id, CancellationToken ct);

    /// <summary>Whether a location is known.</summary>
    Task<bool> Location(Guid id, CancellationToken ct);
}

/// <inheritdoc/>
internal sealed class KnownEntries(IViews views) : IKnownEntries
{
    public async Task<string?> Organization(Guid id, CancellationToken ct) =>
        (await views.Get<ProviderRow>(ProvidersView.Table, id.ToString("N"), ct))?.Entry.Name;

    public async Task<bool> Location(Guid id, CancellationToken ct) =>
        await views.Get<PlaceRow>(PlacesView.Table, id.ToString("N"), ct) is not null;
}

/// <summary>The header of one CSV file, and its rows as objects.</summary>
internal sealed record CsvTable(HsdsTable Of, IReadOnlyList<string> Header)
{
    private static readonly string[] OfAttribute = ["link_id", "taxonomy_term_id", "link_entity"];

    /// <summary>Columns that nobody knows.</summary>
    public IEnumerable<string> Unknown => Header.Where(h => h is not ("id" or "") && !Of.Columns.Contains(h)
        && Of.Parents.All(p => p.Column != h) && !(Of.Name == "attribute" && OfAttribute.Contains(h)));

    /// <summary>A cell by its column; null when it is empty.</summary>
    public string? Cell(IReadOnlyList<string> cells, string column)
    {
        for (var n = 0; n < Header.Count && n < cells.Count; n++)
        {
            if (Header[n] == column)
                return cells[n].Trim() is { Length: > 0 } text ? text : null;
        }

        return null;
    }

    /// <summary>Spools a row and what it hangs under; false when its id was there already.</summary>
    public bool Keep(IReadOnlyList<string> cells, long line, Spool spool)
    {
        var id = Cell(cells, "id")!;
        var row = new JsonObject { ["id"] = id };
        foreach (var column in Of.Columns)
        {
            if (Cell(cells, column) is { } text)
                row[column] = text;
        }

        if (Of.Name == "attribute" && Cell(cells, "taxonomy_term_id") is { } term)
            row["taxonomy_term_id"] = term;
        if (!spool.Add(Of.Name, id, line, row))
            return false;

        foreach (var (column, parent) in Of.Parents)
        {
            if (Cell(cells, column) is { } owner)
                spool.Hang(Of.Name, id, parent, owner, line);
        }

        if (Of.Name == "attribute" && Cell(cells, "link_id") is { } link)
        {
            spool.Hang(Of.Name, id, Cell(cells, "link_entity") is { } entity && HsdsTables.ByName.ContainsKey(entity) ? entity
                : "service", link, line);
        }
        return true;
    }
}

/// <summary>Puts a row together with everything that hangs under it.</summary>
internal sealed class HsdsRows(Spool spool, ImportRun run)
{
    /// <summary>A row with its parts, as JSON of HSDS.</summary>
    public JsonObject Whole(string table, string id, JsonObject row)
    {
        foreach (var child in HsdsTables.Under(table))
            Hang(child, table, id, row);

        Hang(HsdsTables.ByName["attribute"], table, id, row);
        foreach (var attribute in (row["attributes"] as JsonArray ?? []).OfType<JsonObject>())
            Term(attribute);
        return row;
    }

    /// <summary>Looks where a row refers to; false when it refers nowhere and means nothing without.</summary>
    public async Task<bool> Refer(string table, JsonObject row, long line, IKnownEntries known, CancellationToken ct)
    {
        var means = true;
        foreach (var (column, to, needed) in HsdsTables.ByName[table].Refers)
        {
            if (row[column]?.ToString() is { } there && (spool.Has(to, there) || await IsKnown(to, there, known, ct)))
                continue;
            if (row[column] is null && !needed)
                continue;

            means &= !needed;
            var what = row[column] is null ? $"Hier ontbreekt {column}." : $"{column} wijst naar een {to} die er niet is.";
            run.Count.Note(
                HsdsTables.ByName[table].File, line, row["id"]?.ToString(), needed ? what : $"{what} De verwijzing is weggelaten.", needed);
            row.Remove(column);
        }

        return means;
    }

    private static async Task<bool> IsKnown(string table, string id, IKnownEntries known, CancellationToken ct) => table switch
    {
        "organization" => await known.Organization(HsdsJson.Id(id), ct) is not null,
        "location" => await known.Location(HsdsJson.Id(id), ct),
        _ => false,
    };

    private void Hang(HsdsTable child, string table, string id, JsonObject row)
    {
        var parts = spool.Under(child.Name, table, id);
        if (parts is [])
            return;

        var list = new JsonArray();
        foreach (var (partId, part) in parts)
            list.Add(Whole(child.Name, partId, part));

        row[child.Property] = list;
    }

    private void Term(JsonObject attribute)
    {
        if (attribute["taxonomy_term_id"]?.ToString() is not { } id)
            return;

        attribute.Remove("taxonomy_term_id");
        if (spool.Find("taxonomy_term", id) is not { } term)
        {
            run.Count.Note("attributes.csv", 0, attribute["id"]?.ToString(), "taxonomy_term_id wijst naar een term die er niet is.",
            refuses: false);
            return;
        }

        if (term["taxonomy_id"]?.ToString() is { } taxonomy && spool.Find("taxonomy", taxonomy) is { } detail)
            term["taxonomy_detail"] = detail;
        attribute["taxonomy_term"] = term;
    }
}
