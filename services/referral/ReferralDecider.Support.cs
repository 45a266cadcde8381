using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>
/// Ask a volunteer to support this family, who sees these rows; in the place of whom (by his way) where somebody does already.
/// </summary>
public sealed record AssignVolunteer(
    Guid Way, Guid Volunteer, PayloadRef Name, IReadOnlyList<Row> Fields, DateOnly? LastDay, Guid? Replaces, Person By, DateTimeOffset At)
    : ByPerson(By, At);

/// <summary>End it: from now on the volunteer sees nothing of the family.</summary>
public sealed record ReleaseVolunteer(Guid Way, string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Something the volunteer wants, who came in by this way.</summary>
public abstract record ByVolunteer(Guid Way, DateTimeOffset At) : ReferralCommand(At);

/// <summary>Say yes to it.</summary>
public sealed record AcceptSupport(Guid Way, DateTimeOffset At) : ByVolunteer(Way, At);

/// <summary>Say no to it.</summary>
public sealed record DeclineSupport(Guid Way, string Reason, DateTimeOffset At) : ByVolunteer(Way, At);

/// <summary>Say how it goes.</summary>
public sealed record ReportSupport(Guid Way, string Code, DateTimeOffset At) : ByVolunteer(Way, At);

/// <summary>Say that one wants to stop.</summary>
public sealed record StopSupport(Guid Way, string Reason, bool AtOnce, DateTimeOffset At) : ByVolunteer(Way, At);

/// <summary>
/// The chapter of informal support: one volunteer at a time, who sees at most what left for this team for this purpose. It ends with the
/// referral, in the same command, because it stands in the same stream.
/// </summary>
public static partial class ReferralDecider
{
    /// <summary>The purpose under which volunteers support a family.</summary>
    public const string InformalSupport = "informele-steun";

    /// <summary>Why a volunteer says no.</summary>
    public static readonly IReadOnlyList<string> VolunteerDeclines = ["geen-tijd", "past-niet-bij-mij", "te-ver-weg", "ken-het-gezin"];

    /// <summary>Why a volunteer wants to stop.</summary>
    public static readonly IReadOnlyList<string> VolunteerStops = ["geen-tijd", "klikt-niet", "te-zwaar", "onveilig", "klaar"];

    /// <summary>How it goes.</summary>
    public static readonly IReadOnlyList<string> SupportReports = ["kennisgemaakt", "loopt-goed", "even-stil", "overleg-nodig", "klaar"];

    /// <summary>Why a coordinator ends it; a replacement has a word of its own.</summary>
    public static readonly IReadOnlyList<string> ReleaseReasons =
        ["steun-klaar", "op-verzoek-van-gezin", "op-verzoek-van-vrijwilliger", "past-niet"];

    /// <summary>Somebody else was asked in his place.</summary>
    public const string Replaced = "vervangen";

    private const string OwnWish = "op-verzoek-van-vrijwilliger";
    private const string ReferralOver = "verwijzing-voorbij";
    private const int MonthsAtMost = 12;
    private const int MonthsUsually = 6;

    private static Decision<ReferralEvent> DecideSupport(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        _ when !sides.Contains(Side.Receiver) => ReferralRefusals.NotYours,
        AssignVolunteer assign => Assign(known, assign),
        ReleaseVolunteer release => known.Supports.Find(s => s.Assigned.Way == release.Way) switch
        {
            null => ReferralRefusals.VolunteerUnknown,
            { Ended: not null } => [],
            _ => [new VolunteerReleased(release.Way, release.Reason, release.At)],
        },
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> Assign(Known known, AssignVolunteer assign)
    {
        var (today, last) = (Amsterdam.DateAt(assign.At), assign.LastDay ?? Amsterdam.DateAt(assign.At).AddMonths(MonthsUsually));
        return assign switch
        {
            _ when known.Supports.Any(s => s.Assigned.Way == assign.Way) => [],
            _ when known.AcceptedAt is null || Ended(known.Status) || known.Gone => ReferralRefusals.NotFromHere,
            _ when known.Draft.Purpose != InformalSupport => ReferralRefusals.NoInformalSupport,
            { Fields.Count: 0 } => ReferralRefusals.NoRows,
            _ when !assign.Fields.All(f => known.Sent.Contains(f) && Purposes.Carries(InformalSupport, f.Category)) =>
                ReferralRefusals.FieldNotAgreed,
            _ when last < today || last > today.AddMonths(MonthsAtMost) => ReferralRefusals.TooFar,
            _ when known.Volunteer?.Assigned.Way != assign.Replaces => ReferralRefusals.VolunteerThere,
            _ =>
            [
                .. known.Volunteer is { } leaving
                    ? (ReferralEvent[])[new VolunteerReleased(leaving.Assigned.Way, Replaced, assign.At)]
                    : [],
                new VolunteerAssigned(
                    assign.Way, assign.Volunteer, assign.Name, assign.Fields, Amsterdam.StartOf(last.AddDays(1)), known.To.Team,
                    known.To.Organisation, assign.By.Pseudonym, assign.At),
            ],
        };
    }

    /// <summary>A volunteer whose support ended, by whatever it was, is told only that; a way that never was is nothing.</summary>
    private static Decision<ReferralEvent> DecideVolunteer(Known known, ByVolunteer wish)
    {
        if (known.Supports.Find(s => s.Assigned.Way == wish.Way) is not { } support)
            return Refusals.Missing;
        if (wish is DeclineSupport && support.Ended is { } why && VolunteerDeclines.Contains(why))
            return [];
        if (wish is StopSupport && support is { Ended: OwnWish, Stopping.AtOnce: true })
            return [];
        if (!support.IsOpen(wish.At))
            return ReferralRefusals.SupportOver;

        return wish switch
        {
            AcceptSupport when support.AcceptedAt is not null => [],
            AcceptSupport => [new VolunteerAccepted(wish.Way, wish.At)],
            DeclineSupport when support.AcceptedAt is not null => ReferralRefusals.SaidYes,
            DeclineSupport decline => [new VolunteerDeclined(wish.Way, decline.Reason, wish.At)],
            _ when support.AcceptedAt is null => ReferralRefusals.SayYesFirst,
            ReportSupport report when support.Report is { } last && last.Code == report.Code
                && Amsterdam.DateAt(last.At) == Amsterdam.DateAt(report.At) => [],
            ReportSupport report => [new SupportReported(wish.Way, report.Code, wish.At)],
            StopSupport stop when support.Stopping is { } said && (said.Reason, said.AtOnce) == (stop.Reason, stop.AtOnce) => [],
            StopSupport stop => [new VolunteerWantsToStop(wish.Way, stop.Reason, stop.AtOnce, wish.At)],
            _ => ReferralRefusals.NotFromHere,
        };
    }

    private static IEnumerable<ReferralEvent> AfterSupport(Known now, SupportEvent fact) => fact switch
    {
        VolunteerAssigned => Lapse(now, fact.At, t => t.Set.Reason is TaskReasons.VolunteerNo or TaskReasons.VolunteerStops
            or TaskReasons.VolunteerAsks),
        VolunteerDeclined => [ToReceiver(now, TaskReasons.VolunteerNo, fact.At)],
        SupportReported { Code: "overleg-nodig" or "klaar" } when !now.Owes(now.To.Team, TaskReasons.VolunteerAsks) =>
            [ToReceiver(now, TaskReasons.VolunteerAsks, fact.At)],
        VolunteerWantsToStop stop =>
        [
            .. now.Owes(now.To.Team, TaskReasons.VolunteerStops)
                ? (ReferralEvent[])[]
                : [ToReceiver(now, TaskReasons.VolunteerStops, fact.At)],
            .. stop.AtOnce ? (ReferralEvent[])[new VolunteerReleased(stop.Way, OwnWish, fact.At)] : [],
        ],
        VolunteerReleased { Reason: not (OwnWish or Replaced or ReferralOver) } => Lapse(
            now, fact.At, t => t.Set.Reason is TaskReasons.VolunteerStops or TaskReasons.VolunteerAsks),
        _ => [],
    };

    /// <summary>What ended or went to another team ends the support in the same command.</summary>
    private static IEnumerable<ReferralEvent> SupportEnds(Known? before, Known now, DateTimeOffset at) =>
        now.Volunteer is { } volunteer && (Ended(now.Status) || now.Gone || now.Erased.ContainsKey(Side.Receiver)
            || (before is not null && before.To.Team != now.To.Team))
            ? [new VolunteerReleased(volunteer.Assigned.Way, ReferralOver, at)]
            : [];
}
