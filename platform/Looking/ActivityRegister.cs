using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Looking;

/// <summary>
/// A processing activity: what is done with personal data, what for, on which law, about whom, kept how long. A change is a new version
/// with a new id, so that an old line keeps pointing to what was true then (Logboek Dataverwerkingen).
/// </summary>
public sealed record ProcessingActivity(
    string Id, string Code, int Version, string Name, string Purpose, IReadOnlyList<string> Grounds, IReadOnlyList<string> DataSubjects,
    string Retention)
{
    /// <summary>The name under which a line of the processing log points to it.</summary>
    public string Uri => $"urn:warme-overdracht:verwerking:{Id}";
}

/// <summary>The register of processing activities, as data.</summary>
public sealed record ActivityRegister(IReadOnlyList<ProcessingActivity> Activities)
{
    /// <summary>All activities, with all their versions.</summary>
    public static readonly ActivityRegister Known = Read();

    /// <summary>The newest version of an activity.</summary>
    public ProcessingActivity Newest(string code) => Activities.Where(a => a.Code == code).MaxBy(a => a.Version)
        ?? throw new ArgumentException($"No processing activity '{code}' stands in the register.");

    /// <summary>Kinds of stream by name (<c>service.category</c>), with the activity its facts are part of; null: about nobody.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Streams = Resource<Dictionary<string, string?>>("streams.json");

    /// <summary>The id of the activity that a fact in a stream is part of today; null where a stream is about nobody.</summary>
    public static string? OfStream(string stream) => NewestOfKind.GetValueOrDefault(StreamName.Kind(stream));

    private static readonly FrozenDictionary<string, string> NewestOfKind =
        Streams.Where(s => s.Value is not null).ToFrozenDictionary(s => s.Key, s => Known.Newest(s.Value!).Id);

    private static ActivityRegister Read() => Resource<ActivityRegister>("register.json");

    private static T Resource<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"WarmHandover.Platform.Looking.{name}")!;
        return JsonSerializer.Deserialize<T>(stream, Facts.Json)!;
    }
}

/// <summary>Takes the name of a stream apart: <c>service.category-id</c>.</summary>
public static class StreamName
{
    /// <summary>What comes before the id: <c>service.category</c>.</summary>
    public static string Kind(string stream) => stream.LastIndexOf('-') is > 0 and var dash ? stream[..dash] : stream;

    /// <summary>The category alone.</summary>
    public static string Category(string stream)
    {
        var kind = Kind(stream);
        return kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>The id of the thing; null when it ends in none.</summary>
    public static Guid? Id(string stream) =>
        Guid.TryParseExact(stream.AsSpan(stream.LastIndexOf('-') + 1), "N", out var id) ? id : null;
}
