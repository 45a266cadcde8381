using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>What goes well.</summary>
/// <param name="Member">For whom.</param>
/// <param name="Kind">A code out of the list <c>protectiveFactors</c>.</param>
/// <param name="Note">In words; sealed.</param>
public sealed record RecordProtectiveFactorRequest(Guid? Member, string? Kind, string? Note);

/// <summary>The factor that was recorded.</summary>
public sealed record ProtectiveFactorRecordedAnswer(Guid Factor);

internal static class RecordProtectiveFactorFeature
{
    public static void MapRecordProtectiveFactor(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/beschermende-factoren", Handle)
        .WithSummary("Leg vast wat goed gaat")
        .WithExample(new RecordProtectiveFactorRequest(Invented.Parent, "steun-van-familie", "Oma past op woensdag op."))
        .Produces<ProtectiveFactorRecordedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        Guid gezin, RecordProtectiveFactorRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Kind, "kind", FamilyCodes.ProtectiveFactors.Codes)
            .Note(body.Note, "note");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new ProtectiveFactorRecordedAnswer(said.Fact<ProtectiveFactorRecorded>()!.Factor))));

        async Task<FamilyCommand> Make(Writing writing) => new RecordProtectiveFactor(
            Guid.CreateVersion7(), body.Member!.Value, body.Kind!, FamilyCodes.ProtectiveFactors.Version,
            await writing.Note(body.Member.Value, body.Note), writing.Organisation, writing.At);
    }
}
