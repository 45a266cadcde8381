using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>One line of a worklist: which referral, what about, where it stands since when, and what is to be done.</summary>
public sealed record WorkListed(
    Guid Referral, string Number, string? Domain, string? Area, string? Urgency, string? Status, string? ClaimedBy, DateTimeOffset? Since,
    string? Todo, DateOnly? Before);

/// <summary>
/// Something that happened to a referral, as this viewer may know of it: when, what (a code and plain words), by which side, with which
/// reason.
/// </summary>
public sealed record TimelineStep(DateTimeOffset At, string Step, string Text, string? To, string? Reason, string By);

/// <summary>A stuck referral for the focus officer: a number and a term, never a family.</summary>
public sealed record StuckListed(
    string Number, string Term, string Name, bool Legal, DateOnly EndsOn, Guid FromTeam, Guid ToTeam, string Area, int DaysOver);

/// <summary>What there is to do, what happened, and what is stuck.</summary>
internal static class WorklistsFeature
{
    private static readonly string[] Lists = ["mijn", "team", "te-verzenden", "wacht-op-ander", "te-laat", "bel-het-gezin"];
    private static readonly string[] NotSent = ["concept", "ready"];
    private static readonly string[] Waiting = ["sent", "received", "re-routed"];

    public static void MapWorklists(this RouteGroupBuilder routes)
    {
        routes.MapGet("/werklijst", Work)
            .WithSummary("Wat er te doen is: ?lijst=mijn, team, te-verzenden, wacht-op-ander, te-laat of bel-het-gezin")
            .Produces<WorkListed[]>();
        routes.MapGet("/{verwijzing:guid}/tijdlijn", Timeline)
            .WithSummary("Wat er met een verwijzing gebeurde, voor zover het u aangaat").Produces<TimelineStep[]>();
    }

    public static void MapStuck(this IEndpointRouteBuilder app) => app
        .MapHouseGroup("/v1/vastgelopen").WithTags("verwijzingen").NotesLooks("verwijzing")
        .MapGet("/", Stuck).RequiresRole(Roles.FocusOfficer, Roles.Administrator)
        .WithSummary("Verlopen termijnen in een gebied: nummers en teams, nooit een gezin").Produces<StuckListed[]>();

