using System.Diagnostics;
using Npgsql;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Servers;

/// <summary>An own PostgreSQL 15 on loopback in a temporary folder: durable as in production, gone when the test is done.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string Password = "only-on-loopback";
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"wo-pg-{Guid.NewGuid():N}");
    private int databases;
    private string more = "";

    private PostgresServer(int port) => Port = port;

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Everything may be done with this one.</summary>
    public string Admin => As("postgres", "postgres");

    /// <summary>Everything it writes.</summary>
    public DirectoryInfo Folder => new(folder);

    private string Data => Path.Combine(folder, "data");

    /// <summary>The folder of its own socket, for a server that lets nobody in from outside without a password.</summary>
    public string Socket => folder;

    /// <summary>Makes a cluster with checksums and starts it. More settings may be given, and files that it must own.</summary>
    public static async Task<PostgresServer> Start(Func<PostgresServer, string>? settings = null, params string[] files)
    {
        var server = new PostgresServer(Loopback.Port());
        Directory.CreateDirectory(server.folder);
        foreach (var file in files)
        {
            File.Copy(file, server.Own(file));
            await Run("chmod", "0600", server.Own(file));
        }

        if (Environment.UserName == "root")
            await Run("chown", "-R", "postgres", server.folder);
        if (settings is not null)
            server.more = settings(server);

        await AsPostgres("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--data-checksums");
        await server.StartAgain();
        return server;
    }

    /// <summary>Where its own copy of a file stands.</summary>
    public string Own(string file) => Path.Combine(folder, Path.GetFileName(file));

    /// <summary>Starts after <see cref="Stop"/> or <see cref="Crash"/>, on the same port and data.</summary>
    public Task StartAgain() => AsPostgres(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"),
        "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c max_connections=200 "
            + $"-c unix_socket_directories='{(more is "" ? "" : folder)}' {more}", "start");

    /// <summary>Stops in order; connections are broken off.</summary>
    public Task Stop() => AsPostgres("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>Stops as a power cut does: nothing is written any more.</summary>
    public Task Crash() => AsPostgres("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>A database of its own with a role that owns and migrates it and a role that runs on it.</summary>
    public async Task<PostgresDatabase> NewDatabase()
    {
        var name = $"house{Interlocked.Increment(ref databases)}";
        foreach (var role in new[] { $"{name}_migrator", $"{name}_runtime" })
            await Execute(Admin, $"create role {role} login password '{Password}'");

        await Execute(Admin, $"create database {name} owner {name}_migrator");
        return new(name, As($"{name}_migrator", name), As($"{name}_runtime", name), As("postgres", name), $"{name}_runtime");
    }

    /// <summary>Runs one statement as somebody.</summary>
    public static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await Crash();

        Directory.Delete(folder, recursive: true);
    }

    private string As(string user, string database) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password={Password};Include Error Detail=true";

    // PostgreSQL refuses to run as root.
    private static Task AsPostgres(string program, params string[] arguments) => Environment.UserName == "root"
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments])
        : Run(Path.Combine(Programs, program), arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // The server outlives pg_ctl and must not hold on to our pipes.
        const string Detached = "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Detached, program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}

/// <summary>A database with its roles: who migrates, who runs, and who may do everything.</summary>
public sealed record PostgresDatabase(string Name, string Migrator, string Runtime, string Admin, string RuntimeRole);
