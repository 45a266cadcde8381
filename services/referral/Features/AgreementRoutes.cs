using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// Chain agreements: kept by two people of the offices, read by staff. They limit what partners send each other; they never widen consent.
/// </summary>
internal static class AgreementRoutes
{
    private static readonly string[] Keepers = [Roles.FocusOfficer, Roles.Administrator];
    private static readonly string[] Readers = [.. Keepers, Roles.PrivacyOfficer, Roles.Auditor];
    private static readonly string[] Staff = [Roles.Professional, Roles.TeamLead, .. Keepers, Roles.Auditor];

    public static void MapAgreements(this IEndpointRouteBuilder app)
    {
        var day = Invented.Day.AddDays(14);
        var look = new AgreementRequest(
            "Samen tegen schulden", [Invented.Organisation, Guid.Parse("0198f0ee-0000-7000-8000-000000000043")], ["schuldhulp"],
            ["geldzorgen", "schulden", "hulpvraag"], 3, 5, 6, day, day.AddYears(1));
        var proposal = look with { Reason = "afspraak-partners" };
        var agreements = app.MapHouseGroup("/v1/ketenafspraken").WithTags("ketenafspraken");
        agreements.MapGet("/", List).RequiresRole(Staff).WithSummary("Wat ketenpartners hebben afgesproken").Produces<AgreementListed[]>();
        agreements.MapGet("/{afspraak:guid}", Read).RequiresRole(Readers)
            .WithSummary("Een ketenafspraak met haar versies en voorstellen").Produces<AgreementSeen>();
        agreements.MapPost("/vooruitblik", LookAtNew).RequiresRole(Keepers)
            .WithSummary("Kijk wat een nieuwe afspraak raakt, voor u haar voorstelt").WithExample(look).Produces<AgreementPreview>();
        agreements.MapPost("/", Make).RequiresRole(Keepers)
            .WithSummary("Stel een ketenafspraak voor").WithExample(proposal).Produces<AgreementAnswer>(StatusCodes.Status201Created);
        agreements.MapPost("/{afspraak:guid}/vooruitblik", LookAtRevised).RequiresRole(Keepers)
            .WithSummary("Kijk wat een herziene afspraak raakt, voor u haar voorstelt").WithExample(look).Produces<AgreementPreview>();
        agreements.MapPost("/{afspraak:guid}/herzien", Revise).RequiresRole(Keepers).RequiresIfMatch()
            .WithSummary("Stel voor een ketenafspraak te herzien").WithExample(proposal)
            .Produces<AgreementAnswer>(StatusCodes.Status201Created);
        agreements.MapGet("/{afspraak:guid}/beeindigen/vooruitblik", LookAtEnd).RequiresRole(Keepers)
            .WithSummary("Kijk wat het beëindigen raakt, voor u het voorstelt").Produces<AgreementPreview>();
        agreements.MapPost("/{afspraak:guid}/beeindigen", End).RequiresRole(Keepers).RequiresIfMatch()
            .WithSummary("Stel voor een ketenafspraak te beëindigen").WithExample(new AgreementEndRequest(day, "evaluatie"))
            .Produces<AgreementAnswer>(StatusCodes.Status201Created);
        agreements.MapAgreementProposals();
    }

    public static DateOnly Today(this TimeProvider clock) => Amsterdam.DateAt(clock.Now());

