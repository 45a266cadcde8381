namespace WarmHandover.Platform.Proof;

/// <summary>
/// The tree as it is stored: tiles of at most 256 hashes. Level 0 holds leaf hashes; an entry of a higher level is the root of a full tile
/// below it. A tile only grows, so a few rows are written for a batch and what was proven once can be proven for ever.
/// </summary>
public static class Tiles
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int Width = 256;

    private const int Height = 8;

    /// <summary>
    /// Adds leaves behind <paramref name="size"/> others: the tiles that changed, whole, given how the ones at the edge stood.
    /// </summary>
    public static async Task<IReadOnlyDictionary<(int Level, long Index), byte[]>> Grow(
        long size, IReadOnlyList<byte[]> leaves, Func<int, long, Task<byte[]?>> tile)
    {
        var edge = new Dictionary<(int Level, long Index), List<byte>>();
        foreach (var leaf in leaves)
        {
            var (level, at, hash) = (0, size++, leaf);
            while (true)
            {
                var key = (level, at / Width);
                if (!edge.TryGetValue(key, out var bytes))
                    edge[key] = bytes = at % Width == 0 ? [] : [.. await tile(level, at / Width) ?? throw Missing(level, at / Width)];

                if (bytes.Count != at % Width * Merkle.Size)
                    throw Missing(level, at / Width);
                bytes.AddRange(hash);
                if (at % Width != Width - 1)
                    break;

                (hash, level, at) = (Perfect([.. bytes], 0, Width), level + 1, at / Width);
            }
        }

        return edge.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <summary>The root over a number of hashes, a power of two, inside a tile.</summary>
    public static byte[] Perfect(byte[] tile, int first, int count) => count == 1
        ? tile.AsSpan(first * Merkle.Size, Merkle.Size).ToArray()
        : Merkle.Node(Perfect(tile, first, count / 2), Perfect(tile, first + (count / 2), count / 2));

    private static InvalidDataException Missing(int level, long index) => new($"Tile {level}/{index} of the proof is not as it was left.");

    /// <summary>Reads subtrees out of tiles, each tile once.</summary>
    public sealed class Nodes(Func<int, long, Task<byte[]?>> tile) : IMerkleNodes
    {
        private readonly Dictionary<(int, long), byte[]> read = [];
        private readonly Dictionary<(int, long), byte[]> made = [];

        /// <inheritdoc/>
        public async ValueTask<byte[]> Subtree(int level, long index)
        {
            if (made.TryGetValue((level, index), out var known))
                return known;

            var (row, inside) = (level / Height, level % Height);
            var first = index << inside;
            var key = (row, first / Width);
            if (!read.TryGetValue(key, out var bytes))
                read[key] = bytes = await tile(row, first / Width) ?? throw Missing(row, first / Width);

            var (from, count) = ((int)(first % Width), 1 << inside);
            if ((from + count) * Merkle.Size > bytes.Length)
                throw Missing(row, first / Width);

            if (inside < 2)
                return Perfect(bytes, from, count);

            var (left, right) = (await Subtree(level - 1, index * 2), await Subtree(level - 1, (index * 2) + 1));
            return made[(level, index)] = Merkle.Node(left, right);
        }
    }
}
