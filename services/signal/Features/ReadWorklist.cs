using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Features;

/// <summary>A family that said 'not now'. Due when its date has come; without a date the family named none.</summary>
public sealed record NotNowListed(Guid Family, Guid Team, DateOnly HeldOn, DateOnly? ComeBackOn, bool Due);

internal static class ReadWorklistFeature
{
    public static void MapReadWorklist(this RouteGroupBuilder routes) => routes
        .MapGet("/werklijst", Handle)
        .WithSummary("Gesproken, toestemming niet gevraagd: 'niet nu' van de eigen teams")
        .Produces<NotNowListed[]>();

    private static async Task<IResult> Handle(HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, NotNowView.Table);
        await views.FreshFor(http, TasksView.Table);
        var today = Amsterdam.DateAt(clock.Now());
        var rows = new List<NotNowRow>();
        foreach (var team in asker.Teams.Order())
        {
            // After a loss or a death nobody comes back on that talk: the team's tasks say so in the same fact.
            var tasks = await views.List<TeamTasksRow>(TasksView.Table, TasksView.Of(team), ct);
            var open = tasks.SelectMany(t => t.Tasks).Where(t => t.Task is TeamTasks.ComeBack).Select(t => t.About).ToHashSet();
            rows.AddRange((await views.List<NotNowRow>(NotNowView.Table, NotNowView.Of(team), ct))
                .Where(row => open.Contains(row.Conversation)));
        }

        return TypedResults.Ok(rows
            .OrderBy(row => row.ComeBackOn ?? DateOnly.MaxValue)
            .Select(row => new NotNowListed(row.Family, row.Team, row.HeldOn, row.ComeBackOn, row.ComeBackOn <= today))
            .ToArray());
    }
}
