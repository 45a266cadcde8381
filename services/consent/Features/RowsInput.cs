using WarmHandover.Contracts;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>How a list of rows looks at the door: the same bounds and sentences wherever rows are asked for.</summary>
internal static class RowsInput
{
    private const int Most = 200;

    /// <summary>At least one row, and not more than a person can oversee.</summary>
    public static InputErrors SomeRows(this InputErrors errors, IReadOnlyList<Row>? rows) =>
        errors.Must(rows is { Count: > 0 and <= Most }, "rows", $"Kies minstens een rij, en hoogstens {Most}.");

    /// <summary>Rows may be left out; when they are there, not more than a person can oversee.</summary>
    public static InputErrors PerhapsRows(this InputErrors errors, IReadOnlyList<Row>? rows) =>
        errors.Must(rows is not { Count: > Most }, "rows", $"Kies hoogstens {Most} rijen.");

    /// <summary>Each row that is there names a kind of data.</summary>
    public static InputErrors NamedRows(this InputErrors errors, IReadOnlyList<Row>? rows) =>
        errors.Must(rows?.All(r => r.Category is not null) is not false, "rows", "Noem bij elke rij een soort gegevens.");
}
