using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>Writes down, once each, that a term comes near its end and that it has passed.</summary>
public sealed class TermHand(ReferralHandler referrals, TimeProvider clock) : IClockHand
{
    /// <inheritdoc/>
    public string View => TermsView.Table;

    /// <inheritdoc/>
    public async Task Strike(DueRow due, CancellationToken ct)
    {
        var row = JsonSerializer.Deserialize<TermRow>(due.Json, Facts.Json)!;
        var context = new CommandContext(
            DerivedIds.Of(row.Referral, $"{row.Term}|{Instants.Text(due.Due)}"), Actor.House("referral"));
        await referrals.Handle(row.Referral, new StrikeTerm(row.Term, clock.Now()), context, ct);
    }
}
