using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

internal static class OwnConsentEndpoint
{
    private const string Portal = "portaal";

    public static void MapOwnConsent(this IEndpointRouteBuilder own)
    {
        own.MapGet("", Page).Produces<OwnPage>().WithSummary("Wat aan u is gevraagd, wat u hebt gezegd, en wie heeft gekeken");

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

    private static async Task<IResult> Page(Asker asker, IEventLog log, TimeProvider clock, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member })
            return Refusals.Missing.ToProblem();

        var history = await History.Read(log, family, ct);
        return OwnPage.IsHis(history.Now.Family, member)
            ? TypedResults.Ok(OwnPage.Of(
                [.. history.Steps.Select(s => s.Fact)], member, asker.Roles.Contains(Roles.Young), history.Now.NotBefore(clock.Now())))
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Answer(
        AnswerBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        var errors = AnswersEndpoint.Errors(body)
            .Id(body.Request ?? default, "request")
            .Must(body.Signatory is null || body.Signatory == asker.Member, "signatory", "U antwoordt alleen voor uzelf.")
            .Must(body.Channel is null or Portal, "channel", "Laat dit weg.");
        if (errors.None && body.Answer == "ja" && !asker.MayRead)
            return Problems.Of(StatusCodes.Status403Forbidden, "tweede-stap-nodig");

        return errors.None
            ? await Record(
                who => AnswersEndpoint.Command(body, body.Request!.Value, who, Portal, by: null, clock.Now()),
                asker, http, door, consents, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Withdraw(
        WithdrawalBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(body.Signatory is null || body.Signatory == asker.Member, "signatory", "U trekt alleen in wat u zelf hebt gezegd.")
            .Must(body.Channel is null or Portal, "channel", "Laat dit weg.");

        return errors.None
            ? await Record(
                who => new WithdrawConsent(who, body.Request, body.Rows, Portal, null, clock.Now()), asker, http, door, consents, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Record(
        Func<Guid, ConsentCommand> command, Asker asker, HttpContext http, Door door, ConsentHandler consents, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member }
            || !OwnPage.IsHis((await consents.Load(family, ct)).State.Family, member))
        {
            return Refusals.Missing.ToProblem();
        }

        // What a person says himself belongs to no organisation: its fingerprint is under a key of the family's own.
        var context = await door.Open(http, asker.As(Roles.Parent, Roles.Young), PayloadOwner.Family(family, Guid.Empty), ct);
        return (await consents.Handle(family, command(member), context, ct)).ToHttp(http);
    }
}
