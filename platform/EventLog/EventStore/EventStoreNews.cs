using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>
/// Hears of everybody's commits over a subscription that goes on where it was, after every break. Only ever a hint: who waits also looks
/// for himself every second.
/// </summary>
internal sealed class EventStoreNews(EventStoreLine line, NewsBell bell, Func<CancellationToken, Task<Position>> head, string prefix)
    : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private Task? listening;

    public async Task Wait(Position after, TimeSpan atMost, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (gate)
            listening ??= Task.Run(Listen, CancellationToken.None);

        var until = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        while (bell.Head <= after && TimeSpan.FromMilliseconds(until - Environment.TickCount64) is var left && left > TimeSpan.Zero)
        {
            bell.Ring(await head(ct));
            await bell.Wait(after, left < Look ? left : Look, ct);
        }

        ct.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await (listening ?? Task.CompletedTask);
        stop.Dispose();
    }

    private async Task Listen()
    {
        for (var seen = Position.Start; !stop.IsCancellationRequested;)
        {
            try
            {
                if (seen == Position.Start)
                    seen = await head(stop.Token);
                bell.Ring(seen);
                IAsyncEnumerable<Google.Protobuf.IMessage> asked = new[] { Requests.Follow(prefix, seen) }.ToAsyncEnumerable();
                await foreach (var one in line.Stream(Requests.Read, ReadResp.Parser, asked, stop.Token))
                {
                    // A checkpoint tells how far was looked without finding anything of ours: the next subscription begins there.
                    switch (one.ContentCase)
                    {
                        case ReadResp.ContentOneofCase.Checkpoint when one.Checkpoint.Commit > seen.Value:
                            seen = new(one.Checkpoint.Commit);
                            break;
                        case ReadResp.ContentOneofCase.Event:
                            bell.Ring(seen = new(one.Event.Event.Commit));
                            break;
                    }
                }
            }
            catch (EventStoreException away)
            {
                line.Moved(away.Leader);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Look / 4, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
