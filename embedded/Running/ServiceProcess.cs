using System.Diagnostics;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Embedded.Running;

/// <summary>
/// One program of the house as a child process on a loopback port: started, waited for, killed with -9 by its pid, started again.
/// </summary>
public sealed class ServiceProcess(string project, string folder, int port = 0) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly int port = port == 0 ? Loopback.Port() : port;
    private Process? process;

    /// <summary>Where it listens, the same after every start.</summary>
    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>The pid of the running program; another one after every start.</summary>
    public int Pid => process?.Id ?? 0;

    /// <summary>The file it writes its log to.</summary>
    public string LogFile => Path.Combine(folder, $"{project.ToLowerInvariant()}.log");

    /// <summary>Starts it and waits until it says that it is ready. Refused when another program listens on its port.</summary>
    public async Task Start(IReadOnlyDictionary<string, string> settings, CancellationToken ct)
    {
        if (!Loopback.IsFree(port))
            throw new StartRefusedException($"{project} cannot start: another program listens on 127.0.0.1:{port}.");

        Directory.CreateDirectory(folder);
        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, built, $"{project}.dll"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet \"$0\" >>\"{LogFile}\" 2>&1 </dev/null", program])
        {
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        process = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = Address };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await Loopback.Answers(http, "/health/ready", ct))
        {
            if (process.HasExited || limit.IsCancellationRequested)
                throw new StartRefusedException($"{project} did not start within {StartLimit.TotalSeconds:0} s; see {LogFile}");
            await beat.WaitForNextTickAsync(ct);
        }
    }

    /// <summary>Tells it to stop, as an operator does, and waits until it is gone; answers its exit code.</summary>
    public async Task<int> Stop(CancellationToken ct)
    {
        using (var told = Process.Start("kill", ["-TERM", $"{Pid}"]))
            await told.WaitForExitAsync(ct);
        await process!.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task Kill()
    {
        if (process is not { HasExited: false } running)
            return;

        running.Kill();
        await running.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
    }
}
