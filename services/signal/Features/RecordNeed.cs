using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>What a member wants help with.</summary>
/// <param name="Member">Who wants it.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>.</param>
/// <param name="Words">In the person's own words; sealed.</param>
/// <param name="Area">The municipality, when it is not the family's.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
/// <param name="ChildWords">What a child of the family says about it; sealed.</param>
/// <param name="OwnSteps">What they already do themselves; sealed.</param>
public sealed record RecordNeedRequest(
    Guid? Member, string? Domain, string? Words, string? Area, Guid? Team, string? ChildWords = null, string? OwnSteps = null);

/// <summary>The need that was recorded.</summary>
public sealed record NeedRecordedAnswer(Guid Need);

internal static class RecordNeedFeature
{
    public static void MapRecordNeed(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/hulpvragen", Handle)
        .WithSummary("Leg een hulpvraag vast, in eigen woorden")
        .WithExample(new RecordNeedRequest(Invented.Parent, "financien", "Ik wil weer rondkomen.", Area: null, Team: null))
        .Produces<NeedRecordedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        Guid gezin, RecordNeedRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes)
            .Text(body.Words, "words", 2000)
            .Note(body.ChildWords, "childWords")
            .Note(body.OwnSteps, "ownSteps")
            .ActingTeam(body.Team, asker);
        if (body.Area is not null)
            errors.Municipality(body.Area, "area");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new NeedRecordedAnswer(said.Fact<NeedRecorded>()!.Need))));

        async Task<FamilyCommand> Make(Writing writing) => new RecordNeed(
            Guid.CreateVersion7(), body.Member!.Value, body.Domain!, body.Area,
            await writing.Seal(body.Member.Value, new OwnWords(body.Words!.Trim(), body.ChildWords?.Trim(), body.OwnSteps?.Trim())),
            writing.Organisation,
            writing.TeamOr(body.Team), writing.At);
    }
}
