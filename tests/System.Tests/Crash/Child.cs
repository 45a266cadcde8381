using System.Diagnostics;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Crash;

/// <summary>A program of the house as a child process on a loopback port of its own; killed with -9 by its pid, never by name.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly string log;

    private Child(Process process, Uri address, string log) => (this.process, Address, this.log) = (process, address, log);

    public Uri Address { get; }

    public int Pid => process.Id;

    /// <summary>Whether it ended.</summary>
    public bool Gone => process.HasExited;

    /// <summary>Starts a built program; <c>{urls}</c> among its arguments becomes its address.</summary>
    public static Child Start(string project, string folder, string[] arguments, (string Name, string Value)[] settings, int port = 0)
    {
        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, built, $"{project}.dll"));
        var address = $"http://127.0.0.1:{(port == 0 ? Loopback.Port() : port)}";
        var log = Path.Combine(folder, $"{project}.out");
        string[] command =
        [
            "-c", $"exec dotnet \"$0\" \"$@\" >>\"{log}\" 2>&1 </dev/null", program,
            .. arguments.Select(argument => argument.Replace("{urls}", address, StringComparison.Ordinal)),
        ];
        var start = new ProcessStartInfo("/bin/sh", command) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_URLS"] = address;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new(Process.Start(start)!, new(address), log);
    }

    /// <summary>Its address, once it says that it is ready.</summary>
    public async Task<Uri> Ready()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var limit = new CancellationTokenSource(StartLimit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await Loopback.Answers(http, "/health/ready", limit.Token))
        {
            Assert.False(process.HasExited, $"It did not start: {Said()}");
            await beat.WaitForNextTickAsync(limit.Token);
        }

        return Address;
    }

    /// <summary>Its exit code, when it ends by itself.</summary>
    public async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>What it wrote; nothing before it began to.</summary>
    public string Said() => File.Exists(log) ? File.ReadAllText(log) : "";

    /// <summary>kill -9, and waits until it is gone. True when it was killed and did not end before by itself.</summary>
    public async Task<bool> Kill()
    {
        var ran = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return ran && process.ExitCode == 128 + 9;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
    }
}
