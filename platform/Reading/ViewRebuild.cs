namespace WarmHandover.Platform.Reading;

/// <summary>Fills the next generation from the first event on and moves readers over in the transaction that catches up.</summary>
internal sealed class ViewRebuild(IViewStore store, ViewBoard board, ViewFolder folder) : IViewRebuild
{
    public async Task Rebuild(string? view, IProgress<RebuildStep>? progress, CancellationToken ct)
    {
        var standings = view is null ? board.All.OrderBy(s => s.View.Name, StringComparer.Ordinal) : Enumerable.Repeat(board[view], 1);
        foreach (var standing in standings)
            await Build(standing.View.Name, afresh: true, progress, ct);
    }

    public async Task Build(string view, bool afresh, IProgress<RebuildStep>? progress, CancellationToken ct)
    {
        await store.Begin(view, board[view].View.Shape, afresh, ct);
        var (events, last) = (0L, false);
        while (await folder.Next(view, last, ct) is { } folded)
        {
            if (folded.Stopped is { } stopped)
                throw stopped;

            events += folded.Events;
            progress?.Report(new(view, events, folded.After.Position));
            last = folded.CaughtUp;
        }

        board.Note(await store.Generations(ct));
        while (await store.Sweep(ct))
            await Task.Yield();
    }
}
