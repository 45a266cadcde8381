using System.Security.Cryptography;

namespace WarmHandover.Auditing;

/// <summary>Judges proofs in a Merkle tree, by RFC 9162 sections 2.1.3.2 and 2.1.4.2. Knows nothing of how they were made.</summary>
public static class Tree
{
    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry) => SHA256.HashData([0x00, .. entry]);

    /// <summary>Whether a leaf is at an index in the tree with this root.</summary>
    public static bool Includes(byte[] root, long size, long index, byte[] leaf, IReadOnlyList<byte[]> proof)
    {
        if (index < 0 || index >= size)
            return false;

        var (place, last, hash) = (index, size - 1, leaf);
        foreach (var beside in proof)
        {
            if (last == 0)
                return false;

            if ((place & 1) == 1 || place == last)
            {
                hash = Node(beside, hash);
                while ((place & 1) == 0 && place != 0)
                    (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = Node(hash, beside);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the tree of the first root is how the tree of the second began.</summary>
    public static bool Continues(byte[] first, long from, byte[] second, long to, IReadOnlyList<byte[]> proof)
    {
        if (from < 1 || from > to)
            return false;
        if (from == to)
            return proof is [] && first.AsSpan().SequenceEqual(second);

        var path = long.IsPow2(from) ? [first, .. proof] : proof;
        if (path is [])
            return false;

        var (place, last) = (from - 1, to - 1);
        while ((place & 1) == 1)
            (place, last) = (place >> 1, last >> 1);

        var (before, after) = (path[0], path[0]);
        foreach (var beside in path.Skip(1))
        {
            if (last == 0)
                return false;

            if ((place & 1) == 1 || place == last)
            {
                (before, after) = (Node(beside, before), Node(beside, after));
                while ((place & 1) == 0 && place != 0)
                    (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                after = Node(after, beside);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && before.AsSpan().SequenceEqual(first) && after.AsSpan().SequenceEqual(second);
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([0x01, .. left, .. right]);
}
