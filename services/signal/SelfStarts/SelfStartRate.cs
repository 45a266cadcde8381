using System.Threading.RateLimiting;

namespace WarmHandover.Signals.SelfStarts;

/// <summary>
/// How often help may be asked without an account: thirty times an hour for one municipality, sixty times a minute for all. Who asks is not
/// told apart: no address of a visitor is kept. The gateway bounds each address beside it.
/// </summary>
internal sealed class SelfStartRate : IDisposable
{
    private readonly FixedWindowRateLimiter all = new(new() { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private readonly PartitionedRateLimiter<string> each = PartitionedRateLimiter.Create<string, string>(area =>
        RateLimitPartition.GetFixedWindowLimiter(area, _ =>
            new() { PermitLimit = 30, Window = TimeSpan.FromHours(1), QueueLimit = 0 }));

    public bool Allows(string area)
    {
        using var any = all.AttemptAcquire();
        if (!any.IsAcquired)
            return false;

        using var one = each.AttemptAcquire(area);
        return one.IsAcquired;
    }

    public void Dispose()
    {
        all.Dispose();
        each.Dispose();
    }
}
