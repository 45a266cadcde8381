using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

public sealed class MasterKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-master-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void In_development_it_is_made_once_for_its_owner_only()
    {
        var first = MasterKey.Load(Options(), isDevelopment: true);
        var second = MasterKey.Load(Options(), isDevelopment: true);

        var file = new FileInfo(Path.Combine(folder.FullName, "data", "master.key"));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(File.ReadAllText(file.FullName))))[..16], first.Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
    }

    [Fact]
    public async Task Services_that_start_together_share_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => MasterKey.Load(Options(), isDevelopment: true))));

        Assert.Single(keys.Select(key => key.Id).Distinct());
        Assert.Equal(
            ["master.key", "master.key.lock"], Directory.GetFiles(Path.Combine(folder.FullName, "data")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void In_production_nothing_is_made_up()
    {
        var refused = Assert.Throws<StartRefusedException>(() => MasterKey.Load(Options(), isDevelopment: false));

        Assert.Contains("WO_MASTER_KEY is not set", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "data")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_named_must_be_there(bool isDevelopment)
    {
        var path = Path.Combine(folder.FullName, "absent");

        var refused = Assert.Throws<StartRefusedException>(() => MasterKey.Load(Options(path), isDevelopment));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("this is not base64, it is a sentence")]
    public void A_file_that_holds_something_else_stops_the_start(string content)
    {
        var path = Path.Combine(folder.FullName, "key");
        File.WriteAllText(path, content);

        var refused = Assert.Throws<StartRefusedException>(() => MasterKey.Load(Options(path), isDevelopment: false));
        Assert.Contains("32 bytes", refused.Message, StringComparison.Ordinal);
        Assert.True(content.Length == 0 || !refused.Message.Contains(content, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mounted_secret_may_end_in_a_newline()
    {
        var path = Path.Combine(folder.FullName, "key");
        var key = RandomNumberGenerator.GetBytes(32);
        File.WriteAllText(path, Convert.ToBase64String(key) + "\n");

        Assert.Equal(new MasterKey(key).Id, MasterKey.Load(Options(path), isDevelopment: false).Id);
    }

    [Fact]
    public void Each_purpose_has_its_own_key() =>
        Assert.NotEqual(VaultRig.Master.Derive("search|signal"), VaultRig.Master.Derive("search|consent"));

    [Fact]
    public async Task A_vault_that_is_registered_seals_opens_and_finds_and_refuses_another_master_key()
    {
        var shelf = new Shelf();
        await using (var signal = await Started(shelf, NewKeyFile("one")))
        {
            var reference = shelf.Put(await signal.GetRequiredService<IVault>()
                .Seal(PayloadOwner.Family(Cast.Family, Cast.Jgz), Cast.Yara, Note.Yara, default));
            var index = signal.GetRequiredService<ISearchIndex>();
            await index.Put(PayloadOwner.Family(Cast.Family, Cast.Jgz), Cast.Family, Cast.Jgz, NameTerms.Stored([Note.Yara.Name]), default);

            Assert.Equal(Note.Yara, await signal.GetRequiredService<IVault>().Open<Note>(reference, default));
            Assert.Equal([Cast.Family], await index.Find(Cast.Jgz, NameTerms.Asked("kanarie"), default));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "data", "signal.keys.db")));
        }

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Started(shelf, NewKeyFile("two")));
        Assert.Contains("wrapped by master key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_postgres_the_keys_must_have_a_database_of_their_own()
    {
        var options = Options(NewKeyFile("one")) with { Store = "postgres", Postgres = "Host=localhost" };

        Assert.Throws<StartRefusedException>(() => Vaults.Add(new ServiceCollection(), options, "signal", isDevelopment: false));
    }

    private async Task<ServiceProvider> Started(Shelf shelf, string keyFile)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeClock());
        services.AddSingleton<IPayloads>(shelf);
        Vaults.Add(services, Options(keyFile), "signal", isDevelopment: false);
        var provider = services.BuildServiceProvider();
        foreach (var part in provider.GetServices<IHostedService>())
            await part.StartAsync(default);

        return provider;
    }

    private string NewKeyFile(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return path;
    }

    private HouseOptions Options(string? keyFile = null) => HouseOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([
        new("WO_DATA", Path.Combine(folder.FullName, "data")), new("WO_MASTER_KEY", keyFile)]).Build());
}
