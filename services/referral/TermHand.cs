using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>Writes down, once each, that a term comes near its end and that it has passed.</summary>
public sealed class TermHand(ReferralHandler referrals, TimeProvider clock)
    : ClockHand<TermRow>(TermsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(TermRow row, DateTimeOffset due, CancellationToken ct)
    {
        var context = new CommandContext(
            DerivedIds.Of(row.Referral, $"{row.Term}|{Instants.Text(due)}"), Actor.House("referral"));
        await referrals.Handle(row.Referral, new StrikeTerm(row.Term, clock.Now()), context, ct);
    }
}
