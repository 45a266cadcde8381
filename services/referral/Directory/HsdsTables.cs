using System.Collections.Frozen;
using System.Reflection;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// One table of HSDS as a file of a tabular package: its scalar columns, by which columns its rows hang under rows of other tables, and
/// where they refer to rows that stand by themselves.
/// </summary>
public sealed record HsdsTable(string Name, string File, string Property, Type Entry)
{
    /// <summary>Column and table under which a row hangs; it appears there in the property <see cref="Property"/>.</summary>
    public IReadOnlyList<(string Column, string Table)> Parents { get; init; } = [];

    /// <summary>Column and table to which a row refers, and whether it means nothing without.</summary>
    public IReadOnlyList<(string Column, string Table, bool Needed)> Refers { get; init; } = [];

    /// <summary>The columns that hold a text, a number or an id of another row.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. Entry.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.Name != "Id" && IsScalar(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        .Select(p => HsdsJson.Name(p.Name))];

    private static bool IsScalar(Type type) => type == typeof(string) || type == typeof(decimal) || type == typeof(Guid);
}

/// <summary>The tables of HSDS 3.x that the sociale kaart takes over, as data.</summary>
public static class HsdsTables
{
    /// <summary>Files of a package that say nothing about what is offered; they are named in the report and passed by.</summary>
    public static readonly FrozenSet<string> PassedBy =
        FrozenSet.Create("metadata.csv", "meta_table_descriptions.csv", "datapackage.json", "units.csv", "urls.csv");

    private static readonly (string, string)[] AnyOwner =
    [
        ("service_id", "service"), ("organization_id", "organization"), ("location_id", "location"),
        ("service_at_location_id", "service_at_location"),
    ];

    /// <summary>Every table, those that stand by themselves first.</summary>
    public static readonly IReadOnlyList<HsdsTable> All =
    [
        new("organization", "organizations.csv", "organization", typeof(OrganizationEntry))
        {
            Refers = [("parent_organization_id", "organization", false)],
        },
        new("program", "programs.csv", "programs", typeof(HsdsProgram)) { Parents = [("organization_id", "organization")] },
        new("location", "locations.csv", "location", typeof(LocationEntry)) { Refers = [("organization_id", "organization", false)] },
        new("service", "services.csv", "service", typeof(ServiceEntry))
        {
            Refers = [("organization_id", "organization", true), ("program_id", "program", false)],
        },
        new("service_at_location", "service_at_location.csv", "service_at_locations", typeof(ServiceAtLocation))
        {
            Parents = [("service_id", "service")],
            Refers = [("location_id", "location", true)],
        },
        new("contact", "contacts.csv", "contacts", typeof(Contact)) { Parents = AnyOwner },
        new("phone", "phones.csv", "phones", typeof(Phone)) { Parents = [.. AnyOwner, ("contact_id", "contact")] },
        new("schedule", "schedules.csv", "schedules", typeof(Schedule)) { Parents = [.. AnyOwner.Where(o => o.Item2 != "organization")] },
        new("service_area", "service_areas.csv", "service_areas", typeof(ServiceArea)) { Parents = [("service_id", "service")] },
        new("language", "languages.csv", "languages", typeof(Language))
        {
            Parents = [("service_id", "service"), ("location_id", "location"), ("phone_id", "phone")],
        },
        new("funding", "funding.csv", "funding", typeof(Funding))
        {
            Parents = [("organization_id", "organization"), ("service_id", "service")],
        },
        new("cost_option", "cost_options.csv", "cost_options", typeof(CostOption)) { Parents = [("service_id", "service")] },
        new("required_document", "required_documents.csv", "required_documents", typeof(RequiredDocument))
        {
            Parents = [("service_id", "service")],
        },
        new("service_capacity", "service_capacities.csv", "capacities", typeof(ServiceCapacity)) { Parents = [("service_id", "service")] },
        new("organization_identifier", "organization_identifiers.csv", "organization_identifiers", typeof(OrganizationIdentifier))
        {
            Parents = [("organization_id", "organization")],
        },
        new("address", "addresses.csv", "addresses", typeof(PostalAddress)) { Parents = [("location_id", "location")] },
        new("accessibility", "accessibility.csv", "accessibility", typeof(Accessibility)) { Parents = [("location_id", "location")] },
        new("taxonomy", "taxonomies.csv", "taxonomy_detail", typeof(Taxonomy)),
        new("taxonomy_term", "taxonomy_terms.csv", "taxonomy_term", typeof(TaxonomyTerm))
        {
            Refers = [("taxonomy_id", "taxonomy", false), ("parent_id", "taxonomy_term", false)],
        },
        new("attribute", "attributes.csv", "attributes", typeof(TaxonomyAttribute)),
    ];

    /// <summary>A table by name.</summary>
    public static readonly FrozenDictionary<string, HsdsTable> ByName = All.ToFrozenDictionary(t => t.Name);

    /// <summary>A table by the name of its file.</summary>
    public static readonly FrozenDictionary<string, HsdsTable> ByFile =
        All.ToFrozenDictionary(t => t.File, StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables whose rows hang under rows of this one.</summary>
    public static IEnumerable<HsdsTable> Under(string table) => All.Where(t => t.Parents.Any(p => p.Table == table));
}