    private static async Task<IResult> Work(
        string? lijst, HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(lijst ?? "mijn", "lijst", Lists);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, ReferralsView.Table);
        var ours = await views.OfTeams<ReferralRow>(ReferralsView.Table, ReferralsView.AddressedTo, asker.Teams, ct);
        var theirs = await views.OfTeams<ReferralRow>(ReferralsView.Table, ReferralsView.SentBy, asker.Teams, ct);
        var known = ours.Concat(theirs).DistinctBy(r => r.Referral).ToDictionary(r => r.Referral);
        var today = Amsterdam.DateAt(clock.GetUtcNow());
        var lines = lijst switch
        {
            "team" => ours.Where(r => r.ClaimedBy is null).Select(r => Line(r, null, null)),
            "te-verzenden" => theirs.Where(r => NotSent.Contains(r.Status)).Select(r => Line(r, null, null)),
            "wacht-op-ander" => theirs.Where(r => Waiting.Contains(r.Status)).Select(r => Line(r, null, null)),
            "te-laat" => (await views.OfTeams<TermRow>(TermsView.Table, TermsView.AddressedTo, asker.Teams, ct))
                .Where(t => t.OwedBy == "receiver" && (t.Expired || (today > t.EndsOn && !(today <= t.LaterOn))))
                .Select(t => Line(known.GetValueOrDefault(t.Referral), t.Kind, t.EndsOn, t.Referral, t.Number)),
            "bel-het-gezin" => (await views.OfTeams<TaskRow>(TasksView.Table, TasksView.Of, asker.Teams, ct))
                .Where(t => t.Reason.StartsWith("bel-het-gezin", StringComparison.Ordinal))
                .Select(t => Line(
                    known.GetValueOrDefault(t.Referral), t.Reason, t.Before is { } b ? Amsterdam.DateAt(b) : null, t.Referral, t.Number)),
            _ => ours.Where(r => r.ClaimedBy == asker.Pseudonym).Select(r => Line(r, null, null)),
        };
        return TypedResults.Ok(lines.OrderBy(l => l.Before ?? DateOnly.MaxValue).ThenBy(l => l.Since).ToArray());
    }

    private static WorkListed Line(ReferralRow? row, string? todo, DateOnly? before, Guid? referral = null, string? number = null) => new(
        row?.Referral ?? referral!.Value, row?.Number ?? number!, row?.Domain, row?.Area, row?.Urgency, row?.Status, row?.ClaimedBy,
        row?.Since, todo, before);

    private static async Task<IResult> Timeline(
        Guid verwijzing, Asker asker, ReferralDesk desk, IEventLog log, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { } found)
            return Refusals.Missing.ToProblem();

        var (steps, state) = (new List<TimelineStep>(), Referral.Initial);
        await foreach (var stored in log.Read(Referral.Kind.Stream(verwijzing), 0, ct))
        {
            var fact = Facts.Read<ReferralEvent>(stored.Type, stored.Data);
            var before = state as Referral.Known;
            state = Referral.Evolve(state, fact);
            if (Concerns(fact, (Referral.Known)state, found) && !IsOldNews(fact, before))
                steps.Add(Step(stored, fact, (Referral.Known)state, found));
        }

        return TypedResults.Ok(steps);
    }

    /// <summary>
    /// The sender does not see what the receiver keeps for itself; the receiver sees nothing from before it came to its team; a task is for
    /// its team only.
    /// </summary>
    private static bool Concerns(ReferralEvent fact, Referral.Known then, Found found) => fact switch
    {
        GoalSet or GoalJudged or ProgressNoted or ContactMade or ReferralHandedOn or ClaimReleased or ReferralClaimed or DebtStageReached
            or FirstConversationHeld or DebtHelpDecided => found.Sides.Contains(Side.Receiver) && then.To.Team == found.Known.To.Team,
        TermEvent term when ReferralDecider.IsOfTheHelp(term, then) =>
            found.Sides.Contains(Side.Receiver) && then.To.Team == found.Known.To.Team,
        TaskSet set => Own(set.Team, found),
        TaskDone done => then.Tasks.Any(t => t.Set.Task == done.Task && Own(t.Set.Team, found)),
        SupportEvent => found.Sides.Contains(Side.Receiver) && then.To.Team == found.Known.To.Team,
        _ when found.Sender => true,
        _ => then.SentAt is not null && then.To.Team == found.Known.To.Team && fact is not (RowsHeard or SectionAdded),
    };

    /// <summary>Consent said something about other rows or another team: nothing changed here.</summary>
    private static bool IsOldNews(ReferralEvent fact, Referral.Known? before) => fact is RowsHeard heard
        && before?.Heard is { } last && heard.Allowed.SequenceEqual(last.Allowed) && heard.Closed.SequenceEqual(last.Closed);

    private static bool Own(Guid team, Found found) =>
        (found.Sender && team == found.Known.Draft.FromTeam) || (found.Sides.Contains(Side.Receiver) && team == found.Known.To.Team);

    /// <summary>With which outcome it ended and why it waits are feedback, which the sender has only as agreed.</summary>
    private static TimelineStep Step(StoredEvent stored, ReferralEvent fact, Referral.Known then, Found found) => new(
        fact.At, stored.Type[..stored.Type.LastIndexOf('.')], TimelineWords.Of(fact, then),
        ReferenceEquals(then.Move, fact) ? Transitions.Code(then.Status) : null,
        fact is HelpCompleted or HelpPaused && !found.Sides.Contains(Side.Receiver) ? null : ReferralAnnouncements.ReasonOf(fact),
        EventHeader.Read(stored.Header).Actor.Role);

    private static async Task<IResult> Stuck(
        string? gebied, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Areas(gebied is null ? null : [gebied], "gebied", 1);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, TermsView.Table);
        var today = Amsterdam.DateAt(clock.GetUtcNow());
        var rows = await views.List<TermRow>(TermsView.Table, TermsView.In(gebied!), ct);
        return TypedResults.Ok(rows
            .Where(r => r.OwedBy == "receiver" && today > r.EndsOn && !(today <= r.LaterOn))
            .Select(r => new StuckListed(
                r.Number, r.Term, TermRules.Standard.Of(r.Kind).Name, r.Legal, r.EndsOn, r.FromTeam, r.ToTeam, r.Area,
                today.DayNumber - r.EndsOn.DayNumber))
            .OrderByDescending(r => r.Legal).ThenByDescending(r => r.DaysOver).ToArray());
    }
}
