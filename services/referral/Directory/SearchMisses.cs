using System.Collections.Concurrent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// Counts searches that found nothing, by what was asked and never by whom or with which words: people type names into search boxes. Once
/// a minute the counts become facts of the month; a minute may be lost with a crash, an answer never waits for it.
/// </summary>
internal sealed class SearchMisses(WhiteSpotHandler spots, TimeProvider clock, ILogger<SearchMisses> logger) : BackgroundService
{
    private const int MostKinds = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<MissedSearch, int> counts = [];

    public void Missed(string? domain, string? area, string? language, bool words)
    {
        var missed = new MissedSearch(domain, area, Spoken.Known(language), words);
        if (counts.Count < MostKinds || counts.ContainsKey(missed))
            counts.AddOrUpdate(missed, 1, (_, n) => n + 1);
    }

    /// <summary>Writes what was counted since the last time.</summary>
    public async Task Write(CancellationToken ct)
    {
        var now = clock.Now();
        var taken = new List<MissedCount>();
        foreach (var missed in counts.Keys.ToArray())
        {
            if (counts.TryRemove(missed, out var n))
                taken.Add(new(missed, n));
        }

        if (taken is [])
            return;

        var month = Amsterdam.DateAt(now);
        var id = WhiteSpots.IdOf(month.Year, month.Month);
        await spots.Handle(id, new NoteMisses(taken, now), new(Guid.CreateVersion7(), Actor.House("referral")), ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Write(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
            {
                logger.MissesWait(fault.GetType().Name);
            }
        }
    }
}
