using System.Net.ServerSentEvents;
using System.Text.Json;

namespace WarmHandover.Bench;

/// <summary>The live inbox as a screen hears it: on again after the last event when the stream ends with its token.</summary>
public sealed class Screen : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly Task listening;

    private Screen(CancellationTokenSource stop, Task listening) => (this.stop, this.listening) = (stop, listening);

    /// <summary>
    /// Listens; returns when the stream has begun. What was told before that is in the list and never in the stream: a bench that does not
    /// wait for it waits for ever on a quick machine.
    /// </summary>
    public static async Task<Screen> Open(Uri house, Func<string> token, Action<JsonElement> item, CancellationToken ct)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = Listen(house, token, item, begun, stop.Token);
        await (await Task.WhenAny(begun.Task, listening)).WaitAsync(TimeSpan.FromSeconds(60), ct);
        return new(stop, listening);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static async Task Listen(
        Uri house, Func<string> token, Action<JsonElement> item, TaskCompletionSource begun, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = house, Timeout = Timeout.InfiniteTimeSpan };
        for (string? last = null; !ct.IsCancellationRequested;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/meldingen/stroom");
            request.Headers.Authorization = new("Bearer", token());
            if (last is not null)
                request.Headers.Add("Last-Event-ID", last);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(ct), (_, data) => JsonDocument.Parse(data.ToArray()));
            await foreach (var change in parser.EnumerateAsync(ct))
            {
                using var data = change.Data;
                last = change.EventId ?? last;
                begun.TrySetResult();
                if (change.EventType == "nieuw")
                    item(data.RootElement.GetProperty("item"));
            }
        }
    }
}
