using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;

namespace WarmHandover.Signals.Rights;

/// <summary>A request that a person makes himself, by his own way in.</summary>
/// <param name="Organisation">The organisation that recorded it.</param>
/// <param name="Member">Whose data: absent is himself; or a child for whom he decides.</param>
/// <param name="Kind">inzage, verbetering, beperking or vernietiging.</param>
/// <param name="Categories">Of beperking: which kinds of data.</param>
/// <param name="Ground">Of beperking: a code out of the list <c>grounds</c> (AVG 18).</param>
/// <param name="Words">What is asked, in own words; sealed. Of verbetering: what is wrong and what is right.</param>
public sealed record OwnRequestBody(
    Guid? Organisation, Guid? Member, string? Kind, IReadOnlyList<string>? Categories, string? Ground, string? Words);

/// <summary>That it came in, and until when it is answered.</summary>
public sealed record OwnRequestMade(Guid Request, DateOnly AnswerBy, string Text);

internal static class OwnRequestRoutes
{
    private static readonly string[] Own = [Roles.Parent, Roles.Young];

    public static void MapOwnRequests(this WebApplication app)
    {
        var own = app.MapHouseGroup("/v1/mijn-verzoeken").WithTags("mijn-verzoeken").RequiresRole(Own)
            .TakesWayIn(WaysIn.Purposes.Consent).NotesLooks("eigen-inzage");
        own.MapGet("", Page).Produces<OwnRequests>()
            .WithSummary("Uw verzoeken over uw eigen gegevens, hoe het ermee staat, en aan wie u iets kunt vragen");
        own.MapPost("", Ask)
            .WithSummary("Vraag een organisatie om inzage, verbetering, beperking of vernietiging van uw gegevens")
            .WithDescription("Binnen een maand is er antwoord; over vernietigen wordt binnen drie maanden beslist.")
            .WithExample(new OwnRequestBody(Invented.Organisation, null, RightKinds.Access, null, null, "Ik wil alles zien."))
            .Produces<OwnRequestMade>(StatusCodes.Status201Created);
        own.MapPost("/{verzoek:guid}/terugnemen", TakeBack)
            .WithSummary("Zeg dat u het niet meer wilt; kan tot er antwoord is").Produces(StatusCodes.Status204NoContent);
        own.MapGet("/{verzoek:guid}/brief", Letter)
            .WithSummary("Het antwoord als brief").Produces<string>(StatusCodes.Status200OK, "text/plain");
        own.MapGet("/{verzoek:guid}/overzicht", Overview)
            .WithSummary("Wat de organisatie over u heeft, als een document, nadat zij ja zei").Produces<OverviewAnswer>();
    }

    private static async Task<IResult> Page(Asker asker, OwnRequestDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await desk.Who(asker, ct) is not { } me)
            return Refusals.Missing.ToProblem();

        http.LooksAt([me.Member]);
        return TypedResults.Ok(await desk.All(me, ct));
    }

    private static async Task<IResult> Ask(
        OwnRequestBody body, HttpContext http, Asker asker, OwnRequestDesk desk, Door door, CancellationToken ct)
    {
        if (await desk.Who(asker, ct) is not { } me)
            return Refusals.Missing.ToProblem();
        if (body.Check(me.Organisations) is { None: false } errors)
            return errors.ToProblem();

        var actor = asker.As(Own);
        return await desk.Ask(body, me, http, sealedWords => door.Open(
            http, actor, PayloadOwner.Family(me.Family, Guid.Empty), ct, null, sealedWords is null ? [] : [sealedWords]));
    }

    private static async Task<IResult> TakeBack(
        Guid verzoek, HttpContext http, Asker asker, OwnRequestDesk desk, Door door, CancellationToken ct) =>
        await desk.Who(asker, ct) is { } me
            ? await desk.TakeBack(verzoek, me, asker.Pseudonym, http, () => door.Open(
                http, asker.As(Own), PayloadOwner.Family(me.Family, Guid.Empty), ct))
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Letter(
        Guid verzoek, HttpContext http, Asker asker, OwnRequestDesk desk, RightActs acts, CancellationToken ct)
    {
        if (await desk.Who(asker, ct) is not { } me || await desk.Right(verzoek, me, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();

        http.LooksAt([asked.Member]);
        return await acts.Letter(state, ct);
    }

    private static async Task<IResult> Overview(
        Guid verzoek, HttpContext http, Asker asker, OwnRequestDesk desk, RightActs acts, CancellationToken ct)
    {
        if (await desk.Who(asker, ct) is not { } me || await desk.Right(verzoek, me, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();
        if (asked.Kind != RightKinds.Access || state.Granted is null)
            return RightRefusals.NoOverview.ToProblem();

        http.LooksAt([asked.Member]);
        var (overview, no) = await acts.Overview(asked, state.Granted.Hidden, draft: false, ct);
        return overview is null ? no!.ToProblem() : TypedResults.Ok(overview);
    }

    private static InputErrors Check(this OwnRequestBody body, IReadOnlyCollection<Guid> organisations) => new InputErrors()
        .Must(
            body.Organisation is { } organisation && organisations.Contains(organisation), "organisation",
            "Kies een organisatie die iets over u vastlegde.")
        .Must(body.Member is null || body.Member != Guid.Empty, "member", "Vul een geldig nummer (UUID) in.")
        .OneOf(body.Kind, "kind", OwnRequestDesk.Kinds)
        .Restricts(body.Kind, body.Categories, body.Ground)
        .Must(
            body.Kind is not RightKinds.Rectification || !string.IsNullOrWhiteSpace(body.Words), "words",
            "Zeg wat niet klopt, en hoe het wel is.")
        .Note(body.Words, "words").NoBsn(body.Words, "words");
}
