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

    private static ActivityRegister Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("WarmHandover.Platform.Looking.register.json")!;
        return JsonSerializer.Deserialize<ActivityRegister>(stream, Facts.Json)!;
    }
}
