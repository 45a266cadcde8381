using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Entry;

/// <summary>
/// How the person gets the code: a printed card (<c>kaart</c>), read out (<c>telefoon</c>), or sent by <c>sms</c> or <c>e-mail</c> to the
/// address he chose, which is forgotten when it was brought. Days: 1 to 60, 14 when left out, never longer than the way in.
/// Language: nl or en.
/// </summary>
public sealed record CodeRequest(string? Channel, int? Days, string? Language, string? Address = null);

/// <summary>A code, shown this once, with a card to print.</summary>
public sealed record MadeCode(Guid Code, string? Shown, DateTimeOffset Until, string? Card);

/// <summary>The pin that the person chose himself: six digits.</summary>
public sealed record PinRequest(string? Pin);

/// <summary>The desk of an organisation: its ways in, a code, a pin, and ending it. Another's way in does not exist.</summary>
internal static class DeskFeature
{
    private const int Page = 500;
    private static readonly string[] ByHand = ["kaart", "telefoon"];
    private static readonly string[] Languages = ["nl", "en"];

    public static void MapDesk(this RouteGroupBuilder routes)
    {
        routes.MapGet("", List).Produces<WayRow[]>().WithSummary("De persoonlijke toegangen die uw organisatie kan uitgeven")
            .WithDescription($"Met 'gezin' alle van dat gezin. Anders hoogstens {Page} tegelijk; 'na' is de laatste van de vorige keer.");
        routes.MapGet("/{toegang:guid}", Read).Produces<WayRow>().WithSummary("Eén persoonlijke toegang");
        routes.MapGet("/kanalen", (Posting.Channels channels) => TypedResults.Ok(ByHand.Concat(channels.Names).ToArray()))
            .ShowsNobody()
            .WithSummary("Langs welke wegen iemand hier zijn code kan krijgen");
        routes.MapPost("/{toegang:guid}/code", Issue).Produces<MadeCode>(StatusCodes.Status201Created)
            .WithSummary("Maak een code; hij wordt één keer getoond, met een kaart om te printen. Een eerdere code werkt dan niet meer")
            .WithExample(new CodeRequest("kaart", 14, "nl"));
        routes.MapPost("/{toegang:guid}/pincode", Agree).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Spreek een pincode af, waarmee de persoon ook kan lezen en ja zeggen").WithExample(new PinRequest("482913"));
        routes.MapPost("/{toegang:guid}/intrekken", Revoke).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beëindig deze toegang; de code werkt meteen niet meer");
    }

    private static async Task<IResult> List(
        Guid? gezin, Guid? na, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, WaysView.Table);
        if (gezin is not { } family)
        {
            var after = na is { } last ? WaysView.KeyAt(asker.Organisation, last) : null;
            return TypedResults.Ok(await views.List<WayRow>(WaysView.Table, WaysView.Desk(asker.Organisation), ct, Page, after));
        }

        var own = new List<WayRow>();
        foreach (var way in await views.List<WayRow>(WaysView.Table, WaysView.Of(family), ct))
        {
            if (await views.Get<WayRow>(WaysView.Table, WaysView.KeyAt(asker.Organisation, way.Way), ct) is { } here)
                own.Add(here);
        }

