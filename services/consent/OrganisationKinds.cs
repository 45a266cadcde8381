namespace WarmHandover.Consents;

/// <summary>Every kind of organisation that may send and receive, as the directory names them.</summary>
public static class OrganisationKinds
{
    /// <summary>The kinds.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "jgz", "wijkteam", "schuldhulp", "geboortezorg", "kraamzorg", "huisarts", "school", "kinderopvang", "informele-steun",
        "bewindvoering", "wonen", "leerplicht", "gi", "veilig-thuis",
    ];
}
