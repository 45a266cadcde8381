using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Rights;

internal static class RightRoutes
{
    private static readonly string[] Answering = [Roles.PrivacyOfficer];
    private static readonly string[] Asking = [Roles.PrivacyOfficer, Roles.TeamLead, Roles.Professional];
    private const int Most = 5_000;

    private static readonly string[] Stands =
        ["te-beantwoorden", "toegewezen", "opheffing-aangekondigd", "opgeheven", "afgewezen", "teruggenomen"];

    public static void MapRights(this WebApplication app)
    {
        var routes = app.MapHouseGroup("/v1/privacyverzoeken").WithTags("privacyverzoeken").NotesLooks("rechten-van-betrokkenen");
        routes.MapGet("/codes", () => TypedResults.Ok(new RightLists(
                RightKinds.All, FamilyCodes.RightRefusals, FamilyCodes.ErasureDelays, FamilyCodes.RestrictionGrounds,
                FamilyCodes.LeftOutCodes, FamilyCodes.ErasureIdentifications, RightInput.Categories)))
            .RequiresRole(Asking).ShowsNobody()
            .WithSummary("De vaste lijsten van dit loket, elk met de wet");
        routes.MapPost("/", Ask).RequiresRole(Asking)
            .WithSummary("Neem een verzoek op van iemand over zijn eigen gegevens: inzage, verbetering of beperking")
            .WithDescription("Binnen een maand is er antwoord; verlengen kan eenmaal, met twee maanden, als de vrager het op tijd hoort.")
            .WithExample(new RightBody(
                Invented.Family, Invented.Parent, RightKinds.Access, [Invented.Parent], "aan-de-balie", Invented.Day, null, null, null,
                    null))
            .Produces<RightMade>(StatusCodes.Status201Created);
        routes.MapGet("/", List).RequiresRole(Answering)
            .WithSummary("De verzoeken aan uw organisatie, wat het eerst moet bovenaan; met ?stand= en ?soort=")
            .Produces<RightRow[]>();
        routes.MapGet("/{verzoek:guid}", Read).RequiresRole(Answering)
            .WithSummary("Lees een verzoek: wat er is gevraagd, tot wanneer, en wie het doorkreeg")
            .Produces<RightAnswer>();
        routes.MapPost("/{verzoek:guid}/verlengen", Extend).RequiresRole(Answering)
            .WithSummary("Leg vast dat het langer duurt, met de reden, en wanneer u dat de vrager vertelde (binnen de eerste maand)")
            .WithExample(new ExtendRightBody(Invented.Day.AddMonths(2), "ingewikkeld", Invented.Day))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/toewijzen", Grant).RequiresRole(Answering)
            .WithSummary("Zeg ja: het overzicht wordt gegeven, de regels worden doorgestreept, of de gegevens worden beperkt")
            .WithExample(new GrantRightBody([Invented.Signal]))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/afwijzen", Refuse).RequiresRole(Answering)
            .WithSummary("Zeg nee, met een reden uit de wet en een uitleg; bij een verbetering met de verklaring van de vrager")
            .WithExample(new RefuseRightBody("buitensporig", "U kreeg dit overzicht vorige week al.", null))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{verzoek:guid}/terugnemen", TakeBack).RequiresRole(Asking)
            .WithSummary("Leg vast dat de vrager het niet meer wil; kan tot er antwoord is")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/{verzoek:guid}/overzicht", Overview).RequiresRole(Answering)
            .WithSummary("Wat uw organisatie over deze persoon heeft, uit alle onderdelen, als een document")
            .WithDescription("Voor het antwoord is het een ontwerp: kijk na wat een ander raakt, en laat dat weg bij het toewijzen.")
            .Produces<OverviewAnswer>();
        routes.MapGet("/{verzoek:guid}/brief", Letter).RequiresRole(Answering)
            .WithSummary("Het antwoord als brief, met de termijn voor bezwaar of beroep")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapPost("/{verzoek:guid}/opheffing", Lift).RequiresRole(Answering)
            .WithSummary("Leg vast dat de betrokkene hoorde dat de beperking eindigt, en op welke dag (minstens zeven dagen later)")
            .WithExample(new LiftRightBody(Invented.Day, "telefoon", Invented.Day.AddDays(14)))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Ask(
        RightBody body, HttpContext http, Asker asker, FamilyHandler families, RightHandler rights, IVault vault, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        var (now, today) = (clock.Now(), Amsterdam.DateAt(clock.Now()));
        if (body.Check(today) is { None: false } errors)
            return errors.ToProblem();

        var family = body.Family!.Value;
        if ((await families.Load(family, ct)).State is not FamilyFile.Opened file)
            return Refusals.Missing.ToProblem();
        if (!file.Knows(asker.Organisation))
            return (await families.WhyNot(family, asker.Organisation, ct)).ToProblem();

        var (id, received, askedBy) =
            (DerivedIds.Of(http.CommandId(), "right"), body.ReceivedOn ?? today, body.AskedBy!.Distinct().ToArray());
        if ((await rights.Load(id, ct)).State.Asked is null
            && AskingRights.WhyNot(file, asker.Organisation, body, askedBy, today) is { } no)
        {
            return no.ToProblem();
        }

        var words = await vault.SealWordsIfAny(family, asker.Organisation, body.Member!.Value, body.Words, ct);
        var asked = new RightAsked(
            id, family, asker.Organisation, body.Member!.Value, body.Kind!, askedBy, body.Identified!, received,
            RightDecider.After(received, RightDecider.Months), file.Parties[asker.Organisation], body.Entries ?? [], body.Categories ?? [],
            body.Ground, FamilyCodes.RestrictionGrounds.Version, words?.Ref, now);
        var context = await door.Open(
            http, asker.As(Asking), PayloadOwner.Organisation(asker.Organisation), ct, null, words is null ? [] : [words]);
        return (await rights.Handle(id, new AskRight(asked), context, ct)).ToCreated(http, said =>
        {
            var stood = said.State.Asked!;
            return ($"/v1/privacyverzoeken/{id}", new RightMade(id, stood.AnswerBy,
                $"Verzoek ontvangen op {stood.ReceivedOn:d-M-yyyy}. U hebt uiterlijk op {stood.AnswerBy:d-M-yyyy} antwoord, of bericht dat "
                + "het langer duurt en waarom."));
        });
    }

    private static async Task<IResult> List(
        string? stand, string? soort, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        var errors = new InputErrors();
        if (stand is not null)
            errors.OneOf(stand, "stand", Stands);
        if (soort is not null)
            errors.OneOf(soort, "soort", RightKinds.All);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, RightsView.Table);
        var rows = await views.List<RightRow>(RightsView.Table, RightsView.Of(asker.Organisation), ct);
        return TypedResults.Ok(rows.Where(row => (stand is null || row.Stand == stand) && (soort is null || row.Kind == soort))
            .OrderBy(row => Array.IndexOf(Stands, row.Stand)).ThenBy(row => row.AnswerBy).ThenBy(row => row.Request).Take(Most).ToArray());
    }

