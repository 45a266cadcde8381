using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What somebody read or heard of the explanation of a request.</summary>
public sealed record OwnExplanationBody(
    Guid? Request, string? TextVersion, string? Language, IReadOnlyList<string>? Opened, IReadOnlyList<string>? ReadAloud);

internal static class OwnConsentEndpoint
{
    private const string Portal = "portaal";

    public static void MapOwnConsent(this IEndpointRouteBuilder own)
    {
        own.MapGet("", Page).Produces<OwnPage>().WithSummary("Wat aan u is gevraagd, wat u hebt gezegd, en wie heeft gekeken");

        own.MapGet("/intrekkingen", Withdrawals)
            .Produces<OwnWithdrawal[]>()
            .WithSummary("Wat er gebeurde met wat u hebt ingetrokken: elk team zegt wat het ermee deed");

        own.MapGet("/uitleg", Explanation)
            .Produces<ExplanationSaid>()
            .WithSummary("De uitleg bij wat er aan u is gevraagd");

        own.MapPost("/uitleg", Explained)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Zeg wat u van de uitleg hebt gelezen of gehoord")
            .WithExample(new OwnExplanationBody(Invented.Request, "b1-1", "nl", ["doel", "intrekken"], ["doel"]));

        own.MapPost("/antwoorden", Answer)
            .TakesWayIn(WaysIn.Purposes.Consent, codeIsEnough: true)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Zeg ja, nee of later, voor uw eigen rijen")
            .WithExample(new AnswerBody(
                Signatory: null, Invented.Request, "later", Rows: null, Until: null, Invented.Day.AddDays(14), Reason: null,
                Channel: null));

        own.MapPost("/intrekkingen", Withdraw)
            .TakesWayIn(WaysIn.Purposes.Consent, codeIsEnough: true)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Trek in wat u eerder goed vond: een verzoek, of alles")
            .WithExample(new WithdrawalBody(Signatory: null, Invented.Request, Rows: null, Channel: null));
    }

    private static async Task<IResult> Page(Asker asker, OwnReading reading, CancellationToken ct) =>
        await reading.Everywhere(asker, ct) is [_, ..] all
            ? TypedResults.Ok(Together([.. all.Select(mine => OwnPage.Of(mine.Facts, mine.Member, mine.Child, mine.At))]))
            : Refusals.Missing.ToProblem();

    private static OwnPage Together(OwnPage[] pages) => new([.. pages.SelectMany(p => p.Rows)])
    {
        Grounds = [.. pages.SelectMany(p => p.Grounds)],
    };

    private static async Task<IResult> Withdrawals(Asker asker, OwnReading reading, CancellationToken ct) =>
        await reading.Everywhere(asker, ct) is [_, ..] all
            ? TypedResults.Ok(all.SelectMany(mine => OwnWithdrawals.Of(mine.Facts, mine.Member, mine.At)).ToArray())
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Explanation(
        Guid? verzoek, string? taal, Asker asker, OwnReading reading, ListedTeamHandler teams, CancellationToken ct) =>
        verzoek is not { } request ? new InputErrors().Id(default, "verzoek").ToProblem()
            : (await reading.Everywhere(asker, ct)).FirstOrDefault(m => m.Asked(request) is not null) is { } mine
                && mine.Asked(request) is { } asked
            ? TypedResults.Ok(await Explaining.InWords(
                asked, taal ?? asked.Language, mine.Child ? ExplanationBook.ForChildren : ExplanationBook.Plain, teams, ct))
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Explained(
        OwnExplanationBody body, Asker asker, HttpContext http, Door door, OwnReading reading, ConsentHandler consents, TimeProvider clock,
        CancellationToken ct)
    {
        var kind = (await reading.Everywhere(asker, ct)).Select(mine => mine.Asked(body.Request ?? default)).OfType<ConsentRequested>()
            .FirstOrDefault()?.Kind ?? Lists.Waiver;
        var errors = new InputErrors().Id(body.Request ?? default, "request")
            .Explained(body.TextVersion, body.Language, kind, Lists.ToldBack[0], body.Opened, body.ReadAloud, interpreter: null);
        if (!errors.None)
            return errors.ToProblem();

        // Nobody heard him tell it back, so that is not what is recorded.
        var explained = Explaining.Read(body.TextVersion!, body.Language!, kind, Lists.NotToldBack, body.Opened, body.ReadAloud);
        return await Record(
            who => new GiveExplanation(body.Request!.Value, who, explained, Portal, By: null, clock.Now()),
            body.Request, asker, reading, http, door, consents, ct);
    }

    private static async Task<IResult> Answer(
        AnswerBody body, Asker asker, OwnReading reading, HttpContext http, Door door, ConsentHandler consents, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = AnswersEndpoint.Errors(body, Amsterdam.DateAt(clock.Now()))
            .Must(
                body.Request is not null || body.Answer != "ja", "request",
                "Zeg waar u ja op zegt. Nee en later kunnen ook zonder: dan gaan zij over alles wat nog openstaat.")
            .Must(body.Request != Guid.Empty, "request", "Vul een geldig nummer (UUID) in.")
            .Must(body.Request is not null || body.Rows is null, "rows", "Noem ook het verzoek.")
            .Must(body.Signatory is null || body.Signatory == asker.Member, "signatory", "U antwoordt alleen voor uzelf.")
            .Must(body.Channel is null or Portal, "channel", "Laat dit weg.")
            .Must(body.Proof is null, "proof", "Laat dit weg.");
        if (errors.None && body.Answer == "ja" && !asker.MayRead)
            return Problems.Of(StatusCodes.Status403Forbidden, "tweede-stap-nodig");

        return errors.None
            ? await Record(
                who => AnswersEndpoint.Command(body, body.Request ?? Guid.Empty, who, Portal, by: null, clock.Now()) is var answer
                    && body.Request is null ? new AnswerAll(answer) : answer,
                body.Request, asker, reading, http, door, consents, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Withdraw(
        WithdrawalBody body, Asker asker, OwnReading reading, HttpContext http, Door door, ConsentHandler consents, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(body.Signatory is null || body.Signatory == asker.Member, "signatory", "U trekt alleen in wat u zelf hebt gezegd.")
            .Must(body.Channel is null or Portal, "channel", "Laat dit weg.")
            .Must(body.Proof is null, "proof", "Laat dit weg.")
            .PerhapsRows(body.Rows)
            .NamedRows(body.Rows);

        return errors.None
            ? await Record(
                who => new WithdrawConsent(who, body.Request, body.Rows, Portal, null, clock.Now()),
                body.Request, asker, reading, http, door, consents, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Record(
        Func<Guid, ConsentCommand> command, Guid? request, Asker asker, OwnReading reading, HttpContext http, Door door,
        ConsentHandler consents, CancellationToken ct)
    {
        if (await reading.Where(asker, request, ct) is not var (family, member))
            return Refusals.Missing.ToProblem();

        // What a person says himself belongs to no organisation: its fingerprint is under a key of the family's own.
        var context = await door.Open(http, asker.As(Roles.Parent, Roles.Young), PayloadOwner.Family(family, Guid.Empty), ct);
        return (await consents.Handle(family, command(member), context, ct)).ToHttp(http);
    }
}
