using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Servers;

/// <summary>A user of the test broker with the rights it gets on the one vhost.</summary>
public sealed record BrokerUser(string Name, string Configure = ".*", string Write = ".*", string Read = ".*")
{
    public string Password => $"{Name}-secret";
}

/// <summary>A RabbitMQ node of our own: own name, ports, epmd and folder, on loopback. Killed and frozen by pid, never by name.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private readonly string folder = Directory.CreateTempSubdirectory("wo-rabbit-").FullName;
    private readonly int port = Loopback.Port();
    private readonly int distribution = Loopback.Port();
    private readonly int epmdPort = Loopback.Port();
    private readonly string node;
    private Process? epmd;
    private Process? script;

    private readonly ConnectionFactory reach;

    private RabbitServer(Func<int, string> settings, Func<int, ConnectionFactory> reach)
    {
        (node, this.reach) = ($"wo{port}@localhost", reach(port));
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), settings(port));
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].");
        File.WriteAllText(Path.Combine(folder, "rabbitmq-env.conf"), "");
    }

    private RabbitServer(IReadOnlyList<BrokerUser> users)
    {
        (node, reach) = ($"wo{port}@localhost", new() { Uri = new(Address) });
        var definitions = Path.Combine(folder, "definitions.json");
        File.WriteAllText(definitions, Definitions(users));
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            load_definitions = {definitions}
            log.file.level = warning
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 50MB
            """);
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].");
        File.WriteAllText(Path.Combine(folder, "rabbitmq-env.conf"), "");
    }

    /// <summary>The pid of the running Erlang machine: every script on the way to it replaces itself.</summary>
    public int Pid => script!.Id;

    public int Port => port;

    /// <summary>Everything it writes.</summary>
    public DirectoryInfo Folder => new(folder);

    /// <summary>The address for the all-powerful test user.</summary>
    public string Address => AddressOf(new("house"));

    public string AddressOf(BrokerUser user) => $"amqp://{user.Name}:{user.Password}@127.0.0.1:{port}/";

    public static Task<RabbitServer> Start(params BrokerUser[] users) => Started(new([new("house"), .. users]));

    /// <summary>A node with settings of its own; <paramref name="reach"/> is how it is seen that it takes connections.</summary>
    public static Task<RabbitServer> StartWith(Func<int, string> settings, Func<int, ConnectionFactory> reach) =>
        Started(new(settings, reach));

    private static async Task<RabbitServer> Started(RabbitServer server)
    {
        try
        {
            await server.Restart();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the node on the data it left behind, and waits until it accepts connections.</summary>
    public async Task Restart()
    {
        epmd ??= Run("epmd", "-port", $"{epmdPort}", "-address", "127.0.0.1");
        script = Run("/usr/lib/rabbitmq/bin/rabbitmq-server");

        using var limit = new CancellationTokenSource(StartLimit);
        while (!await Accepts(limit.Token))
        {
            if (script.HasExited)
                throw new InvalidOperationException($"RabbitMQ did not start: {File.ReadAllText(Path.Combine(folder, "out.log"))}");
            await Task.Delay(200, limit.Token);
        }
    }

    /// <summary>
    /// Waits until the broker's directory of quorum queues names each of them on disk. It is written when nothing changed for half a
    /// second, later on a busy machine; a queue that is not in it stays without a leader for ever after kill -9.
    /// </summary>
    public async Task QueuesAreOnDisk()
    {
        var quorum = Path.Combine(folder, "mnesia", node, "quorum", node);
        using var limit = new CancellationTokenSource(StartLimit);
        while (!AllNamed())
            await Task.Delay(50, limit.Token);

        bool AllNamed() => Directory.GetDirectories(quorum) is [_, ..] queues
            && Written(Path.Combine(quorum, "names.dets")) is var directory
            && queues.All(queue => directory.Contains(Path.GetFileName(queue), StringComparison.Ordinal));
    }

    /// <summary>kill -9: nothing is flushed, nobody is told.</summary>
    public async Task Kill()
    {
        Signal("KILL", Pid);
        await script!.WaitForExitAsync();
    }

    /// <summary>The node stops answering but keeps its sockets open.</summary>
    public void Freeze() => Signal("STOP", Pid);

    public void Thaw() => Signal("CONT", Pid);

    public async Task Stop()
    {
        if (script is { HasExited: false })
            await Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (epmd is { HasExited: false })
            epmd.Kill();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A dying node may still hold a file; the folder is temporary.
        }
    }

    private async Task<bool> Accepts(CancellationToken ct)
    {
        try
        {
            await using var connection = await reach.CreateConnectionAsync(ct);
            return connection.IsOpen;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return false;
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        var log = Path.Combine(folder, "out.log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>" + log + " 2>&1 </dev/null", program, .. arguments]);
        var surroundings = new Dictionary<string, string>
        {
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_PORT"] = $"{epmdPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = node,
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{distribution}",
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        };
        foreach (var (name, value) in surroundings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Written(string file)
    {
        using var reading = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(reading, Encoding.Latin1);
        return text.ReadToEnd();
    }

    private static string Definitions(IReadOnlyList<BrokerUser> users) => JsonSerializer.Serialize(new
    {
        users = users.Select(user => new
        {
            name = user.Name,
            password_hash = Hash(user.Password),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = user.Name == "house" ? "administrator" : "",
        }),
        vhosts = new[] { new { name = "/" } },
        permissions = users.Select(user => new
        {
            user = user.Name,
            vhost = "/",
            configure = user.Configure,
            write = user.Write,
            read = user.Read,
        }),
    });

    private static string Hash(string password)
    {
        byte[] salt = [1, 2, 3, 4];
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }

    private static void Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"{pid} could not be sent {signal}.");
    }
}
