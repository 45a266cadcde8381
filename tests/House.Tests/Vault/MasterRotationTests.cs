using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>One master key replaces another, and everything sealed, searched and fingerprinted before stays what it was.</summary>
public sealed class MasterRotationTests : IAsyncLifetime
{
    private static readonly PayloadOwner Owner = PayloadOwner.Family(Cast.Family, Cast.Jgz);
    private static readonly PayloadOwner Gone = PayloadOwner.Family(Cast.Family, Guid.NewGuid());
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-rotation-");
    private readonly Shelf shelf = new();
    private VaultFile file = null!;

    public async Task InitializeAsync()
    {
        file = new(Path.Combine(folder.FullName, "signal.keys.db"));
        await file.Prepare(default);
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task With_both_keys_nobody_notices_and_afterwards_the_old_one_is_not_needed()
    {
        PayloadRef sealedBefore;
        string term, print;
        using (var keys = await Keys(Key(1)))
        {
            var vault = new PayloadVault("signal", keys.Master, keys.Store, shelf);
            sealedBefore = shelf.Put(await vault.Seal(Owner, Cast.Yara, Note.Yara, default));
            (term, print) = (vault.SearchTerm("jansen"), await vault.Fingerprint(Owner, "body"u8.ToArray(), default));
            await keys.Store.Current(Gone, default);
            await keys.Store.Destroy(Gone, default);
        }

        await Assert.ThrowsAsync<StartRefusedException>(() => Keys(Key(2)));
        PayloadRef sealedMeanwhile;
        using (await Keys(Key(1, Key(2))))
        using (var keys = await Keys(Key(2, Key(1))))
        {
            var vault = new PayloadVault("signal", keys.Master, keys.Store, shelf);
            Assert.Equal(Note.Yara, await vault.Open<Note>(sealedBefore, default));
            Assert.Equal(term, vault.SearchTerm("jansen"));
            sealedMeanwhile = shelf.Put(await vault.Seal(PayloadOwner.Staff("p-1"), Cast.Yara, Note.Yara, default));
            var rotation = new MasterRotation("signal", keys.Master, file);
            Assert.Equal(2, (await rotation.Count(default)).Count);
            Assert.Equal(2, await rotation.Run(null, default));
            Assert.Equal(0, await rotation.Run(null, default));
            Assert.Equal(keys.Master.Id, Assert.Single((await rotation.Count(default)).Keys));
        }

        using var after = await Keys(Key(2));
        var newVault = new PayloadVault("signal", after.Master, after.Store, shelf);
        Assert.Equal(Note.Yara, await newVault.Open<Note>(sealedBefore, default));
        Assert.Equal(Note.Yara, await newVault.Open<Note>(sealedMeanwhile, default));
        Assert.Equal((term, print), (newVault.SearchTerm("jansen"), await newVault.Fingerprint(Owner, "body"u8.ToArray(), default)));
        await Assert.ThrowsAsync<Platform.EventLog.OwnerErasedException>(() => after.Store.Current(Gone, default));
        await Assert.ThrowsAsync<StartRefusedException>(() => Keys(Key(1)));
    }

    [Fact]
    public async Task A_second_rotation_still_finds_what_was_searched_under_the_first_key()
    {
        string term;
        using (var first = await Keys(Key(1)))
        {
            await first.Store.Current(Owner, default);
            term = new PayloadVault("signal", first.Master, first.Store, shelf).SearchTerm("jansen");
        }

        foreach (var (now, before) in new[] { (2, 1), (3, 2) })
        {
            using var both = await Keys(Key((byte)now, Key((byte)before)));
            await new MasterRotation("signal", both.Master, file).Run(null, default);
        }

        using var last = await Keys(Key(3));
        Assert.Equal(term, new PayloadVault("signal", last.Master, last.Store, shelf).SearchTerm("jansen"));
    }

    private static MasterKey Key(byte fill, params MasterKey[] others) => new([.. Enumerable.Repeat(fill, 32)]) { Others = others };

    private async Task<Held> Keys(MasterKey master)
    {
        var store = new KeyStore("signal", master, file, TimeProvider.System);
        await store.CheckMasterKey(default);
        return new(master, store);
    }

    private sealed record Held(MasterKey Master, KeyStore Store) : IDisposable
    {
        public void Dispose() => Store.Dispose();
    }
}
