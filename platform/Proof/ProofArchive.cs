using System.Globalization;
using System.Text.Json;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// The archive: a folder of somebody else (<c>WO_ARCHIVE</c>), with each checkpoint as a file of its own. What stands there is never
/// written again; a folder that is away for a while gets what it missed.
/// </summary>
internal sealed class ProofArchive(string? folder, string service)
{
    private static readonly JsonSerializerOptions Shown = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes what is not there yet.</summary>
    public async Task Keep(ProofLog proof, CancellationToken ct)
    {
        if (folder is null)
            return;

        var place = Path.Combine(folder, service);
        Directory.CreateDirectory(place);
        await Keys(place, proof, ct);
        var size = Directory.EnumerateFiles(place, "*.txt").Select(Size).DefaultIfEmpty(0).Max();
        while (await proof.After(size, 100, ct) is [_, ..] missing)
        {
            foreach (var checkpoint in missing)
                await Write(place, checkpoint, ct);
            size = missing[^1].Size;
        }
    }

    // Who keeps the list of then finds a key that was put in or left out later.
    private static async Task Keys(string place, ProofLog proof, CancellationToken ct)
    {
        var shown = ProofRoutes.ShownKeys(proof);
        var path = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"sleutels-{shown.Keys.Count:d4}.json"));
        if (shown.Keys.Count > 0)
            await Once(path, JsonSerializer.Serialize(shown, Shown), ct);
    }

    private static async Task Write(string place, SignedCheckpoint checkpoint, CancellationToken ct)
    {
        var path = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Size:d12}.txt"));
        await Once(path, checkpoint.Note, ct);
    }

    private static async Task Once(string path, string text, CancellationToken ct)
    {
        if (File.Exists(path))
            return;

        var draft = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(draft, text, ct);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static long Size(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
