using WarmHandover.Consents.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents;

/// <summary>
/// Writes down, once, that a day has come on which rows must be asked anew, notice of it is given, or somebody wanted to be asked again.
/// </summary>
public sealed class ReopeningHand(ConsentHandler consents, TimeProvider clock)
    : ClockHand<WatchedFamily>(ReopeningsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(WatchedFamily row, DateTimeOffset due, CancellationToken ct)
    {
        var id = DerivedIds.Of(row.Family, $"reopening|{due:O}|{row.Facts.Count}");
        await consents.Handle(row.Family, new ReconsiderConsent(clock.Now()), new(id, Actor.House("consent")), ct);
    }
}
