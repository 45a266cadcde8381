using System.Text;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// The terms under which a row is found: whole words as the service made them (lower case, stemmed, prefixed), of letters, digits and
/// <c>: - _</c>. Sharp terms weigh more.
/// </summary>
public sealed record RowTerms(IReadOnlyList<string> Sharp, IReadOnlyList<string> Plain);

/// <summary>
/// A question in terms: of each group at least one, and each word as the beginning of a term. Without words the order is the store's own.
/// </summary>
public sealed record TermQuery(IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<string> Words, int Limit, int Skip = 0)
{
    /// <summary>Whether it asks for nothing at all; that finds nothing.</summary>
    public bool IsEmpty => Groups.Count == 0 && Words.Count == 0;
}

/// <summary>How a question is said in the language of a full-text index; both index whole terms and no language of their own.</summary>
internal static class TermWords
{
    /// <summary>For FTS5: every term a quoted string, which the tokenizer leaves whole.</summary>
    public static string ForSqlite(TermQuery query) => Join(
        query, " AND ", " OR ", term => $"\"{Clean(term)}\"", word => $"\"{Clean(word)}\" *");

    /// <summary>For a <c>tsquery</c>: every term a quoted lexeme.</summary>
    public static string ForPostgres(TermQuery query) => Join(
        query, " & ", " | ", term => $"'{Clean(term)}'", word => $"'{Clean(word)}':*");

    /// <summary>For a <c>tsvector</c>: sharp terms carry weight A.</summary>
    public static string Vector(RowTerms terms)
    {
        var text = new StringBuilder();
        foreach (var term in terms.Sharp.Distinct())
            text.Append('\'').Append(Clean(term)).Append("':1A ");
        foreach (var term in terms.Plain.Except(terms.Sharp))
            text.Append('\'').Append(Clean(term)).Append("':2 ");

        return text.ToString();
    }

    /// <summary>For a column of FTS5.</summary>
    public static string Column(IEnumerable<string> terms) => string.Join(' ', terms.Select(Clean));

    private static string Join(TermQuery query, string and, string or, Func<string, string> term, Func<string, string> word) => string.Join(
        and,
        query.Groups.Select(group => $"({string.Join(or, group.Select(term))})").Concat(query.Words.Select(word)));

    private static string Clean(string term)
    {
        var clean = new string([.. term.Where(c => char.IsLetterOrDigit(c) || c is ':' or '-' or '_').Take(60)]);
        return clean.Length > 0 ? clean.ToLowerInvariant() : "_";
    }
}
