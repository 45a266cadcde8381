using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A provision that was pointed out: the light route. Nothing leaves, so nobody's consent is asked.</summary>
/// <param name="Member">To whom.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>.</param>
/// <param name="Provision">The entry of the sociale kaart, when it stands there.</param>
/// <param name="Note">Which one, in words; sealed.</param>
/// <param name="CheckOn">When somebody asks whether it worked; after four weeks when left out.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record PointOutProvisionRequest(
    Guid? Member, string? Domain, Guid? Provision, string? Note, DateOnly? CheckOn, Guid? Team);

/// <summary>What was pointed out, and when somebody comes back to it.</summary>
public sealed record ProvisionPointedOutAnswer(Guid Pointing, DateOnly CheckOn);

/// <summary>Applied for? Worked out? Where did it get stuck?</summary>
/// <param name="Result">A code out of the list <c>provisionResults</c>.</param>
/// <param name="StuckOn">A code out of the list <c>stuckPoints</c>, when it got stuck or was not applied for.</param>
/// <param name="CheckAgainOn">When to ask again, if at all.</param>
/// <param name="Note">In words; sealed.</param>
public sealed record CheckProvisionRequest(string? Result, string? StuckOn, DateOnly? CheckAgainOn, string? Note);

internal static class LightRouteFeature
{
    public static void MapLightRoute(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/voorzieningen", Point)
            .WithSummary("Leg vast dat u een voorziening hebt aangewezen (de lichte route)")
            .WithDescription("Er gaat niets naar buiten. Na vier weken, of op de afgesproken dag, ligt het bij het team: gelukt?")
            .WithExample(new PointOutProvisionRequest(
                Invented.Child, "participatie", Provision: null, "Kleding via het kindpakket.", CheckOn: null, Team: null))
            .Produces<ProvisionPointedOutAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/voorzieningen/{aanwijzing:guid}/nagevraagd", Check)
            .WithSummary("Leg vast of het is aangevraagd, gelukt, of waar het vastliep")
            .WithExample(new CheckProvisionRequest(
                "vastgelopen", "digitaal", Invented.Day.AddDays(14), "Samen invullen bij het spreekuur."))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Point(
        Guid gezin, PointOutProvisionRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes)
            .Must(body.Provision is not null || !string.IsNullOrWhiteSpace(body.Note), "note",
                "Zeg welke voorziening het is: kies er een, of schrijf het op.")
            .Note(body.Note, "note")
            .Likely(body.CheckOn, "checkOn")
            .ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(http, said =>
        {
            var pointed = said.Fact<ProvisionPointedOut>()!;
            return ($"/v1/gezinnen/{gezin}", new ProvisionPointedOutAnswer(pointed.Pointing, pointed.CheckOn));
        }));

        async Task<FamilyCommand> Make(Writing writing) => new PointOutProvision(
            Guid.CreateVersion7(), body.Member!.Value, body.Domain!, body.Provision, await writing.Note(body.Member.Value, body.Note),
            body.CheckOn, writing.Organisation, writing.TeamOr(body.Team), writing.At);
    }

    private static async Task<IResult> Check(
        Guid gezin, Guid aanwijzing, CheckProvisionRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .OneOf(body.Result, "result", FamilyCodes.ProvisionResults.Codes)
            .Likely(body.CheckAgainOn, "checkAgainOn")
            .Note(body.Note, "note");
        if (body.StuckOn is not null || body.Result is "vastgelopen")
            errors.OneOf(body.StuckOn, "stuckOn", FamilyCodes.StuckPoints.Codes);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing)
        {
            var about = writing.File.Pointings.Find(p => p.Out.Pointing == aanwijzing)?.Out.Member ?? gezin;
            return new CheckProvision(
                aanwijzing, body.Result!, body.StuckOn, body.CheckAgainOn, await writing.Note(about, body.Note), writing.Organisation,
                writing.At);
        }
    }
}
