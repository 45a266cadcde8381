using Npgsql;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>
/// The one writer of a replica (decision 7). Whoever finds it idle starts a commit at once; who comes meanwhile shares the next one.
/// Replicas queue up in the database, on the counter's row, so all of them write and the order has no gap.
/// </summary>
internal sealed class PostgresCommitter(NpgsqlDataSource source, string schema, TimeProvider clock, Action<Position> committed)
    : IAsyncDisposable
{
    private const int MostInOneCommit = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly LinkedList<WaitingAppend> waiting = [];
    private Task leading = Task.CompletedTask;
    private PostgresBatch? link;
    private bool busy;
    private bool closed;

    public Task<Appended> Append(Append append)
    {
        var mine = new WaitingAppend(append);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.AddLast(mine);
            if (busy)
                return mine.Answer;

            busy = true;
        }

        leading = Lead();
        return mine.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
            closed = true;

        await leading;
        if (link is not null)
            await link.DisposeAsync();
    }

    private async Task Lead()
    {
        for (var more = true; more;)
        {
            var batch = Take();
            await Commit(batch);
            lock (gate)
                more = busy = waiting.Count > 0;

            if (!more && batch is [var alone])
                alone.Tell();
            else
                batch.ForEach(told => ThreadPool.UnsafeQueueUserWorkItem(static w => w.Tell(), told, preferLocal: false));
        }
    }

    // A stream and a payload come once in a batch; who comes second is checked against the outcome of the first, in the next commit.
    private List<WaitingAppend> Take()
    {
        var batch = new List<WaitingAppend>();
        var streams = new HashSet<string>();
        var payloads = new HashSet<Guid>();
        lock (gate)
        {
            for (var node = waiting.First; node is not null && batch.Count < MostInOneCommit;)
            {
                var (next, append) = (node.Next, node.Value.Append);
                if (streams.Add(append.Stream) && append.Payloads.All(p => payloads.Add(p.Id)))
                {
                    batch.Add(node.Value);
                    waiting.Remove(node);
                }

                node = next;
            }
        }

        return batch;
    }

    private async Task Commit(List<WaitingAppend> batch)
    {
        if (await Try(batch) is null)
            return;

        // Perhaps nothing was stored, perhaps everything. Each append says it again by itself: its event ids tell which (decision 2), and
        // its stream's lock waits for a transaction of ours that still runs.
        var since = clock.GetTimestamp();
        foreach (var append in batch)
        {
            for (var pause = TimeSpan.FromMilliseconds(20); await Try([append]) is { } failure; pause *= 2)
            {
                if (failure is NpgsqlException { IsTransient: true } && clock.GetElapsedTime(since) < Patience)
                {
                    await Task.Delay(pause, clock);
                    continue;
                }

                append.Fail(failure);
                break;
            }
        }
    }

    private async Task<Exception?> Try(List<WaitingAppend> batch)
    {
        try
        {
            link ??= await PostgresBatch.Open(source, schema, CancellationToken.None);
            committed(await link.Run(batch));
            return null;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or InvalidCastException or IOException)
        {
            if (link is not null)
                await link.DisposeAsync();

            link = null;
            return failure;
        }
    }
}
