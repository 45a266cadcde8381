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

/// <summary>
/// How a question is said in the language of a full-text index; both index whole terms and no language of their own. A question with words
/// is asked in steps: first what has all of them in sharp terms, then any of them, then the rest. Nothing is scored, so a word that half of
/// all rows carry costs no more than another.
/// </summary>
internal static class TermWords
{
    private const string Sharp = "n:";

    /// <summary>The term that every row of one generation of a view carries.</summary>
    public static string Of(string view, long generation) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v:{view}:{generation}");

    /// <summary>The steps for FTS5: every term a quoted string, which the tokenizer leaves whole.</summary>
    public static string[] ForSqlite(TermQuery query, string of) => Steps(
        query, of, " AND ", " OR ", term => $"\"{Clean(term)}\"", (word, sharp) => $"({(sharp ? "sharp : " : "")}\"{Clean(word)}\" *)");

    /// <summary>
    /// The steps for a <c>tsquery</c>: every term a quoted lexeme. A sharp term stands there a second time under a name of its own: a
    /// weight is not in the index, and would be looked up row by row.
    /// </summary>
    public static string[] ForPostgres(TermQuery query, string of) => Steps(
        query, of, " & ", " | ", term => $"'{Clean(term)}'", (word, sharp) => $"'{(sharp ? Sharp : "")}{Clean(word)}':*");

    /// <summary>For a <c>tsvector</c>.</summary>
    public static string Vector(RowTerms terms, string of) => string.Join(' ', terms.Plain.Append(of).Concat(terms.Sharp).Select(Clean)
        .Concat(terms.Sharp.Select(term => Sharp + Clean(term))).Distinct().Select(term => $"'{term}'"));

    /// <summary>For a column of FTS5.</summary>
    public static string Column(IEnumerable<string> terms) => string.Join(' ', terms.Select(Clean));

    private static string[] Steps(
        TermQuery query, string of, string and, string or, Func<string, string> term, Func<string, bool, string> word)
    {
        string All(IEnumerable<string> parts) => string.Join(and, parts);

        var within = query.Groups.Select(group => $"({string.Join(or, group.Select(term))})").Prepend(term(of)).ToArray();
        if (query.Words is [])
            return [All(within)];

        var anywhere = query.Words.Select(w => word(w, false)).ToArray();
        var any = $"({string.Join(or, query.Words.Select(w => word(w, true)))})";
        string[] steps = [All(within.Concat(query.Words.Select(w => word(w, true)))), All([.. within, .. anywhere, any]),
            All([.. within, .. anywhere])];
        return query.Words.Count == 1 ? [steps[0], steps[2]] : steps;
    }

    private static string Clean(string term)
    {
        var clean = new string([.. term.Where(c => char.IsLetterOrDigit(c) || c is ':' or '-' or '_').Take(60)]);
        return clean.Length > 0 ? clean.ToLowerInvariant() : "_";
    }
}
