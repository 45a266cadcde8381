using System.Diagnostics;
using System.Text.Json;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// Prometheus of Debian's packages with the settings of <c>deploy/compose</c> and the house's alert rules; only where each process stands
/// is this machine's, and it looks every second.
/// </summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process process;
    private readonly HttpClient http;

    private PrometheusServer(string folder, Process process, HttpClient http) =>
        (this.folder, this.process, this.http) = (folder, process, http);

    /// <summary>Starts it on the pages of some processes.</summary>
    public static async Task<PrometheusServer> Start(IReadOnlyDictionary<string, string> pages, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("wo-prometheus-").FullName;
        var deploy = Path.Combine(Manifests.Root(), "deploy");
        var settings = File.ReadAllText(Path.Combine(deploy, "compose", "prometheus.yaml"))
            .Replace("../alerts.yaml", Path.Combine(deploy, "alerts.yaml"), StringComparison.Ordinal)
            .Replace("_interval: 30s", "_interval: 1s", StringComparison.Ordinal);
        foreach (var (name, page) in pages)
            settings = settings.Replace($"\"{name}:9464\"", $"\"{page}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yaml"), settings, ct);

        var port = Loopback.Port();
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", "exec prometheus \"$@\" >\"$0/log\" 2>&1 </dev/null", folder, $"--config.file={folder}/prometheus.yaml",
                $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}",
            ]);
        var server = new PrometheusServer(folder, Process.Start(start)!, new() { BaseAddress = new($"http://127.0.0.1:{port}") });
        await server.Until(async () => await Loopback.Answers(server.http, "/-/ready", ct), "it is ready", ct);
        return server;
    }

    /// <summary>What it answers to a question of its API.</summary>
    public async Task<JsonElement> Ask(string path, CancellationToken ct)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), ct));
        return answer.RootElement.GetProperty("data").Clone();
    }

    /// <summary>How many series it has under a name.</summary>
    public async Task<int> Series(string name, CancellationToken ct) =>
        (await Ask($"/api/v1/query?query={Uri.EscapeDataString(name)}", ct)).GetProperty("result").GetArrayLength();

    /// <summary>Waits until something holds, at most a minute.</summary>
    public async Task Until(Func<Task<bool>> holds, string what, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await holds())
        {
            Assert.False(process.HasExited || limit.IsCancellationRequested, $"Not within a minute: {what}. {Said()}");
            await beat.WaitForNextTickAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Said() => File.Exists(Path.Combine(folder, "log")) ? File.ReadAllText(Path.Combine(folder, "log")) : "";
}
