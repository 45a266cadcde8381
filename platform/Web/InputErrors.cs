using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Collects everything that is wrong with a request, so that a person is told all of it at once (400, code <c>ongeldige-invoer</c>).
/// </summary>
public sealed class InputErrors
{
    private readonly SortedDictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is wrong.</summary>
    public bool None => errors.Count == 0;

    /// <summary>Notes what is wrong with a field, in one plain Dutch sentence that does not repeat the value.</summary>
    public InputErrors Add(string field, string sentence)
    {
        (errors.TryGetValue(field, out var list) ? list : errors[field] = []).Add(sentence);
        return this;
    }

    /// <summary>Notes a sentence unless something holds.</summary>
    public InputErrors Must(bool holds, string field, string sentence) => holds ? this : Add(field, sentence);

    /// <summary>A text of 1 to <paramref name="max"/> characters without control characters (line breaks allowed).</summary>
    public InputErrors Text(string? value, string field, int max) =>
        Must(!string.IsNullOrWhiteSpace(value), field, "Vul dit in.")
        .Must(value is null || value.Length <= max, field, $"Gebruik hoogstens {max} tekens.")
        .Must(value is null || !value.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t'), field,
            "Hier staan tekens in die niet zijn toegestaan.");

    /// <summary>A code out of a closed list.</summary>
    public InputErrors OneOf(string? value, string field, IEnumerable<string> known) =>
        Must(value is not null && known.Contains(value), field, $"Kies een van: {string.Join(", ", known)}.");

    /// <summary>An id that is filled in.</summary>
    public InputErrors Id(Guid value, string field) => Must(value != Guid.Empty, field, "Vul een geldig nummer (UUID) in.");

    /// <summary>Adds what another answer found wrong with the same request.</summary>
    internal InputErrors With(object? answer)
    {
        while (answer is INestedHttpResult nested)
            answer = nested.Result;

        if (answer is ProblemHttpResult { ProblemDetails.Extensions: var told }
            && told.TryGetValue("errors", out var fields) && fields is IReadOnlyDictionary<string, string[]> found)
        {
            foreach (var (field, sentences) in found)
                Array.ForEach(sentences, sentence => Add(field, sentence));
        }

        return this;
    }

    /// <summary>The problem to answer with.</summary>
    public ProblemHttpResult ToProblem(string code = "ongeldige-invoer") => TypedResults.Problem(
        detail: "Niet alles is goed ingevuld. Bij elk veld staat wat er mist.",
        statusCode: StatusCodes.Status400BadRequest,
        title: "Ongeldige invoer",
        type: $"urn:warme-overdracht:{code}",
        extensions: new Dictionary<string, object?>
        {
            ["code"] = code,
            ["errors"] = errors.ToDictionary(e => e.Key, e => e.Value.ToArray()),
        });
}
