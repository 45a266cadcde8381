using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// How a name, a birth date and a postcode become search terms. Pure. The same rules make what is stored and what is asked, except that a
/// question leaves out what says little: tussenvoegsels and initials, as long as something else remains.
/// </summary>
public static partial class NameTerms
{
    private static readonly HashSet<string> Tussenvoegsels =
    [
        "aan", "aant", "al", "bij", "da", "de", "del", "dela", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "in", "la", "le",
        "les", "onder", "op", "over", "te", "ten", "ter", "tot", "uijt", "uit", "van", "vande", "vanden", "vander", "vd", "vdr", "vh",
        "von", "voor", "zu",
    ];

    /// <summary>The terms to store of one person: every part of every name, the birth date and the postcode.</summary>
    public static IReadOnlyList<string> Stored(IEnumerable<string> names, DateOnly? birthDate = null, string? postcode = null) =>
        [.. names.SelectMany(Parts).Concat(Date(birthDate)).Concat(Code(postcode)).Distinct()];

    /// <summary>The terms that somebody asks for in a search box, all of which must match: <c>jansen 03-05-2014 1012 AB</c>.</summary>
    public static IReadOnlyList<string> Asked(string question)
    {
        var rest = Dates().Replace(question, " ");
        var dates = Dates().Matches(question).SelectMany(match => AskedDate(match.Value));
        var codes = Postcodes().Matches(rest).SelectMany(match => Code(match.Value));
        var parts = Parts(Postcodes().Replace(rest, " ")).ToArray();

        string[] exact = [.. dates, .. codes];
        var telling = parts.Where(part => part.Length > 1 && !Tussenvoegsels.Contains(part)).ToArray();
        var asked = telling is [] && exact is [] ? parts : telling;
        return [.. exact.Concat(asked).Distinct()];
    }

    /// <summary>The parts of a name: lower case, no accents, split at all that is not a letter or digit; apostrophes join.</summary>
    public static IEnumerable<string> Parts(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name)
            plain.Append(Folding.Plain(character));

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Date(DateOnly? date) =>
        date is { } day ? [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : [];

    private static IEnumerable<string> Code(string? postcode) =>
        postcode is null ? [] : [new string([.. postcode.Where(char.IsLetterOrDigit)]).ToLowerInvariant()];

    private static IEnumerable<string> AskedDate(string text)
    {
        string[] formats = ["yyyy-M-d", "d-M-yyyy"];
        var plain = text.Replace('/', '-').Replace('.', '-');
        return DateOnly.TryParseExact(plain, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Date(date)
            : [plain];
    }

    [GeneratedRegex(@"\b(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b")]
    private static partial Regex Dates();

    [GeneratedRegex(@"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")]
    private static partial Regex Postcodes();
}
