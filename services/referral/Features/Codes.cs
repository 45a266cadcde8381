using System.Text.RegularExpressions;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>How codes, rows and areas look at the door.</summary>
internal static partial class Codes
{
    /// <summary>How soon somebody must look: at leisure, soon, or within the legal three working days of a threatening situation.</summary>
    public static readonly string[] Urgencies = ["normaal", "spoed", "dreigend"];

    /// <summary>A code of a list that another service keeps.</summary>
    public static InputErrors Code(this InputErrors errors, string? code, string field) =>
        errors.Must(code is not null && Kebab().IsMatch(code), field, "Kies een code uit de lijst, zoals schuldhulp.");

    /// <summary>A municipality's code.</summary>
    public static InputErrors Areas(this InputErrors errors, IReadOnlyList<string>? areas, string field, int atLeast) => errors
        .Must(areas is not null && areas.Count >= atLeast && areas.Count <= 400, field, "Noem de gemeenten.")
        .Must(areas is null || areas.All(a => a is not null && Municipality().IsMatch(a)), field, "Gebruik gemeentecodes, zoals GM0150.");

    /// <summary>Whose data, of which kind.</summary>
    public static InputErrors Rows(this InputErrors errors, IReadOnlyList<RowRequest>? rows, string field, int most)
    {
        errors.Must(rows is { Count: > 0 }, field, "Kies over wie en over wat er gegevens meegaan.");
        errors.Must(rows is null || rows.Count <= most, field, $"Kies hoogstens {most} rijen.");
        foreach (var (n, row) in (rows ?? []).Take(most).Index())
        {
            errors.Must(row is not null && row.Subject != Guid.Empty, $"{field}[{n}].subject", "Vul een geldig nummer (UUID) in.");
            errors.Code(row?.Category, $"{field}[{n}].category");
        }

        return errors;
    }

    [GeneratedRegex("^[a-z0-9](?:-?[a-z0-9]){0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Kebab();

    [GeneratedRegex("^GM[0-9]{4}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Municipality();
}
