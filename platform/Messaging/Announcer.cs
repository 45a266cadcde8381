using Microsoft.Extensions.Logging;
using WarmHandover.Contracts;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging;

/// <summary>Whose log is walked for whom: where the place is kept, what is worth saying, and how many may be unconfirmed at once.</summary>
internal sealed record Walk(
    string Service, string Name, IEventLog Log, Voices Voices, ICheckpoints Checkpoints, Func<IAnnouncement, bool> Concerns,
    int Unconfirmed);

/// <summary>
/// Walks a log from its checkpoint and says what the service's voices choose. The log is the outbox: what was not confirmed is said again,
/// with the same id. Its place is saved in batches, so a crash costs a few repeats and no announcement.
/// </summary>
internal sealed class Announcer(Walk walk, IAnnounce announce, TimeProvider clock, ILogger logger)
{
    private const int AtOnce = 512;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SaveWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly Backlog backlog = Backlog.Watch(walk.Service, walk.Name, clock);

    /// <summary>
    /// Walks until it is told to stop. A failure is a pause and a new start from the checkpoint, never a skipped announcement.
    /// </summary>
    public async Task Run(CancellationToken ct)
    {
        using var watched = backlog;
        for (var pause = FirstPause; !ct.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var from = await Attempt(ct);
            if (ct.IsCancellationRequested)
                return;
            if (from.Progress)
                pause = FirstPause;
            logger.AnnouncerPauses(walk.Service, walk.Name, from.Fault, pause);
            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(bool Progress, string Fault)> Attempt(CancellationToken ct)
    {
        using var window = new Window(walk.Unconfirmed, announce.Publish, ct);
        Checkpoint? start = null;
        try
        {
            start = await walk.Checkpoints.Load(walk.Name, ct);
            await Forwards(window, start, ct);
            return (true, "");
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return (await Leave(window, start), (fault.InnerException ?? fault).GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return (await Leave(window, start), "");
        }
    }

    /// <summary>What was confirmed before the failure need not be said again.</summary>
    private async Task<bool> Leave(Window window, Checkpoint? start)
    {
        await window.Settle();
        if (window.Confirmed is not { } confirmed || confirmed == start)
            return false;

        try
        {
            await walk.Checkpoints.Save(walk.Name, confirmed, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            logger.CheckpointNotSaved(walk.Service, walk.Name, fault.GetType().Name);
        }

        return true;
    }

    private async Task Forwards(Window window, Checkpoint? start, CancellationToken ct)
    {
        var position = start?.Position ?? Position.Start;
        var (saved, savedAt) = (start, Environment.TickCount64);
        while (true)
        {
            var batch = await walk.Log.ReadAll(position, AtOnce, ct).ToListAsync(ct);
            foreach (var stored in batch)
            {
                var spoken = await walk.Voices.Of(stored, ct);
                await window.Add(stored, [.. spoken.Where(one => walk.Concerns(one.Message))]);
                position = stored.Position;
                if (Environment.TickCount64 - savedAt > SaveWithin.TotalMilliseconds)
                    await Save();
            }

            backlog.Since = window.OldestRecordedAt;
            if (batch.Count == AtOnce)
                continue;

            await More();
        }

        async Task More()
        {
            var more = walk.Log.WaitForMore(position, LongestWait, ct);
            while (!more.IsCompleted)
            {
                var save = window.Confirmed == saved ? more : Task.Delay(SaveWithin, ct);
                await Task.WhenAny(more, save, window.IsEmpty ? more : window.Oldest);
                window.Advance();
                backlog.Since = window.OldestRecordedAt;
                if (Environment.TickCount64 - savedAt >= SaveWithin.TotalMilliseconds)
                    await Save();
            }

            await more;
        }

        async Task Save()
        {
            window.Advance();
            if (window.Confirmed is { } confirmed && confirmed != saved)
                await walk.Checkpoints.Save(walk.Name, confirmed, ct);
            (saved, savedAt) = (window.Confirmed, Environment.TickCount64);
        }
    }
}
