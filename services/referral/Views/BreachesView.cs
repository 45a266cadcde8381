using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A wrong sending in a list: which referral, which team had it, since when it is known, and what came of it.</summary>
public sealed record BreachRow(
    Guid Breach, Guid Referral, string Number, string Cause, Guid FromTeam, Guid FromOrganisation, Guid Team, DateTimeOffset DiscoveredAt,
    DateTimeOffset ReportedAt, string? Confirmed, string? Outcome);

/// <summary>The wrong sendings of the organisations that sent, newest last.</summary>
public sealed class BreachesView() : View<ReferralEvent>("referral", "referral", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "breaches";

    /// <summary>The part of the organisation that sent.</summary>
    public static string Of(Guid organisation) => $"organisation/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case WrongSendingReported reported:
                Put(rows, new(
                    reported.Breach, noted.Id, ReferralNumber.Of(noted.Id), reported.Cause, reported.FromTeam, reported.FromOrganisation,
                    reported.Team, reported.DiscoveredAt, reported.At, null, null));
                break;
            case DestructionConfirmed confirmed when rows.Get<Place>(Key(confirmed.Breach)) is { } known:
                Put(rows, rows.Get<BreachRow>(known.Key)! with { Confirmed = confirmed.Word });
                break;
            case BreachAssessed assessed when rows.Get<Place>(Key(assessed.Breach)) is { } known:
                Put(rows, rows.Get<BreachRow>(known.Key)! with { Outcome = assessed.Outcome });
                break;
            default:
                break;
        }
    }

    private static void Put(Rows rows, BreachRow row)
    {
        var key = $"{Instants.Text(row.ReportedAt)}/{row.Breach:N}";
        rows.Put(key, Of(row.FromOrganisation), row);
        rows.Put(Key(row.Breach), "keys", new Place(key));
    }

    private static string Key(Guid breach) => $"breach/{breach:N}";

    private sealed record Place(string Key);
}