        return TypedResults.Ok(own.OrderBy(r => r.Closed is null ? 0 : 1).ThenBy(r => r.Until).ThenBy(r => r.Way).ToArray());
    }

    private static async Task<IResult> Read(Guid toegang, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, WaysView.Table);
        return await views.Get<WayRow>(WaysView.Table, WaysView.KeyAt(asker.Organisation, toegang), ct) is { } row
            ? TypedResults.Ok(row)
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Issue(
        Guid toegang, CodeRequest body, HttpContext http, Asker asker, WayInHandler ways, Door door, Codes codes, Cards cards, IVault vault,
        Posting.Channels channels, FamilySilenceHandler silences, TimeProvider clock)
    {
        var errors = new InputErrors().OneOf(body.Channel, "channel", ByHand.Concat(channels.Names))
            .Must(body.Days is null or (>= 1 and <= 60), "days", "Kies 1 tot en met 60 dagen.")
            .Must(body.Language is null || Languages.Contains(body.Language), "language", "Kies een van: nl, en.")
            .Must(Fits(body.Channel, body.Address), "address", body.Channel switch
            {
                "sms" => "Vul een mobiel nummer in, als +31612345678.",
                "e-mail" => "Vul een e-mailadres in.",
                _ => "Een kaart of telefoongesprek heeft hier geen adres nodig.",
            });
        if (!errors.None)
            return errors.ToProblem();

        var known = (await ways.Load(toegang, http.RequestAborted)).State.Terms;
        if (known is null || !known.Desks.Contains(asker.Organisation))
            return Refusals.Missing.ToProblem();
        if ((await silences.Load(known.Family, http.RequestAborted)).State.Covers(known))
            return WayInRefusals.Silent.ToProblem();

        var (now, code, id) = (clock.Now(), Codes.Make(), Guid.CreateVersion7());
        var until = Amsterdam.StartOf(Amsterdam.DateAt(now).AddDays((body.Days ?? 14) + 1));
        until = until < known.Until ? until : known.Until;
        SealedPayload[] carried = body.Address is { } address
            ? [await vault.Seal(
                PayloadOwner.Family(known.Family, asker.Organisation), known.Person,
                new Posting.CarriedCode(address, Codes.Spaced(code), until, body.Language ?? "nl"), http.RequestAborted)]
            : [];
        var wish = new IssueCode(
            id, Codes.Handle(code), codes.Hash(toegang, code), body.Channel!, until, carried is [var one] ? one.Ref : null,
            asker.Pseudonym, now);
        var answer = await Act(toegang, wish, http, asker, ways, door, carried);
        if (answer is { Refusal: null, Repeated: true } && ByHand.Contains(body.Channel))
            return WayInRefusals.ShownOnce.ToProblem();

        return answer.ToCreated(http, done => ($"/v1/toegangen/{toegang}", Made(done.Fact<CodeIssued>()!, code, body, cards)));
    }

    private static bool Fits(string? channel, string? address) => channel switch
    {
        "sms" => address is { Length: >= 9 and <= 16 } && address[0] == '+' && address[1..].All(char.IsAsciiDigit),
        "e-mail" => address is { Length: <= 254 } && System.Net.Mail.MailAddress.TryCreate(address,
        out var mail) && mail.Address == address,
        _ => address is null,
    };

    private static MadeCode Made(CodeIssued issued, string code, CodeRequest body, Cards cards) => new(
        issued.Code, ByHand.Contains(body.Channel) ? Codes.Spaced(code) : null, issued.Until,
        body.Channel == "kaart" ? cards.Print(Codes.Spaced(code), issued.Until, body.Language ?? "nl") : null);

    private static async Task<IResult> Agree(
        Guid toegang, PinRequest body, HttpContext http, Asker asker, WayInHandler ways, Door door, Codes codes, TimeProvider clock)
    {
        var errors = new InputErrors().Must(
            Codes.IsGoodPin(body.Pin), "pin", "Laat de persoon zes cijfers kiezen, geen rijtje of telkens hetzelfde cijfer.");
        return errors.None
            ? (await Act(
                toegang, new AgreeSecondFactor(codes.HashPin(toegang, body.Pin!), asker.Pseudonym, clock.Now()), http, asker, ways, door))
                .ToHttp(http)
            : errors.ToProblem();
    }

    private static async Task<IResult> Revoke(
        Guid toegang, HttpContext http, Asker asker, WayInHandler ways, Door door, TimeProvider clock) =>
        (await Act(toegang, new RevokeWayIn(asker.Pseudonym, clock.Now()), http, asker, ways, door)).ToHttp(http);

    private static async Task<Answered<WayIn, WayInEvent>> Act(
        Guid way, WayInCommand command, HttpContext http, Asker asker, WayInHandler ways, Door door, params SealedPayload[] payloads)
    {
        var now = await ways.Load(way, http.RequestAborted);
        if (now.State.Terms is not { } terms || !terms.Desks.Contains(asker.Organisation))
            return new(Refusals.Missing, WayIn.Initial, 0, default, Repeated: false);

        var context = await door.Open(
            http, asker.As(Roles.Professional, Roles.TeamLead), PayloadOwner.Staff(asker.Pseudonym), http.RequestAborted,
            resource: null, payloads);
        return await ways.Handle(way, command, context, http.RequestAborted);
    }
}
