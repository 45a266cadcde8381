using System.Data.Common;
using System.Security.Cryptography;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Operations;

/// <summary>
/// Looks through all that a service holds: positions without a hole where the engine promises that, every chain, every sealed payload
/// that a fact names, and the root of the newest checkpoint.
/// </summary>
internal sealed class Verification(string service, TextWriter tell)
{
    private const int MostTold = 20;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);
    private int wrong;

    public static async Task<int> Run(string service, HouseOptions options, TextWriter tell, CancellationToken ct)
    {
        await using var holding = Holding.Open(options, service, readOnly: true);
        if (!await holding.Rooms.IsReady(withKeys: false, ct))
            throw new StartRefusedException($"In {holding.Rooms.Name} staat geen {service}. (There is no such service.)");
        return await new Verification(service, tell).Look(holding, ct) ? 0 : 1;
    }

    private async Task<bool> Look(Holding holding, CancellationToken ct)
    {
        await using var rooms = await holding.Rooms.Open(Room.Log, ct);
        var checkpoint = await Checkpoint(holding.Rooms, ct);
        var (chain, tree, said) = (new ChainCheck(service), new GrowingRoot(), Environment.TickCount64);
        var (opened, destroyed, root) = (0L, 0L, (byte[]?)null);
        await foreach (var stored in holding.Log.After(Position.Start, ct))
        {
            if (chain.Next(stored) is { } broken)
                Say(broken);
            if (holding.Log.Engine != "eventstore" && stored.Position.Value != (ulong)chain.Count)
                Say($"op plaats {chain.Count} staat {stored.Position.Value}; er is een gat");
            tree.Add(stored.Hash);
            if (chain.Count == checkpoint?.Size)
                root = tree.Root;
            foreach (var named in PayloadRefs.In(stored.Data))
            {
                if (await Payload(rooms, holding.Rooms is FolderRooms, named, ct))
                    opened++;
                else
                    destroyed++;
            }

            if (Environment.TickCount64 - said <= TellEvery.TotalMilliseconds)
                continue;
            said = Environment.TickCount64;
            await tell.WriteLineAsync($"{service}: {chain.Count} gebeurtenissen nagelopen");
        }

        if (checkpoint is { } signed && (root is null || Convert.ToBase64String(root) != signed.Root))
            Say($"het bewijs over de eerste {signed.Size} gebeurtenissen past niet bij wat er staat");
        await tell.WriteLineAsync(
            $"{service}: {chain.Count} gebeurtenissen in {chain.Streams} stromen; {opened} keer verzegelde inhoud die klopt, "
                + $"{destroyed} keer gewiste; bewijs over {checkpoint?.Size ?? 0}");
        await tell.WriteLineAsync(wrong == 0 ? $"{service}: alles klopt" : $"{service}: {wrong} keer klopt er iets niet");
        return wrong == 0;
    }

    private async Task<bool> Payload(DbConnection rooms, bool folder, PayloadRef named, CancellationToken ct)
    {
        await using var command = rooms.Say(
            "select ciphertext from payloads where id = @id", ("id", Cells.Write(named.Id, Cell.Id, postgres: !folder)));
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            Say($"verzegelde inhoud {named.Id} ontbreekt");
            return false;
        }

        if (row.IsDBNull(0))
            return false;
        var there = Convert.ToHexStringLower(SHA256.HashData(row.GetFieldValue<byte[]>(0)));
        if (there != named.Sha256)
            Say($"verzegelde inhoud {named.Id} is niet die welke het feit noemt");
        return there == named.Sha256;
    }

    private static async Task<(long Size, string Root)?> Checkpoint(IRooms rooms, CancellationToken ct)
    {
        await using var connection = await rooms.Open(Room.Proof, ct);
        await using var command = connection.Say("select size, note from proof_checkpoints order by size desc limit 1");
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetString(1).Split('\n')[2]) : null;
    }

    private void Say(string what)
    {
        if (++wrong <= MostTold)
            tell.WriteLine($"{service}: {what}");
    }

    /// <summary>The root over what was added so far, with one hash kept for each power of two in the number.</summary>
    private sealed class GrowingRoot
    {
        private readonly List<(long Size, byte[] Hash)> whole = [];

        public byte[] Root
        {
            get
            {
                var root = whole is [] ? Merkle.Empty : whole[^1].Hash;
                for (var i = whole.Count - 2; i >= 0; i--)
                    root = Merkle.Node(whole[i].Hash, root);
                return root;
            }
        }

        public void Add(byte[] entry)
        {
            var (size, hash) = (1L, Merkle.Leaf(entry));
            while (whole is [.., var last] && last.Size == size)
            {
                whole.RemoveAt(whole.Count - 1);
                (size, hash) = (size * 2, Merkle.Node(last.Hash, hash));
            }

            whole.Add((size, hash));
        }
    }
}
