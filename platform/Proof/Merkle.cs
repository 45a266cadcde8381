using System.Numerics;
using System.Security.Cryptography;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// The Merkle tree of RFC 6962 section 2.1 over SHA-256: leaves and nodes hash under different prefixes, so that neither passes for the
/// other. The proofs ask for complete subtrees only, which never change once they are there.
/// </summary>
public static class Merkle
{
    /// <summary>The bytes of a hash.</summary>
    public const int Size = 32;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>A leaf: <c>SHA-256(0x00 ‖ entry)</c>.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry) => SHA256.HashData([0x00, .. entry]);

    /// <summary>A node: <c>SHA-256(0x01 ‖ left ‖ right)</c>.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([0x01, .. left, .. right]);

    /// <summary>The root over the first <paramref name="size"/> leaves.</summary>
    public static async Task<byte[]> Root(IMerkleNodes nodes, long size) => size == 0 ? Empty : await Range(nodes, 0, size);

    /// <summary>That leaf <paramref name="index"/> is in the tree of <paramref name="size"/> leaves.</summary>
    public static async Task<IReadOnlyList<byte[]>> Inclusion(IMerkleNodes nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<byte[]>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
                (proof, end) = ([await Range(nodes, middle, end), .. proof], middle);
            else
                (proof, start) = ([await Range(nodes, start, middle), .. proof], middle);
        }

        return proof;
    }

    /// <summary>That the tree of <paramref name="from"/> leaves is how the tree of <paramref name="to"/> leaves began.</summary>
    public static async Task<IReadOnlyList<byte[]>> Consistency(IMerkleNodes nodes, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<byte[]>();
        var (start, end, whole) = (0L, to, true);
        while (from < end)
        {
            var middle = start + Split(end - start);
            if (from <= middle)
            {
                proof.Insert(0, await Range(nodes, middle, end));
                end = middle;
            }
            else
            {
                proof.Insert(0, await Range(nodes, start, middle));
                (start, whole) = (middle, false);
            }
        }

        if (!whole)
            proof.Insert(0, await Range(nodes, start, end));
        return proof;
    }

    private static async Task<byte[]> Range(IMerkleNodes nodes, long start, long end)
    {
        var length = end - start;
        if (BitOperations.IsPow2(length))
            return await nodes.Subtree(BitOperations.Log2((ulong)length), start / length);

        var middle = start + Split(length);
        var (left, right) = (await Range(nodes, start, middle), await Range(nodes, middle, end));
        return Node(left, right);
    }

    // The largest power of two that is smaller than a length.
    private static long Split(long length) => 1L << BitOperations.Log2((ulong)(length - 1));
}

/// <summary>Complete subtrees of one Merkle tree.</summary>
public interface IMerkleNodes
{
    /// <summary>The hash over leaves <c>index·2^level</c> up to <c>(index+1)·2^level</c>.</summary>
    ValueTask<byte[]> Subtree(int level, long index);
}

/// <summary>A whole tree in memory, level above level; a last one without a neighbour goes up as it is, which is the same tree.</summary>
public sealed class SmallTree
{
    private readonly List<byte[][]> levels = [];

    /// <summary>Builds the tree over leaf hashes.</summary>
    public SmallTree(IEnumerable<byte[]> leaves)
    {
        levels.Add([.. leaves]);
        while (levels[^1].Length > 1)
        {
            levels.Add([.. levels[^1].Chunk(2).Select(pair => pair is [var left, var right] ? Merkle.Node(left, right) : pair[0])]);
        }
    }

    /// <summary>How many leaves it has.</summary>
    public int Count => levels[0].Length;

    /// <summary>The root.</summary>
    public byte[] Root => Count == 0 ? Merkle.Empty : levels[^1][0];

    /// <summary>The hashes beside the way from a leaf to the root.</summary>
    public IReadOnlyList<byte[]> Inclusion(int index)
    {
        var proof = new List<byte[]>();
        foreach (var level in levels)
        {
            if ((index ^ 1) < level.Length)
                proof.Add(level[index ^ 1]);
            index >>= 1;
        }

        return proof;
    }
}
