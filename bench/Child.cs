using System.Diagnostics;
using System.Globalization;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Bench;

/// <summary>The bench itself as a child process, serving what <see cref="Served"/> knows.</summary>
public sealed class Child(Process process, Uri address) : IAsyncDisposable
{
    /// <summary>Where it answers.</summary>
    public Uri Address => address;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    /// <summary>What it holds in memory now.</summary>
    public double Mebibytes => File.ReadLines($"/proc/{process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    /// <summary>Processor time spent so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<Child> Start(string what, IReadOnlyList<(string Name, string Value)> settings, CancellationToken ct)
    {
        var port = Loopback.Port();
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(Child).Assembly.Location, null),
            ["serve", what, "--urls", $"http://127.0.0.1:{port}", "--environment", "Development"])
        {
            RedirectStandardOutput = true,
        };

        // What a web project gets when nobody says otherwise.
        start.Environment["DOTNET_gcServer"] = "1";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var child = new Child(Process.Start(start)!, new($"http://127.0.0.1:{port}"));
        child.Drain();
        using var http = new HttpClient { BaseAddress = child.Address };
        var since = Stopwatch.GetTimestamp();
        while (!await Loopback.Answers(http, "/health/live", ct))
        {
            if (Stopwatch.GetElapsedTime(since) > StartLimit)
                throw new TimeoutException($"{what} did not answer.");
            await Task.Delay(100, ct);
        }

        return child;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Drain()
    {
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }
}
