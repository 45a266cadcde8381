using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A judgement that somebody of 12 or older cannot value his interests in a matter (WGBO 7:465, Jeugdwet 7.3.15).</summary>
/// <param name="Member">Whom it is about.</param>
/// <param name="Matter">A code out of the list <c>competenceMatters</c>.</param>
/// <param name="JudgedBy">A code out of the list <c>establishedBy</c>.</param>
/// <param name="From">The day of the judgement.</param>
/// <param name="Until">The first day on which it no longer holds; left out while that is not known.</param>
/// <param name="Note">How it was judged, in words; sealed.</param>
public sealed record JudgeIncompetentRequest(
    Guid? Member, string? Matter, string? JudgedBy, DateOnly? From, DateOnly? Until, string? Note);

/// <summary>The judgement that was recorded.</summary>
public sealed record IncompetenceJudgedAnswer(Guid Judgement);

/// <summary>The judge declared a minor parent adult (BW 1:253ha).</summary>
/// <param name="From">The first day as an adult.</param>
public sealed record DeclareAdultRequest(DateOnly? From);

internal static class CompetenceFeature
{
    private const string ByTheJudge = "beschikking";

    public static void MapCompetence(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/wilsbekwaamheid", Judge)
            .WithSummary("Leg vast dat iemand van 12 of ouder over iets niet zelf kan beslissen, en wie dat heeft beoordeeld")
            .WithExample(new JudgeIncompetentRequest(
                Invented.Child, "gezondheid", "onafhankelijk-arts", Invented.Day, Until: null, "Gesproken met de arts."))
            .Produces<IncompetenceJudgedAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/wilsbekwaamheid/{oordeel:guid}/einde", Regain)
            .WithSummary("Leg vast dat iemand weer zelf beslist")
            .WithExample(new EndEstablishedRequest(Invented.Day, "behandelend-arts"))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{gezin:guid}/leden/{lid:guid}/meerderjarigverklaring", Declare)
            .WithSummary("Leg vast dat de rechter een ouder van 16 of 17 meerderjarig heeft verklaard")
            .WithExample(new DeclareAdultRequest(Invented.Day))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Judge(
        Guid gezin, JudgeIncompetentRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Matter, "matter", FamilyCodes.CompetenceMatters.Codes)
            .OneOf(body.JudgedBy, "judgedBy", FamilyCodes.EstablishedBy.Codes)
            .Date(body.From, "from")
            .Likely(body.Until, "until")
            .Note(body.Note, "note");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new IncompetenceJudgedAnswer(said.Fact<IncompetenceJudged>()!.Judgement))));

        async Task<FamilyCommand> Make(Writing writing) => new JudgeIncompetent(
            Guid.CreateVersion7(), body.Member!.Value, body.Matter!, body.JudgedBy!, body.From!.Value, body.Until,
            await writing.Note(body.Member.Value, body.Note), writing.Organisation, writing.At);
    }

    private static async Task<IResult> Regain(
        Guid gezin, Guid oordeel, EndEstablishedRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        if (body.Errors() is { None: false } errors)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        FamilyCommand Make(Writing writing) =>
            new RegainCompetence(oordeel, body.Until!.Value, body.EstablishedBy!, writing.Organisation, writing.At);
    }

    private static async Task<IResult> Declare(
        Guid gezin, Guid lid, DeclareAdultRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().Date(body.From, "from");
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        FamilyCommand Make(Writing writing) =>
            new DeclareAdult(lid, body.From!.Value, ByTheJudge, writing.Organisation, writing.At);
    }
}
