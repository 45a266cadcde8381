using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>From which date somebody no longer decides for a child.</summary>
/// <param name="Child">The child.</param>
/// <param name="Holder">Who held the authority.</param>
/// <param name="Until">The first day without it.</param>
/// <param name="Proof">A code out of the list <c>authorityProofs</c>.</param>
public sealed record EndAuthorityRequest(Guid? Child, Guid? Holder, DateOnly? Until, string? Proof);

internal static class EndAuthorityFeature
{
    public static void MapEndAuthority(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/gezag/beeindigingen", Handle)
        .RequiresIfMatch()
        .WithSummary("Leg vast dat gezag eindigt")
        .WithExample(new EndAuthorityRequest(Invented.Child, Invented.Parent, Invented.Day, "beschikking"))
        .WithDescription("Vraagt If-Match met de ETag van het dossier: wie een lijn beëindigt, heeft die eerst gelezen.")
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(
        Guid gezin, EndAuthorityRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Child, "child")
            .Member(body.Holder, "holder")
            .Date(body.Until, "until")
            .OneOf(body.Proof, "proof", FamilyCodes.AuthorityProofs.Codes);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct, FamilyHandler.Composition), gezin, Make, answer => answer.ToHttp(http));

        Task<FamilyCommand> Make(Writing writing) => Task.FromResult<FamilyCommand>(new EndAuthority(
            body.Child!.Value, body.Holder!.Value, body.Until!.Value, body.Proof!, writing.Organisation, writing.At));
    }
}
