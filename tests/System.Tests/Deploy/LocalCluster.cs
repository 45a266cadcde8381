using System.Net.Security;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Running;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// What the manifests name, on this machine: the secrets of the scripts, two PostgreSQL servers and a broker with the very settings of
/// <c>deploy/compose</c>, and a place for each mount. What is a host or a path in a cluster becomes one here, and nothing else changes.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class LocalCluster : IAsyncDisposable
{
    private static readonly string Compose = Path.Combine(Manifests.Root(), "deploy", "compose");
    private readonly Dictionary<string, PostgresServer> databases = [];
    private readonly Dictionary<string, int> ports = [];
    private readonly Dictionary<string, int> pages = [];
    private RabbitServer broker = null!;

    /// <summary>The rendered overlay.</summary>
    public Manifests Manifests { get; } = Manifests.Read(Manifests.Text("production"));

    /// <summary>Everything of this cluster; other users may look in, each mount says who may read it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("wo-pods-").FullName;

    /// <summary>What the scripts made, a folder a secret.</summary>
    public string Secrets => Path.Combine(Folder, "secrets");

    /// <summary>Where a process listens.</summary>
    public Uri Address(string name) => new($"http://127.0.0.1:{ports[name]}");

    /// <summary>Where a process shows its measures.</summary>
    public string Page(string name) => $"127.0.0.1:{pages[name]}";

    /// <summary>Makes the secrets and starts the stores. <paramref name="trusted"/> are the public keys of whoever signs tokens.</summary>
    public async Task Start(string trusted)
    {
        await Tool.Run("chmod", "0711", Folder);
        Assert.Equal(0, ComposeTests.Made(Secrets));
        await File.WriteAllTextAsync(Path.Combine(Folder, "trusted-keys.json"), trusted);
        foreach (var name in new[] { "signal", "consent", "referral", "notification", "gateway" })
            (ports[name], pages[name]) = (Loopback.Port(), Loopback.Port());
        await Task.WhenAll(Database("log"), Database("keys"), Broker());
    }

    /// <summary>A text of the manifests or of a secret, with this machine's hosts and the folders of one pod.</summary>
    public string Here(string text, string root)
    {
        foreach (var (name, port) in ports)
            text = text.Replace($"http://{name}:8080", $"http://127.0.0.1:{port}", StringComparison.Ordinal);
        foreach (var (name, server) in databases)
            text = text.Replace($"Host={name}-rw;", $"Host=localhost;Port={server.Port};", StringComparison.Ordinal);
        text = text.Replace("@broker:5671", $"@localhost:{broker.Port}", StringComparison.Ordinal);
        return Places().Replace(text, place => root + place.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Database(string name)
    {
        string[] own = [Secret($"{name}-tls", "tls.crt"), Secret($"{name}-tls", "tls.key"), Path.Combine(Compose, "pg_hba.conf")];
        var server = await PostgresServer.Start(
            it => $"-c ssl=on -c ssl_cert_file={it.Own(own[0])} -c ssl_key_file={it.Own(own[1])} -c hba_file={it.Own(own[2])}", own);
        lock (databases)
            databases[name] = server;
        var inside = $"Host={server.Socket};Port={server.Port};Username=postgres;Database=";
        await PostgresServer.Execute($"{inside}postgres", $"create database {name}");
        await PostgresServer.Execute($"{inside}{name}", await File.ReadAllTextAsync(Secret($"{name}-roles", "10-roles.sql")));
    }

    private async Task Broker()
    {
        var address = new Uri(await File.ReadAllTextAsync(Secret("signal-runtime", "WO_RABBITMQ")));
        broker = await RabbitServer.StartWith(
            port => File.ReadAllText(Path.Combine(Compose, "rabbitmq.conf"))
                .Replace("/run/secrets/tls", Path.Combine(Secrets, "broker-tls"), StringComparison.Ordinal)
                .Replace("/run/secrets/definitions", Path.Combine(Secrets, "broker-definitions"), StringComparison.Ordinal)
                .Replace("listeners.ssl.default = 5671", $"listeners.ssl.1 = 127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace("2GB", "50MB", StringComparison.Ordinal),
            port => new()
            {
                Uri = new UriBuilder(address) { Host = "localhost", Port = port }.Uri,
                Ssl = new()
                {
                    Enabled = true,
                    ServerName = "localhost",
                    AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateChainErrors,
                },
            });
    }

    private string Secret(string name, string file) => Path.Combine(Secrets, name, file);

    // Only where a path begins: '/tmp' also stands in the middle of this machine's own paths.
    [GeneratedRegex("(?<=^|[=:;])/(run/(secrets|house)|tmp|var/lib/house)(?=[/;:]|$)")]
    private static partial Regex Places();
}
