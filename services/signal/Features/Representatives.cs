using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Somebody who acts for a member, with the proof that was seen.</summary>
/// <param name="Member">Who is represented.</param>
/// <param name="Holder">Who acts for him: a member of this family, or an organisation that was added to it.</param>
/// <param name="Kind">A code out of the list <c>representationKinds</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day without it; left out while it goes on.</param>
/// <param name="Proof">A code out of the list <c>representationProofs</c> that fits the kind.</param>
public sealed record AppointRepresentativeRequest(
    Guid? Member, Guid? Holder, string? Kind, DateOnly? From, DateOnly? Until, string? Proof);

/// <summary>The representation that was recorded.</summary>
public sealed record RepresentativeAppointedAnswer(Guid Representation);

/// <summary>From which day somebody no longer acts for a member.</summary>
/// <param name="Until">The first day without it.</param>
/// <param name="Proof">A code out of the list <c>representationProofs</c>.</param>
public sealed record EndRepresentationRequest(DateOnly? Until, string? Proof);

internal static class RepresentativesFeature
{
    public static void MapRepresentatives(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/vertegenwoordigingen", Appoint)
            .WithSummary("Leg vast wie een gezinslid vertegenwoordigt: curator, mentor, bewindvoerder, gemachtigde, partner of familielid")
            .WithExample(new AppointRepresentativeRequest(
                Invented.Parent, Invented.Organisation, "bewindvoerder", Invented.Day.AddYears(-1), Until: null, "curateleregister"))
            .Produces<RepresentativeAppointedAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/vertegenwoordigingen/{vertegenwoordiging:guid}/einde", End)
            .WithSummary("Leg vast dat een vertegenwoordiging eindigt")
            .WithExample(new EndRepresentationRequest(Invented.Day, "beschikking"))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Appoint(
        Guid gezin, AppointRepresentativeRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var kind = FamilyCodes.RepresentationKinds.Find(body.Kind);
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .Member(body.Holder, "holder")
            .OneOf(body.Kind, "kind", FamilyCodes.RepresentationKinds.Codes)
            .OneOf(body.Proof, "proof", kind?.Proofs ?? FamilyCodes.RepresentationProofs.Codes)
            .Date(body.From, "from")
            .Likely(body.Until, "until");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(http, said => (
            $"/v1/gezinnen/{gezin}", new RepresentativeAppointedAnswer(said.Fact<RepresentativeAppointed>()!.Representation))));

        FamilyCommand Make(Writing writing) => new AppointRepresentative(
            Guid.CreateVersion7(), body.Member!.Value, body.Holder!.Value, body.Kind!, body.From!.Value, body.Until, body.Proof!,
            writing.Organisation, writing.At);
    }

    private static async Task<IResult> End(
        Guid gezin, Guid vertegenwoordiging, EndRepresentationRequest body, HttpContext http, Asker asker, FamilyDesk desk,
        CancellationToken ct)
    {
        var errors = new InputErrors()
            .Date(body.Until, "until")
            .OneOf(body.Proof, "proof", FamilyCodes.RepresentationProofs.Codes);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        FamilyCommand Make(Writing writing) =>
            new EndRepresentation(vertegenwoordiging, body.Until!.Value, body.Proof!, writing.Organisation, writing.At);
    }
}
