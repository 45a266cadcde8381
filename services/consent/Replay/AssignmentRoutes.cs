using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// An assignment to draft: which auditor (his pseudonym), which organisations, what happened from and until (the last day) when, what for,
/// and the last day on which he may look.
/// </summary>
public sealed record AssignmentBody(
    string? Auditor, IReadOnlyList<Guid>? Organisations, DateOnly? From, DateOnly? Until, string? Purpose, DateOnly? EndsOn);

/// <summary>The assignment that was drafted.</summary>
public sealed record AssignmentMade(Guid Assignment);

/// <summary>An assignment as it stands: for each organisation whether it agreed, and whether it is open to the auditor now.</summary>
public sealed record AssignmentSeen(
    Guid Assignment, string Auditor, DateOnly From, DateOnly Until, string Purpose, DateOnly EndsOn, string DraftedBy,
    Guid DraftedByOrganisation, IReadOnlyList<AssignedOrganisation> Organisations);

/// <summary>One organisation in an assignment: <c>wacht-op-instemming</c>, <c>open</c> or <c>voorbij</c>.</summary>
public sealed record AssignedOrganisation(Guid Organisation, string Standing);

internal static class AssignmentRoutes
{
    private static readonly string[] Desk = [Roles.PrivacyOfficer, Roles.Administrator];

    public static void MapAssignments(this IEndpointRouteBuilder assignments)
    {
        assignments.MapPost("", Draft)
            .RequiresRole(Desk)
            .Produces<AssignmentMade>(StatusCodes.Status201Created)
            .WithSummary("Stel een opdracht voor een auditor op: welke organisaties, welke periode, waarvoor, tot wanneer")
            .WithExample(new AssignmentBody(
                "auditor-1", [Invented.Organisation], Invented.Day.AddMonths(-3), Invented.Day, "klacht", Invented.Day.AddDays(30)));

        assignments.MapPost("/{assignment:guid}/instemming", Agree)
            .RequiresRole(Desk)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Stem als tweede persoon in met een opdracht, voor uw eigen organisatie");

        assignments.MapPost("/{assignment:guid}/einde", End)
            .RequiresRole(Desk)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beëindig een opdracht: voor uw eigen organisatie, of helemaal als uw organisatie haar opstelde");

        assignments.MapGet("", Listed)
            .RequiresRole([.. Desk, Roles.Auditor])
            .Produces<AssignmentSeen[]>()
            .WithSummary("De opdrachten van uw organisatie; voor een auditor die van hemzelf");
    }

    private static async Task<IResult> Draft(
        AssignmentBody body, Asker asker, HttpContext http, Door door, AssignmentHandler assignments, TimeProvider clock,
        CancellationToken ct)
    {
        var (now, today) = (clock.Now(), Amsterdam.DateAt(clock.Now()));
        var errors = new InputErrors()
            .Text(body.Auditor, "auditor", 100)
            .Must(body.Auditor is null || body.Auditor.All(IsOfAPseudonym), "auditor", "Geef het pseudoniem van de auditor, geen naam.")
            .Must(
                body.Organisations is { Count: > 0 and <= 20 } && !body.Organisations.Contains(Guid.Empty), "organisations",
                "Noem een tot twintig organisaties.")
            .Must(body.From is { Year: >= 2000 }, "from", "Noem de eerste dag waarover de auditor mag terugkijken.")
            .Must(body.Until is { Year: < 2200 } && !(body.Until < body.From), "until", "Noem de laatste dag van die periode.")
            .OneOf(body.Purpose, "purpose", Assignment.Purposes)
            .Must(
                body.EndsOn is { } last && today <= last && last <= today.AddDays(Assignment.LongestDays), "endsOn",
                $"Noem de laatste dag waarop de auditor mag kijken: vandaag of later, hoogstens {Assignment.LongestDays} dagen vooruit.")
            .Must(body.Auditor != asker.Pseudonym, "auditor", "U kunt uzelf geen opdracht geven.");
        if (!errors.None)
            return errors.ToProblem();

        var context = await door.Open(http, Actor(asker), PayloadOwner.Organisation(asker.Organisation), ct);
        var id = DerivedIds.Of(context.Id, "assignment");
        var drafted = new AssignmentDrafted(
            id, body.Auditor!, [.. body.Organisations!.Distinct()], body.From!.Value, body.Until!.Value, body.Purpose!, body.EndsOn!.Value,
            asker.Pseudonym, asker.Organisation, now);
        return (await assignments.Handle(id, new DraftAssignment(drafted), context, ct))
            .ToCreated(http, _ => ("/v1/opdrachten", new AssignmentMade(id)));
    }

    private static async Task<IResult> Agree(
        Guid assignment, Asker asker, HttpContext http, Door door, AssignmentHandler assignments, TimeProvider clock,
        CancellationToken ct)
    {
        var context = await door.Open(http, Actor(asker), PayloadOwner.Organisation(asker.Organisation), ct);
        var command = new AgreeToAssignment(assignment, asker.Organisation, asker.Pseudonym, clock.Now());
        return (await assignments.Handle(assignment, command, context, ct)).ToHttp(http);
    }

    private static async Task<IResult> End(
        Guid assignment, Asker asker, HttpContext http, Door door, AssignmentHandler assignments, TimeProvider clock,
        CancellationToken ct)
    {
        var context = await door.Open(http, Actor(asker), PayloadOwner.Organisation(asker.Organisation), ct);
        var command = new EndAssignment(assignment, asker.Organisation, asker.Pseudonym, clock.Now());
        return (await assignments.Handle(assignment, command, context, ct)).ToHttp(http);
    }

    private static async Task<IResult> Listed(
        Asker asker, HttpContext http, IViews views, AssignmentHandler assignments, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, AssignmentsView.Table);
        var desk = Desk.Any(asker.Roles.Contains);
        var part = desk ? AssignmentsView.OfOrganisation(asker.Organisation) : AssignmentsView.OfAuditor(asker.Pseudonym);
        var seen = new List<AssignmentSeen>();
        foreach (var row in await views.List<AssignmentRow>(AssignmentsView.Table, part, ct))
            seen.Add(Seen((await assignments.Load(row.Assignment, ct)).State, clock.Now()));

        return TypedResults.Ok(seen.OrderByDescending(s => s.EndsOn).ThenBy(s => s.Assignment).ToArray());
    }

    private static AssignmentSeen Seen(Assignment assignment, DateTimeOffset now)
    {
        var (drafted, open) = (assignment.Drafted!, assignment.OpenAt(now));
        string Standing(Guid organisation) => open.Contains(organisation) ? "open"
            : assignment.Ended.Contains(organisation) || Amsterdam.DateAt(now) > drafted.EndsOn ? "voorbij"
            : "wacht-op-instemming";

        return new(
            drafted.Assignment, drafted.Auditor, drafted.From, drafted.Until, drafted.Purpose, drafted.EndsOn, drafted.By,
            drafted.ByOrganisation, [.. drafted.Organisations.Select(o => new AssignedOrganisation(o, Standing(o)))]);
    }

    private static Actor Actor(Asker asker) => asker.As(Desk);

    private static bool IsOfAPseudonym(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':';
}
