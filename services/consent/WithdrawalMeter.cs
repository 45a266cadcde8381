using System.Diagnostics.Metrics;
using WarmHandover.Consents.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Consents;

/// <summary>
/// How many teams did not say in time what they did with what was taken back. The focus officer sees which; whoever runs the house sees
/// that it grows. Counted by one replica at a time.
/// </summary>
internal sealed class WithdrawalMeter : LeasedWork
{
    private const int Most = 1_000;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);
    private readonly Meter meter = new(HouseMeters.Name);
    private readonly IViews views;
    private readonly TimeProvider clock;
    private readonly ILogger<WithdrawalMeter> logger;
    private int? silent;

    public WithdrawalMeter(IViews views, ILeases leases, TimeProvider clock, ILogger<WithdrawalMeter> logger)
        : base(leases, "withdrawals-counted", Length, Look)
    {
        (this.views, this.clock, this.logger) = (views, clock, logger);
        meter.CreateObservableGauge<int>(
            "house.withdrawals.unconfirmed", () => silent is { } known ? [new(known)] : [], null,
            "Teams that owe a word about a withdrawal");
    }

    /// <summary>How many there are now, over at most a thousand withdrawals.</summary>
    public async Task<int> Count(CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var open = await views.List<OpenWithdrawal>(ReviewView.Table, ReviewView.Withdrawals, ct, Most);
        return open.Where(one => one.DueOn < today).Sum(one => one.Silent.Count);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        try
        {
            while (await lease.Renew(ct))
            {
                silent = await Count(ct);
                await Task.Delay(Look, ct);
            }
        }
        finally
        {
            silent = null;
        }
    }

    /// <inheritdoc/>
    protected override void Waits(Exception fault) => logger.WithdrawalsNotCounted(fault.GetType().Name);
}

internal static partial class WithdrawalWords
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Withdrawals without a word could not be counted: {Fault}")]
    public static partial void WithdrawalsNotCounted(this ILogger logger, string fault);
}
