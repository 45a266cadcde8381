using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Debts;

/// <summary>
/// Destroys signals that nobody was reached about, when their term is over: first the fact, so that nothing can be done with them, then
/// keys and payloads, then the fact that it is done. Each step can be done again after a crash (decision 6).
/// </summary>
public sealed class DebtTermHand(DebtHandler debts, IKeyStore keys, IPayloads payloads, TimeProvider clock)
    : ClockHand<DebtRow>(DebtsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(DebtRow row, DateTimeOffset due, CancellationToken ct)
    {
        var lapse = DerivedIds.Of(row.Household, $"debt-lapse|{row.KeepUntil:yyyy-MM-dd}");
        var answer = await debts.Handle(row.Household, new LapseDebtSignals(clock.Now()), new(lapse, Actor.House("signal")), ct);
        if (!answer.State.Lapsed)
            return;

        var owner = PayloadOwner.Family(row.Household, row.Organisation);
        await payloads.DestroyOwner(owner, ct);
        await keys.Destroy(owner, ct);
        var done = DerivedIds.Of(row.Household, "debt-destroyed");
        await debts.Handle(row.Household, new DestroyDebtSignals(clock.Now()), new(done, Actor.House("signal")), ct);
    }
}
