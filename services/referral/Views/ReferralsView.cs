using System.Diagnostics;
using System.Globalization;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A referral in a list: number, need, area and stand. Never whose it is by name, never content.</summary>
public sealed record ReferralRow(
    Guid Referral, string Number, Guid Family, string Domain, string Area, string Band, string Urgency, string Status, Guid FromTeam,
    Guid ToTeam, string? ClaimedBy, bool Accepted, bool Warm, DateTimeOffset DraftedAt, DateTimeOffset Since)
{
    /// <summary>The receiver took the family over: the sender's work and view ended there.</summary>
    public bool TakenOver { get; init; }

    /// <summary>Whether nothing more is to be done with it.</summary>
    public bool HasEnded() => Status is "completed" or "declined" or "recalled" or "stopped" or "expired";

    /// <summary>What the sender recorded of the family is destroyed: it stands in its list no more.</summary>
    public bool SenderErased { get; init; }

    /// <summary>The same for the receiver.</summary>
    public bool ReceiverErased { get; init; }
}

/// <summary>A referral by the number that people say to each other.</summary>
public sealed record NumberedRow(Guid Referral);

/// <summary>
/// Referrals by id, by number, by family, by the team that sends, and (once it left) by the team it is addressed to. One row each, the same
/// in all, the newest first; what has ended stands apart, so that a list of work stays as short as the work.
/// </summary>
public sealed class ReferralsView() : View<ReferralEvent>("referral", "referral", Table, shape: 5)
{
    /// <summary>The table.</summary>
    public const string Table = "referrals";

    /// <summary>The part with the referrals of a family.</summary>
    public static string OfFamily(Guid family) => $"family/{family:N}";

    /// <summary>The part with the referrals that a team sends and that go on.</summary>
    public static string SentBy(Guid team) => $"sender/{team:N}";

    /// <summary>The part with those that a team sent and that ended, or that it transferred.</summary>
    public static string SentBefore(Guid team) => $"sender-past/{team:N}";

    /// <summary>The part with the referrals that are addressed to a team and go on.</summary>
    public static string AddressedTo(Guid team) => $"receiver/{team:N}";

    /// <summary>The part with those that were addressed to a team and ended.</summary>
    public static string AddressedBefore(Guid team) => $"receiver-past/{team:N}";

    /// <summary>The part with the referrals that have a number; nearly always one.</summary>
    public static string Numbered(string number) => $"number/{number}";

    /// <summary>The key of a referral.</summary>
    public static string KeyOf(Guid referral) => $"referral/{referral:N}";

    /// <summary>The key under which a row is listed for who sends it, and for whom it is addressed to.</summary>
    public static string KeyFor(bool sender, ReferralRow row) => Key(sender ? "sender" : "receiver", row);

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var before = rows.Get<ReferralRow>(KeyOf(noted.Id));
        var row = Fold(noted.Id, before, noted.Fact);
        rows.Put(KeyOf(noted.Id), OfFamily(row.Family), row);
        if (before is null)
            rows.Put($"number/{row.Number}/{row.Referral:N}", Numbered(row.Number), new NumberedRow(row.Referral));
        if (row.SenderErased)
            rows.Remove(Key("sender", row));
        else
            rows.Put(Key("sender", row), row.HasEnded() || row.TakenOver ? SentBefore(row.FromTeam) : SentBy(row.FromTeam), row);
        if (row.ReceiverErased)
            rows.Remove(Key("receiver", row));
        else if (row.Status is not ("concept" or "ready") && (noted.Fact is ReferralSent or ReferralReRouted || Left(rows, row)))
            rows.Put(Key("receiver", row), row.HasEnded() ? AddressedBefore(row.ToTeam) : AddressedTo(row.ToTeam), row);
    }

    private static bool Left(Rows rows, ReferralRow row) => rows.Get<ReferralRow>(Key("receiver", row)) is not null;

    // Counted back from the end of time, so that the newest comes first.
    private static string Key(string side, ReferralRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{side}/{DateTimeOffset.MaxValue.UtcTicks - row.DraftedAt.UtcTicks:D19}/{row.Referral:N}");

    private static ReferralRow Fold(Guid id, ReferralRow? row, ReferralEvent fact) => (row, fact) switch
    {
        (null, ReferralDrafted d) => new(
            id, d.Number, d.Family, d.Need.Domain, d.Need.Area, d.Need.Band, d.Urgency, "concept", d.FromTeam, d.To.Team, null,
            Accepted: false, Warm: false, d.At, d.At),
        ({ Status: "concept" }, RowsHeard { Allowed.Count: > 0 }) => Now(row, ReferralStatus.Ready, fact),
        ({ }, SideErased { Side: Side.Sender }) => row with { SenderErased = true },
        ({ }, SideErased) => row with { ReceiverErased = true },
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
