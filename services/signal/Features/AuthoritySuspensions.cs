using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Authority that rests: the holder cannot or may not exercise it, and the other holder decides alone (BW 1:253q, 253r).</summary>
/// <param name="Holder">Whose authority rests.</param>
/// <param name="Child">Over which child; left out, over every child.</param>
/// <param name="Ground">A code out of the list <c>suspensionGrounds</c>.</param>
/// <param name="EstablishedBy">A code out of the list <c>establishedBy</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day on which he decides again; left out while that is not known.</param>
public sealed record SuspendAuthorityRequest(
    Guid? Holder, Guid? Child, string? Ground, string? EstablishedBy, DateOnly? From, DateOnly? Until);

/// <summary>The suspension that was recorded.</summary>
public sealed record AuthoritySuspendedAnswer(Guid Suspension);

/// <summary>From which day a judgement or a suspension no longer holds, and who established that.</summary>
/// <param name="Until">The first day without it.</param>
/// <param name="EstablishedBy">A code out of the list <c>establishedBy</c>.</param>
public sealed record EndEstablishedRequest(DateOnly? Until, string? EstablishedBy);

internal static class AuthoritySuspensionsFeature
{
    public static void MapAuthoritySuspensions(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/gezag/schorsingen", Suspend)
            .WithSummary("Leg vast dat iemand het gezag niet kan of mag uitoefenen, en wie dat heeft vastgesteld")
            .WithExample(new SuspendAuthorityRequest(
                Invented.Parent, Invented.Child, "tijdelijk-niet-in-staat", "onafhankelijk-arts", Invented.Day, Until: null))
            .Produces<AuthoritySuspendedAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/gezag/schorsingen/{schorsing:guid}/einde", Resume)
            .WithSummary("Leg vast dat iemand het gezag weer uitoefent")
            .WithExample(new EndEstablishedRequest(Invented.Day, "rechter"))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Suspend(
        Guid gezin, SuspendAuthorityRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Holder, "holder")
            .OneOf(body.Ground, "ground", FamilyCodes.SuspensionGrounds.Codes)
            .OneOf(body.EstablishedBy, "establishedBy", FamilyCodes.EstablishedBy.Codes)
            .Date(body.From, "from")
            .Likely(body.Until, "until");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new AuthoritySuspendedAnswer(said.Fact<AuthoritySuspended>()!.Suspension))));

        FamilyCommand Make(Writing writing) => new SuspendAuthority(
            Guid.CreateVersion7(), body.Holder!.Value, body.Child, body.Ground!, body.EstablishedBy!, body.From!.Value, body.Until,
            writing.Organisation, writing.At);
    }

    private static async Task<IResult> Resume(
        Guid gezin, Guid schorsing, EndEstablishedRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        if (body.Errors() is { None: false } errors)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        FamilyCommand Make(Writing writing) =>
            new ResumeAuthority(schorsing, body.Until!.Value, body.EstablishedBy!, writing.Organisation, writing.At);
    }

    internal static InputErrors Errors(this EndEstablishedRequest body) => new InputErrors()
        .Date(body.Until, "until")
        .OneOf(body.EstablishedBy, "establishedBy", FamilyCodes.EstablishedBy.Codes);
}
