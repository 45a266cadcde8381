using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Hosting;

/// <summary>How one service stands: its log, its views, what it still has to say, and what was set aside.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="LogHead">The position of the newest event.</param>
/// <param name="Views">How far each view is.</param>
/// <param name="Backlog">How old the oldest fact is that each listener (or the broker) has not had.</param>
/// <param name="DeadLetters">How many messages were set aside; null while the broker cannot be asked.</param>
public sealed record ServiceStatus(
    string Service, string LogHead, IReadOnlyList<ViewStatus> Views, IReadOnlyList<WalkStatus> Backlog, int? DeadLetters);

/// <summary>One view: where it is, how old the oldest event is that it has not folded, and whether it stopped on that event.</summary>
public sealed record ViewStatus(string Name, string At, double BehindSeconds, bool Stopped);

/// <summary>One walk over the log, and the age of the oldest fact it has not passed.</summary>
public sealed record WalkStatus(string Walk, double AgeSeconds);

/// <summary>One line of a rebuild's progress; the last one says <c>Done</c>, or names the kind of failure.</summary>
public sealed record RebuildLine(string? View = null, long Folded = 0, string? At = null, bool Done = false, string? Failed = null);

/// <summary>How many messages were taken up again, and how many are set aside now.</summary>
public sealed record RedriveAnswer(int Driven, int Left);

/// <summary>What an operator may ask of a running service (decision 8). It sees ids, codes and times, never content.</summary>
internal sealed class Operating(
    string service, IEventLog log, ViewBoard board, IViewRebuild rebuild, ILeases leases, Backlogs backlogs, IDeadLetters letters,
    TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

    public IDeadLetters Letters => letters;

    public string Service => service;

    public bool Knows(string? view) => view is null || board.All.Any(s => s.View.Name == view);

    public async Task<ServiceStatus> Status(CancellationToken ct)
    {
        var head = await log.Head(ct);
        var walks = await backlogs.Now(ct);
        return new(
            service,
            $"{head}",
            [.. board.All.OrderBy(s => s.View.Name, StringComparer.Ordinal).Select(Of)],
            [.. walks.Select(w => new WalkStatus(w.Walk, Math.Round(w.Age.TotalSeconds, 3)))],
            await Counted(ct));
    }

    /// <summary>The right to rebuild, held by one at a time over all replicas; null while another rebuilds.</summary>
    public Task<ILease?> TakeRebuild(CancellationToken ct) => leases.Take("rebuild", LeaseLength, ct);

    public Task Rebuild(string? view, IProgress<RebuildStep> progress, CancellationToken ct) => rebuild.Rebuild(view, progress, ct);

    private ViewStatus Of(ViewStanding standing) => new(
        standing.View.Name,
        $"{standing.At?.Position ?? Position.Start}",
        standing.BehindSince is { } since ? Math.Round(Math.Max(0, (clock.Now() - since).TotalSeconds), 3) : 0,
        standing.Stops > 0);

    private async Task<int?> Counted(CancellationToken ct)
    {
        try
        {
            return await letters.Count(ct).WaitAsync(Patience, ct);
        }
        catch (Exception away) when (away is not OutOfMemoryException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
