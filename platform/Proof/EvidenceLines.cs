using System.Buffers;
using System.Text.Json;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Proof;

/// <summary>The entries, one a line, in log order.</summary>
internal sealed class EvidenceLines(Stream to, JsonWriterOptions plain) : IAsyncDisposable
{
    public int Count { get; private set; }

    public async Task Add(
        long index, StoredEvent entry, bool open, bool named, byte[]? previous, IReadOnlyList<byte[]> proof, CancellationToken ct)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, plain))
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            if (open || named)
            {
                json.WriteString("stream", entry.Stream);
                json.WriteNumber("version", entry.Version);
            }

            json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
            if (open)
            {
                json.WriteString("previous", Convert.ToHexStringLower(previous!));
                json.WriteString("header", Convert.ToBase64String(entry.Header));
                json.WriteString("data", Convert.ToBase64String(entry.Data));
            }

            EvidencePackage.Hashes(json, proof);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        await to.WriteAsync(buffer.WrittenMemory, ct);
        Count++;
    }

    public ValueTask DisposeAsync() => to.DisposeAsync();
}
