using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

/// <summary>
/// Share rows without consent, on a ground of the matrix. The door brings what the directory told of both teams; nothing told is a no.
/// </summary>
public sealed record InvokeGround(
    Guid Ground, string Code, Guid ByOrganisation, Guid ByTeam, TeamHeard? Sender, string By, Guid RecipientTeam,
    Guid RecipientOrganisation, TeamHeard? Recipient, string Purpose, IReadOnlyList<Row> Rows, DateOnly? Until, PayloadRef Motivation,
    bool NecessityMotivated, string Consulted, bool Told, string? NotTold, string Seriousness, CourtOrder? Order, string? Second,
    DateTimeOffset At) : ConsentCommand(At);

/// <summary>A second person carries the ground as well.</summary>
public sealed record ConfirmGround(Guid Ground, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>The ground is over before its last day.</summary>
public sealed record EndGround(Guid Ground, string Reason, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>Sharing without consent: only inside the borders of the ground matrix, and to another organisation it does not exist.</summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Invoke(InvokeGround invoke, Consent consent)
    {
        var (at, matrix) = (consent.NotBefore(invoke.At), invoke.Holding.Grounds);
        var (today, rows) = (Amsterdam.DateAt(at), invoke.Rows.Distinct().ToArray());
        if (consent.FindGround(invoke.Ground) is not null)
            return [];
        if (matrix.Find(invoke.Code) is not { } rule || rule == matrix.Emergency || !rule.Sends(invoke.Sender))
            return ConsentRefusals.GroundSender;
        if (!rule.Reaches(invoke.Recipient, invoke.Sender)
            || (rule.NeedsOrder && invoke.Order?.Organisation != invoke.RecipientOrganisation))
        {
            return ConsentRefusals.GroundRecipient;
        }

        if (rows is [] || !rows.All(row => Fits(row, consent.Family!, today)))
            return ConsentRefusals.RowDoesNotFit;
        if (!rows.All(row => rule.Covers(row.Category, invoke.NecessityMotivated)
            && (!rule.NeedsOrder || row.Subject == invoke.Order!.Child || invoke.NecessityMotivated)))
        {
            return ConsentRefusals.GroundCategory;
        }

        if (rows.Any(row => IsKeptFrom(row.Category, invoke.Recipient!.OrganisationKind, invoke.Holding)))
            return ConsentRefusals.GroundCategory;

        if (Evidence(invoke, rule, consent.Family!, today) is { } missing)
            return missing;

        var track = rule.NeedsMeldcode ? consent.Tracks.FindLast(t => t.Organisation == invoke.ByOrganisation && t.Reported) : null;
        if (rule.NeedsMeldcode && track is null)
            return ConsentRefusals.GroundMeldcode;

        var last = rule.NeedsOrder ? invoke.Order!.Until : today.AddDays(rule.LongestDays);
        if (invoke.Until < today || invoke.Until > last)
            return ConsentRefusals.GroundTerm;

        return
        [
            new GroundInvoked(
                invoke.Ground, rule.Code, matrix.Version, invoke.ByOrganisation, invoke.ByTeam, invoke.Sender?.OrganisationKind,
                invoke.By, invoke.RecipientTeam, invoke.RecipientOrganisation, invoke.Recipient!.OrganisationKind, invoke.Purpose, rows,
                today, invoke.Until ?? last, invoke.Motivation, invoke.NecessityMotivated, invoke.Consulted, invoke.Told, invoke.NotTold,
                invoke.Seriousness, rule.NeedsOrder ? invoke.Order : null, rule.NeedsSecond ? invoke.Second : null,
                rule.NeedsSecond && invoke.Second == GroundMatrix.Afterwards
                    ? LegalCalendar.Known.AfterWorkingDays(today, matrix.ReviewWorkingDays)
                    : null,
                at)
            {
                Track = track?.Track,
                Policy = invoke.Holding.Versions,
            },
        ];
    }

    // What the release keeps from a kind of organisation is closed at every use; what policy keeps from it is not shared from its day on.
    private static bool IsKeptFrom(string category, string kind, ConsentLaw law) =>
        law.NeverTo(category, [kind]) && !ConsentLaw.OfRelease.NeverTo(category, [kind]);

    private static Refusal? Evidence(InvokeGround invoke, GroundRule rule, FamilyHeard family, DateOnly today)
    {
        if (rule.NeedsSecond && !Lists.Grounds.Second.Contains(invoke.Second ?? ""))
            return ConsentRefusals.GroundEvidence;
        if (!rule.NeedsOrder)
            return null;

        return invoke.Order is { } order && family.Member(order.Child) is not null && order.From <= today && today <= order.Until
            && order.Until.DayNumber - order.From.DayNumber < rule.LongestDays
                ? null
                : ConsentRefusals.GroundEvidence;
    }

    private static Decision<ConsentFact> Confirm(ConfirmGround confirm, Consent consent)
    {
        if (consent.FindGround(confirm.Ground) is not { } ground || ground.Invoked.ByOrganisation != confirm.ByOrganisation)
            return Refusals.Missing;
        if (ground.Confirmed is not null || ground.Invoked.Second is null or GroundMatrix.Elsewhere)
            return [];
        if (ground.Invoked.By == confirm.By)
            return ConsentRefusals.SamePerson;
        if (IsTooLate(ground, consent.NotBefore(confirm.At)))
            return ConsentRefusals.EmergencyTooLate;

        return [new GroundConfirmed(confirm.Ground, confirm.By, consent.NotBefore(confirm.At))];
    }

    private static Decision<ConsentFact> End(EndGround end, Consent consent)
    {
        if (consent.FindGround(end.Ground) is not { } ground || ground.Invoked.ByOrganisation != end.ByOrganisation)
            return Refusals.Missing;

        return ground.Ended is null ? [new GroundEnded(end.Ground, end.Reason, end.By, consent.NotBefore(end.At))] : [];
    }
}
