using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>The frames that one call sends: those that are there, or those that come as long as the call lasts.</summary>
internal sealed class Frames : HttpContent
{
    private const int Head = 5;
    private readonly IAsyncEnumerable<IMessage> messages;

    public Frames(IAsyncEnumerable<IMessage> messages)
    {
        this.messages = messages;
        Headers.ContentType = new("application/grpc");
    }

    /// <summary>One frame: not compressed, the length, the message.</summary>
    public static byte[] Of(IMessage message)
    {
        var frame = new byte[Head + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - Head));
        message.WriteTo(frame.AsSpan(Head));
        return frame;
    }

    /// <summary>The next message of an answer; null at its end.</summary>
    public static async Task<byte[]?> Read(Stream body, CancellationToken ct)
    {
        var head = new byte[Head];
        if (await body.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, ct) is var read && read < Head)
            return read == 0 ? null : throw new EndOfStreamException();
        if (head[0] != 0)
            throw new EventStoreException(EventStoreTrouble.BadRequest, "a compressed frame");

        var frame = new byte[BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1))];
        await body.ReadExactlyAsync(frame, ct);
        return frame;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            await stream.WriteAsync(Of(message), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
