using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>
/// The file to open: the municipality the family counts in, and the own team that works with it (may be left out by who has one
/// team).
/// </summary>
/// <param name="Area">The municipality's code, such as <c>GM0150</c>.</param>
/// <param name="Team">The own team.</param>
public sealed record OpenFamilyRequest(string? Area, Guid? Team);

/// <summary>The file that was opened.</summary>
public sealed record FamilyOpenedAnswer(Guid Family);

internal static class OpenFamilyFeature
{
    public static void MapOpenFamily(this RouteGroupBuilder routes) => routes
        .MapPost("/", Handle)
        .WithSummary("Open het dossier van een gezin")
        .WithExample(new OpenFamilyRequest("GM0150", Team: null))
        .WithDescription("Wie dit verzoek met dezelfde Idempotency-Key herhaalt, krijgt hetzelfde gezin terug.")
        .Produces<FamilyOpenedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        OpenFamilyRequest body, HttpContext http, Asker asker, FamilyHandler families, Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Municipality(body.Area, "area").OwnTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var family = DerivedIds.Of(http.CommandId(), $"family|{actor.Pseudonym}|{actor.Organisation}");
        var team = body.Team ?? asker.Teams.Single();
        var context = await door.Open(http, actor, PayloadOwner.Family(family, actor.Organisation), ct);
        var open = new OpenFamily(family, actor.Organisation, team, body.Area!, clock.Now());
        var answer = await families.Handle(family, open, context, ct);
        return answer.ToCreated(http, _ => ($"/v1/gezinnen/{family}", new FamilyOpenedAnswer(family)));
    }
}
