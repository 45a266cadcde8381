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
/// <param name="Check">
/// Somebody of the family: when the own organisation already has a file with this person, that is said (409 <c>mogelijk-dubbel</c>) and
/// nothing is opened. Nothing of it is kept.
/// </param>
/// <param name="Anyway">The file was looked at, and it is another family.</param>
public sealed record OpenFamilyRequest(string? Area, Guid? Team, PersonToCheck? Check = null, bool? Anyway = null);

/// <summary>Who to look for before a file is opened.</summary>
public sealed record PersonToCheck(string? Name, DateOnly? BirthDate, string? Postcode);

/// <summary>The file that was opened.</summary>
public sealed record FamilyOpenedAnswer(Guid Family);

internal static class OpenFamilyFeature
{
    public static void MapOpenFamily(this RouteGroupBuilder routes) => routes
        .MapPost("/", Handle)
        .WithSummary("Open het dossier van een gezin")
        .WithExample(new OpenFamilyRequest("GM0150", Team: null, new("Fenna Voorbeeld", Invented.Day.AddYears(-6), "7411 ZZ")))
        .WithDescription(
            "Wie dit verzoek met dezelfde Idempotency-Key herhaalt, krijgt hetzelfde gezin terug. Met 'check' wordt eerst gekeken of de "
            + "eigen organisatie dit gezin al kent; of een andere organisatie het kent, zegt niemand.")
        .Produces<FamilyOpenedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        OpenFamilyRequest body, HttpContext http, Asker asker, FamilyHandler families, Door door, Duplicates duplicates,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Municipality(body.Area, "area").OwnTeam(body.Team, asker);
        if (body.Check is { } check)
        {
            errors.Text(check.Name, "check.name", 200)
                .Must(check.BirthDate is not null || check.Postcode is not null, "check.birthDate",
                    "Vul de geboortedatum of de postcode in: een naam alleen zegt te weinig.")
                .Likely(check.BirthDate, "check.birthDate");
        }

        if (!errors.None)
            return errors.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var family = DerivedIds.Of(http.CommandId(), $"family|{actor.Pseudonym}|{actor.Organisation}");

        // Who says it again gets the file that was opened, which by now may hold the person to check.
        if (body is { Check: { } person, Anyway: not true }
            && (await families.Load(family, ct)).State is FamilyFile.NotOpened
            && await duplicates.Of(actor.Organisation, person.Name!, person.BirthDate, person.Postcode, fresh: true, ct) is [_, ..] known)
        {
            return Duplicates.ToProblem(known);
        }

        var team = body.Team ?? asker.Teams.Single();
        var context = await door.Open(http, actor, PayloadOwner.Family(family, actor.Organisation), ct);
        var open = new OpenFamily(family, actor.Organisation, team, body.Area!, clock.Now());
        var answer = await families.Handle(family, open, context, ct);
        return answer.ToCreated(http, _ => ($"/v1/gezinnen/{family}", new FamilyOpenedAnswer(family)));
    }
}
