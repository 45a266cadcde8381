using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// How HSDS is read and written: snake case, no nulls. Reading is patient with what others publish: numbers as texts and texts as numbers,
/// ids that are no UUID (they get one that follows from theirs), fields that nobody knows.
/// </summary>
public static class HsdsJson
{
    private static readonly Guid ForeignIds = new("0198f100-0000-7000-8000-0000000000ab");

    /// <summary>The options for both ways.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = new Names(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new AnyId(), new AnyText(), new AnyNumber() },
        MaxDepth = 32,
    };

    /// <summary>The name of a property in HSDS.</summary>
    public static string Name(string property) => Options.PropertyNamingPolicy!.ConvertName(property);

    /// <summary>The id that a text is, or that follows from it.</summary>
    public static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : DerivedIds.Of(ForeignIds, text.Trim());

    private sealed class Names : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name switch
        {
            "Address1" => "address_1",
            "Address2" => "address_2",
            _ => SnakeCaseLower.ConvertName(name),
        };
    }

    private sealed class AnyId : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Text(ref reader) is { Length: > 0 } text ? Id(text) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class AnyText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Text(ref reader) is { Length: > 0 } text ? text : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class AnyNumber : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.TryParse(Text(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new JsonException(),
    };
}
