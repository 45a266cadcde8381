using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Says everything that is wrong with the shape of a request. Binding stops at its first error; a person wants to hear them all, and
/// nothing of the framework's own words.
/// </summary>
internal static partial class BodyErrors
{
    /// <summary>Adds what is wrong with the body; looks at parameters of the address when the body is not the cause.</summary>
    public static InputErrors Of(HttpContext http, BadHttpRequestException failure)
    {
        var errors = DoorFilter.Errors(http);
        if (failure.InnerException is not JsonException && Parameter().Match(failure.Message) is { Success: true } parameter)
        {
            var name = parameter.Groups[1].Value;
            if (http.Request.Query.ContainsKey(name))
                return errors.Add(name, "Dit heeft niet de goede vorm.");
            if (failure.Message.Contains("query string", StringComparison.Ordinal))
                return errors.Add(name, "Zet dit in het adres, na het vraagteken.");
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type)
            Read(http, type, errors);

        return errors.None ? errors.Add("$", "Het verzoek is niet volledig of heeft niet de goede vorm.") : errors;
    }

    /// <summary>Whether binding failed on a part of the path: such a thing does not exist.</summary>
    public static bool InPath(HttpContext http, BadHttpRequestException failure) =>
        failure.InnerException is not JsonException && Parameter().Match(failure.Message) is { Success: true } parameter
        && http.Request.RouteValues.ContainsKey(parameter.Groups[1].Value);

    private static void Read(HttpContext http, Type type, InputErrors errors)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            using var document = JsonDocument.Parse(http.RawBody(), new() { MaxDepth = options.MaxDepth });
            Walk(document.RootElement, type, "$", options, errors);
        }
        catch (JsonException)
        {
            errors.Add("$", "Dit is geen geldige JSON.");
        }
    }

    private static void Walk(JsonElement value, Type type, string path, JsonSerializerOptions options, InputErrors errors)
    {
        var info = options.GetTypeInfo(type);
        if (info.Kind is JsonTypeInfoKind.Object && value.ValueKind is JsonValueKind.Object)
        {
            Fields(value, info, path, options, errors);
        }
        else if (info.Kind is JsonTypeInfoKind.Enumerable && value.ValueKind is JsonValueKind.Array)
        {
            foreach (var (n, item) in value.EnumerateArray().Take(100).Index())
                Walk(item, info.ElementType!, $"{path}[{n}]", options, errors);
        }
        else if (!Fits(value, type, options))
        {
            errors.Add(path, Sentence(type));
        }
    }

    private static void Fields(JsonElement value, JsonTypeInfo info, string path, JsonSerializerOptions options, InputErrors errors)
    {
        string At(string name) => path is "$" ? name : $"{path}.{name}";

        var known = info.Properties.ToDictionary(p => p.Name);
        var seen = new HashSet<string>();
        foreach (var field in value.EnumerateObject().Take(200))
        {
            if (!known.TryGetValue(field.Name, out var property))
                errors.Add(At(PlainName().IsMatch(field.Name) ? field.Name : "?"), "Dit veld is niet bekend.");
            else if (!seen.Add(field.Name))
                errors.Add(At(field.Name), "Dit veld staat er twee keer.");
            else if (field.Value.ValueKind is JsonValueKind.Null)
                errors.Must(MayBeNull(property), At(field.Name), "Vul dit in.");
            else
                Walk(field.Value, property.PropertyType, At(field.Name), options, errors);
        }

        foreach (var missing in info.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
            errors.Add(At(missing.Name), "Vul dit in.");
    }

    private static bool MayBeNull(JsonPropertyInfo property) => property.IsSetNullable
        && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);

    private static bool Fits(JsonElement value, Type type, JsonSerializerOptions options)
    {
        try
        {
            return value.Deserialize(type, options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Sentence(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } codes => $"Kies een van: {string.Join(", ", Enum.GetNames(codes).Select(Kebab))}.",
        var t when t == typeof(Guid) => "Vul een geldig nummer (UUID) in.",
        var t when t == typeof(DateOnly) => "Vul een datum in als 2027-03-01.",
        var t when t == typeof(DateTimeOffset) => "Vul een tijdstip in als 2027-03-01T09:00:00Z.",
        var t when t == typeof(string) => "Vul hier tekst in.",
        var t when t == typeof(bool) => "Vul true of false in.",
        { IsPrimitive: true } => "Vul een getal in.",
        _ => "Dit heeft niet de goede vorm.",
    };

    [GeneratedRegex("parameter \"(?:[^\"]* )?(\\w+)\"", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}
