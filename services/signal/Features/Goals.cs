using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Something a member wants to reach.</summary>
/// <param name="Member">Who wants it.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>.</param>
/// <param name="Words">In his own words; sealed.</param>
/// <param name="OwnSteps">What he already does himself; sealed.</param>
/// <param name="Need">The need it belongs to.</param>
/// <param name="By">When he wants to have reached it.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record SetGoalRequest(
    Guid? Member, string? Domain, string? Words, string? OwnSteps, Guid? Need, DateOnly? By, Guid? Team);

/// <summary>The goal that was recorded.</summary>
public sealed record GoalSetAnswer(Guid Goal);

/// <summary>How a goal ended.</summary>
/// <param name="Result">A code out of the list <c>goalResults</c>.</param>
/// <param name="Note">In words; sealed.</param>
public sealed record EndGoalRequest(string? Result, string? Note);

/// <summary>
/// Words about a need or a goal: the adult's, the child's, and what they already do themselves. Only ever sealed; reads as
/// <see cref="Words"/>.
/// </summary>
public sealed record OwnWords(string Text, string? ChildWords, string? OwnSteps);

internal static class GoalsFeature
{
    public static void MapGoals(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/doelen", Set)
            .WithSummary("Leg een doel vast, in eigen woorden")
            .WithExample(new SetGoalRequest(
                Invented.Parent, "financien", "Elke week de post openen.", "Ik leg de brieven al bij elkaar.", Need: null,
                Invented.Day.AddMonths(3), Team: null))
            .Produces<GoalSetAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/doelen/{doel:guid}/einde", End)
            .WithSummary("Leg vast hoe een doel eindigde")
            .WithExample(new EndGoalRequest("deels", "Het lukt om de week."))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Set(
        Guid gezin, SetGoalRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes)
            .Text(body.Words, "words", 2000)
            .Note(body.OwnSteps, "ownSteps")
            .Likely(body.By, "by")
            .ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new GoalSetAnswer(said.Fact<GoalSet>()!.Goal))));

        async Task<FamilyCommand> Make(Writing writing) => new SetGoal(
            Guid.CreateVersion7(), body.Member!.Value, body.Domain!, body.Need,
            await writing.Seal(body.Member.Value, new OwnWords(body.Words!.Trim(), null, body.OwnSteps?.Trim())), body.By,
            writing.Organisation, writing.TeamOr(body.Team), writing.At);
    }

    private static async Task<IResult> End(
        Guid gezin, Guid doel, EndGoalRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Result, "result", FamilyCodes.GoalResults.Codes).Note(body.Note, "note");
        return errors.None
            ? await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http))
            : errors.ToProblem();

        async Task<FamilyCommand> Make(Writing writing) => new EndGoal(
            doel, body.Result!, await writing.Note(writing.File.Goals.Find(g => g.Set.Goal == doel)?.Set.Member ?? gezin, body.Note),
            writing.Organisation, writing.At);
    }
}
