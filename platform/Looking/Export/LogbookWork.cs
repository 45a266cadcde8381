using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Looking.Export;

/// <summary>
/// Walks the log of a service and brings the lines of both logs to the logbook, in order. Its place is saved after they were taken: killed
/// in between it brings them again, with the same ids, and skips none (decision 24).
/// </summary>
internal sealed class LogbookRound(string service, IEventLog log, ICheckpoints checkpoints, ILogbook logbook)
{
    public const string Walk = "logbook";
    private const int AtOnce = 256;

    /// <summary>Brings what there is; where it stands then, and since when the oldest line waits when it did not come to the end.</summary>
    public async Task<Position> Go(Action<DateTimeOffset?> waits, CancellationToken ct)
    {
        var at = (await checkpoints.Load(Walk, ct))?.Position ?? Position.Start;
        while (true)
        {
            var entries = await log.ReadAll(at, AtOnce, ct).ToListAsync(ct);
            if (entries is [])
            {
                waits(null);
                return at;
            }

            waits(HeaderSkim.RecordedAt(entries[0].Header));
            if (OtlpLines.Of(service, entries) is { } request)
                await logbook.Take(request, ct);
            at = entries[^1].Position;
            await checkpoints.Save(Walk, new(at, entries[^1].Id), ct);
        }
    }
}

/// <summary>Does that in one replica at a time, as long as the service runs.</summary>
internal sealed class LogbookWork(
    string service, LogbookRound round, IEventLog log, ILeases leases, TimeProvider clock, ILogger<LogbookWork> logger)
    : LeasedWork(leases, LogbookRound.Walk, Length, Rest)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    // Lines share a request instead of each having one.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly Backlog backlog = Backlog.Watch(service, LogbookRound.Walk, clock);

    public override void Dispose()
    {
        backlog.Dispose();
        base.Dispose();
    }

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        while (await lease.Renew(ct))
        {
            var at = await round.Go(since => backlog.Since = since, ct);
            await log.WaitForMore(at, Length / 3, ct);
            await Task.Delay(Look, ct);
        }
    }

    protected override void Waits(Exception fault) =>
        logger.LogbookWaits(service, fault is LogbookRefusedException refused ? refused.Message : fault.GetType().Name);
}

internal static partial class LogbookWords
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Lines of the logs of {Service} wait for the logbook: {Fault}")]
    public static partial void LogbookWaits(this ILogger logger, string service, string fault);
}
