using WarmHandover.Notifications.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Features;

/// <summary>Until when an item is put aside: at most thirty days.</summary>
public sealed record SnoozeRequest(DateTimeOffset? Until);

/// <summary>How much lies in one inbox.</summary>
public sealed record InboxCount(
    Guid Team, int New, int Read, int Snoozed, int Mine, int Free, IReadOnlyDictionary<string, int> ByUrgency, DateTimeOffset? Oldest);

/// <summary>Working through an inbox: take up, give back, put aside; and how much there is.</summary>
internal static class InboxWorkFeature
{
    public static void MapInboxWork(this RouteGroupBuilder routes)
    {
        routes.MapGet("/tellingen", Count).ShowsNobody().Produces<InboxCount[]>().WithSummary("Hoeveel er ligt, per postvak");
        routes.MapPost("/{team:guid}/{melding:guid}/opgepakt", (
                Guid team, Guid melding, HttpContext http, Asker asker, NotificationHandler inboxes, Door door, TimeProvider clock) =>
            InboxFeature.Act(team, new TakeNotification(melding, asker.Pseudonym, clock.Now()), http, asker, inboxes, door))
            .WithSummary("Ik pak deze melding op");
        routes.MapPost("/{team:guid}/{melding:guid}/teruggegeven", (
                Guid team, Guid melding, HttpContext http, Asker asker, NotificationHandler inboxes, Door door, TimeProvider clock) =>
            InboxFeature.Act(team, new ReturnNotification(melding, asker.Pseudonym, clock.Now()), http, asker, inboxes, door))
            .WithSummary("Geef de melding terug aan het team");
        routes.MapPost("/{team:guid}/{melding:guid}/uitgesteld", Snooze).WithSummary("Leg de melding weg tot een moment")
            .WithExample(new SnoozeRequest(Invented.Time.AddDays(2)));
    }

    private static async Task<IResult> Snooze(
        Guid team, Guid melding, SnoozeRequest body, HttpContext http, Asker asker, NotificationHandler inboxes, Door door,
        TimeProvider clock)
    {
        var now = clock.Now();
        var errors = new InputErrors().Must(
            body.Until is { } until && until > now && until <= now + NotificationDecider.LongestSnooze, "until",
            "Kies een moment in de komende dertig dagen.");
        return errors.None
            ? await InboxFeature.Act(
                team, new SnoozeNotification(melding, body.Until!.Value.ToUniversalTime(), asker.Pseudonym, now), http, asker, inboxes,
                door)
            : errors.ToProblem();
    }

    private static async Task<IResult> Count(HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, InboxView.Table);
        var (counts, now) = (new List<InboxCount>(), clock.GetUtcNow());
        foreach (var inbox in await Inboxes.Of(asker, team: null, area: null, views, ct))
        {
            var rows = await views.List<InboxRow>(InboxView.Table, InboxView.Of(inbox), ct);
            var awake = rows.Where(r => !(r.SnoozedUntil > now)).ToArray();
            counts.Add(new(
                inbox, awake.Count(r => !r.Read), awake.Count(r => r.Read), rows.Count - awake.Length,
                rows.Count(r => r.TakenBy == asker.Pseudonym), rows.Count(r => r.TakenBy is null),
                awake.GroupBy(r => r.Urgency).OrderBy(g => NotificationRules.Rank(g.Key)).ToDictionary(g => g.Key, g => g.Count()),
                rows.Count == 0 ? null : rows.Min(r => r.At)));
        }

        return TypedResults.Ok(counts.ToArray());
    }
}
