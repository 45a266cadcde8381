using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>The last answer of a signatory in this request was recorded wrongly: whose, and why.</summary>
public sealed record MistakeBody(Guid? Signatory, string? Reason);

/// <summary>The mistake that was recorded; a second person looks at it.</summary>
public sealed record MistakeMade(Guid Invalidation);

/// <summary>What the second person says of it.</summary>
public sealed record MistakeReviewBody(bool? Upheld);

internal static class CorrectionsEndpoint
{
    public static void MapCorrections(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/vergissingen", Invalidate)
            .RequiresRole(Roles.Professional)
            .Produces<MistakeMade>(StatusCodes.Status201Created)
            .WithSummary("Zeg dat u een antwoord verkeerd hebt vastgelegd: een ja telt meteen niet meer, een nee pas na de beoordeling")
            .WithExample(new MistakeBody(Invented.Parent, "verkeerde-persoon"));

        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/vergissingen/{mistake:guid}/beoordeling", Review)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beoordeel als tweede persoon of het antwoord echt verkeerd was vastgelegd")
            .WithExample(new MistakeReviewBody(true));
    }

    private static async Task<IResult> Invalidate(
        Guid family, Guid request, MistakeBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Signatory ?? default, "signatory").OneOf(body.Reason, "reason", Lists.Mistakes);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        var command = new InvalidateAnswer(
            Guid.CreateVersion7(), request, body.Signatory!.Value, body.Reason!, asker.Pseudonym, asker.Organisation, clock.Now());
        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            $"/v1/toestemmingen/{family}/verzoeken/{request}/bewijs", new MistakeMade(answer.Fact<AnswerInvalidated>()!.Invalidation)));
    }

    private static async Task<IResult> Review(
        Guid family, Guid request, Guid mistake, MistakeReviewBody body, Asker asker, HttpContext http, Door door,
        ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        if (body.Upheld is not { } upheld)
            return new InputErrors().Add("upheld", "Zeg of het antwoord verkeerd was vastgelegd: true of false.").ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        var command = new ReviewInvalidation(request, mistake, upheld, asker.Pseudonym, asker.Organisation, clock.Now());
        return (await consents.Handle(family, command, context, ct)).ToHttp(http);
    }
}
