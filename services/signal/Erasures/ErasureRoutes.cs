using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Erasures;

internal static class ErasureRoutes
{
    private static readonly string[] Deciding = [Roles.PrivacyOfficer];
    private static readonly string[] Confirming = [Roles.PrivacyOfficer, Roles.TeamLead];
    private static readonly string[] Asking = [Roles.PrivacyOfficer, Roles.TeamLead, Roles.Professional];
    private const int Most = 5_000;

    private static readonly string[] Stands =
        ["te-beslissen", "toegewezen", "in-uitvoering", "vernietigd", "afgewezen", "teruggenomen"];

    public static void MapErasures(this WebApplication app)
    {
        var routes = app.MapHouseGroup("/v1/vernietigingen").WithTags("vernietiging").NotesLooks("vernietiging");
        routes.MapGet("/codes", () => TypedResults.Ok(
                new ErasureLists(FamilyCodes.ErasureReasons, FamilyCodes.ErasureDelays, FamilyCodes.ErasureIdentifications)))
            .RequiresRole(Asking).ShowsNobody()
            .WithSummary("De vaste lijsten: redenen om af te wijzen (met de wet), om uit te stellen, en hoe iemand zich bekendmaakte");
        routes.MapPost("/", Ask).RequiresRole(Asking)
            .WithSummary("Neem een verzoek op om te vernietigen wat uw organisatie vastlegde: van één persoon, of het hele dossier")
            .WithDescription("Binnen drie maanden wordt erover beslist en wordt het gedaan. Geef het nummer mee aan wie het vroeg.")
            .WithExample(new ErasureRequestBody(Invented.Family, Invented.Parent, [Invented.Parent], "aan-de-balie", Invented.Day, null))
            .Produces<ErasureMade>(StatusCodes.Status201Created);
        routes.MapGet("/", List).RequiresRole(Confirming)
            .WithSummary("De verzoeken van uw organisatie en de bewaartermijnen die om zijn, wat het eerst moet bovenaan; met ?stand=")
            .Produces<ErasureRow[]>();
        routes.MapGet("/{verzoek:guid}", Read).RequiresRole(Confirming)
            .WithSummary("Lees een verzoek")
            .Produces<ErasureAnswer>();
        routes.MapPost("/{verzoek:guid}/toewijzen", Grant).RequiresRole(Deciding)
            .WithSummary("Wijs een verzoek toe, als eerste van twee mensen")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/afwijzen", Refuse).RequiresRole(Deciding)
            .WithSummary("Wijs een verzoek af, met een reden uit de wet en een uitleg")
            .WithExample(new RefuseErasureBody("rechtsvordering", "Er loopt een klacht waarvoor dit dossier nodig is."))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/uitstellen", PutOff).RequiresRole(Deciding)
            .WithSummary("Verzet eenmaal de dag waarop is beslist, hoogstens twee maanden, met de reden")
            .WithExample(new PutOffErasureBody(Invented.Day.AddMonths(4), "ingewikkeld"))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/terugnemen", TakeBack).RequiresRole(Asking)
            .WithSummary("Leg vast dat wie het vroeg het niet meer wil; kan tot de uitvoering")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/uitvoeren", Confirm).RequiresRole(Confirming)
            .WithSummary("Laat een toegewezen verzoek uitvoeren, als tweede van twee mensen; dit is niet terug te draaien")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/{verzoek:guid}/certificaat", Certificate).RequiresRole(Asking)
            .WithSummary("Het bewijs dat alles is vernietigd, zonder persoonsgegevens")
            .Produces<ErasureCertificate>();

        app.MapHouseGroup("/v1/vernietigingsverzoek").WithTags("vernietiging")
            .MapPost("/stand", Standing).AllowAnonymous()
            .WithSummary("Hoe het met een verzoek staat, met het nummer van de kaart; zonder aanmelden")
            .WithExample(new ErasureNumberBody("ABCD-EFGH-JKLM-NPQR"))
            .Produces<ErasureStanding>();
    }