    private static async Task<IResult> List(HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, AgreementsView.Table);
        var told = await views.List<AgreementTold>(AgreementsView.Table, AgreementsView.All, ct);
        return TypedResults.Ok(told.Select(a => AgreementPages.Listed(a.Agreement, a.Told, clock.Today())).ToArray());
    }

    private static async Task<IResult> Read(
        Guid afspraak, HttpContext http, AgreementHandler agreements, TimeProvider clock, CancellationToken ct)
    {
        var loaded = await agreements.Load(afspraak, ct);
        if (loaded.State.IsMissing)
            return Refusals.Missing.ToProblem();

        http.SetETag(loaded.Version);
        return TypedResults.Ok(AgreementPages.Seen(afspraak, loaded.State, clock.Today()));
    }

    private static Task<IResult> LookAtNew(
        AgreementRequest body, OrganisationHandler organisations, AgreementTouches touches, TimeProvider clock, CancellationToken ct) =>
        Look(Agreement.Initial, body, organisations, touches, clock, ct);

    private static async Task<IResult> LookAtRevised(
        Guid afspraak, AgreementRequest body, AgreementHandler agreements, OrganisationHandler organisations, AgreementTouches touches,
        TimeProvider clock, CancellationToken ct) => (await agreements.Load(afspraak, ct)).State is { IsMissing: false } told
        ? await Look(told, body, organisations, touches, clock, ct)
        : Refusals.Missing.ToProblem();

    // The same road as a proposal, without its last step: whoever looks is told every no that he would be told.
    private static async Task<IResult> Look(
        Agreement told, AgreementRequest body, OrganisationHandler organisations, AgreementTouches touches, TimeProvider clock,
        CancellationToken ct)
    {
        if (await Wrong(body, body.Errors(), organisations, ct) is { } problem)
            return problem;

        var wish = new ProposeAgreement(Guid.CreateVersion7(), body.Entry, PolicyDecider.Reasons[0], "", clock.Now());
        return AgreementDecider.Decide(wish, told).Refusal is { } no
            ? no.ToProblem()
            : TypedResults.Ok(await touches.Preview(body.From, told.At(body.From)?.Entry, body.Entry, ct));
    }

    private static async Task<IResult> LookAtEnd(
        Guid afspraak, DateOnly vanaf, AgreementHandler agreements, AgreementTouches touches, TimeProvider clock, CancellationToken ct)
    {
        var told = (await agreements.Load(afspraak, ct)).State;
        var wish = new ProposeAgreementEnd(Guid.CreateVersion7(), vanaf, PolicyDecider.Reasons[0], "", clock.Now());
        return AgreementDecider.Decide(wish, told).Refusal is { } no
            ? no.ToProblem()
            : TypedResults.Ok(await touches.Preview(vanaf, told.At(vanaf)?.Entry, null, ct));
    }

    private static Task<IResult> Make(
        AgreementRequest body, HttpContext http, Asker asker, AgreementHandler agreements, OrganisationHandler organisations, Door door,
        TimeProvider clock, CancellationToken ct) =>
        Keep(DerivedIds.Of(http.CommandId(), $"agreement|{asker.Pseudonym}"), false, body, http, asker, agreements, organisations, door,
            clock, ct);

    private static async Task<IResult> Revise(
        Guid afspraak, AgreementRequest body, HttpContext http, Asker asker, AgreementHandler agreements,
        OrganisationHandler organisations, Door door, TimeProvider clock, CancellationToken ct) =>
        (await agreements.Load(afspraak, ct)).State.IsMissing
            ? Refusals.Missing.ToProblem()
            : await Keep(afspraak, true, body, http, asker, agreements, organisations, door, clock, ct);

    private static async Task<IResult> End(
        Guid afspraak, AgreementEndRequest body, HttpContext http, Asker asker, AgreementHandler agreements, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        if (new InputErrors().OneOf(body.Reason, "reason", PolicyDecider.Reasons) is { None: false } errors)
            return errors.ToProblem();

        var change = ChangeOf(http, asker);
        return await Propose(
            afspraak, true, change, new ProposeAgreementEnd(change, body.From, body.Reason!, asker.Pseudonym, clock.Now()), http, asker,
            agreements, door, ct);
    }

    private static async Task<IResult> Keep(
        Guid id, bool ifMatch, AgreementRequest body, HttpContext http, Asker asker, AgreementHandler agreements,
        OrganisationHandler organisations, Door door, TimeProvider clock, CancellationToken ct)
    {
        if (await Wrong(body, body.Errors().OneOf(body.Reason, "reason", PolicyDecider.Reasons), organisations, ct) is { } problem)
            return problem;

        var change = ChangeOf(http, asker);
        return await Propose(
            id, ifMatch, change, new ProposeAgreement(change, body.Entry, body.Reason!, asker.Pseudonym, clock.Now()), http, asker,
            agreements, door, ct);
    }

    private static async Task<IResult> Propose(
        Guid id, bool ifMatch, Guid change, AgreementCommand command, HttpContext http, Asker asker, AgreementHandler agreements,
        Door door, CancellationToken ct)
    {
        var context = await door.Open(http, asker.As(Keepers), PayloadOwner.Staff(asker.Pseudonym), ct, resource: ifMatch ? "" : null);
        return (await agreements.Handle(id, command, context, ct)).ToCreated(
            http, _ => ($"/v1/ketenafspraken/{id}", new AgreementAnswer(id, change)));
    }

    private static Guid ChangeOf(HttpContext http, Asker asker) =>
        DerivedIds.Of(http.CommandId(), $"agreement-change|{asker.Pseudonym}");

    private static async Task<IResult?> Wrong(
        AgreementRequest body, InputErrors errors, OrganisationHandler organisations, CancellationToken ct)
    {
        if (!errors.None)
            return errors.ToProblem();

        var unknown = new List<Guid>();
        foreach (var organisation in body.Organisations!)
        {
            if ((await organisations.Load(organisation, ct)).State is not Organisation.Registered)
                unknown.Add(organisation);
        }

        if (unknown is [])
            return null;

        var problem = ReferralRefusals.OrganisationUnknown.ToProblem();
        problem.ProblemDetails.Extensions["organisations"] = unknown;
        return problem;
    }
}
