using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Features;

/// <summary>
/// A message that something happened, with a number and nothing of whom it is about. Of a change on request of a person the id of the
/// family's file stands there: under it the team reads what changed, and says that it saw it.
/// </summary>
public sealed record InboxItem(
    Guid Notification, Guid Team, string Reason, string Number, string Text, string Urgency, Guid About, bool Read, DateTimeOffset At,
    string? TakenBy, DateTimeOffset? SnoozedUntil, int Reminded, DateTimeOffset? ClosedAt)
{
    private static readonly string[] Rulings = ["gegevens-verbeterd", "gebruik-beperkt", "beperking-opgeheven"];

    /// <summary>The family, where the team must say in its file that it saw the change.</summary>
    public Guid? Family { get; init; }

    internal static InboxItem Of(InboxRow row) => new(
        row.Notification, row.Team, row.Reason, row.Number, NotificationRules.Table.Text(row.Reason, row.Number, row.At), row.Urgency,
        row.About, row.Read, row.At, row.TakenBy, row.SnoozedUntil, row.Reminded, row.ClosedAt)
    {
        Family = Rulings.Contains(row.Reason) ? row.Family : null,
    };
}

/// <summary>What was done with the data, in one of four words; with <c>in-eigen-dossier</c> the law and until when.</summary>
/// <param name="Word"><c>niet-geopend</c>, <c>gesloten</c>, <c>vernietigd</c> or <c>in-eigen-dossier</c>.</param>
/// <param name="Law">A code, such as <c>wgbo</c> or <c>jeugdwet</c>.</param>
/// <param name="Until">The last day on which it is kept.</param>
public sealed record ConfirmRequest(string? Word, string? Law, DateOnly? Until);

/// <summary>The inbox of the own teams; another team's does not exist.</summary>
internal static class InboxFeature
{
    private const int AtMost = 500;
    private static readonly string[] Laws = ["wgbo", "jeugdwet", "wmo", "wgs", "archiefwet"];

    public static void MapInbox(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", List)
            .WithSummary(
                "Het postvak van uw teams: ingetrokken toestemming eerst, dan op urgentie en tijd. Te filteren op team, gebied, stand "
                + "(nieuw, gelezen, open, uitgesteld, klaar), urgentie, reden en van (mij, vrij, allen)")
            .Produces<InboxItem[]>();
        routes.MapPost("/{team:guid}/{melding:guid}/gelezen", Read).WithSummary("De melding is gelezen");
        routes.MapPost("/{team:guid}/{melding:guid}/afgehandeld", Done).WithSummary("De melding is afgehandeld");
        routes.MapPost("/{team:guid}/{melding:guid}/bevestigd", Confirm)
            .WithSummary("Bevestig in één woord wat u met gegevens deed waarvan de toestemming is ingetrokken")
            .WithExample(new ConfirmRequest("in-eigen-dossier", "jeugdwet", Invented.Day.AddYears(1)));
    }

    private static async Task<IResult> List(
        Guid? team, string? gebied, string? stand, string? urgentie, string? reden, string? van, HttpContext http, Asker asker,
        IViews views,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors();
        void Known(string? value, string field, IEnumerable<string> known) => _ = value is null ? errors : errors.OneOf(value, field,
            known);
        Known(stand, "stand", Filter.Stands);
        Known(urgentie, "urgentie", NotificationRules.Urgencies);
        Known(reden, "reden", NotificationRules.Table.Reasons);
        Known(van, "van", Filter.Whose);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, InboxView.Table);
        var inboxes = await Inboxes.Of(asker, team, gebied, views, ct);
        if (inboxes is [] && (team is not null || gebied is not null))
            return Refusals.Missing.ToProblem();

        var filter = new Filter(stand, urgentie, reden, van, asker.Pseudonym, clock.GetUtcNow());
        var rows = new List<InboxRow>();
        foreach (var mine in inboxes)
        {
            rows.AddRange(await Matching(mine, filter, views, ct));
        }

        var ordered = filter.Closed
            ? rows.OrderByDescending(r => r.ClosedAt)
            : rows.OrderBy(r => NotificationRules.Rank(r.Urgency)).ThenBy(r => r.At);
        return TypedResults.Ok(ordered.Select(InboxItem.Of).ToArray());
    }

    // What is asked for may lie behind much that is not: the list is read on until there is enough of it.
    private static async Task<List<InboxRow>> Matching(Guid inbox, Filter filter, IViews views, CancellationToken ct)
    {
        var found = new List<InboxRow>();
        var part = filter.Closed ? InboxView.Closed(inbox) : InboxView.Of(inbox);
        await foreach (var row in views.Walk<InboxRow>(InboxView.Table, part, InboxView.KeyOf, ct))
        {
            if (filter.Holds(row))
                found.Add(row);
            if (found.Count == AtMost)
                break;
        }

        return found;
    }

    private static Task<IResult> Read(
        Guid team, Guid melding, HttpContext http, Asker asker, NotificationHandler inboxes, Door door, TimeProvider clock) =>
        Act(team, new ReadNotification(melding, asker.Pseudonym, clock.Now()), http, asker, inboxes, door);

    private static Task<IResult> Done(
        Guid team, Guid melding, HttpContext http, Asker asker, NotificationHandler inboxes, Door door, TimeProvider clock) =>
        Act(team, new FinishNotification(melding, asker.Pseudonym, clock.Now()), http, asker, inboxes, door);

    private static async Task<IResult> Confirm(
        Guid team, Guid melding, ConfirmRequest body, HttpContext http, Asker asker, NotificationHandler inboxes, Door door,
            TimeProvider clock)
    {
        var errors = new InputErrors().OneOf(body.Word, "word", NotificationDecider.Words);
        if (body.Law is not null)
            errors.OneOf(body.Law, "law", Laws);

        return errors.None
            ? await Act(
                team, new ConfirmWithdrawal(melding, body.Word!, body.Law, body.Until, asker.Pseudonym, clock.Now()), http, asker, inboxes,
                    door)
            : errors.ToProblem();
    }

    internal static async Task<IResult> Act(
        Guid team, NotificationCommand command, HttpContext http, Asker asker, NotificationHandler inboxes, Door door)
    {
        var views = http.RequestServices.GetRequiredService<IViews>();
        if (await Inboxes.Of(asker, team, area: null, views, http.RequestAborted) is [])
            return Refusals.Missing.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), http.RequestAborted);
        return (await inboxes.Handle(team, command, context, http.RequestAborted)).ToHttp(http);
    }
}

/// <summary>What somebody wants to see of an inbox.</summary>
internal sealed record Filter(string? Stand, string? Urgency, string? Reason, string? Whoms, string Self, DateTimeOffset Now)
{
    public static readonly string[] Stands = ["nieuw", "gelezen", "open", "uitgesteld", "klaar"];
    public static readonly string[] Whose = ["mij", "vrij", "allen"];

    public bool Closed => Stand == "klaar";

    public bool Holds(InboxRow row) =>
        (Urgency is null || row.Urgency == Urgency)
        && (Reason is null || row.Reason == Reason)
        && (Whoms is null or "allen" || row.TakenBy == (Whoms == "mij" ? Self : null))
        && Stand switch
        {
            "nieuw" => !row.Read && !Aside(row),
            "gelezen" => row.Read && !Aside(row),
            "uitgesteld" => Aside(row),
            "open" => !Aside(row),
            _ => true,
        };

    private bool Aside(InboxRow row) => row.SnoozedUntil > Now;
}
