using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// Keeps a service's views up to date. Views at the front are folded together, right after each commit; a view that is new, stopped or far
/// behind is folded apart until it has caught up, so that no view makes another wait. A raised shape is rebuilt at start.
/// </summary>
internal sealed class ViewRunner(
    string service,
    IEventLog log,
    IViewStore store,
    ViewBoard board,
    ViewFolder folder,
    ViewRebuild rebuild,
    TimeProvider clock,
    ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OthersTurn = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var measured = HouseMeters.WatchLag(service, Lag);
        await Steadily(Open, stoppingToken);
        var reshaping = board.All.Where(s => s.View.Shape > s.Shape).Select(s => Steadily(ct => Reshape(s.View.Name, ct), stoppingToken));
        await Task.WhenAll([Forever(Front, stoppingToken), Forever(Apart, stoppingToken), .. reshaping]);
    }

    private async Task Open(CancellationToken ct)
    {
        var known = (await store.Generations(ct)).Select(g => g.View).ToHashSet();
        foreach (var standing in board.All.Where(s => !known.Contains(s.View.Name)))
            await store.Begin(standing.View.Name, standing.View.Shape, afresh: false, ct);

        await Refresh(ct);
        foreach (var standing in board.All.Where(s => s.View.Shape != s.Shape))
            standing.BehindSince = clock.Now();
        while (await store.Sweep(ct))
            await Task.Yield();
    }

    private async Task Reshape(string view, CancellationToken ct)
    {
        await rebuild.Build(view, afresh: false, progress: null, ct);
        board[view].BehindSince = null;
        logger.ViewReshaped(view, board[view].View.Shape);
    }

    private async Task Front(CancellationToken ct)
    {
        var front = board.All.Where(s => !s.Apart && s.Shape == s.View.Shape).ToArray();
        if (front.Length == 0)
        {
            await Something(ct);
            await Refresh(ct);
            return;
        }

        await log.WaitForMore(front.Min(s => s.At!.Position), LongestWait, ct);
        var folded = await folder.Live([.. front.Select(s => s.View.Name)], ct);
        foreach (var one in folded)
            Judge(one);

        if (folded.Count < front.Length && store.Shared)
        {
            await Task.Delay(OthersTurn, ct);
            await Refresh(ct);
        }
    }

    private async Task Apart(CancellationToken ct)
    {
        var now = Environment.TickCount64;
        var ready = board.All.Where(s => s.Apart && s.RestsUntil <= now && s.Shape == s.View.Shape).ToArray();
        var moved = 0;
        foreach (var standing in ready)
        {
            foreach (var one in await folder.Live([standing.View.Name], ct))
            {
                Judge(one);
                moved++;
            }
        }

        if (moved == 0)
            await Something(ct);
    }

    private void Judge(Folded folded)
    {
        var standing = board[folded.Before.View];
        standing.BehindSince = folded.BehindSince;
        if (folded.Stopped is { } stopped)
        {
            standing.Stops = folded.Events > 0 ? 1 : standing.Stops + 1;
            var rest = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, standing.Stops - 1), LongestRest.TotalSeconds));
            standing.RestsUntil = Environment.TickCount64 + (long)rest.TotalMilliseconds;
            logger.ViewStopped(stopped.View, stopped.Type, stopped.At, stopped.Fault, rest);
        }
        else
        {
            standing.Stops = 0;
            standing.RestsUntil = 0;
        }

        standing.Apart = !folded.CaughtUp;
    }

    private async Task Something(CancellationToken ct) =>
        await board.Changed.WaitAsync(LongestWait, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private IEnumerable<(string View, double Seconds)> Lag() =>
        board.All.Select(s => (s.View.Name, s.BehindSince is { } since ? Math.Max(0, (clock.Now() - since).TotalSeconds) : 0));

    private async Task Refresh(CancellationToken ct) => board.Note(await store.Generations(ct));

    private async Task Forever(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            await Steadily(work, ct);
    }

    /// <summary>A store or log that is away for a while stops nothing for good.</summary>
    private async Task Steadily(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); !ct.IsCancellationRequested; pause = Longer(pause))
        {
            try
            {
                await work(ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                logger.ViewsWait(fault.GetType().Name, (fault as ViewStoppedException)?.View, pause);
                await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestRest ? pause * 2 : LongestRest;
}
