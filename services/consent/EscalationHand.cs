using WarmHandover.Consents.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents;

/// <summary>Writes down, once, that teams did not say in time what they did with rows that were taken back.</summary>
public sealed class EscalationHand(ConsentHandler consents, TimeProvider clock)
    : ClockHand<OpenWithdrawal>(ReviewView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(OpenWithdrawal row, DateTimeOffset due, CancellationToken ct)
    {
        var id = DerivedIds.Of(row.Withdrawal, "escalated");
        await consents.Handle(row.Family, new EscalateWithdrawal(row.Withdrawal, clock.Now()), new(id, Actor.House("consent")), ct);
    }
}
