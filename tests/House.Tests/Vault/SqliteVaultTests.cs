using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

public sealed class SqliteKeyStoreTests : KeyStoreContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-keys-");

    private string KeysFile => Path.Combine(folder.FullName, "signal.keys.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_destroyed_key_does_not_stay_behind_in_the_file()
    {
        var owner = PayloadOwner.Family(Cast.Family, Cast.Jgz);
        var keys = Process().Keys;
        await keys.Current(owner, default);
        var wrapped = await Wrapped(owner);
        Assert.True(Contains(wrapped));

        await keys.Destroy(owner, default);

        Assert.False(Contains(wrapped));
        Assert.Equal([KeysFile], folder.GetFiles().Select(file => file.FullName));
    }

    protected override IVaultDatabase Reach() => new VaultFile(KeysFile);

    private async Task<byte[]> Wrapped(PayloadOwner owner)
    {
        await using var connection = await Reach().Open(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select wrapped_key from owner_keys where owner = '{owner.Name}'";
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    private bool Contains(byte[] bytes) => File.ReadAllBytes(KeysFile).AsSpan().IndexOf(bytes) >= 0;
}

public sealed class SqliteVaultTests : VaultContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-vault-");

    public void Dispose() => folder.Delete(recursive: true);

    protected override IVaultDatabase Reach() => new VaultFile(Path.Combine(folder.FullName, "signal.keys.db"));
}

public sealed class SqliteSearchIndexTests : SearchIndexContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-search-");

    public void Dispose() => folder.Delete(recursive: true);

    protected override IVaultDatabase Reach() => new VaultFile(Path.Combine(folder.FullName, "signal.keys.db"));
}
