using System.Diagnostics;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A referral in a list: number, need, area and stand. Never whose it is by name, never content.</summary>
public sealed record ReferralRow(
    Guid Referral, string Number, Guid Family, string Domain, string Area, string Band, string Urgency, string Status, Guid FromTeam,
    Guid ToTeam, string? ClaimedBy, bool Accepted, bool Warm, DateTimeOffset DraftedAt, DateTimeOffset Since)
{
    /// <summary>The receiver took the family over: the sender's work and view ended there.</summary>
    public bool TakenOver { get; init; }
}

/// <summary>
/// Referrals by id, by family, by the team that sends, and (once it left) by the team it is addressed to. One row each, the same in all.
/// </summary>
public sealed class ReferralsView() : View<ReferralEvent>("referral", "referral", Table, shape: 3)
{
    /// <summary>The table.</summary>
    public const string Table = "referrals";

    /// <summary>The part with the referrals of a family.</summary>
    public static string OfFamily(Guid family) => $"family/{family:N}";

    /// <summary>The part with the referrals that a team sends.</summary>
    public static string SentBy(Guid team) => $"sender/{team:N}";

    /// <summary>The part with the referrals that are addressed to a team.</summary>
    public static string AddressedTo(Guid team) => $"receiver/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var before = rows.Get<ReferralRow>($"referral/{noted.Id:N}");
        var row = Fold(noted.Id, before, noted.Fact);
        rows.Put($"referral/{noted.Id:N}", OfFamily(row.Family), row);
        rows.Put(Key("sender", row), SentBy(row.FromTeam), row);
        if (row.Status is not ("concept" or "ready") && (noted.Fact is ReferralSent or ReferralReRouted || Left(rows, row)))
            rows.Put(Key("receiver", row), AddressedTo(row.ToTeam), row);
    }

    private static bool Left(Rows rows, ReferralRow row) => rows.Get<ReferralRow>(Key("receiver", row)) is not null;

    private static string Key(string side, ReferralRow row) => $"{side}/{Instants.Text(row.DraftedAt)}/{row.Referral:N}";

    private static ReferralRow Fold(Guid id, ReferralRow? row, ReferralEvent fact) => (row, fact) switch
    {
        (null, ReferralDrafted d) => new(
            id, d.Number, d.Family, d.Need.Domain, d.Need.Area, d.Need.Band, d.Urgency, "concept", d.FromTeam, d.To.Team, null,
            Accepted: false, Warm: false, d.At, d.At),
        ({ Status: "concept" }, RowsHeard { Allowed.Count: > 0 }) => Now(row, ReferralStatus.Ready, fact),
        ({ }, LetterWritten or RowsHeard or CheckBackPlanned or CheckBackDue or CheckBackAnswered
            or TermEvent or TaskEvent or SendingEvent or HelpEvent or FamilyEvent or SupportEvent or BreachEvent) => row,
        ({ }, FamilyTakenOver) => row with { TakenOver = true },
        ({ }, ReceivingEvent within) => Within(row, within),
        ({ }, ReferralSent) => Now(row, ReferralStatus.Sent, fact),
        ({ }, ReferralReceived) => Now(row, ReferralStatus.Received, fact),
        ({ }, ReferralClaimed claim) => row with { ClaimedBy = claim.By },
        ({ }, ReferralAccepted accepted) => Now(row, ReferralStatus.Accepted, fact) with
        {
            Accepted = true,
            ClaimedBy = row.ClaimedBy ?? accepted.By,
        },
        ({ }, ReferralDeclined) => Now(row, ReferralStatus.Declined, fact),
        ({ }, ReferralReRouted on) => Now(row, ReferralStatus.ReRouted, fact) with { ToTeam = on.To.Team, ClaimedBy = null },
        ({ }, ReferralRecalled) => Now(row, ReferralStatus.Recalled, fact),
        ({ }, ReferralStopped) => Now(row, ReferralStatus.Stopped, fact),
        ({ }, ReferralExpired) => Now(row, ReferralStatus.Expired, fact),
        ({ }, HandoverPlanned) => Now(row, ReferralStatus.HandoverPlanned, fact),
        ({ }, HandoverHeld) => Now(row, ReferralStatus.HandoverHeld, fact) with { Warm = true },
        ({ }, HandoverMissed) => Now(row, ReferralStatus.Accepted, fact),
        ({ }, HelpStarted or HelpResumed) => Now(row, ReferralStatus.InProgress, fact),
        ({ }, HelpPaused) => Now(row, ReferralStatus.OnHold, fact),
        ({ }, HelpCompleted) => Now(row, ReferralStatus.Completed, fact),
        ({ }, ReferralReopened) => Now(row, ReferralStatus.Reopened, fact),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not shown"),
    };

    private static ReferralRow Within(ReferralRow row, ReceivingEvent fact) => fact switch
    {
        ReferralHandedOn on => row with { ClaimedBy = on.To },
        ClaimReleased => row with { ClaimedBy = null },
        ReceiverReplaced replaced => row with { ToTeam = replaced.To.Team, ClaimedBy = null },
        SenderReplaced replaced => row with { FromTeam = replaced.Team },
        _ => row,
    };

    private static ReferralRow Now(ReferralRow row, ReferralStatus status, ReferralEvent fact) =>
        row with { Status = Transitions.Code(status), Since = fact.At };
}
