using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>Writes down, once, that the day has come to ask whether it helped.</summary>
public sealed class CheckBackHand(ReferralHandler referrals, TimeProvider clock)
    : ClockHand<CheckBackRow>(CheckBacksView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(CheckBackRow row, DateTimeOffset due, CancellationToken ct)
    {
        var context = new CommandContext(DerivedIds.Of(row.CheckBack, "check-back-due"), Actor.House("referral"));
        await referrals.Handle(row.Referral, new StrikeCheckBack(row.CheckBack, clock.Now()), context, ct);
    }
}
