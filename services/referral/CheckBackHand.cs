using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>Writes down, once, that the day has come to ask whether it helped.</summary>
public sealed class CheckBackHand(ReferralHandler referrals, TimeProvider clock) : IClockHand
{
    /// <inheritdoc/>
    public string View => CheckBacksView.Table;

    /// <inheritdoc/>
    public async Task Strike(DueRow due, CancellationToken ct)
    {
        var row = JsonSerializer.Deserialize<CheckBackRow>(due.Json, Facts.Json)!;
        var context = new CommandContext(DerivedIds.Of(row.CheckBack, "check-back-due"), Actor.House("referral"));
        await referrals.Handle(row.Referral, new StrikeCheckBack(row.CheckBack, clock.Now()), context, ct);
    }
}
