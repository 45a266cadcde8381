using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Features;

/// <summary>Something on the list of an own team. A silent task says no more than that there is one.</summary>
public sealed record TaskListed(Guid Family, Guid Team, string Task, Guid? Member, Guid? About, DateOnly? On, bool Due);

/// <summary>What was done.</summary>
/// <param name="Task">The code of the task, as it stands on the list.</param>
/// <param name="Member">The member it was about, when it named one.</param>
/// <param name="About">The thing it was about, when it named one.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record FinishTaskRequest(string? Task, Guid? Member, Guid? About, Guid? Team);

internal static class TasksFeature
{
    public static void MapTasks(this RouteGroupBuilder routes)
    {
        routes.MapGet("/taken", List)
            .WithSummary("Wat de eigen teams te doen hebben omdat er iets gebeurde")
            .WithDescription("Van het team, niet van een persoon: wie ziek is, laat niets liggen.")
            .Produces<TaskListed[]>();
        routes.MapPost("/{gezin:guid}/taken/afgehandeld", Finish)
            .WithSummary("Meld dat een taak is gedaan")
            .WithExample(new FinishTaskRequest("buiten-gebied", Member: null, About: null, Team: null))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, TasksView.Table);
        var today = Amsterdam.DateAt(clock.Now());
        var rows = await views.OfTeams<TeamTasksRow>(TasksView.Table, TasksView.Of, asker.Teams, ct);
        return TypedResults.Ok(rows
            .SelectMany(row => row.Tasks.Select(t => new TaskListed(
                row.Family, t.Team, t.Task, t.Member, t.About, t.On, t.On is { } day ? day <= today : t.Task is not TeamTasks.ComeBack)))
            .OrderBy(t => t.On ?? DateOnly.MinValue)
            .ToArray());
    }

    private static async Task<IResult> Finish(
        Guid gezin, FinishTaskRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Task, "task", TeamTasks.Finished).ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        FamilyCommand Make(Writing writing) =>
            new FinishTask(body.Task!, body.Member, body.About, writing.TeamOr(body.Team), writing.Organisation, writing.At);
    }
}
