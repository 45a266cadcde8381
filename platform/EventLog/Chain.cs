using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.EventLog;

/// <summary>
/// One hash chain per stream (decision 3), so that nobody can change the past unseen:
/// <c>hash_n = SHA-256("wo-event-v1\n" ‖ len32(header) ‖ header ‖ SHA-256(data) ‖ hash_{n-1})</c>,
/// <c>hash_0 = SHA-256("wo-stream-v1\n" ‖ stream name)</c>; <c>len32</c> is big-endian. Frozen by golden vectors.
/// </summary>
public static class Chain
{
    /// <summary>What a stream's first event is chained to.</summary>
    public static byte[] Genesis(string stream) => SHA256.HashData([.. "wo-stream-v1\n"u8, .. Encoding.UTF8.GetBytes(stream)]);

    /// <summary>The hash of an event, given the hash before it.</summary>
    public static byte[] Link(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, ReadOnlySpan<byte> previous)
    {
        var prefix = "wo-event-v1\n"u8;
        var length = prefix.Length + 4 + header.Length + 32 + 32;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var input = rented.AsSpan(0, length);
        prefix.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[prefix.Length..], header.Length);
        header.CopyTo(input[(prefix.Length + 4)..]);
        SHA256.HashData(data, input[(prefix.Length + 4 + header.Length)..]);
        previous.CopyTo(input[^32..]);
        var hash = SHA256.HashData(input);
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }
}

/// <summary>What the chain says of an event beside its data. Holds pseudonyms, ids, codes and times, never personal data.</summary>
public sealed record EventHeader(
    string Service, string Stream, long Version, Guid EventId, string Type, int SchemaVersion, Guid Cause, Actor Actor,
    DateTimeOffset RecordedAt)
{
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// RFC 8785 canonical JSON: members sorted, no white space; every value is ASCII without escapes, so the rest of the RFC is moot.
    /// </summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Canonical);
        json.WriteStartObject();
        json.WriteStartObject("actor");
        json.WriteString("organisation", Actor.Organisation);
        json.WriteString("pseudonym", Plain(Actor.Pseudonym));
        json.WriteString("role", Plain(Actor.Role));
        json.WriteEndObject();
        json.WriteString("cause", Cause);
        json.WriteString("eventId", EventId);
        json.WriteString("recordedAt", Instants.Text(RecordedAt));
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("service", Service);
        json.WriteString("stream", Stream);
        json.WriteString("type", Type);
        json.WriteNumber("version", Version);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a stored header.</summary>
    public static EventHeader Read(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        var actor = root.GetProperty("actor");
        return new(
            root.GetProperty("service").GetString()!,
            root.GetProperty("stream").GetString()!,
            root.GetProperty("version").GetInt64(),
            root.GetProperty("eventId").GetGuid(),
            root.GetProperty("type").GetString()!,
            root.GetProperty("schemaVersion").GetInt32(),
            root.GetProperty("cause").GetGuid(),
            new(
                actor.GetProperty("pseudonym").GetString()!,
                actor.GetProperty("role").GetString()!,
                actor.GetProperty("organisation").GetGuid()),
            DateTimeOffset.Parse(root.GetProperty("recordedAt").GetString()!, CultureInfo.InvariantCulture));
    }

    private static string Plain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
        ? text
        : throw new ArgumentException("A pseudonym or role holds ASCII letters, digits and - _ . : only.");
}

/// <summary>Instants as the house stores them: UTC, whole microseconds.</summary>
public static class Instants
{
    /// <summary>Now, cut to whole microseconds: what every engine and RFC 3339 text can hold.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Cut(clock.GetUtcNow());

    /// <summary>Cuts an instant to whole microseconds.</summary>
    public static DateTimeOffset Cut(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % 10), TimeSpan.Zero);

    /// <summary><c>2027-03-15T08:20:00.000000Z</c>.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
