using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Features;

/// <summary>A message that something happened, with a number and nothing of whom it is about.</summary>
public sealed record InboxItem(
    Guid Notification, Guid Team, string Reason, string Number, string Text, string Urgency, Guid About, bool Read, DateTimeOffset At);

/// <summary>What was done with the data, in one of four words; with <c>in-eigen-dossier</c> the law and until when.</summary>
/// <param name="Word"><c>niet-geopend</c>, <c>gesloten</c>, <c>vernietigd</c> or <c>in-eigen-dossier</c>.</param>
/// <param name="Law">A code, such as <c>wgbo</c> or <c>jeugdwet</c>.</param>
/// <param name="Until">The last day on which it is kept.</param>
public sealed record ConfirmRequest(string? Word, string? Law, DateOnly? Until);

/// <summary>The inbox of the own teams; another team's does not exist.</summary>
internal static class InboxFeature
{
    private static readonly string[] Laws = ["wgbo", "jeugdwet", "wmo", "wgs", "archiefwet"];

    public static void MapInbox(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", List)
            .WithSummary("Het postvak van uw teams: ingetrokken toestemming eerst, dan op urgentie en tijd").Produces<InboxItem[]>();
        routes.MapPost("/{team:guid}/{melding:guid}/gelezen", Read).WithSummary("De melding is gelezen");
        routes.MapPost("/{team:guid}/{melding:guid}/afgehandeld", Done).WithSummary("De melding is afgehandeld");
        routes.MapPost("/{team:guid}/{melding:guid}/bevestigd", Confirm)
            .WithSummary("Bevestig in één woord wat u met gegevens deed waarvan de toestemming is ingetrokken")
            .WithExample(new ConfirmRequest("in-eigen-dossier", "jeugdwet", Invented.Day.AddYears(1)));
    }

    private static async Task<IResult> List(Guid? team, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        if (team is { } one && !asker.Teams.Contains(one))
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, InboxView.Table);
        var rows = new List<InboxRow>();
        foreach (var mine in team is { } only ? [only] : asker.Teams.Order().ToArray())
            rows.AddRange(await views.List<InboxRow>(InboxView.Table, InboxView.Of(mine), ct));

        return TypedResults.Ok(rows.OrderBy(r => NotificationRules.Rank(r.Urgency)).ThenBy(r => r.At).Select(Item).ToArray());
    }

    private static InboxItem Item(InboxRow row) => new(
        row.Notification, row.Team, row.Reason, row.Number,
        NotificationRules.Table.Text(row.Reason, row.Number, row.At), row.Urgency, row.About, row.Read, row.At);

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

    private static async Task<IResult> Act(
        Guid team, NotificationCommand command, HttpContext http, Asker asker, NotificationHandler inboxes, Door door)
    {
        if (!asker.Teams.Contains(team))
            return Refusals.Missing.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), http.RequestAborted);
        return (await inboxes.Handle(team, command, context, http.RequestAborted)).ToHttp(http);
    }
}