    private static async Task<IResult> Read(
        Guid verzoek, HttpContext http, Asker asker, RightActs acts, IVault vault, CancellationToken ct)
    {
        if (await acts.Of(verzoek, asker, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();

        http.LooksAt([asked.Member]);
        var answered = state.Granted?.AnsweredOn ?? state.Refused?.AnsweredOn;
        return TypedResults.Ok(new RightAnswer(
            verzoek, asked.Family, asked.Member, asked.Kind, state.Stand, asked.AskedBy, asked.Identified, asked.ReceivedOn, state.AnswerBy,
            state.Extended?.ToldOn, RightDecider.After(asked.ReceivedOn, RightDecider.Months + RightDecider.MoreMonths), state.Named,
            asked.Categories, asked.Ground, await vault.OpenWords(asked.Words, ct), state.Granted?.By, state.Refused?.By,
            state.Refused?.Reason, await vault.OpenWords(state.Refused?.Words, ct), await vault.OpenWords(state.Refused?.Statement, ct),
            answered, answered is { } day ? RightDecider.ObjectBy(day) : null, state.Granted?.PublicBody ?? state.Refused?.PublicBody,
            state.Granted?.LeftOut ?? [], state.Recipients, state.LiftTold?.ToldOn, state.LiftTold?.LiftsOn)
        {
            Choices = await acts.Choices(state, ct),
            About = await acts.About(state, ct),
        });
    }

    private static Task<IResult> Extend(
        Guid verzoek, ExtendRightBody body, HttpContext http, Asker asker, RightActs acts, TimeProvider clock) =>
        body.Check(Amsterdam.DateAt(clock.Now())) is { None: false } errors
            ? Task.FromResult<IResult>(errors.ToProblem())
            : acts.Do(verzoek, http, asker, Answering, at => new ExtendRight(
                body.Until!.Value, body.Reason!, body.ToldOn!.Value, asker.Pseudonym, asker.Organisation, at));

    private static Task<IResult> Grant(Guid verzoek, GrantRightBody body, HttpContext http, Asker asker, RightActs acts) =>
        acts.Grant(verzoek, body, http, asker, Answering);

    private static Task<IResult> Refuse(Guid verzoek, RefuseRightBody body, HttpContext http, Asker asker, RightActs acts) =>
        acts.Refuse(verzoek, body, http, asker, Answering);

    private static Task<IResult> TakeBack(Guid verzoek, HttpContext http, Asker asker, RightActs acts) =>
        acts.Do(verzoek, http, asker, Asking, at => new TakeBackRight(asker.Pseudonym, asker.Organisation, at));

    private static Task<IResult> Lift(
        Guid verzoek, LiftRightBody body, HttpContext http, Asker asker, RightActs acts, TimeProvider clock) =>
        body.Check(Amsterdam.DateAt(clock.Now())) is { None: false } errors
            ? Task.FromResult<IResult>(errors.ToProblem())
            : acts.Do(verzoek, http, asker, Answering, at => new TellRestrictionEnds(
                body.ToldOn!.Value, body.Channel!, body.LiftsOn!.Value, asker.Pseudonym, asker.Organisation, at));

    private static async Task<IResult> Overview(
        Guid verzoek, HttpContext http, Asker asker, RightActs acts, CancellationToken ct)
    {
        if (await acts.Of(verzoek, asker, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();
        if (asked.Kind != RightKinds.Access || state is { Open: false, Granted: null })
            return RightRefusals.NoOverview.ToProblem();

        http.LooksAt([asked.Member]);
        var (overview, no) = await acts.Overview(asked, state.Granted?.Hidden ?? [], draft: state.Granted is null, ct);
        return overview is null ? no!.ToProblem() : TypedResults.Ok(overview);
    }

    private static async Task<IResult> Letter(Guid verzoek, HttpContext http, Asker asker, RightActs acts, CancellationToken ct)
    {
        if (await acts.Of(verzoek, asker, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();

        http.LooksAt([asked.Member]);
        return await acts.Letter(state, ct);
    }
}
