using WarmHandover.Auditing;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Tests.Proof;

/// <summary>The tree, against the vectors that RFC 6962's own implementation publishes, and every proof of small trees.</summary>
public sealed class MerkleTests
{
    // The eight entries of the reference implementation of Certificate Transparency, and the roots over the first n of them.
    private static readonly string[] Inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => Merkle.Leaf([(byte)i, 7]))];

    private static async Task<IMerkleNodes> Tiled(byte[][] leaves, int step = 3)
    {
        var stored = new Dictionary<(int, long), byte[]>();
        for (var size = 0; size < leaves.Length; size += step)
        {
            var grown = await Tiles.Grow(
                size, [.. leaves.Skip(size).Take(step)], (level, index) => Task.FromResult(stored.GetValueOrDefault((level, index))));
            foreach (var (key, tile) in grown)
                stored[key] = tile;
        }

        return new Tiles.Nodes((level, index) => Task.FromResult(stored.GetValueOrDefault((level, index))));
    }

    [Fact]
    public async Task The_published_vectors_come_out()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(Merkle.Empty));
        var leaves = Inputs.Select(input => Merkle.Leaf(Convert.FromHexString(input))).ToArray();
        for (var n = 1; n <= leaves.Length; n++)
        {
            Assert.Equal(Roots[n - 1], Convert.ToHexStringLower(await Merkle.Root(await Tiled(leaves[..n]), n)));
            Assert.Equal(Roots[n - 1], Convert.ToHexStringLower(new SmallTree(leaves[..n]).Root));
        }

        // The published proofs: inclusion (0 of 8, 5 of 8, 2 of 3) and consistency (1 to 8, 6 to 8, 2 to 5).
        var nodes = await Tiled(leaves);
        Assert.Equal(
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
            ProofRoutes.Hex(await Merkle.Inclusion(nodes, 0, 8)));
        Assert.Equal(
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            ProofRoutes.Hex(await Merkle.Inclusion(nodes, 5, 8)));
        Assert.Equal(
            ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"], ProofRoutes.Hex(await Merkle.Inclusion(nodes, 2, 3)));
        Assert.Equal(
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            ProofRoutes.Hex(await Merkle.Consistency(nodes, 6, 8)));
        Assert.Equal(
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
            ProofRoutes.Hex(await Merkle.Consistency(await Tiled(leaves[..5]), 2, 5)));
    }

    [Fact]
    public async Task Every_consistency_proof_up_to_64_entries_holds_and_no_other_pair_of_roots_passes()
    {
        var leaves = Leaves(64);
        var nodes = await Tiled(leaves);
        var roots = new byte[65][];
        for (var n = 1; n <= 64; n++)
            roots[n] = await Merkle.Root(nodes, n);

        for (var to = 1; to <= 64; to++)
        {
            for (var from = 1; from <= to; from++)
            {
                var proof = await Merkle.Consistency(nodes, from, to);
                Assert.True(Tree.Continues(roots[from], from, roots[to], to, proof), $"{from} to {to}");
                if (from == to)
                    continue;

                Assert.False(
                    Tree.Continues(roots[from == 1 ? 64 : from - 1], from, roots[to], to, proof), $"another root of {from} to {to}");
                Assert.False(Tree.Continues(roots[from], from, roots[to - 1], to, proof), $"{from} to another root of {to}");
                Assert.False(Tree.Continues(roots[from], from, roots[to], to, [.. proof, roots[1]]), $"{from} to {to} with more");
                Assert.False(Tree.Continues(roots[from], from, roots[to], to, [.. proof.Skip(1)]), $"{from} to {to} with less");
            }
        }
    }

    [Fact]
    public async Task Every_inclusion_proof_up_to_64_entries_holds_at_its_own_place_only()
    {
        var leaves = Leaves(64);
        var nodes = await Tiled(leaves);
        for (var size = 1; size <= 64; size++)
        {
            var (root, small) = (await Merkle.Root(nodes, size), new SmallTree(leaves[..size]));
            Assert.Equal(root, small.Root);
            for (var index = 0; index < size; index++)
            {
                var proof = await Merkle.Inclusion(nodes, index, size);
                Assert.Equal(proof, small.Inclusion(index));
                Assert.True(Tree.Includes(root, size, index, leaves[index], proof), $"{index} of {size}");
                Assert.False(Tree.Includes(root, size, index, leaves[(index + 1) % 64], proof), $"another leaf at {index} of {size}");
                Assert.False(
                    size > 1 && Tree.Includes(root, size, (index + 1) % size, leaves[index], proof), $"{index} elsewhere in {size}");
                Assert.False(Tree.Includes(root, size, size, leaves[index], proof), $"beyond {size}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(1000)]
    public async Task A_tree_of_several_tiles_is_the_same_however_it_grew(int step)
    {
        // 66,000 leaves fill the second level of tiles and begin the third.
        var leaves = Enumerable.Range(0, step == 1 ? 700 : 66_000).Select(i => Merkle.Leaf(BitConverter.GetBytes(i))).ToArray();
        var nodes = await Tiled(leaves, step);
        var whole = new SmallTree(leaves);
        Assert.Equal(whole.Root, await Merkle.Root(nodes, leaves.Length));
        foreach (var index in new[] { 0, 255, 256, 511, 512, leaves.Length - 1 })
            Assert.Equal(whole.Inclusion(index), await Merkle.Inclusion(nodes, index, leaves.Length));
    }
}
