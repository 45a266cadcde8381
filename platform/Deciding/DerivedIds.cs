using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// Ids that follow from others (decision 1): the same command tried twice names the same facts. UUID version 8 (RFC 9562 section 5.8)
/// over SHA-256; the first 16 bytes with version and variant set.
/// </summary>
public static class DerivedIds
{
    /// <summary>The id of the n-th fact (from 0) that a command writes to a stream.</summary>
    public static Guid OfFact(Guid command, string stream, int index)
    {
        Span<byte> place = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(place, index);
        return Of(command, [.. Encoding.UTF8.GetBytes(stream), .. place]);
    }

    /// <summary>The command id of a reaction to a heard message, or the id of something that follows from another id.</summary>
    public static Guid Of(Guid source, string name) => Of(source, Encoding.UTF8.GetBytes(name));

    private static Guid Of(Guid source, ReadOnlySpan<byte> name)
    {
        Span<byte> input = stackalloc byte[16 + name.Length];
        source.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input[16..]);

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
