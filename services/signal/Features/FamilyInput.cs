using System.Text.RegularExpressions;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>What the forms of this service have in common.</summary>
internal static partial class FamilyInput
{
    public static InputErrors Municipality(this InputErrors errors, string? code, string field) =>
        errors.Must(code is not null && MunicipalityCode().IsMatch(code), field, "Vul de gemeentecode in, zoals GM0150.");

    public static InputErrors OwnTeam(this InputErrors errors, Guid? team, Asker asker) => errors
        .ActingTeam(team, asker)
        .Must(
            team is not null || asker.Teams.Count == 1,
            "team",
            "U hoort bij meer teams (of bij geen). Kies het team dat met dit gezin werkt.");

    public static InputErrors ActingTeam(this InputErrors errors, Guid? team, Asker asker) =>
        errors.Must(team is null || asker.Teams.Contains(team.Value), "team", "Kies een team waar u bij hoort.");

    public static InputErrors Date(this InputErrors errors, DateOnly? date, string field) => errors
        .Must(date is not null, field, "Vul een datum in, zoals 2027-03-01.")
        .Likely(date, field);

    // A slip of the keyboard, such as the year 0202 or 20270, is no day in anybody's life.
    public static InputErrors Likely(this InputErrors errors, DateOnly? date, string field) =>
        errors.Must(date is null or { Year: >= 1900 and < 2200 }, field, "Kijk dit jaartal na.");

    public static InputErrors Member(this InputErrors errors, Guid? id, string field) => errors.Id(id ?? Guid.Empty, field);

    public static InputErrors Note(this InputErrors errors, string? note, string field) =>
        note is null ? errors : errors.Text(note, field, 2000);

    public static InputErrors Address(this InputErrors errors, string? address, string? postcode)
    {
        errors.Must(postcode is null || Postcode().IsMatch(postcode), "postcode", "Vul een postcode in, zoals 7411 AB.");
        return address is null ? errors : errors.Text(address, "address", 200);
    }

    [GeneratedRegex("^[1-9][0-9]{3} ?[A-Z]{2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Postcode();

    [GeneratedRegex("^GM[0-9]{4}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MunicipalityCode();
}
