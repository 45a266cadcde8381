using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Features;

/// <summary>
/// A change in an inbox, as it happens. What: <c>begin</c>, <c>nieuw</c> (with the item), <c>gelezen</c>, <c>opgepakt</c>,
/// <c>teruggegeven</c>, <c>uitgesteld</c>, <c>terug</c>, <c>herinnerd</c>, <c>weg</c> (done, lapsed or confirmed), <c>leeft</c>.
/// </summary>
public sealed record InboxChange(
    string What, Guid? Team = null, IReadOnlyList<Guid>? Notifications = null, string? By = null, InboxItem? Item = null);

/// <summary>
/// The inbox live. Each change carries the place in the log as its id; who comes back with <c>Last-Event-ID</c> gets everything after it,
/// once, in order. The stream ends with the token: the next one is asked for with a fresh token.
/// </summary>
internal static class InboxStreamFeature
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static void MapInboxStream(this RouteGroupBuilder routes) => routes.MapGet("/stroom", Open)
        .WithSummary("Wat er in uw postvakken verandert, zodra het gebeurt (server-sent events, met Last-Event-ID)");

    private static async Task<IResult> Open(
        HttpContext http, Asker asker, IViews views, IEventLog log, TimeProvider clock, IHostApplicationLifetime life)
    {
        var said = http.Request.Headers["Last-Event-ID"].ToString();
        var known = Position.TryParse(said, out var place);
        if (said.Length > 0 && !known)
            return new InputErrors().Add("Last-Event-ID", "Geef hier het id van de laatste gebeurtenis die u ontving.").ToProblem();

        var head = await log.Head(http.RequestAborted);
        var inboxes = await Inboxes.Of(asker, team: null, area: null, views, http.RequestAborted);
        var from = !known || place > head ? head : place;
        var until = long.TryParse(http.User.FindFirst("exp")?.Value, CultureInfo.InvariantCulture, out var exp)
            ? DateTimeOffset.FromUnixTimeSeconds(exp)
            : clock.GetUtcNow().AddMinutes(5);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Changes(
            inboxes.ToDictionary(i => TeamInbox.Kind.Stream(i)), from, log, until, clock, life.ApplicationStopping, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<InboxChange>> Changes(
        Dictionary<string, Guid> inboxes, Position from, IEventLog log, DateTimeOffset until, TimeProvider clock,
        CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        // A reader who begins lists the inbox after this word: what the list holds, the stream need not bring.
        yield return new(new("begin"), "begin") { EventId = from.ToString(), ReconnectionInterval = TimeSpan.FromSeconds(1) };

        // A replica that was told to stop ends it: who reads comes back at another, with the place where he was.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        var at = from;
        while (clock.GetUtcNow() < until && !ends.IsCancellationRequested)
        {
            var read = 0;
            await foreach (var stored in log.ReadAll(at, AtOnce, ct))
            {
                (read, at) = (read + 1, stored.Position);
                if (inboxes.TryGetValue(stored.Stream, out var team) && Of(team, stored) is { } change)
                    yield return new(change, change.What) { EventId = stored.Position.ToString() };
            }

            if (read > 0)
                continue;

            await log.WaitForMore(at, Heartbeat, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await log.Head(ct) is var head && head <= at)
                yield return new(new("leeft"), "leeft");
        }
    }

    private static InboxChange? Of(Guid team, StoredEvent stored) => Facts.Read<NotificationEvent>(stored.Type, stored.Data) switch
    {
        NotificationRaised r => new("nieuw", team, [r.Notification], Item: InboxItem.Of(new InboxRow(
            r.Notification, team, r.Reason, r.About, r.Number, r.Urgency, Read: false, r.At))),
        NotificationRead r => new("gelezen", team, [r.Notification], r.By),
        NotificationTaken t => new("opgepakt", team, [t.Notification], t.By),
        NotificationReturned t => new("teruggegeven", team, [t.Notification], t.By),
        NotificationSnoozed s => new("uitgesteld", team, [s.Notification], s.By),
        NotificationWoken w => new("terug", team, [w.Notification]),
        NotificationReminded r => new("herinnerd", team, [r.Notification]),
        NotificationDone d => new("weg", team, [d.Notification], d.By),
        WithdrawalConfirmed c => new("weg", team, [c.Notification], c.By),
        NotificationLapsed { Notifications: [_, ..] gone } => new("weg", team, gone),
        _ => null,
    };
}
