using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Debts;

/// <summary>One signal of a bundle, with who it is about.</summary>
public sealed record DebtSignalAnswer(
    Guid Signal, string Partner, int? Amount, DateOnly? OriginOn, DateOnly SignalOn, bool Crisis, bool WarmHandover, string LegalBasis,
    DebtClient? Client);

/// <summary>A bundle, its signals, and the families that it may be (an offer; nothing is joined by it).</summary>
public sealed record DebtHouseholdAnswer(
    Guid Household, bool PickedUp, string? Result, DateOnly KeepUntil, IReadOnlyList<DebtSignalAnswer> Signals, int Attempts, bool Reached,
    Guid? Family, IReadOnlyList<Guid> MayBe);

/// <summary>What a signal partner may hear: picked up, not picked up, or nothing yet. Never why.</summary>
public sealed record DebtFeedback(string PartnerId, string Partner, string State);

/// <summary>An attempt to reach the household, in the codes of the municipal model.</summary>
public sealed record AttemptDebtContactRequest(string? Kind, bool? Reached, DateOnly? On, string? DayPart);

/// <summary>How it ended: a code out of the list <c>debtResults</c>.</summary>
public sealed record CloseDebtSignalsRequest(string? Result);

/// <summary>The family that it is, confirmed by a person.</summary>
public sealed record JoinDebtSignalsRequest(Guid? Family);

/// <summary>The fixed lists of early debt signals: who signals, what came of it, how a household was reached, and when.</summary>
public sealed record DebtLists(
    CodeList<GgmCode> DebtPartners, CodeList<DebtResult> DebtResults, CodeList<GgmCode> AttemptKinds, CodeList<GgmCode> DayParts);

internal static class DebtRoutes
{
    private const int Page = 200;
    private static readonly string[] Open = ["nieuw", "opgepakt"];

