using System.Text.Json;

namespace WarmHandover.Signals;

/// <summary>
/// The one table between our list of signals and those of others: Gravity SDOH categories, rubrics of the Basisdataset JGZ, life areas of
/// the municipal model (GGM), and the row categories of consent.
/// </summary>
public static class CodeMappings
{
    /// <summary>A code of a list of others that ours has no kind for is kept under this kind. It travels nowhere.</summary>
    public const string OutsideTheList = "buiten-de-lijst";

    /// <summary>The lists of others that can be named with a signal.</summary>
    public static readonly IReadOnlyList<string> Systems = ["gravity", "bds", "ggm", "anders"];

    /// <summary>The table.</summary>
    public static readonly MappingTable Table = Read();

    /// <summary>
    /// The kind for a code of another list, of an adult or a child; <see cref="OutsideTheList"/> when the table has none, or more than one.
    /// </summary>
    public static string KindOf(string system, string code, bool child)
    {
        var found = Table.Kinds
            .Where(m => (system switch { "gravity" => m.Gravity, "bds" => m.Bds, "ggm" => m.Ggm, _ => m.Kind }) == code)
            .Where(m => FamilyCodes.SignalKinds.Find(m.Kind) is { } kind
                && kind.Subject != (child ? SignalSubjects.Adult : SignalSubjects.Child))
            .ToArray();
        return found is [var one] ? one.Kind : OutsideTheList;
    }

    private static MappingTable Read()
    {
        using var file = typeof(CodeMappings).Assembly.GetManifestResourceStream("WarmHandover.Signals.Data.code-mappings.json")!;
        return JsonSerializer.Deserialize<MappingTable>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>The table and its version.</summary>
public sealed record MappingTable(int Version, IReadOnlyList<KindMapping> Kinds, IReadOnlyList<SourceMapping> Sources);

/// <summary>What one kind of signal is called elsewhere.</summary>
public sealed record KindMapping(string Kind, string Category, string Gravity, string Bds, string Ggm);

/// <summary>What a source kind is called elsewhere.</summary>
public sealed record SourceMapping(string Source, string Gravity);
