using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>It went to a team it was not for.</summary>
public sealed record ReportWrongSending(
    Guid Breach, string Cause, DateTimeOffset DiscoveredAt, Guid Organisation, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>
/// The team that should not have had it says what it did with it; the door knows from the access log whether it had opened the letter.
/// </summary>
public sealed record ConfirmDestruction(string Word, bool Opened, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>A privacy officer of the organisation that sent it judges it.</summary>
public sealed record AssessBreach(
    Guid Breach, string Outcome, bool PeopleTold, string Reason, string Officer, Guid Organisation, DateTimeOffset At)
    : ReferralCommand(At);

/// <summary>
/// The chapter of wrong sendings. One report closes the letter, recalls the referral where it still runs, and asks the receiver to destroy
/// what it has and to say so.
/// </summary>
public static partial class ReferralDecider
{
    /// <summary>The reason of a recall that follows from a wrong sending.</summary>
    public const string WronglySent = "verkeerd-verzonden";

    /// <summary>It was never opened.</summary>
    public const string NotOpened = "niet-geopend";

    /// <summary>What went wrong.</summary>
    public static readonly IReadOnlyList<string> Causes =
        ["verkeerd-team", "verkeerd-gezin", "te-veel-gegevens", "zonder-grondslag", "anders"];

    /// <summary>What a receiver can have done with it.</summary>
    public static readonly IReadOnlyList<string> DestructionWords = [NotOpened, "vernietigd"];

    /// <summary>Whether it was told to the authority.</summary>
    public static readonly IReadOnlyList<string> BreachOutcomes = ["gemeld-bij-ap", "niet-gemeld"];

    /// <summary>Why it was, or was not.</summary>
    public static readonly IReadOnlyList<string> BreachReasons =
        ["risico-voor-betrokkenen", "niet-geopend", "geopend-en-vernietigd", "ontvanger-met-geheimhouding", "anders"];

    private static Decision<ReferralEvent> DecideBreach(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        ReportWrongSending report => Report(known, report),
        ConfirmDestruction when !sides.Contains(Side.Receiver) => ReferralRefusals.NotYours,
        ConfirmDestruction confirm => Confirm(known, confirm),
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> Report(Known known, ReportWrongSending report)
    {
        if (known.SentAt is not { } sentAt)
            return ReferralRefusals.NotSentYet;
        if (known.Breaches.Any(b => b.Reported.Team == known.To.Team && b.Reported.SentAt == sentAt))
            return known.Breaches.Any(b => b.Reported.Breach == report.Breach) ? [] : ReferralRefusals.ReportedBefore;

        var reported = new WrongSendingReported(
            report.Breach, report.Cause, report.By.Pseudonym, report.Organisation, report.DiscoveredAt, known.To.Team,
            known.To.Organisation, known.Sent, sentAt, known.Draft.FromTeam, known.Draft.FromOrganisation, report.At);
        var recall = Move(known, [Side.House], new ReferralRecalled(WronglySent, report.At), WronglySent);
        return recall.Refusal is null ? [reported, .. recall] : [reported];
    }

    private static Decision<ReferralEvent> Confirm(Known known, ConfirmDestruction confirm)
    {
        if (known.Breaches.LastOrDefault(b => b.Reported.Team == known.To.Team) is not { } breach)
            return ReferralRefusals.NothingReported;
        if (breach.Confirmed is { } said)
            return said.Word == confirm.Word ? [] : ReferralRefusals.ConfirmedBefore;
        if (confirm.Word == NotOpened && confirm.Opened)
            return ReferralRefusals.WasOpened;

        return
        [
            new DestructionConfirmed(
                breach.Reported.Breach, known.To.Team, known.To.Organisation, confirm.Word, confirm.By.Pseudonym, confirm.At),
        ];
    }

    private static Decision<ReferralEvent> Assess(Known known, AssessBreach assess)
    {
        if (known.Breaches.FirstOrDefault(b => b.Reported.Breach == assess.Breach) is not { } breach
            || known.Draft.FromOrganisation != assess.Organisation)
        {
            return Refusals.Missing;
        }

        return breach.Assessed is { } before
            && (before.Outcome, before.PeopleTold, before.Reason) == (assess.Outcome, assess.PeopleTold, assess.Reason)
                ? []
                : [
                    new BreachAssessed(
                        assess.Breach, assess.Outcome, assess.PeopleTold, assess.Reason, assess.Officer, assess.Organisation, assess.At),
                ];
    }

    // The receiver destroys what it has; the sender's own work for the family goes on where it was.
    private static IEnumerable<ReferralEvent> AfterBreach(Known now, BreachEvent fact) => fact switch
    {
        WrongSendingReported reported => now.Status is ReferralStatus.Recalled or ReferralStatus.Declined or ReferralStatus.Stopped
            or ReferralStatus.Expired or ReferralStatus.Completed
                ? [ToReceiver(now, TaskReasons.Destroy, reported.At)]
                : [],
        DestructionConfirmed confirmed => Lapse(now, confirmed.At, t => t.Set.Reason == TaskReasons.Destroy),
        _ => [],
    };
}