    private static async Task<IResult> Ask(
        ErasureRequestBody body, HttpContext http, Asker asker, FamilyHandler families, ErasureHandler erasures, ErasureNumbers numbers,
        IVault vault, Door door, TimeProvider clock, CancellationToken ct)
    {
        var (now, today) = (clock.Now(), Amsterdam.DateAt(clock.Now()));
        if (body.Check(today) is { None: false } errors)
            return errors.ToProblem();
        if ((await families.Load(body.Family!.Value, ct)).State is not FamilyFile.Opened file)
            return Refusals.Missing.ToProblem();
        if (!file.Knows(asker.Organisation))
            return file.NoFileOf(asker.Organisation).ToProblem();

        var (received, askedBy) = (body.ReceivedOn ?? today, body.AskedBy!.Distinct().ToArray());
        var number = numbers.Of(http.CommandId());
        var id = numbers.Find(number)!.Value;
        if ((await erasures.Load(id, ct)).State.Asked is null
            && WhoMayAsk.Refusal(file, asker.Organisation, body.Member, askedBy, today) is { } no)
        {
            return no.ToProblem();
        }

        var sealedWords = await vault.SealWordsIfAny(
            body.Family.Value, asker.Organisation, body.Member ?? body.Family.Value, body.Words, ct);
        var asked = new ErasureRequested(
            id, body.Family.Value, asker.Organisation, body.Member, ErasureOrigins.Person, askedBy, body.Identified, received,
            received.AddMonths(ErasureDecider.Months), file.Parties[asker.Organisation], sealedWords?.Ref, now);
        var context = await door.Open(
            http, asker.As(Asking), PayloadOwner.Organisation(asker.Organisation), ct, null, sealedWords is null ? [] : [sealedWords]);
        var answer = await erasures.Handle(id, new RequestErasure(asked), context, ct);
        return answer.ToCreated(http, said =>
        {
            var stood = said.State.Asked!;
            return ($"/v1/vernietigingen/{id}", new ErasureMade(id, stood.DecideBy, number,
                $"Verzoek ontvangen op {stood.ReceivedOn:d-M-yyyy}. U hoort uiterlijk op {stood.DecideBy:d-M-yyyy} meer. "
                + $"Met nummer {number} ziet u hoe het staat en krijgt u het bewijs. Bewaar dit nummer goed."));
        });
    }

    private static async Task<IResult> List(
        string? stand, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        if (stand is not null && new InputErrors().OneOf(stand, "stand", Stands) is { None: false } errors)
            return errors.ToProblem();

        await views.FreshFor(http, ErasuresView.Table);
        var rows = await views.List<ErasureRow>(ErasuresView.Table, ErasuresView.Of(asker.Organisation), ct);
        return TypedResults.Ok(rows.Where(row => stand is null || row.Stand == stand)
            .OrderBy(row => Array.IndexOf(Stands, row.Stand)).ThenBy(row => row.DecideBy).ThenBy(row => row.Erasure).Take(Most).ToArray());
    }

    private static async Task<IResult> Read(
        Guid verzoek, HttpContext http, Asker asker, ErasureHandler erasures, IVault vault, CancellationToken ct)
    {
        var state = (await erasures.Load(verzoek, ct)).State;
        if (state.Asked is not { } asked || asked.Organisation != asker.Organisation)
            return Refusals.Missing.ToProblem();

        http.LooksAt(asked.Member is { } member ? [member] : []);
        return TypedResults.Ok(new ErasureAnswer(
            verzoek, asked.Family, asked.Member, asked.Origin, state.Stand, asked.AskedBy, asked.Identified, asked.ReceivedOn,
            state.DecideBy, state.PutOff, asked.Law, state.Granted?.By, state.Confirmed?.By, state.Refused?.Reason,
            await vault.OpenWords(asked.Words, ct), await vault.OpenWords(state.Refused?.Words, ct),
            state.Confirmed is null ? [] : state.Missing, state.Overdue)
        {
            ReceivedUntil = state.ReceivedUntil,
            Records = state.Records,
        });
    }

    private static Task<IResult> Grant(Guid verzoek, HttpContext http, Asker asker, ErasureActs acts) =>
        acts.Grant(verzoek, http, asker, Deciding);

    private static Task<IResult> Refuse(Guid verzoek, RefuseErasureBody body, HttpContext http, Asker asker, ErasureActs acts) =>
        body.Check() is { None: false } errors
            ? Task.FromResult<IResult>(errors.ToProblem())
            : acts.Refuse(verzoek, body, http, asker, Deciding);

    private static Task<IResult> PutOff(Guid verzoek, PutOffErasureBody body, HttpContext http, Asker asker, ErasureActs acts) =>
        body.Check() is { None: false } errors
            ? Task.FromResult<IResult>(errors.ToProblem())
            : acts.Do(
                verzoek, http, asker, Deciding,
                at => new PutOffErasure(body.Until!.Value, body.Reason!, asker.Pseudonym, asker.Organisation, at));

    private static Task<IResult> TakeBack(Guid verzoek, HttpContext http, Asker asker, ErasureActs acts) =>
        acts.Do(verzoek, http, asker, Asking, at => new TakeBackErasure(asker.Pseudonym, asker.Organisation, at));

    private static Task<IResult> Confirm(Guid verzoek, HttpContext http, Asker asker, ErasureActs acts) =>
        acts.Confirm(verzoek, http, asker, Confirming);

    private static async Task<IResult> Certificate(Guid verzoek, Asker asker, ErasureHandler erasures, CancellationToken ct)
    {
        var state = (await erasures.Load(verzoek, ct)).State;
        return state.Asked?.Organisation == asker.Organisation && ErasureWords.Certificate(state) is { } certificate
            ? TypedResults.Ok(certificate)
            : Refusals.Missing.ToProblem();
    }

    // Unknown and mistyped numbers sound alike.
    private static async Task<IResult> Standing(
        ErasureNumberBody body, ErasureHandler erasures, ErasureNumbers numbers, CancellationToken ct) =>
        numbers.Find(body.Number) is { } id && (await erasures.Load(id, ct)).State is { Asked: not null } state
            ? TypedResults.Ok(ErasureWords.Standing(state))
            : Refusals.Missing.ToProblem();
}
