using System.Net;
using System.Security.Cryptography.X509Certificates;
using WarmHandover.Embedded.Running;
using WarmHandover.Tests.Crash;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventStore;

/// <summary>
/// What an operator can get wrong about EventStoreDB, tried on the program as it is installed, in Production: serving and the word
/// <c>status</c> end alike, with one sentence that says what to do and exit code 1.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed class EventStoreRefusedTests : IAsyncLifetime
{
    private const string Secret = "kM4vQ8sT2wXz";
    private readonly string folder = Directory.CreateTempSubdirectory("wo-refused-").FullName;
    private readonly MailCertificates certificates;
    private readonly PostgresFixture postgres;
    private EventStoreServer server = null!;
    private (string Name, string Value)[] settings = [];

    public EventStoreRefusedTests(PostgresFixture postgres) => (this.postgres, certificates) = (postgres, new(folder));

    public async Task InitializeAsync()
    {
        var (certificate, key) = certificates.For("localhost");
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
        var shown = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
        server = new(new(), new() { ServerCertificate = shown })
        {
            Authorization = "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"wo:{Secret}")),
        };
        await server.Start();
        var (log, keys) = (await postgres.Server.NewDatabase(), await postgres.Server.NewDatabase());
        await File.WriteAllTextAsync(Path.Combine(folder, "master.key"), Convert.ToBase64String(new byte[32]));
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), """{"keys":[]}""");
        settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WO_STORE", "postgres"), ("WO_DATA", folder), ("WO_ERASURE_LEDGER", folder),
            ("WO_POSTGRES", log.Runtime), ("WO_POSTGRES_MIGRATOR", log.Migrator),
            ("WO_POSTGRES_KEYS", keys.Runtime), ("WO_POSTGRES_KEYS_MIGRATOR", keys.Migrator),
            ("WO_MASTER_KEY", Path.Combine(folder, "master.key")), ("WO_TRUSTED_KEYS", Path.Combine(folder, "keys.json")),
        ];
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("esdb:/wo:{secret}@{host}", "begin met esdb://", "connection string is wrong")]
    [InlineData("esdb://wo:{secret}@{host}?tls=ja&tlsCaFile={ca}", "tls is true of false", "connection string is wrong")]
    [InlineData("esdb://wo:{secret}@localhost:{nobody}?tlsCaFile={ca}", "Start de server, zet het goede adres", "cannot be reached")]
    [InlineData("esdb://wo:{secret}@{host}", "Zet dat van de uitgever in tlsCaFile", "authority that is not trusted")]
    [InlineData("esdb://wo:{secret}@{host}?tlsCaFile={stranger}", "Zet dat van de uitgever in tlsCaFile", "authority that is not trusted")]
    [InlineData("esdb://wo:{secret}-fout@{host}?tlsCaFile={ca}", "weigert de gebruiker of het wachtwoord", "refused these credentials")]
    [InlineData("esdb://{host}?tlsCaFile={ca}&token={secret}", "weigert de gebruiker of het wachtwoord", "refused these credentials")]
    public async Task A_start_that_cannot_work_says_what_to_do_and_ends_with_1(string address, string dutch, string english)
    {
        foreach (var words in new string[][] { [], ["status"] })
            Says(await Ended(address, words), dutch, english);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_named_with_the_version_that_is_needed_and_a_new_one_is_taken()
    {
        const string Good = "esdb://wo:{secret}@{host}?tlsCaFile={ca}";
        server.Version = "21.2.0";
        foreach (var words in new string[][] { [], ["status"] })
            Says(await Ended(Good, words), "EventStoreDB 21.2.0 is te oud; 21.10 of nieuwer is nodig", "too old");

        server.Version = "23.10.6";
        Assert.Equal(0, (await Ended(Good, "status")).Code);
    }

    private static void Says((int Code, string Text) ended, string dutch, string english)
    {
        var line = Assert.Single(ended.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(dutch, line, StringComparison.Ordinal);
        Assert.Contains(english, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.Equal(1, ended.Code);
    }

    private async Task<(int Code, string Text)> Ended(string address, params string[] words)
    {
        File.Delete(Path.Combine(folder, "Signal.out"));
        var text = address.Replace("{secret}", Secret, StringComparison.Ordinal).Replace("{host}", server.Host, StringComparison.Ordinal)
            .Replace("{ca}", WebUtility.UrlEncode(certificates.Authority), StringComparison.Ordinal)
            .Replace("{stranger}", WebUtility.UrlEncode(Stranger()), StringComparison.Ordinal)
            .Replace("{nobody}", $"{Loopback.Port()}", StringComparison.Ordinal);
        await using var program = Child.Start("Signal", folder, words, [.. settings, ("WO_EVENTSTORE", text)]);
        return (await program.Ended(), program.Said());
    }

    private string Stranger()
    {
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        var stranger = new MailCertificates(other);
        stranger.For("localhost");
        return stranger.Authority;
    }
}
