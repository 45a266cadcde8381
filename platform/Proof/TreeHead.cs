using System.Globalization;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// What a checkpoint says (C2SP tlog-checkpoint): of which log, how many entries, the root over them; and in two lines more, when it was
/// made, and how many streams there are with the root over where each of them ends. By that last line a stream cannot lose its tail unseen.
/// </summary>
public sealed record TreeHead(string Origin, long Size, byte[] Root, DateTimeOffset At, int Streams, byte[] StreamsRoot)
{
    /// <summary>The text that is signed.</summary>
    public string Body() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\ntime {Instants.Text(At)}\n"
            + $"streams {Streams} {Convert.ToBase64String(StreamsRoot)}\n");
}

/// <summary>
/// Where a stream ends: its key (the hash that its first event is chained to), its newest version and that event's hash.
/// </summary>
public sealed record StreamEnd(byte[] Key, long Version, byte[] Hash)
{
    /// <summary>The leaf: <c>key ‖ version, 8 bytes big-endian ‖ hash</c>. The leaves stand in the order of their keys.</summary>
    public byte[] Leaf()
    {
        var entry = new byte[(2 * Merkle.Size) + 8];
        Key.CopyTo(entry, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(Merkle.Size), Version);
        Hash.CopyTo(entry, Merkle.Size + 8);
        return Merkle.Leaf(entry);
    }
}

/// <summary>A checkpoint as it is stored: how far in the log it reaches, and the signed note.</summary>
public sealed record SignedCheckpoint(long Size, long Before, Position Position, Guid EventId, DateTimeOffset At, string Note);
