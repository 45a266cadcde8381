using System.Globalization;

namespace WarmHandover.Portal.Professional;

/// <summary>
/// What a section of the letter begins with: what the file already says about exactly this row. The professional reads and changes it; of
/// signals only those that were discussed with the family.
/// </summary>
internal static class LetterDraft
{
    public static string For(RowOf row, FamilyFile file, Need need, SignalCodes codes, Texts texts)
    {
        var member = file.Of(row.Subject);
        return row.Category switch
        {
            "hulpvraag" => need.Words ?? "",
            "bereikbaarheid" or "identiteit-kind" => Who(member, texts),
            "gezin-in-aantallen" => Numbers(file, texts),
            var category => string.Join("\n", file.Signals
                .Where(s => s.Discussed && s.Member == row.Subject && s.Category == category)
                .Select(s => s.Note is { } note ? $"{codes.Kind(s.Kind)}. {note}" : $"{codes.Kind(s.Kind)}.")),
        };
    }

    private static string Who(Member? member, Texts texts)
    {
        if (member is null)
            return "";

        string?[] parts =
        [
            member.Name, member.BirthDate is { } born ? texts["gezin.geboren", texts.Date(born)] : null, member.Address, member.Postcode,
        ];
        return string.Join(", ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    private static string Numbers(FamilyFile file, Texts texts) => string.Join(", ", file.Present
        .Where(m => m.Role is not "organisation")
        .GroupBy(m => m.Band)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} × {texts.Code("leeftijd", g.Key)}")));
}
