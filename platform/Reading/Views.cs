using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>Reads rows, and waits for a view to be as fresh as the reader needs it.</summary>
internal sealed class Views(IEventLog log, IViewStore store, ViewBoard board) : IViews
{
    private static readonly TimeSpan ForAWrite = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForAReaction = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    public async Task<TRow?> Get<TRow>(string view, string key, CancellationToken ct) where TRow : class =>
        await store.Get(board[view].View.Name, key, ct) is { } body ? Row<TRow>(body) : null;

    public async Task<IReadOnlyList<TRow>> List<TRow>(
        string view, string part, CancellationToken ct, int limit = int.MaxValue, string? after = null)
        where TRow : class =>
        [.. (await store.List(board[view].View.Name, part, after, limit, ct)).Select(Row<TRow>)];

    public Task<IReadOnlyList<DueRow>> Due(string view, DateTimeOffset until, int limit, CancellationToken ct) =>
        store.Due(board[view].View.Name, Micros.Of(until), limit, ct);

    public async Task<IReadOnlyList<TRow>> Search<TRow>(string view, TermQuery query, CancellationToken ct) where TRow : class =>
        [.. (await store.Search(board[view].View.Name, query, ct)).Select(Row<TRow>)];

    public async Task Fresh(string view, Position atLeast, CancellationToken ct, TimeSpan? atMost = null)
    {
        var standing = board[view];
        var until = Environment.TickCount64 + (long)(atMost ?? ForAWrite).TotalMilliseconds;
        while (true)
        {
            var moved = board.Changed;
            if (standing.IsAt(atLeast))
                return;

            var left = TimeSpan.FromMilliseconds(until - Environment.TickCount64);
            if (left <= TimeSpan.Zero)
                throw new ViewBehindException(view);

            // Another replica may fold where this process does not see it.
            await moved.WaitAsync(store.Shared && Poll < left ? Poll : left, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            if (store.Shared && !standing.IsAt(atLeast) && !moved.IsCompleted)
                board.Note(await store.Generations(ct));
        }
    }

    public async Task FreshToHead(string view, CancellationToken ct) => await Fresh(view, await log.Head(ct), ct, ForAReaction);

    private static TRow Row<TRow>(byte[] body) => JsonSerializer.Deserialize<TRow>(body, Facts.Json)!;
}
