using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Why an entry was wrong.</summary>
/// <param name="Entry">A signal, protective factor, talk, need, goal or contact attempt of the own organisation.</param>
/// <param name="Reason">A code out of the list <c>correctionReasons</c>.</param>
/// <param name="Note">In words; sealed.</param>
public sealed record CorrectEntryRequest(Guid? Entry, string? Reason, string? Note);

internal static class CorrectEntryFeature
{
    public static void MapCorrectEntry(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/verbeteringen", Handle)
        .WithSummary("Streep iets door dat verkeerd was vastgelegd")
        .WithDescription("Het blijft zichtbaar, met de reden. Wat wel klopt, legt u opnieuw vast. Het telt niet mee en reist niet mee.")
        .WithExample(new CorrectEntryRequest(Invented.Signal, "verkeerde-persoon", "Dit ging over het andere kind."))
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(
        Guid gezin, CorrectEntryRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Id(body.Entry ?? Guid.Empty, "entry")
            .OneOf(body.Reason, "reason", FamilyCodes.CorrectionReasons.Codes)
            .Note(body.Note, "note");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing) => new CorrectEntry(
            body.Entry!.Value, body.Reason!, await writing.Note(gezin, body.Note), writing.Organisation, writing.At);
    }
}
