using System.Text;

namespace WarmHandover.Referrals.Directory;

/// <summary>Files come in the encoding of whoever made them. UTF-8 is read, UTF-16 with its mark too; what is neither is told.</summary>
internal static class Texts
{
    /// <summary>What is said of a line that cannot be read.</summary>
    public const string NotUtf8 = "Deze regel is niet in UTF-8 geschreven. Sla het bestand op als UTF-8 en probeer het nog eens.";

    /// <summary>The stream as UTF-8, whatever its mark says it is.</summary>
    public static async Task<Stream> AsUtf8(Stream stream, CancellationToken ct)
    {
        var mark = new byte[2];
        var read = await stream.ReadAtLeastAsync(mark, 2, throwOnEndOfStream: false, ct);
        var whole = new Rejoined(mark.AsMemory(0, read), stream);
        return mark switch
        {
            [0xFF, 0xFE] => Encoding.CreateTranscodingStream(whole, Encoding.Unicode, Encoding.UTF8),
            [0xFE, 0xFF] => Encoding.CreateTranscodingStream(whole, Encoding.BigEndianUnicode, Encoding.UTF8),
            _ => whole,
        };
    }

    /// <summary>What was read to look at, and the rest.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> first, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> left = first;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (left.IsEmpty)
                return rest.Read(buffer);

            var taken = Math.Min(left.Length, buffer.Length);
            left.Span[..taken].CopyTo(buffer);
            left = left[taken..];
            return taken;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            left.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>Reads no more than was agreed: what unpacks to more than it should be is no file but a trap.</summary>
internal sealed class Bounded(Stream source, long most) : Stream
{
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = source.Read(buffer, offset, count);
        read += got;
        return read <= most ? got : throw new TooMuchException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A packed file is larger inside than it may be.</summary>
internal sealed class TooMuchException() : IOException("A packed file unpacks to more than is taken in.");
