using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>The files of a bundle, each written in one way only: a verifier refuses any other spelling of the same.</summary>
internal sealed class EvidencePackage(ZipArchive zip, DateTimeOffset at)
{
    public const string Format = "wo-evidence-1";

    private const string Words = """
        Bewijs uit Warme Overdracht

        Controleer deze bundel op een andere machine, zonder netwerk, met het programma audit:

            audit controleer bundel.zip --anker MAP

        MAP is een map met controlepunten die u zelf van elders hebt: van een ketenpartner, uit het archief, of van een ontvangstbewijs.
        Zonder zulke ankers toont de bundel alleen dat zij met zichzelf klopt.
        Hoe de bundel in elkaar zit staat in docs/evidence.md. Er staan geen namen, adressen of teksten in: alleen nummers, codes, tijden,
        en versleutelde inhoud zonder sleutel.

        """;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private byte[] manifest = [];

    public Task Readme(CancellationToken ct) => File("leesmij.txt", Encoding.UTF8.GetBytes(Words), ct);

    public Task Keys(KeysShown keys, CancellationToken ct) => Json("keys.json", json =>
    {
        json.WriteString("origin", keys.Origin);
        json.WriteStartArray("keys");
        foreach (var key in keys.Keys)
        {
            json.WriteStartObject();
            json.WriteString("vkey", key.Vkey);
            json.WriteString("from", key.From);
            if (key.Until is { } until)
                json.WriteString("until", until);
            if (key.After is { } after)
                json.WriteNumber("after", after);
            if (key.Signature is { } signature)
                json.WriteString("signature", signature);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }, ct);

    public Task Checkpoints(IReadOnlyList<SignedCheckpoint> checkpoints, CancellationToken ct) => Json("checkpoints.json", json =>
    {
        json.WriteStartArray("checkpoints");
        foreach (var checkpoint in checkpoints)
            json.WriteStringValue(checkpoint.Note);
        json.WriteEndArray();
    }, ct);

    public async Task Consistency(IReadOnlyList<SignedCheckpoint> checkpoints, IMerkleNodes nodes, CancellationToken ct)
    {
        var proofs = new List<(long From, long To, IReadOnlyList<byte[]> Proof)>();
        foreach (var (one, next) in checkpoints.Zip(checkpoints.Skip(1)))
            proofs.Add((one.Size, next.Size, await Merkle.Consistency(nodes, one.Size, next.Size)));
        await Json("consistency.json", json =>
        {
            json.WriteStartArray("proofs");
            foreach (var (from, to, proof) in proofs)
            {
                json.WriteStartObject();
                json.WriteNumber("from", from);
                json.WriteNumber("to", to);
                Hashes(json, proof);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, ct);
    }

    public async Task<EvidenceLines> Entries(CancellationToken ct) =>
        new(await zip.CreateEntry("entries.jsonl", CompressionLevel.Fastest).OpenAsync(ct), Plain);

    /// <summary>Kept until the entries are written: a zip takes one file at a time.</summary>
    public void Manifest(EvidenceWish wish, string origin, (long From, long To, long Size) range, int entries) =>
        manifest = Bytes(json =>
        {
            json.WriteString("format", Format);
            json.WriteString("service", wish.Service);
            json.WriteString("origin", origin);
            json.WriteString("kind", wish.Since is null ? "streams" : "period");
            json.WriteStartArray("streams");
            foreach (var stream in wish.Streams)
                json.WriteStringValue(stream);
            json.WriteEndArray();
            if (wish is { Since: { } since, Until: { } until })
            {
                json.WriteString("since", Instants.Text(since));
                json.WriteString("until", Instants.Text(until));
            }

            json.WriteNumber("from", range.From);
            json.WriteNumber("to", range.To);
            json.WriteNumber("size", range.Size);
            json.WriteNumber("entries", entries);
            json.WriteString("madeAt", Instants.Text(at));
        });

    public async Task Streams(IReadOnlyList<string> streams, IReadOnlyList<StreamEnd> ends, CancellationToken ct)
    {
        await File("manifest.json", manifest, ct);
        var tree = new SmallTree(streams is [] ? [] : ends.Select(e => e.Leaf()));
        var places = streams is [] ? [] : ends.Index().ToDictionary(e => Convert.ToHexStringLower(e.Item.Key), e => e.Index);
        await Json("streams.json", json =>
        {
            json.WriteStartArray("streams");
            foreach (var stream in streams)
            {
                if (!places.TryGetValue(Convert.ToHexStringLower(Chain.Genesis(stream)), out var index))
                    continue;

                json.WriteStartObject();
                json.WriteString("stream", stream);
                json.WriteNumber("version", ends[index].Version);
                json.WriteString("hash", Convert.ToHexStringLower(ends[index].Hash));
                json.WriteNumber("place", index);
                Hashes(json, tree.Inclusion(index));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, ct);
    }

    public Task Payload(SealedPayload payload, CancellationToken ct) => File($"payloads/{payload.Id:D}", payload.Ciphertext, ct);

    private Task Json(string name, Action<Utf8JsonWriter> write, CancellationToken ct) => File(name, Bytes(write), ct);

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private async Task File(string name, byte[] bytes, CancellationToken ct)
    {
        await using var to = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await to.WriteAsync(bytes, ct);
    }

    /// <summary>A proof, from the leaf up.</summary>
    public static void Hashes(Utf8JsonWriter json, IReadOnlyList<byte[]> proof)
    {
        json.WriteStartArray("proof");
        foreach (var hash in proof)
            json.WriteStringValue(Convert.ToHexStringLower(hash));
        json.WriteEndArray();
    }
}
