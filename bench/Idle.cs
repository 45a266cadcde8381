using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WarmHandover.Bench;

/// <summary>
/// F21 and the second half of F17: what a whole idle service (log, vault, views, announcer, bus, HTTP, identity) weighs beside a bare
/// Kestrel address of the same runtime and settings, and how much processor time it takes while nothing happens.
/// </summary>
public static class Idle
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(8);

    /// <summary>Each round starts both anew, side by side.</summary>
    public static async Task<Outcome[]> Run(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        var (weights, bare, shares) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < workshop.Pace.Rounds; round++)
        {
            await using var service = await Child.Start("signal", workshop.Sqlite(address), ct);
            await using var plain = await Child.Start("bare", [], ct);
            await Task.Delay(Settle, ct);
            var (spent, since) = (service.Processor, Stopwatch.GetTimestamp());
            await Task.Delay(Watch, ct);
            shares.Add((service.Processor - spent).TotalSeconds / Stopwatch.GetElapsedTime(since).TotalSeconds);
            weights.Add(service.Mebibytes);
            bare.Add(plain.Mebibytes);
            Console.Write('.');
        }

        double[] core = [.. shares.Select(_ => 1.0)];
        return [Outcome.Of([.. weights], [.. bare]), Outcome.Of([.. shares], core)];
    }

    private sealed class Child(Process process) : IAsyncDisposable
    {
        private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

        public double Mebibytes => File.ReadLines($"/proc/{process.Id}/status")
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
            .Single();

        public TimeSpan Processor
        {
            get
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }
        }

        public static async Task<Child> Start(string what, IReadOnlyList<(string Name, string Value)> settings, CancellationToken ct)
        {
            var port = FreePort();
            var start = new ProcessStartInfo(
                Environment.ProcessPath!, ["serve", what, "--urls", $"http://127.0.0.1:{port}", "--environment", "Development"])
            {
                RedirectStandardOutput = true,
            };

            // What a web project gets when nobody says otherwise.
            start.Environment["DOTNET_gcServer"] = "1";
            foreach (var (name, value) in settings)
                start.Environment[name] = value;

            var child = new Child(Process.Start(start)!);
            child.Drain();
            using var http = new HttpClient();
            var since = Stopwatch.GetTimestamp();
            while (!await Answers(http, port, ct))
            {
                if (Stopwatch.GetElapsedTime(since) > StartLimit)
                    throw new TimeoutException($"{what} did not answer.");
                await Task.Delay(100, ct);
            }

            return child;
        }

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

        private static async Task<bool> Answers(HttpClient http, int port, CancellationToken ct)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/health/live", ct);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        private static int FreePort()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
