using Npgsql;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>
/// Tells replicas of each other's commits over LISTEN and NOTIFY. Only ever a hint: who waits also looks for himself every second. The hint
/// is sent beside the commit, because PostgreSQL lets commits that notify pass one at a time.
/// </summary>
internal sealed class PostgresNews(NpgsqlDataSource source, string schema, NewsBell bell) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);
    private readonly string channel = PostgresMigrations.Quoted($"wo_{schema}");
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim unsaid = new(0, 1);
    private readonly Lock gate = new();
    private Task? listening;
    private Task? telling;

    public void Committed(Position position)
    {
        bell.Ring(position);
        lock (gate)
        {
            telling ??= Task.Run(Tell);
            if (unsaid.CurrentCount is 0)
                unsaid.Release();
        }
    }

    public async Task Wait(Position after, TimeSpan atMost, Func<Task<Position>> head, TimeProvider clock, CancellationToken ct)
    {
        lock (gate)
            listening ??= Task.Run(Listen, CancellationToken.None);

        var since = clock.GetTimestamp();
        while (bell.Head <= after && clock.GetElapsedTime(since) is var waited && waited < atMost)
        {
            bell.Ring(await head());
            await bell.Wait(after, atMost - waited < Look ? atMost - waited : Look, ct);
        }

        ct.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(listening ?? Task.CompletedTask, telling ?? Task.CompletedTask);
        stop.Dispose();
        unsaid.Dispose();
    }

    private async Task Listen() => await UntilStopped(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(stop.Token);
        connection.Notification += (_, news) =>
        {
            if (ulong.TryParse(news.Payload, out var position))
                bell.Ring(new(position));
        };
        await using var listen = new NpgsqlCommand($"listen {channel}", connection);
        while (true)
        {
            // Said again after a quiet time, which also finds out that the line is dead.
            await listen.ExecuteNonQueryAsync(stop.Token);
            while (await connection.WaitAsync(Quiet, stop.Token))
            {
            }
        }
    });

    private async Task Tell() => await UntilStopped(async () =>
    {
        await unsaid.WaitAsync(stop.Token);
        await using var notify = source.CreateCommand($"notify {channel}, '{bell.Head.Value}'");
        await notify.ExecuteNonQueryAsync(stop.Token);
        await Task.Delay(Breath, stop.Token);
    });

    private async Task UntilStopped(Func<Task> work)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Look, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
