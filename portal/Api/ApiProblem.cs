using System.Net;
using System.Text.Json;

namespace WarmHandover.Portal.Api;

/// <summary>
/// An API said no: its problem (RFC 9457), with what is wrong per field. A form shows it; a page that only reads becomes the page of its
/// status.
/// </summary>
public sealed class ApiProblem(HttpStatusCode status, string code, string? detail, IReadOnlyDictionary<string, string[]> errors)
    : Exception($"The API answered {(int)status} {code}.")
{
    internal const string KeyReused = "idempotency-key-reused";
    private static readonly Dictionary<string, string[]> Nothing = [];

    /// <summary>The status.</summary>
    public HttpStatusCode Status => status;

    /// <summary>The stable code of the house, such as <c>ongeldige-invoer</c>.</summary>
    public string Code => code;

    /// <summary>One plain Dutch sentence for people.</summary>
    public string? Detail => detail;

    /// <summary>What is wrong per field of the request's body.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;

    /// <summary>Families that the problem names, such as those that may be the same one.</summary>
    public IReadOnlyList<Guid> Families { get; private init; } = [];

    private string Body { get; init; } = "{}";

    /// <summary>What the problem says beside: its own member of this name; null when it has none.</summary>
    public T? More<T>(string name) where T : class
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.TryGetProperty(name, out var more) ? more.Deserialize<T>(ApiClient.Json) : null;
    }

    /// <summary>The same problem with its fields named as a form names them; what the form does not have keeps its name.</summary>
    public ApiProblem Named(Func<string, string> name) =>
        new(status, code, detail, errors.GroupBy(e => name(e.Key)).ToDictionary(e => e.Key, e => e.SelectMany(s => s.Value).ToArray()))
        {
            Families = Families,
            Body = Body,
        };

    /// <summary>Whether it may pass by itself: busy, away, not caught up yet. What was sent may or may not have been done.</summary>
    public bool MayPass => (int)status is 429 or 502 or 503 or 504;

    /// <summary>Whether this form was sent before with something else in it. That stands; what it says now was not done.</summary>
    public bool SentOtherwise => Code is KeyReused;

    /// <summary>A problem that the portal itself states about a form.</summary>
    public static ApiProblem OfForm(IReadOnlyDictionary<string, string[]> errors) =>
        new(HttpStatusCode.BadRequest, "ongeldige-invoer", null, errors);

    /// <summary>What was asked for is not there.</summary>
    public static ApiProblem Missing() => new(HttpStatusCode.NotFound, "niet-gevonden", null, Nothing);

    /// <summary>Too much was asked in a short time.</summary>
    public static ApiProblem Busy() => new(HttpStatusCode.TooManyRequests, "te-veel-verzoeken", null, Nothing);

    /// <summary>Nobody answered.</summary>
    public static ApiProblem Away() => new(HttpStatusCode.ServiceUnavailable, "dienst-niet-bereikbaar", null, Nothing);

    /// <summary>Reads the problem in an answer; an answer without one keeps its status.</summary>
    public static ApiProblem Read(HttpStatusCode status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
            return new(status, Text("code") ?? "fout", Text("detail"), Fields(root))
            {
                Families = root.TryGetProperty("families", out var families) && families.ValueKind is JsonValueKind.Array
                    ? [.. families.EnumerateArray().Select(family => family.GetGuid())]
                    : [],
                Body = root.ValueKind is JsonValueKind.Object ? body : "{}",
            };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return new(status, "fout", null, Nothing);
        }
    }

    private static Dictionary<string, string[]> Fields(JsonElement root) =>
        root.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Object
            ? errors.EnumerateObject().ToDictionary(
                field => field.Name,
                field => field.Value.EnumerateArray().Select(sentence => sentence.GetString() ?? "").ToArray())
            : Nothing;
}
