using WarmHandover.Auditing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Tests.Proof;

/// <summary>When a checkpoint is signed, what it says, and that it survives whatever happens to the process.</summary>
public sealed class ProofLogTests : IDisposable
{
    private readonly ProofRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Nothing_is_signed_before_a_hundred_entries_or_ten_minutes()
    {
        for (var i = 0; i < 99; i++)
            await rig.Add(i % 3);
        Assert.Null(await rig.Proof.Advance(now: false, default));

        await rig.Add(1);
        var signed = await rig.Proof.Advance(now: false, default);
        Assert.Equal(100, signed!.Size);

        await rig.Add(1);
        rig.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(await rig.Proof.Advance(now: false, default));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(101, (await rig.Proof.Advance(now: false, default))!.Size);
    }

    [Fact]
    public async Task A_quiet_log_is_not_signed_again_and_a_first_one_on_an_old_log_takes_all_of_it()
    {
        Assert.Null(await rig.Proof.Advance(now: true, default));
        for (var i = 0; i < 230; i++)
            await rig.Add(i % 3);
        Assert.Equal(230, (await rig.Proof.Advance(now: false, default))!.Size);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await rig.Proof.Advance(now: true, default));
        Assert.Single(await rig.Proof.After(0, 10, default));
    }

    [Fact]
    public async Task A_checkpoint_is_a_C2SP_note_that_says_which_log_how_many_when_and_under_which_root()
    {
        await rig.Add(1);
        var signed = await rig.Proof.Advance(now: true, default);
        var lines = signed!.Note.Split('\n');
        Assert.Equal("proef.example/consent", lines[0]);
        Assert.Equal("1", lines[1]);
        Assert.Equal(Convert.ToBase64String(await Merkle.Root(rig.Proof.Nodes(default), 1)), lines[2]);
        Assert.Equal($"time {Instants.Text(Cast.Monday)}", lines[3]);
        Assert.StartsWith("streams 1 ", lines[4], StringComparison.Ordinal);
        Assert.Equal("", lines[5]);
        Assert.StartsWith("— proef.example/consent ", lines[6], StringComparison.Ordinal);

        var keys = Key.ReadList(System.Text.Json.JsonSerializer.Serialize(
            ProofRoutes.ShownKeys(rig.Proof), System.Text.Json.JsonSerializerOptions.Web));
        Assert.Null(Note.Read(signed.Note)!.Wrong(keys));
        Assert.Equal("handtekening-fout", Note.Read(signed.Note.Replace("\n1\n", "\n2\n", StringComparison.Ordinal))!.Wrong(keys));
    }

    [Fact]
    public async Task Another_process_goes_on_where_the_first_one_stopped_with_the_same_tree()
    {
        for (var i = 0; i < 700; i++)
        {
            await rig.Add(i % 11);
            if (i % 37 == 0)
                await rig.Proof.Advance(now: true, default);
            if (i % 150 == 0)
                rig.Reopened();
        }

        var newest = await rig.Proof.Advance(now: true, default);
        var hashes = await rig.Log.ReadAll(Position.Start, 1000, default).Select(e => Merkle.Leaf(e.Hash)).ToListAsync();
        var head = Note.Read(newest!.Note)!;
        Assert.Equal(new SmallTree(hashes).Root, head.Root);

        var ends = await rig.Log.ReadAll(Position.Start, 1000, default).ToListAsync();
        var expected = ends.GroupBy(e => e.Stream)
            .Select(g => new Platform.Proof.StreamEnd(Chain.Genesis(g.Key), g.Last().Version, g.Last().Hash))
            .OrderBy(e => Convert.ToHexStringLower(e.Key), StringComparer.Ordinal);
        Assert.Equal(new SmallTree(expected.Select(e => e.Leaf())).Root, head.StreamsRoot);
        for (var i = 0; i < 700; i += 13)
            Assert.Equal(i, await rig.Proof.IndexOf(ends[i], default));
    }

    [Fact]
    public async Task Two_replicas_never_go_on_from_the_same_checkpoint()
    {
        await rig.Add(1);
        await rig.Proof.Advance(now: true, default);
        await rig.Add(1);
        await rig.Add(2);
        var first = rig.Proof;
        using var second = rig.Reopened();
        await Task.WhenAll(first.Advance(now: true, default), second.Advance(now: true, default));
        await rig.Add(2);
        await Task.WhenAll(second.Advance(now: true, default), first.Advance(now: true, default));

        var all = await rig.Proof.After(0, 10, default);
        Assert.Equal([1, 3, 4], all.Select(c => c.Size));
        Assert.Equal([0, 1, 3], all.Select(c => c.Before));
    }

    [Fact]
    public async Task A_checkpoint_that_stands_cannot_be_changed_or_taken_away()
    {
        await rig.Add(1);
        await rig.Proof.Advance(now: true, default);
        await using var file = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(rig.Folder, "proof.db")};Pooling=false");
        await file.OpenAsync();
        foreach (var sql in new[] { "update proof_checkpoints set note = 'x'", "delete from proof_checkpoints" })
        {
            using var command = file.CreateCommand();
            command.CommandText = sql;
            Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery());
        }
    }

    [Fact]
    public async Task The_archive_gets_each_checkpoint_once_and_what_it_missed_later()
    {
        var folder = Path.Combine(rig.Folder, "archief");
        var archive = new ProofArchive(folder, "consent");
        await rig.Add(1);
        await rig.Proof.Advance(now: true, default);
        await archive.Keep(rig.Proof, default);
        var kept = Assert.Single(Directory.GetFiles(Path.Combine(folder, "consent"), "*.txt"));
        Assert.Equal(await rig.Anchor(), await File.ReadAllTextAsync(kept));

        Directory.Move(folder, folder + "-weg");
        await rig.Add(1);
        await rig.Proof.Advance(now: true, default);
        Directory.Move(folder + "-weg", folder);
        await rig.Add(1);
        await rig.Proof.Advance(now: true, default);
        await File.WriteAllTextAsync(kept, "wat er stond");
        await archive.Keep(rig.Proof, default);
        Assert.Equal(
            ["000000000001.txt", "000000000002.txt", "000000000003.txt"],
            Directory.GetFiles(Path.Combine(folder, "consent"), "*.txt").Select(Path.GetFileName).Order());
        Assert.Equal("wat er stond", await File.ReadAllTextAsync(kept));
    }
}
