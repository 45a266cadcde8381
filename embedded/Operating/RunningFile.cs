using System.Text.Json;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Embedded.Operating;

/// <summary>
/// Where the services of a running house listen, and how far its clock is ahead: written in the data folder when it has started, taken away
/// when it stops. After a kill it stays behind; whoever reads it finds nobody at home.
/// </summary>
public sealed record RunningFile(IReadOnlyDictionary<string, Uri> Services, TimeSpan Ahead)
{
    private const string Name = "running.json";

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string folder) =>
        WholeFile.Write(Path.Combine(folder, Name), JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    /// <summary>Reads it; null when there is none, or none that can be understood.</summary>
    public static RunningFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningFile>(File.ReadAllText(Path.Combine(folder, Name)), JsonSerializerOptions.Web);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes it away.</summary>
    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));
}
