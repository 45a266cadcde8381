using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

/// <summary>Something about break-glass.</summary>
public abstract record EmergencyCommand(DateTimeOffset At) : ConsentCommand(At);

/// <summary>
/// A team needs at once what is closed to it: which rows, why (in a code; the words are sealed), for how many minutes. Nothing opens before
/// a second person agrees.
/// </summary>
public sealed record AskEmergency(
    Guid Ground, Guid ByOrganisation, Guid ByTeam, string? Kind, string By, string Purpose, IReadOnlyList<Row> Rows, string Urgency,
    int Minutes, PayloadRef Motivation, DateTimeOffset At) : EmergencyCommand(At);

/// <summary>A second person of the organisation agrees: from now on it is open, for the minutes that were asked.</summary>
public sealed record AgreeToEmergency(Guid Ground, string By, Guid ByOrganisation, DateTimeOffset At) : EmergencyCommand(At);

/// <summary>Somebody else looks afterwards whether it was right.</summary>
public sealed record ReviewEmergency(Guid Ground, string Outcome, string By, Guid ByOrganisation, DateTimeOffset At) : EmergencyCommand(At);

/// <summary>
/// Break-glass (NEN 7513; GDPR 6(1)(d), 9(2)(c)): a reason, a second person, some minutes, a review by a third. The person it is about sees
/// it with everything else that was looked at.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Decide(EmergencyCommand command, Consent consent) => command switch
    {
        AskEmergency ask when !consent.HasParty(ask.ByOrganisation) && !consent.Disclosed.Any(d => d.Team == ask.ByTeam) =>
            Refusals.Missing,
        AskEmergency ask => Break(ask, consent),
        AgreeToEmergency agree when Emergency(agree.Ground, agree.ByOrganisation, consent) is null => Refusals.Missing,
        AgreeToEmergency agree => Confirm(new ConfirmGround(agree.Ground, agree.By, agree.ByOrganisation, agree.At), consent),
        ReviewEmergency review => Look(review, consent),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "This command is not decided."),
    };

    private static Decision<ConsentFact> Break(AskEmergency ask, Consent consent)
    {
        var (at, matrix) = (consent.NotBefore(ask.At), ask.Holding.Grounds);
        var (today, rows) = (Amsterdam.DateAt(at), ask.Rows.Distinct().ToArray());
        if (consent.FindGround(ask.Ground) is not null)
            return [];
        if (ask.Kind is null || !matrix.Emergency.Recipients.Contains(ask.Kind))
            return ConsentRefusals.GroundRecipient;
        if (rows is [] || !rows.All(row => Fits(row, consent.Family!, today)))
            return ConsentRefusals.RowDoesNotFit;
        if (!rows.All(row => matrix.Emergency.Covers(row.Category, necessary: false)))
            return ConsentRefusals.GroundCategory;

        var last = Amsterdam.DateAt(at.AddMinutes(ask.Minutes + matrix.EmergencyAgreeWithinMinutes));
        return
        [
            new GroundInvoked(
                ask.Ground, matrix.Emergency.Code, matrix.Version, ask.ByOrganisation, ask.ByTeam, ask.Kind, ask.By, ask.ByTeam,
                ask.ByOrganisation, ask.Kind, ask.Purpose, rows, today, last, ask.Motivation, NecessityMotivated: false, "collega",
                Told: false, "spoed", "acuut", null, GroundMatrix.Confirmed, null, at)
            {
                Minutes = ask.Minutes,
                Urgency = ask.Urgency,
                Policy = ask.Holding.Versions,
            },
        ];
    }

    // A second permission is of the moment: the next day it is another emergency.
    private static bool IsTooLate(Ground ground, DateTimeOffset at) =>
        ground.Invoked.Minutes is not null && at > ground.Invoked.At.AddMinutes(Lists.Grounds.EmergencyAgreeWithinMinutes);

    private static Decision<ConsentFact> Look(ReviewEmergency review, Consent consent)
    {
        if (Emergency(review.Ground, review.ByOrganisation, consent) is not { Confirmed: { } agreed } ground)
            return Refusals.Missing;
        if (ground.Reviewed is { } before)
            return before.Outcome == review.Outcome ? [] : ConsentRefusals.ReviewedAlready;
        if (review.By == ground.Invoked.By || review.By == agreed.By)
            return ConsentRefusals.SamePerson;

        var at = consent.NotBefore(review.At);
        var reviewed = new EmergencyReviewed(review.Ground, review.Outcome, review.By, review.ByOrganisation, at);
        return ground.InForce(at) && review.Outcome != "terecht"
            ? [reviewed, new GroundEnded(review.Ground, "ten-onrechte", review.By, at)]
            : [reviewed];
    }

    private static Ground? Emergency(Guid ground, Guid organisation, Consent consent) =>
        consent.FindGround(ground) is { Invoked.Minutes: not null } found && found.Invoked.ByOrganisation == organisation ? found : null;
}
