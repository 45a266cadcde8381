using System.IO.Compression;
using Google.Protobuf;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>How our events look on the server, and back.</summary>
internal static class Recordings
{
    // The server counts what stands beside the data too; what would come near its own limit of 1 MiB is packed.
    private const int PackedFrom = 900 * 1024;
    private const int Brotli = 1;

    /// <summary>What the names of a service's streams begin with.</summary>
    public static string Of(string service, string space) => $"{space}{service}.";

    public static IReadOnlyList<Proposed> Proposed(Append append, Guid attempt)
    {
        var packed = append.Events.Sum(e => e.Header.Length + e.Data.Length) > PackedFrom;
        var number = ByteString.CopyFrom(attempt.ToByteArray());
        return [.. append.Events.Select(one => new Proposed
        {
            Id = Uuids.Of(one.Id),
            Metadata =
            {
                ["type"] = one.Type,
                ["content-type"] = packed ? "application/octet-stream" : "application/json",
            },
            Data = Bytes(one.Data, packed),
            CustomMetadata = new Beside
            {
                Header = Bytes(one.Header, packed),
                Hash = ByteString.CopyFrom(one.Hash),
                Beside_ = ByteString.CopyFrom(one.Beside),
                Attempt = number,
                Packed = packed ? Brotli : 0,
            }.ToByteString(),
        })];
    }

    public static (StoredEvent Event, Guid Writer) Read(ReadResp.Types.Recorded stored, string space)
    {
        if (stored.Commit != stored.Prepare)
            throw new InvalidDataException($"An event of {stored.Stream.Name.ToStringUtf8()} was written by another program.");

        var beside = Beside.Parser.ParseFrom(stored.CustomMetadata);
        var packed = beside.Packed == Brotli;
        return (
            new(
                new(stored.Commit), stored.Stream.Name.ToStringUtf8()[space.Length..], (long)stored.Revision + 1, Uuids.Of(stored.Id),
                stored.Metadata["type"], Plain(beside.Header, packed), Plain(stored.Data, packed), beside.Hash.ToByteArray(),
                beside.Beside_.ToByteArray()),
            new(beside.Attempt.Span));
    }

    private static ByteString Bytes(byte[] plain, bool packed)
    {
        if (!packed)
            return ByteString.CopyFrom(plain);

        using var kept = new MemoryStream();
        using (var brotli = new BrotliStream(kept, CompressionLevel.Fastest))
            brotli.Write(plain);
        return ByteString.CopyFrom(kept.ToArray());
    }

    private static byte[] Plain(ByteString stored, bool packed)
    {
        if (!packed)
            return stored.ToByteArray();

        using var plain = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(stored.ToByteArray()), CompressionMode.Decompress))
            brotli.CopyTo(plain);
        return plain.ToArray();
    }
}

/// <summary>What is asked of the server.</summary>
internal static class Requests
{
    /// <summary>The call that reads and subscribes.</summary>
    public const string Read = "event_store.client.streams.Streams/Read";

    private const uint Window = 1000;

    public static ReadReq OfStream(string stream, long after, int count) => Asked(new()
    {
        Stream = new() { Stream = Name(stream), Revision = (ulong)after },
        NoFilter = new(),
        Count = (ulong)count,
    });

    public static ReadReq Last(string stream) => Asked(new()
    {
        Stream = new() { Stream = Name(stream), End = new() },
        NoFilter = new(),
        Direction = ReadReq.Types.Direction.Backwards,
        Count = 1,
    });

    public static ReadReq OfAll(string prefix, Position from, int count) => Asked(new()
    {
        All = From(from),
        Filter = Only(prefix),
        Count = (ulong)count,
    });

    public static ReadReq Newest(string prefix) => Asked(new()
    {
        All = new() { End = new() },
        Filter = Only(prefix),
        Direction = ReadReq.Types.Direction.Backwards,
        Count = 1,
    });

    public static ReadReq Follow(string prefix, Position after) => Asked(new()
    {
        All = From(after),
        Filter = Only(prefix),
        Subscription = new(),
    });

    private static ReadReq Asked(ReadReq.Types.Options options)
    {
        options.Uuid = new() { Text = new() };
        options.Control = new() { Compatibility = 0 };
        return new() { Options = options };
    }

    private static ReadReq.Types.OfAll From(Position position) => position > Position.Start
        ? new() { Position = new() { Commit = position.Value, Prepare = position.Value } }
        : new() { Start = new() };

    private static ReadReq.Types.Filter Only(string prefix) => new()
    {
        Stream = new() { Prefix = { prefix } },
        Max = Window,
        CheckpointInterval = 1,
    };

    private static StreamName Name(string stream) => new() { Name = ByteString.CopyFromUtf8(stream) };
}
