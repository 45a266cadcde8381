using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// How old the oldest fact is that each walk over this log has not passed, read from the saved checkpoints: also true on a replica that
/// does not walk itself, and while the broker is away.
/// </summary>
internal sealed class Backlogs(
    IEventLog log, TimeProvider clock, Func<CancellationToken, Task<IReadOnlyList<(string Walk, Checkpoint? At)>>> walks)
{
    public async Task<IReadOnlyList<(string Walk, TimeSpan Age)>> Now(CancellationToken ct)
    {
        var ages = new List<(string, TimeSpan)>();
        foreach (var (walk, at) in await walks(ct))
            ages.Add((walk, await Age(at?.Position ?? Position.Start, ct)));

        return ages;
    }

    private async Task<TimeSpan> Age(Position after, CancellationToken ct)
    {
        await foreach (var oldest in log.ReadAll(after, 1, ct))
        {
            var age = clock.GetUtcNow() - HeaderSkim.RecordedAt(oldest.Header);
            return age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }

        return TimeSpan.Zero;
    }
}
