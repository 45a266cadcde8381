using System.Net.Http.Headers;
using System.Net.Http.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// What stands before the gateways, as a Service of Kubernetes does: a request goes to one that said that it was ready when it was last
/// asked (each 200 ms; a cluster asks each five seconds and hears of an end at once), to each in turn. It does nothing else: no request is
/// tried again, and one that got no answer is a failed one.
/// </summary>
internal sealed class Entrance(IReadOnlyList<Uri> gateways) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient[] lines = [.. gateways.Select(_ => new HttpClient { Timeout = TimeSpan.FromMinutes(1) })];
    private readonly bool[] ready = new bool[gateways.Count];
    private Task looking = Task.CompletedTask;
    private int turn;

    /// <summary>How often each gateway was chosen.</summary>
    public int[] Chosen { get; } = new int[gateways.Count];

    /// <summary>Begins to look which gateways are ready; returns when all are.</summary>
    public async Task Open(CancellationToken ct)
    {
        looking = Keep();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!ready.All(one => one))
            await beat.WaitForNextTickAsync(ct);
    }

    /// <summary>Sends a request once, and reads its answer whole.</summary>
    public async Task<(int Status, string Body)> Send(HttpMethod method, string path, string token, object? body = null, Guid? key = null)
    {
        var at = Choose();
        using var asked = new HttpRequestMessage(method, new Uri(gateways[at], path));
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            asked.Content = JsonContent.Create(body, options: Facts.Json);
        if (key is not null)
            asked.Headers.Add("Idempotency-Key", $"{key}");
        try
        {
            using var answer = await lines[at].SendAsync(asked);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
        {
            return (0, broken.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var line in lines)
            line.Dispose();
        stop.Dispose();
    }

    private int Choose()
    {
        for (var next = Interlocked.Increment(ref turn); ; next++)
        {
            var at = next % gateways.Count;
            if (!ready[at])
                continue;
            Interlocked.Increment(ref Chosen[at]);
            return at;
        }
    }

    private Task Keep() => Task.WhenAll(gateways.Select(async (address, at) =>
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(3) };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                ready[at] = await Loopback.Answers(http, "/health/ready", stop.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                ready[at] = false;
            }

            await Task.Delay(Look, stop.Token);
        }
    }));
}
