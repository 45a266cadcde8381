using System.Text;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>What the first version sealed opens in every later one: places, labels and layouts only ever get a successor.</summary>
public sealed class GoldenVaultTests : IDisposable
{
    private const string WrappedOwnerKey =
        "4f19ae2b30e597367c63336d3fbd60b3c21e9a9f240854bbdde9306aea5216efc7bdd0293ba4262e5ee59e254ec7316000fd56153b0c35dda070ab47";

    private const string WrappedDataKey =
        "dcc92dea9882581550f6f8a79f5fe9735ec2a2a50c3ca5c60b47f485799e939be93d0882b56335c0014188460f85347923182d34c534b3ac9c4a9e16";

    private const string Ciphertext =
        "fb4f1136279f6dee5584f54d852b12e4ba0cd3eae3df0338a933e9793d612cf0beee42ef1ea817727fe0f10c3745cb21" +
        "a4e32d4e206a96c19df177366b35f18b85401331adb30d6695b06e4e8fcfefd0a4c4106bf7c2a5f1c0abfddce27b95f0" +
        "c4c3b6988724da8d9cac690599";

    private static readonly PayloadOwner Owner = PayloadOwner.Family(Cast.Family, Cast.Jgz);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-golden-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_payload_of_the_first_version_opens()
    {
        var shelf = new Shelf();
        using var rig = await OfTheFirstVersion(shelf);
        var reference = shelf.Put(new(
            Guid.Parse("01a2003f-aca0-7804-b4b7-ca09e0d35525"), Owner, Cast.Yara, KeyVersion: 1,
            Convert.FromHexString(WrappedDataKey), Convert.FromHexString(Ciphertext)));

        Assert.Equal(Note.Yara, await rig.Vault.Open<Note>(reference, default));
    }

    [Fact]
    public async Task Fingerprints_search_terms_and_key_names_are_those_of_the_first_version()
    {
        using var rig = await OfTheFirstVersion(new());

        Assert.Equal(
            "192cb373a5133a99a941b6bfd7a05a30f128c47af67f0a501788a87cab55cfe7",
            await rig.Vault.Fingerprint(Owner, Encoding.UTF8.GetBytes("body"), default));
        Assert.Equal("8e99e8964676201d2d60e21787451f93db13e8aa6604e4220694ac3481f9f434", rig.Vault.SearchTerm("jansen"));
        Assert.Equal("ae216c2ef5247a37", VaultRig.Master.Id);
    }

    private async Task<VaultRig> OfTheFirstVersion(Shelf shelf)
    {
        var file = new VaultFile(Path.Combine(folder.FullName, "signal.keys.db"));
        await file.Prepare(default);
        await using var connection = await file.Open(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            insert into owner_keys (owner, version, master_key, wrapped_key)
            values ('{Owner.Name}', 1, '{VaultRig.Master.Id}', x'{WrappedOwnerKey}')
            """;
        await command.ExecuteNonQueryAsync();
        return new(file, shelf, new());
    }
}
