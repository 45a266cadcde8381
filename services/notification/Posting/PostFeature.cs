using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Posting;

/// <summary>Why a message came back, as a code: <c>onbekend-adres</c>, <c>postvak-vol</c>, <c>geweigerd</c> or <c>anders</c>.</summary>
public sealed record BounceRequest(string? Why);

/// <summary>Which messages there are: who gets each, in which words, how urgent, over which channels, and when it is repeated.</summary>
public sealed record MessageBook(int Version, IReadOnlyList<MessageListed> Messages)
{
    /// <summary>Which version of the reminder times holds today; 0 is what the release brings.</summary>
    public int Times { get; init; }
}

/// <summary>One message of the book; the reminders are working days after it came.</summary>
public sealed record MessageListed(
    string Reason, string Text, IReadOnlyList<string> Recipients, string Urgency, IReadOnlyList<string> Channels,
    IReadOnlyList<int> Reminders);

/// <summary>
/// What could not be delivered: of the own teams, or all of it for who keeps the house; tried again, or noted as come back.
/// </summary>
internal static class PostFeature
{
    private static readonly string[] Whys = ["onbekend-adres", "postvak-vol", "geweigerd", "anders"];

    public static void MapPost(this RouteGroupBuilder routes)
    {
        routes.MapGet("/onbestelbaar", Lost).RequiresRole(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator)
            .Produces<PostRow[]>().WithSummary("Berichten die niet konden worden bezorgd, met de reden");
        routes.MapGet("/regels", Book).RequiresRole(Roles.FocusOfficer, Roles.Administrator).ShowsNobody()
            .Produces<MessageBook>().WithSummary("Welke berichten er zijn: voor wie, hoe dringend, waarlangs, en wanneer wordt herinnerd");
        routes.MapPost("/{bericht:guid}/opnieuw", Again).RequiresRole(Roles.Professional, Roles.TeamLead, Roles.Administrator)
            .WithSummary("Probeer een onbestelbaar bericht opnieuw");
        routes.MapPost("/{bericht:guid}/teruggekomen", Bounced).RequiresRole(Roles.Administrator)
            .WithSummary("Meld dat een verzonden bericht is teruggekomen").WithExample(new BounceRequest("onbekend-adres"));
    }

    private static async Task<Ok<MessageBook>> Book(PolicyHandler policies, TimeProvider clock, CancellationToken ct)
    {
        var (table, times) = (NotificationRules.Table, await policies.At(ReminderTimes.Kind, clock.Now(), ct));
        return TypedResults.Ok(new MessageBook(table.Version, [.. table.All.GroupBy(r => r.Reason).Select(of => new MessageListed(
            of.Key, table.Text(of.Key), [.. of.Select(r => r.Recipient).Distinct()], of.First().Urgency, table.Channels(of.Key),
            times.Numbers(ReminderTimes.SettingOf(of.Key))))])
        { Times = times.Version });
    }

    private static async Task<IResult> Lost(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, PostView.Table);
        var rows = await views.List<PostRow>(PostView.Table, PostView.Undeliverable, ct);
        return TypedResults.Ok(rows.Where(row => SeesAll(asker) || (row.Team is { } team && asker.Teams.Contains(team)))
            .OrderByDescending(row => row.At).ToArray());
    }

    private static async Task<IResult> Again(
        Guid bericht, HttpContext http, Asker asker, MessageHandler messages, Door door, TimeProvider clock) =>
        await Act(bericht, new TryAgain(asker.Pseudonym, clock.Now()), http, asker, messages, door);

    private static async Task<IResult> Bounced(
        Guid bericht, BounceRequest body, HttpContext http, Asker asker, MessageHandler messages, Door door, TimeProvider clock)
    {
        var errors = new InputErrors().OneOf(body.Why, "why", Whys);
        return errors.None
            ? await Act(bericht, new BounceMessage(body.Why!, clock.Now()), http, asker, messages, door)
            : errors.ToProblem();
    }

    private static bool SeesAll(Asker asker) => asker.Roles.Contains(Roles.Administrator) || asker.Roles.Contains(Roles.FocusOfficer);

    private static async Task<IResult> Act(
        Guid message, MessageCommand command, HttpContext http, Asker asker, MessageHandler messages, Door door)
    {
        var queued = (await messages.Load(message, http.RequestAborted)).State.Queued;
        if (queued is null || !(SeesAll(asker) || (queued.Team is { } team && asker.Teams.Contains(team))))
            return Refusals.Missing.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead, Roles.Administrator);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), http.RequestAborted);
        return (await messages.Handle(message, command, context, http.RequestAborted)).ToHttp(http);
    }
}
