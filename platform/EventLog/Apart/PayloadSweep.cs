using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.EventLog.Apart;

/// <summary>
/// Looks after payloads that were put a day ago: what an event refers to is settled, what was left by a program that stopped between the
/// two stores is taken back (decision 5).
/// </summary>
public sealed class PayloadSweep(IEventLog log, PayloadsApart payloads, TimeProvider clock, ILogger<PayloadSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Age = TimeSpan.FromHours(24);

    /// <summary>One round; answers how many were settled and how many taken back.</summary>
    public async Task<(int Settled, int Gone)> Sweep(CancellationToken ct)
    {
        var (settled, gone) = (0, 0);
        while (await payloads.Unsettled(clock.GetUtcNow() - Age, ct) is [_, ..] left)
        {
            foreach (var (id, stream, after) in left)
            {
                if (await Named(id, stream, after, ct))
                {
                    await payloads.Settle([id], ct);
                    settled++;
                }
                else
                {
                    await payloads.TakeBack([id], ct);
                    gone++;
                }
            }
        }

        return (settled, gone);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                if (await Sweep(stoppingToken) is { Gone: > 0 } swept)
                    logger.PayloadsTakenBack(swept.Gone);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepWaits(fault.GetType().Name);
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> Named(Guid id, string stream, long after, CancellationToken ct)
    {
        var name = Encoding.ASCII.GetBytes($"{id:D}");
        await foreach (var stored in log.Read(stream, after, ct))
        {
            if (stored.Data.AsSpan().IndexOf(name) >= 0)
                return true;
        }

        return false;
    }
}

internal static partial class SweepLog
{
    [LoggerMessage(LogLevel.Information, "{Count} payloads that no event refers to were taken back.")]
    public static partial void PayloadsTakenBack(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Looking after payloads waits for the next hour: {Fault}.")]
    public static partial void SweepWaits(this ILogger logger, string fault);
}
