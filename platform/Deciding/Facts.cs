using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// Reads the stored names off the base record (<see cref="JsonDerivedTypeAttribute"/>), so the catalogue of facts stands where the facts
/// stand.
/// The only seam between a fact and its stored bytes. Unknown fields are ignored; an unknown name throws <see
/// cref="UnknownFactException"/>.
/// </summary>
public static class Facts
{
    /// <summary>How facts are written: camelCase names, kebab-case codes, no nulls.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>All stored names of a family of facts, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names<TFact>() => Catalogue<TFact>.Names;

    /// <summary>The stored name of a fact, such as <c>consent-given.v1</c>.</summary>
    public static string NameOf<TFact>(TFact fact) where TFact : class =>
        Catalogue<TFact>.ByType.GetValueOrDefault(fact.GetType()) ?? throw new UnknownFactException(fact.GetType().Name);

    /// <summary>The bytes that are stored. They are the truth: they are hashed, never written again.</summary>
    public static byte[] Write<TFact>(TFact fact) where TFact : class => JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Json);

    /// <summary>Whether two things would be stored as the same bytes: records with lists in them compare by reference otherwise.</summary>
    public static bool Same<T>(T one, T other) where T : class => Write(one).AsSpan().SequenceEqual(Write(other));

    /// <summary>The fact behind a stored name and its bytes.</summary>
    public static TFact Read<TFact>(string name, ReadOnlySpan<byte> data) =>
        Catalogue<TFact>.Readers.TryGetValue(name, out var reader)
            ? (TFact)JsonSerializer.Deserialize(data, reader)!
            : throw new UnknownFactException(name);

    /// <summary>Whether this family of facts knows a stored name.</summary>
    public static bool Knows<TFact>(string name) => Catalogue<TFact>.ByName.ContainsKey(name);

    private static class Catalogue<TFact>
    {
        public static readonly IReadOnlyList<string> Names =
            [.. typeof(TFact).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!)];

        public static readonly Dictionary<string, Type> ByName = typeof(TFact)
            .GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(a => (string)a.TypeDiscriminator!, a => a.DerivedType);

        // Looked up once and not for every fact of a replay.
        public static readonly FrozenDictionary<string, JsonTypeInfo> Readers =
            ByName.ToFrozenDictionary(pair => pair.Key, pair => Json.GetTypeInfo(pair.Value));

        public static readonly Dictionary<Type, string> ByType = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}

/// <summary>A stored name that this version of the software does not know. Consent stops on it; nothing guesses.</summary>
public sealed class UnknownFactException(string name) : Exception($"No fact is known under the name '{name}'.")
{
    /// <summary>The stored name, or that of a type that has none.</summary>
    public string Fact => name;
}
