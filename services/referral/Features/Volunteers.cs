using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// Who is asked to support the family (a name for the own team, sealed; and the volunteer's own number where there is one), which fields
/// of the family that person may see, until which day (six months when left out), and in whose place.
/// </summary>
public sealed record VolunteerRequest(string? Name, IReadOnlyList<RowRequest>? Fields)
{
    /// <summary>The number under which this volunteer is known in the own organisation; left out, there is a new one.</summary>
    public Guid? Volunteer { get; init; }

    /// <summary>The last day on which the volunteer may come in.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>The way in of who is replaced; it ends in the same instant.</summary>
    public Guid? Replaces { get; init; }
}

/// <summary>The way in that was made: at <c>/v1/toegangen/{way}/code</c> the desk makes the code and the card.</summary>
public sealed record VolunteerAnswer(Guid Way, Guid Volunteer);

/// <summary>Why the support ends.</summary>
public sealed record ReleaseRequest(string? Reason);

/// <summary>A volunteer of this family, for the coordinator: asked, helps, wants to stop, or ended and why.</summary>
public sealed record VolunteerSeen(
    Guid Way, Guid Volunteer, string? Name, string State, IReadOnlyList<RowRequest> Fields, DateTimeOffset Until, string? Report,
    DateTimeOffset? ReportedAt, string? StopReason, bool StopAtOnce, string? Ended, DateTimeOffset AskedAt);

/// <summary>
/// The coordinator's side of informal support: who is asked, what that person may see, and the end of it. For the receiving team only.
/// </summary>
internal static class VolunteersFeature
{
    private const int LongestName = 120;
    private const int MostFields = 20;

    public static void MapVolunteers(this RouteGroupBuilder routes)
    {
        routes.MapGet("/{verwijzing:guid}/vrijwilligers", List)
            .WithSummary("Wie dit gezin steunt of steunde; alleen voor de ontvanger").Produces<VolunteerSeen[]>();
        routes.MapPost("/{verwijzing:guid}/vrijwilligers", Assign)
            .WithSummary("Vraag een vrijwilliger; die ziet alleen deze velden van dit ene gezin")
            .WithExample(new VolunteerRequest("Vera Voorbeeld", [new(Invented.Parent, "hulpvraag")]))
            .Produces<VolunteerAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/vrijwilligers/{toegang:guid}/beeindigen", Release)
            .WithSummary("Beëindig de steun; de vrijwilliger ziet meteen niets meer")
            .WithExample(new ReleaseRequest("steun-klaar"));
    }

    private static async Task<IResult> Assign(
        Guid verwijzing, VolunteerRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Text(body.Name, "name", LongestName).Rows(body.Fields, "fields", MostFields)
            .Must(body.Volunteer != Guid.Empty, "volunteer", "Vul een geldig nummer (UUID) in.")
            .Must(body.Replaces != Guid.Empty, "replaces", "Vul een geldig nummer (UUID) in.");
        if (!errors.None)
            return errors.ToProblem();

        var way = DerivedIds.Of(http.CommandId(), $"volunteer|{verwijzing:N}");
        var volunteer = body.Volunteer ?? DerivedIds.Of(way, "person");
        return await desk.Act(
            verwijzing,
            new(http, asker),
            async act => new AssignVolunteer(
                way, volunteer, await act.Seal(volunteer, body.Name!.Trim()), [.. body.Fields!.Select(f => f.ToRow()).Distinct()],
                body.LastDay, body.Replaces, act.By, act.At),
            answer => answer.ToCreated(http, _ =>
                ($"/v1/verwijzingen/{verwijzing}/vrijwilligers", new VolunteerAnswer(way, volunteer))));
    }

    private static async Task<IResult> Release(
        Guid verwijzing, Guid toegang, ReleaseRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", ReferralDecider.ReleaseReasons);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new ReleaseVolunteer(toegang, body.Reason!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> List(
        Guid verwijzing, Asker asker, ReferralDesk desk, IVault vault, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { Known: { AcceptedAt: not null } known } found
            || !found.Sides.Contains(Side.Receiver))
        {
            return Refusals.Missing.ToProblem();
        }

        // A team that goes on after another sees whom it asked itself, not the other team's people.
        var seen = new List<VolunteerSeen>();
        foreach (var s in known.Supports.Where(s => s.Assigned.Team == known.To.Team))
        {
            var name = (await vault.Open<SealedWords>(s.Assigned.Name, ct))?.Text;
            seen.Add(new(
                s.Assigned.Way, s.Assigned.Volunteer, name, State(s, clock.GetUtcNow()),
                [.. s.Assigned.Fields.Select(f => new RowRequest(f.Subject, f.Category))], s.Assigned.Until, s.Report?.Code, s.Report?.At,
                s.Stopping?.Reason, s.Stopping?.AtOnce ?? false, s.Ended, s.Assigned.At));
        }

        return TypedResults.Ok(seen);
    }

    /// <summary>Where it stands, in a word.</summary>
    internal static string State(Referral.Support support, DateTimeOffset now) => support switch
    {
        { Ended: not null } => "gestopt",
        _ when !support.IsOpen(now) => "verlopen",
        { Stopping: not null } => "wil-stoppen",
        { AcceptedAt: not null } => "helpt",
        _ => "gevraagd",
    };
}
