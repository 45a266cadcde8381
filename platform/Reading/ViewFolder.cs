using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>What became of one view in one batch.</summary>
internal sealed record Folded(
    Generation Before, Checkpoint After, int Events, bool CaughtUp, ViewStoppedException? Stopped, DateTimeOffset? BehindSince);

/// <summary>A fold threw. The message names the place and nothing of what stands there.</summary>
public sealed class ViewStoppedException(string view, string type, Position at, Exception inner)
    : Exception($"View {view} stopped at {at} on {type}: {inner.GetType().Name}.")
{
    /// <summary>The view.</summary>
    public string View => view;

    /// <summary>The stored name of the event it stopped on.</summary>
    public string Type => type;

    /// <summary>Where that event stands.</summary>
    public Position At => at;

    /// <summary>The kind of failure.</summary>
    public string Fault => inner.GetType().Name;
}

/// <summary>Folds batches: reads the log after the checkpoint, folds in memory, and hands rows and checkpoint to one transaction.</summary>
internal sealed class ViewFolder(IEventLog log, IViewStore store, ViewBoard board)
{
    /// <summary>A batch is at most so many events, or so many bytes.</summary>
    public const int BatchEvents = 1000;
    private const int BatchBytes = 8 * 1024 * 1024;

    /// <summary>Folds one batch of each of these live views. Empty when other replicas are folding them all.</summary>
    public async Task<IReadOnlyList<Folded>> Live(IReadOnlyList<string> views, CancellationToken ct)
    {
        List<Folded> results = [];
        var locked = await store.Fold(
            views,
            Folding.Live,
            patient: false,
            async (generations, rows) =>
            {
                var batches = new List<FoldedBatch>();
                foreach (var group in generations.Where(g => g.Shape == board[g.View].View.Shape).GroupBy(g => g.At))
                {
                    var (events, more) = await After(group.Key.Position, ct);
                    foreach (var generation in group)
                    {
                        var (folded, batch) = Fold(generation, events, more, rows);
                        results.Add(folded);
                        if (folded.Events > 0)
                            batches.Add(batch);
                    }
                }

                return batches;
            },
            ct);

        var after = results.ToDictionary(r => r.Before.View, r => r.After);
        board.Note(locked.Select(g => g with { At = after.GetValueOrDefault(g.View, g.At) }));
        return results;
    }

    /// <summary>
    /// Folds one batch of the generation being built; null when there is none. With <paramref name="last"/> the live one is held too, and
    /// when the batch reaches it, readers move over in the same transaction.
    /// </summary>
    public async Task<Folded?> Next(string view, bool last, CancellationToken ct)
    {
        Folded? result = null;
        var wentLive = false;
        await store.Fold(
            [view],
            last ? Folding.Both : Folding.Next,
            patient: true,
            async (generations, rows) =>
            {
                if (generations.FirstOrDefault(g => !g.Live) is not { } next || next.Shape != board[view].View.Shape)
                    return [];

                var (events, more) = await After(next.At.Position, ct);
                (result, var batch) = Fold(next, events, more, rows);
                var live = generations.FirstOrDefault(g => g.Live);
                wentLive = last && result.CaughtUp && (live is null || live.At.Position <= result.After.Position);
                return [batch with { GoesLive = wentLive }];
            },
            ct);

        if (wentLive)
            board.Note([result!.Before with { Live = true, At = result.After }]);

        return result;
    }

    private async Task<(IReadOnlyList<StoredEvent> Events, bool More)> After(Position position, CancellationToken ct)
    {
        var (events, bytes) = (new List<StoredEvent>(), 0L);
        await foreach (var stored in log.ReadAll(position, BatchEvents, ct))
        {
            events.Add(stored);
            bytes += stored.Data.Length + stored.Header.Length;
            if (bytes > BatchBytes)
                return (events, true);
        }

        return (events, events.Count == BatchEvents);
    }

    private (Folded, FoldedBatch) Fold(Generation generation, IReadOnlyList<StoredEvent> events, bool more, RowSource rows)
    {
        var view = board[generation.View].View;
        var overlay = new OverlayRows(key => rows(generation, key));
        ViewStoppedException? stopped = null;
        DateTimeOffset? since = more ? RecordedAt(events[^1]) : null;
        for (var i = 0; i < events.Count; i++)
        {
            try
            {
                view.Fold(events[i], overlay);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // What was folded before it stands; the half-folded event leaves nothing.
                stopped ??= new(generation.View, events[i].Type, events[i].Position, fault);
                since = RecordedAt(events[i]);
                events = [.. events.Take(i)];
                overlay = new(key => rows(generation, key));
                i = -1;
            }
        }

        var to = events.Count == 0 ? generation.At : new Checkpoint(events[^1].Position, events[^1].Id);
        return (
            new(generation, to, events.Count, !more && stopped is null, stopped, since),
            new(generation, to, overlay.Changed, overlay.Terms));
    }

    private static DateTimeOffset RecordedAt(StoredEvent stored) => HeaderSkim.RecordedAt(stored.Header);
}
