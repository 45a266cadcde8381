using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WarmHandover.Platform.Web;

/// <summary>How JSON is read and written at the door: strict on the way in, so that a typing error is told and never guessed at.</summary>
public static class HouseJson
{
    /// <summary>camelCase, kebab-case codes; unknown, double and missing fields refused; no comments or trailing commas.</summary>
    public static void Apply(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.PropertyNameCaseInsensitive = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.MaxDepth = 32;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        json.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AskWhatCannotBeMissing } };
    }

    // A missing code would silently become the first of its list, a missing date the year one.
    private static void AskWhatCannotBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { Set: not null, AssociatedParameter: { HasDefaultValue: false, IsNullable: false } })
                property.IsRequired = Nullable.GetUnderlyingType(property.PropertyType) is null;
            if (property.Get is not null && !property.PropertyType.IsValueType)
                property.IsGetNullable = true;
        }
    }
}