    public static void MapDebts(this WebApplication app)
    {
        var debts = app.MapHouseGroup("/v1/vroegsignalen").RequiresRole(Roles.EarlyDebt).WithTags("vroegsignalen")
            .NotesLooks("vroegsignalering");
        debts.MapDebtImport();
        debts.MapGet("/codes", () => TypedResults.Ok(new DebtLists(
                FamilyCodes.DebtPartners, FamilyCodes.DebtResults, FamilyCodes.AttemptKinds, FamilyCodes.DayParts)))
            .ShowsNobody()
            .WithSummary("De vaste lijsten: signaalpartners, resultaten, contactpogingen en dagdelen");
        debts.MapGet("/", List)
            .WithSummary("De vroegsignalen van de eigen gemeente, gebundeld per huishouden")
            .WithDescription(
                $"Wat het eerst moet, staat voorop: nieuw, opgepakt, afgesloten; daarin een crisis, dan wat het eerst wordt vernietigd. "
                + $"Hoogstens {Page} tegelijk, verder vanaf (vanaf).")
            .Produces<DebtRow[]>();
        debts.MapGet("/terugkoppeling", Feedback)
            .WithSummary("Wat een signaalpartner mag horen: opgepakt, niet opgepakt of nog niets; nooit waarom")
            .Produces<DebtFeedback[]>();
        debts.MapGet("/{huishouden:guid}", Read)
            .WithSummary("Lees de vroegsignalen van een huishouden")
            .Produces<DebtHouseholdAnswer>();
        debts.MapPost("/{huishouden:guid}/oppakken", (Guid huishouden, HttpContext http, Asker asker, DebtHandler handler, Door door,
                TimeProvider clock, CancellationToken ct) =>
                Say(huishouden, new PickUpDebtSignals(asker.Organisation, clock.Now()), http, asker, handler, door, ct))
            .WithSummary("Pak de vroegsignalen van een huishouden op")
            .Produces(StatusCodes.Status204NoContent);
        debts.MapPost("/{huishouden:guid}/contactpogingen", Attempt)
            .WithSummary("Leg een poging vast om het huishouden te bereiken")
            .WithExample(new AttemptDebtContactRequest("huisbezoek", Reached: true, Invented.Day, "middag"))
            .Produces(StatusCodes.Status204NoContent);
        debts.MapPost("/{huishouden:guid}/afsluiten", Close)
            .WithSummary("Sluit af met een resultaat")
            .WithExample(new CloseDebtSignalsRequest("zelf-betaald"))
            .Produces(StatusCodes.Status204NoContent);
        debts.MapPost("/{huishouden:guid}/koppelingen", Join)
            .WithSummary("Bevestig dat dit een gezin is waarvan u de verwijzing hebt geaccepteerd")
            .WithExample(new JoinDebtSignalsRequest(Invented.Family))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(int? vanaf, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        if (vanaf is < 0)
            return new InputErrors().Add("vanaf", "Begin bij 0 of later.").ToProblem();

        await views.FreshFor(http, DebtsView.Table);
        return TypedResults.Ok((await views.List<DebtRow>(DebtsView.Table, DebtsView.Of(asker.Organisation), ct))
            .OrderBy(row => Array.IndexOf(Open, row.State) is >= 0 and var place ? place : Open.Length)
            .ThenByDescending(row => row.Crisis).ThenBy(row => row.KeepUntil).ThenBy(row => row.Household)
            .Skip(vanaf ?? 0).Take(Page).ToArray());
    }

    private static async Task<IResult> Feedback(HttpContext http, Asker asker, IViews views, DebtHandler debts, IVault vault,
        CancellationToken ct)
    {
        await views.FreshFor(http, DebtsView.Table);
        var told = new List<DebtFeedback>();
        foreach (var row in await views.List<DebtRow>(DebtsView.Table, DebtsView.Of(asker.Organisation), ct))
        {
            var bundle = (await debts.Load(row.Household, ct)).State;
            var state = bundle switch
            {
                { Closed.PickedUp: false } => "niet-opgepakt",
                { PickedUp: true } or { Closed: not null } => "opgepakt",
                _ => "nog-niets",
            };
            foreach (var signal in bundle.Signals)
            {
                if (await vault.Open<DebtClient>(signal.Client, ct) is { } client)
                    told.Add(new(client.PartnerId, signal.Partner, state));
            }
        }

        return TypedResults.Ok(told);
    }

    private static async Task<IResult> Read(
        Guid huishouden, Asker asker, DebtHandler debts, DebtMatches matches, IVault vault, CancellationToken ct)
    {
        var bundle = (await debts.Load(huishouden, ct)).State;
        if (bundle.Organisation != asker.Organisation || bundle.Lapsed)
            return Refusals.Missing.ToProblem();

        var (signals, offered) = (new List<DebtSignalAnswer>(), new SortedSet<Guid>());
        foreach (var s in bundle.Signals)
        {
            var client = await vault.Open<DebtClient>(s.Client, ct);
            signals.Add(new(s.Signal, s.Partner, s.Amount, s.OriginOn, s.SignalOn, s.Crisis, s.WarmHandover, s.LegalBasis, client));
            if (client is not null && bundle.Family is null)
                offered.UnionWith(await matches.Of(asker.Organisation, client, ct));
        }

        return TypedResults.Ok(new DebtHouseholdAnswer(
            huishouden, bundle.PickedUp, bundle.Closed?.Result, bundle.Signals.Max(s => s.KeepUntil), signals, bundle.Attempts.Count,
            bundle.Reached, bundle.Family, [.. offered]));
    }

    private static async Task<IResult> Attempt(
        Guid huishouden, AttemptDebtContactRequest body, HttpContext http, Asker asker, DebtHandler debts, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors()
            .OneOf(body.Kind, "kind", FamilyCodes.AttemptKinds.Codes)
            .Must(body.Reached is not null, "reached", "Geef aan of het contact lukte.")
            .Date(body.On, "on")
            .OneOf(body.DayPart, "dayPart", FamilyCodes.DayParts.Codes);
        return errors.None
            ? await Say(
                huishouden,
                new AttemptDebtContact(
                    Guid.CreateVersion7(), body.Kind!, body.Reached!.Value, body.On!.Value, body.DayPart!, asker.Organisation, clock.Now()),
                http, asker, debts, door, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Close(
        Guid huishouden, CloseDebtSignalsRequest body, HttpContext http, Asker asker, DebtHandler debts, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Result, "result", FamilyCodes.DebtResults.Codes);
        return errors.None
            ? await Say(
                huishouden,
                new CloseDebtSignals(body.Result!, FamilyCodes.DebtResults.Find(body.Result)!.PickedUp, asker.Organisation, clock.Now()),
                http, asker, debts, door, ct)
            : errors.ToProblem();
    }

    private static async Task<IResult> Join(
        Guid huishouden, JoinDebtSignalsRequest body, HttpContext http, Asker asker, DebtHandler debts, FamilyHandler families, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Family ?? Guid.Empty, "family");
        if (!errors.None)
            return errors.ToProblem();

        // Only a family this organisation works with: to all others it does not exist.
        return (await families.Load(body.Family!.Value, ct)).State is FamilyFile.Opened file && file.Knows(asker.Organisation)
            ? await Say(huishouden, new JoinDebtSignals(file.Family, asker.Organisation, clock.Now()), http, asker, debts, door, ct)
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Say(
        Guid huishouden, DebtCommand command, HttpContext http, Asker asker, DebtHandler debts, Door door, CancellationToken ct)
    {
        // No key is made for what is not this organisation's.
        if ((await debts.Load(huishouden, ct)).State is not { Lapsed: false } bundle || bundle.Organisation != asker.Organisation)
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.EarlyDebt), PayloadOwner.Family(huishouden, asker.Organisation), ct);
        return (await debts.Handle(huishouden, command, context, ct)).ToHttp(http);
    }
}
