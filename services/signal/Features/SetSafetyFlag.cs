using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A safety flag of a member, raised or lifted.</summary>
/// <param name="Member">Whom it is about.</param>
/// <param name="Flag"><c>niet-informeren</c> or <c>niet-contacteren</c>.</param>
/// <param name="Raised">True to raise it, false to lift it.</param>
/// <param name="Reason">A code out of the list <c>safetyReasons</c>.</param>
/// <param name="ColleagueConsulted">Whether a colleague was consulted.</param>
public sealed record SetSafetyFlagRequest(Guid? Member, string? Flag, bool? Raised, string? Reason, bool? ColleagueConsulted);

internal static class SetSafetyFlagFeature
{
    public static void MapSetSafetyFlag(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/veiligheidsvlaggen", Handle)
        .WithSummary("Zet een veiligheidsvlag, of haal hem weg")
        .WithExample(new SetSafetyFlagRequest(Invented.Parent, "niet-informeren", Raised: true, "contactverbod", ColleagueConsulted: true))
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(
        Guid gezin, SetSafetyFlagRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Flag, "flag", SafetyFlags.All)
            .OneOf(body.Reason, "reason", FamilyCodes.SafetyReasons.Codes)
            .Must(body.Raised is not null, "raised", "Geef aan of de vlag aan (true) of uit (false) moet.")
            .Must(body.ColleagueConsulted is not null, "colleagueConsulted", "Geef aan of u met een collega hebt overlegd.");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        Task<FamilyCommand> Make(Writing writing) => Task.FromResult<FamilyCommand>(new SetSafetyFlag(
            body.Member!.Value, body.Flag!, body.Raised!.Value, body.Reason!, body.ColleagueConsulted!.Value,
            writing.Organisation, writing.At));
    }
}
