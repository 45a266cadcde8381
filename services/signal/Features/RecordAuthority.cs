using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Who decides for a child, from and until (the first day without it) which date, and how that is known.</summary>
/// <param name="Kind"><c>parent</c> or <c>guardian</c>.</param>
/// <param name="Proof">A code out of the list <c>authorityProofs</c>.</param>
/// <param name="Child">A child of this family.</param>
/// <param name="Holder">An adult of this family.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day without it; left out while it goes on.</param>
public sealed record RecordAuthorityRequest(Guid? Child, Guid? Holder, string? Kind, DateOnly? From, DateOnly? Until, string? Proof);

internal static class RecordAuthorityFeature
{
    public static void MapRecordAuthority(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/gezag", Handle)
        .WithSummary("Leg vast wie het gezag heeft over een kind")
        .WithExample(new RecordAuthorityRequest(
            Invented.Child, Invented.Parent, "parent", Invented.Day.AddYears(-6), Until: null, "gezagsregister"))
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(
        Guid gezin, RecordAuthorityRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Child, "child")
            .Member(body.Holder, "holder")
            .OneOf(body.Kind, "kind", AuthorityKinds.All)
            .OneOf(body.Proof, "proof", FamilyCodes.AuthorityProofs.Codes)
            .Date(body.From, "from")
            .Likely(body.Until, "until");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        Task<FamilyCommand> Make(Writing writing) => Task.FromResult<FamilyCommand>(new RecordAuthority(
            body.Child!.Value, body.Holder!.Value, body.Kind!, body.From!.Value, body.Until, body.Proof!,
            writing.Organisation, writing.At));
    }
}
