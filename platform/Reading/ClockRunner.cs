using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// Strikes what is due, in order of due time, in one replica at a time (decision 11). A row that was struck is left alone until its view no
/// longer shows it due, or for a while: then the strike got lost, and the decider makes a second one harmless.
/// </summary>
internal sealed class ClockRunner(IEnumerable<IClockHand> hands, IViews views, ILeases leases, TimeProvider clock, ILogger logger)
    : LeasedWork(leases, "clocks", LeaseLength, LongestSleep)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private readonly IClockHand[] hands = [.. hands];
    private readonly Dictionary<(string View, string Key, DateTimeOffset Due), long> struck = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        hands.Length > 0 ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        while (await lease.Renew(ct))
        {
            await Strike(lease, ct);
            await Sleep(ct);
        }
    }

    protected override void Waits(Exception fault) => logger.ClockWaits(fault.GetType().Name);

    private async Task Strike(ILease lease, CancellationToken ct)
    {
        var now = clock.Now();
        var (due, until) = (new List<(IClockHand Hand, DueRow Row)>(), DateTimeOffset.MaxValue);
        foreach (var hand in hands)
        {
            var rows = await views.Due(hand.View, now, AtOnce, ct);
            due.AddRange(rows.Select(row => (hand, row)));
            if (rows.Count == AtOnce && rows[^1].Due < until)
                until = rows[^1].Due;
        }

        Forget(due);
        var renewed = Environment.TickCount64;
        foreach (var (hand, row) in due.Where(d => d.Row.Due <= until && !IsStruck(d.Hand, d.Row)).OrderBy(d => d.Row.Due))
        {
            if (Environment.TickCount64 - renewed > LeaseLength.TotalMilliseconds / 3)
            {
                if (!await lease.Renew(ct))
                    return;
                renewed = Environment.TickCount64;
            }

            await Strike(hand, row, ct);
        }
    }

    private async Task Strike(IClockHand hand, DueRow row, CancellationToken ct)
    {
        var rest = Patience;
        try
        {
            await hand.Strike(row, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            logger.StrikeFailed(hand.View, fault.GetType().Name);
            rest = AfterFailure;
        }

        struck[(hand.View, row.Key, row.Due)] = Environment.TickCount64 + (long)rest.TotalMilliseconds;
    }

    private bool IsStruck(IClockHand hand, DueRow row) =>
        struck.TryGetValue((hand.View, row.Key, row.Due), out var until) && until > Environment.TickCount64;

    private void Forget(List<(IClockHand Hand, DueRow Row)> due)
    {
        var shown = due.Select(d => (d.Hand.View, d.Row.Key, d.Row.Due)).ToHashSet();
        foreach (var gone in struck.Keys.Where(key => !shown.Contains(key)).ToArray())
            struck.Remove(gone);
    }

    /// <summary>Until the next row is due by the house's clock, and never longer than a second: rows come, and clocks are moved.</summary>
    private async Task Sleep(CancellationToken ct)
    {
        var (now, sleep) = (clock.Now(), LongestSleep);
        foreach (var hand in hands)
        {
            var next = await views.Due(hand.View, now + LongestSleep, AtOnce, ct);
            foreach (var row in next.Where(row => row.Due > now && row.Due - now < sleep))
                sleep = row.Due - now;
        }

        await Task.Delay(sleep + TimeSpan.FromMilliseconds(1), ct);
    }
}
