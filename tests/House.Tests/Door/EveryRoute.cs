using System.Text.Json;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Door;

/// <summary>One operation as its service describes it to the world: who may use it, and how a body looks.</summary>
public sealed partial record EveryRoute(string Service, string Method, string Path, IReadOnlyList<string> Roles, bool Open, string? Body)
{
    /// <summary>Whether its answer goes on and on.</summary>
    public bool Live => Path.EndsWith("/stroom", StringComparison.Ordinal);

    /// <summary>The names of the ids in its address.</summary>
    public IEnumerable<string> Parameters => InPath().Matches(Path).Select(m => m.Groups[1].Value);

    /// <summary>Every operation of the four services, as they describe themselves.</summary>
    public static IReadOnlyList<EveryRoute> Of(IReadOnlyDictionary<string, JsonElement> descriptions) =>
        [.. descriptions.OrderBy(d => d.Key, StringComparer.Ordinal).SelectMany(d => Operations(d.Key, d.Value))];

    /// <summary>The address with ids in the places of its parameters.</summary>
    public string With(Func<string, string> id) => InPath().Replace(Path, m => id(m.Groups[1].Value));

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";

    private static IEnumerable<EveryRoute> Operations(string service, JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        let roles = RolesOf(operation.Value)
        select new EveryRoute(
            service, operation.Name.ToUpperInvariant(), $"/v1{path.Name}", roles ?? [], roles is null, Example(operation.Value));

    private static string[]? RolesOf(JsonElement operation) =>
        operation.TryGetProperty("security", out var security) && security.GetArrayLength() > 0
            ? [.. security[0].GetProperty("bearer").EnumerateArray().Select(r => r.GetString()!)]
            : null;

    private static string? Example(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").TryGetProperty("application/json", out var json)
        && json.TryGetProperty("example", out var example)
            ? example.GetRawText()
            : null;

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex InPath();
}
