using System.Text.Json;
using WarmHandover.Auditing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Tests.Proof;

/// <summary>A key is replaced while its log goes on: nothing stays unsigned, and broken off it can be done again.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly ProofRig rig = new();

    private (string Key, string List) Files => ProofKeys.DevelopmentFiles(rig.Folder, rig.Service);

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Somebody_who_changes_the_list_of_keys_is_found_with_the_reason()
    {
        using var other = new ProofRig(seed: 9);
        var all = await KeyForgeries.All(rig, other);
        Assert.Equal(
            all.Select(f => $"{f.Name}: {f.Expected}"),
            all.Select(f => $"{f.Name}: {Check.Run(new MemoryStream(f.Bundle), f.Anchors, f.Keys).Line}"));
    }

    [Fact]
    public async Task The_old_key_ends_where_it_stopped_and_the_new_one_signs_without_a_restart()
    {
        await rig.Fill(120);
        await rig.Proof.Advance(now: true, default);
        var told = await rig.TurnKey();
        Assert.Contains("sleutel 1 eindigt bij 120 regels", told, StringComparison.Ordinal);
        await Later();
        Assert.Equal(121, (await rig.Proof.Advance(now: true, default))?.Size);

        var keys = Key.ReadList(JsonSerializer.Serialize(ProofRoutes.ShownKeys(rig.Proof), JsonSerializerOptions.Web));
        Assert.Equal([null, 120L], keys.Select(k => k.After));
        Assert.Equal(keys[1].From, keys[0].Until);
        foreach (var note in await rig.Proof.After(0, 10, default))
            Assert.Null(Note.Read(note.Note)!.Wrong(keys));
    }

    /// <summary>A clock that runs behind what was signed (a house that was played ahead) holds nobody up.</summary>
    [Fact]
    public async Task The_new_key_signs_at_once_also_when_the_clock_is_behind_the_last_checkpoint()
    {
        await rig.Fill(20);
        await rig.Proof.Advance(now: true, default);
        rig.Clock.Advance(TimeSpan.FromDays(-40));
        await rig.TurnKey();
        await rig.Add(1);
        Assert.Equal(21, (await rig.Proof.Advance(now: true, default))?.Size);
        Assert.StartsWith(
            "VALID", Check.Run(new MemoryStream(await rig.Bundle(rig.Stream(1))), [await rig.Anchor()]).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_changes_no_file()
    {
        await rig.Fill(10);
        var before = (File.ReadAllText(Files.Key), File.ReadAllText(Files.List));
        Assert.Contains("zou sleutel 2 maken", await rig.TurnKey(dryRun: true), StringComparison.Ordinal);
        Assert.Equal(before, (File.ReadAllText(Files.Key), File.ReadAllText(Files.List)));
        Assert.DoesNotContain(Directory.GetFiles(rig.Folder), file => file.EndsWith(".nieuw", StringComparison.Ordinal));
    }

    /// <summary>The new key lies in another folder and is not put in its place yet: the old one must not go on.</summary>
    [Fact]
    public async Task A_replica_that_still_holds_the_old_key_adds_nothing_behind_its_end()
    {
        await rig.Fill(120);
        await rig.Proof.Advance(now: true, default);
        var elsewhere = Path.Combine(rig.Folder, "elders");
        await rig.TurnKey(elsewhere);
        await Later();
        await rig.Proof.Advance(now: true, default);
        Assert.Equal(120, (await rig.Proof.Newest(default))?.Size);
        await Assert.ThrowsAsync<StartRefusedException>(() => rig.TurnKey(elsewhere));

        File.Copy(Path.Combine(elsewhere, "proof-keys.json"), Files.List, overwrite: true);
        File.Copy(Path.Combine(elsewhere, "proof.pem"), Files.Key, overwrite: true);
        Assert.Equal(121, (await rig.Proof.Advance(now: true, default))?.Size);
        Assert.Equal(
            "VALID up to checkpoint 121", Check.Run(new MemoryStream(await rig.Bundle(rig.Stream(1))), [await rig.Anchor()]).Line);
    }

    /// <summary>Whoever has the turn when the new key got lost can give it to yet another one.</summary>
    [Fact]
    public async Task A_new_key_that_was_lost_before_it_stood_in_its_place_is_replaced()
    {
        await rig.Fill(20);
        var elsewhere = Path.Combine(rig.Folder, "elders");
        await rig.TurnKey(elsewhere);
        Directory.Delete(elsewhere, recursive: true);
        await rig.TurnKey();
        await Later();
        Assert.NotNull(await rig.Proof.Advance(now: true, default));
        Assert.StartsWith(
            "VALID", Check.Run(new MemoryStream(await rig.Bundle(rig.Stream(1))), [await rig.Anchor()]).Line, StringComparison.Ordinal);
    }

    /// <summary>The steps leave files behind one by one; each of these is how a killed run leaves them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_off_it_goes_on_with_the_same_new_key(bool listed)
    {
        await rig.Fill(120);
        await rig.Proof.Advance(now: true, default);
        var (oldKey, oldList) = (File.ReadAllText(Files.Key), File.ReadAllText(Files.List));
        await rig.TurnKey();
        var made = File.ReadAllText(Files.Key);
        File.WriteAllText($"{Files.Key}.nieuw", made);
        File.WriteAllText(Files.Key, oldKey);
        if (!listed)
            File.WriteAllText(Files.List, oldList);

        await rig.TurnKey();
        await Later();
        Assert.Equal(made, File.ReadAllText(Files.Key));
        Assert.Equal([null, 120L], KeyList.Read(Files.List).Keys.Select(k => k.After));
        Assert.Equal(121, (await rig.Proof.Advance(now: true, default))?.Size);
    }

    /// <summary>Many sign while the key is replaced again and again: every checkpoint fits the list.</summary>
    [Fact]
    public async Task While_replicas_sign_no_checkpoint_falls_outside_the_span_of_its_key()
    {
        var (first, second) = (rig.Proof, rig.Reopened());
        for (var round = 0; round < 8; round++)
        {
            for (var i = 0; i < 3; i++)
                await rig.Add(i);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAll(first.Advance(now: true, default), rig.TurnKey(), second.Advance(now: true, default));
        }

        await Later();
        await second.Advance(now: true, default);
        var keys = Key.ReadList(JsonSerializer.Serialize(ProofRoutes.ShownKeys(second), JsonSerializerOptions.Web));
        Assert.Equal(9, keys.Count);
        Assert.Equal(25, (await second.Newest(default))?.Size);
        foreach (var note in await second.After(0, 100, default))
            Assert.Null(Note.Read(note.Note)!.Wrong(keys));
        Assert.Equal(
            "VALID up to checkpoint 25", Check.Run(new MemoryStream(await rig.Bundle(rig.Stream(1))), [await rig.Anchor()]).Line);
    }

    [Fact]
    public async Task The_archive_keeps_each_list_and_a_list_that_was_changed_stops_the_start()
    {
        await rig.Fill(5);
        await rig.Proof.Advance(now: true, default);
        var archive = new ProofArchive(Path.Combine(rig.Folder, "archief"), "consent");
        await archive.Keep(rig.Proof, default);
        await rig.TurnKey();
        await archive.Keep(rig.Proof, default);
        Assert.Equal(
            ["000000000005.txt", "sleutels-0001.json", "sleutels-0002.json"],
            Directory.GetFiles(Path.Combine(rig.Folder, "archief", "consent")).Select(Path.GetFileName).Order());
        Assert.Equal(2, Key.ReadList(File.ReadAllText(Path.Combine(rig.Folder, "archief", "consent", "sleutels-0002.json"))).Count);

        Assert.Null(KeyList.Read(Files.List).Broken("proef.example/consent"));
        File.WriteAllText(Files.List, File.ReadAllText(Files.List).Replace("\"after\": 5", "\"after\": 4", StringComparison.Ordinal));
        Assert.Equal(2, KeyList.Read(Files.List).Broken("proef.example/consent"));
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.TurnKey());
        Assert.Contains("niet overgedragen", refused.Message, StringComparison.Ordinal);
    }

    private async Task Later()
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Add(1);
    }
}
