using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Auditing;

/// <summary>One entry of a bundle. An open one holds its header and data; of a closed one there is only the hash.</summary>
public sealed record Entry(
    long Index, string? Stream, long? Version, byte[] Hash, byte[]? Previous, byte[]? Header, byte[]? Data, IReadOnlyList<byte[]> Proof)
{
    private static readonly string[] Named = ["index", "stream", "version", "hash", "proof"];
    private static readonly string[] Open = ["index", "stream", "version", "hash", "previous", "header", "data", "proof"];
    private static readonly string[] Bare = ["index", "hash", "proof"];

    /// <summary>Reads a line. Spelled in any other way it is refused: a change could hide in the spelling.</summary>
    public static Entry Read(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var names = root.EnumerateObject().Select(member => member.Name).ToArray();
            if (!names.SequenceEqual(Open) && !names.SequenceEqual(Named) && !names.SequenceEqual(Bare))
                throw new FormatException("Other fields.");

            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString()! : null;
            var entry = new Entry(
                root.GetProperty("index").GetInt64(), Text("stream"),
                root.TryGetProperty("version", out var version) ? version.GetInt64() : null, Strict.Hash(Text("hash")!),
                Text("previous") is { } previous ? Strict.Hash(previous) : null,
                Text("header") is { } header ? Strict.Base64(header) : null, Text("data") is { } data ? Strict.Base64(data) : null,
                [.. root.GetProperty("proof").EnumerateArray().Select(hash => Strict.Hash(hash.GetString()!))]);
            return entry.Spelled() == line
                ? entry : throw new FormatException("Spelled otherwise.");
        }
        catch (Exception odd) when (odd is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidException("regel-onleesbaar", "Deze regel van entries.jsonl is niet zoals de dienst schrijft.", number);
        }
    }

    private string Spelled()
    {
        var text = new StringBuilder($"{{\"index\":{Index}");
        if (Stream is not null)
            text.Append($",\"stream\":\"{Stream}\",\"version\":{Version}");
        text.Append($",\"hash\":\"{Convert.ToHexStringLower(Hash)}\"");
        if (Header is not null)
        {
            text.Append($",\"previous\":\"{Convert.ToHexStringLower(Previous!)}\",\"header\":\"{Convert.ToBase64String(Header)}\"")
                .Append($",\"data\":\"{Convert.ToBase64String(Data!)}\"");
        }

        return text.Append($",\"proof\":[{string.Join(',', Proof.Select(hash => $"\"{Convert.ToHexStringLower(hash)}\""))}]}}").ToString();
    }
}

/// <summary>Where a stream ends, says the bundle, with the proof under the checkpoint.</summary>
public sealed record StreamEnd(string Stream, long Version, byte[] Hash, long Place, IReadOnlyList<byte[]> Proof);

/// <summary>A bundle as it was read from its zip, not yet judged.</summary>
public sealed record Bundle(
    Manifest Manifest, string Keys, IReadOnlyList<string> Checkpoints,
    IReadOnlyList<(long From, long To, IReadOnlyList<byte[]> Proof)> Steps,
    IReadOnlyList<string> Lines, IReadOnlyList<StreamEnd> Ends, IReadOnlyDictionary<string, byte[]> Payloads)
{
    /// <summary>What is larger than this inside a bundle is no part of one.</summary>
    private const long Largest = 512L * 1024 * 1024;

    /// <summary>Reads a zip.</summary>
    public static Bundle Read(Stream zip)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
            using var manifest = Json(archive, "manifest.json");
            using var checkpoints = Json(archive, "checkpoints.json");
            using var steps = Json(archive, "consistency.json");
            using var streams = Json(archive, "streams.json");
            var lines = Text(archive, "entries.jsonl").Split('\n');
            if (lines[^1] != "")
                throw new InvalidDataException("The last line does not end.");

            return new(
                Manifest.Read(manifest.RootElement), Text(archive, "keys.json"),
                [.. checkpoints.RootElement.GetProperty("checkpoints").EnumerateArray().Select(note => note.GetString()!)],
                [.. steps.RootElement.GetProperty("proofs").EnumerateArray().Select(step => (
                    step.GetProperty("from").GetInt64(), step.GetProperty("to").GetInt64(), Hashes(step)))],
                lines[..^1],
                [.. streams.RootElement.GetProperty("streams").EnumerateArray().Select(end => new StreamEnd(
                    end.GetProperty("stream").GetString()!, end.GetProperty("version").GetInt64(),
                    Strict.Hash(end.GetProperty("hash").GetString()!), end.GetProperty("place").GetInt64(), Hashes(end)))],
                archive.Entries.Where(e => e.FullName.StartsWith("payloads/", StringComparison.Ordinal))
                    .ToDictionary(e => e.FullName["payloads/".Length..], Bytes));
        }
        catch (Exception odd) when (odd is InvalidDataException or JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            throw new InvalidException("bundel-onleesbaar", "De bundel is geen zip met alle delen, of een deel kan niet worden gelezen.");
        }
    }

    private static IReadOnlyList<byte[]> Hashes(JsonElement of) =>
        [.. of.GetProperty("proof").EnumerateArray().Select(hash => Strict.Hash(hash.GetString()!))];

    private static JsonDocument Json(ZipArchive archive, string name) => JsonDocument.Parse(Text(archive, name));

    private static string Text(ZipArchive archive, string name) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(
        Bytes(archive.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing.")));

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        if (entry.Length > Largest)
            throw new InvalidDataException("Larger than a bundle is.");

        using var from = entry.Open();
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }
}

/// <summary>What a bundle says it holds.</summary>
public sealed record Manifest(
    string Format, string Origin, string Kind, IReadOnlyList<string> Streams, DateTimeOffset? Since, DateTimeOffset? Until, long From,
    long To, long Size, long Entries, DateTimeOffset MadeAt)
{
    /// <summary>Whether it says of what it is the whole: streams, or a period. Of nothing a part could pass for the whole.</summary>
    public bool SaysWhole => Kind switch
    {
        "streams" => Streams is not [] && Since is null && Until is null,
        "period" => Streams is [] && Since is not null && Until is not null,
        _ => false,
    };

    /// <summary>Reads it.</summary>
    public static Manifest Read(JsonElement json) => new(
        json.GetProperty("format").GetString()!, json.GetProperty("origin").GetString()!, json.GetProperty("kind").GetString()!,
        [.. json.GetProperty("streams").EnumerateArray().Select(stream => stream.GetString()!)],
        json.TryGetProperty("since", out var since) ? Strict.Instant(since.GetString()!) : null,
        json.TryGetProperty("until", out var until) ? Strict.Instant(until.GetString()!) : null,
        json.GetProperty("from").GetInt64(), json.GetProperty("to").GetInt64(), json.GetProperty("size").GetInt64(),
        json.GetProperty("entries").GetInt64(), Strict.Instant(json.GetProperty("madeAt").GetString()));
}
