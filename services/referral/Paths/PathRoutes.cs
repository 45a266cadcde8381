using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Features;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Paths;

/// <summary>The path.</summary>
public sealed record CarePathAnswer(Guid Path, int Version);

/// <summary>The day on which somebody looks again.</summary>
public sealed record ReviewPathRequest(DateOnly? ReviewOn);

/// <summary>A step with the names of what it leads to; a provision or team that is there no more is said to be gone.</summary>
public sealed record StepSeen(
    string Title, string Text, string? OrganisationKind, Guid? Team, string? TeamName, string? Phone,
    IReadOnlyList<ProvisionCard> Provisions,
    bool LeadsNowhere, string? Contact);

/// <summary>A path as it is shown: in which version, whether the day to look at it again has passed, and its steps in order.</summary>
public sealed record PathSeen(
    Guid Path, int Version, string Title, string Domain, IReadOnlyList<string> Areas, IReadOnlyList<string> Bands,
    IReadOnlyList<string> Urgencies, string Situation, DateOnly ReviewOn, bool Overdue, IReadOnlyList<StepSeen> Steps);

/// <summary>Care paths: kept by the focus officer, shown to whoever refers, who chooses himself.</summary>
internal static class PathRoutes
{
    private const int Most = 2_000;

    public static void MapCarePaths(this IEndpointRouteBuilder app)
    {
        var read = app.MapHouseGroup("/v1/zorgpaden").WithTags("zorgpaden")
            .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer);
        read.MapGet("/", List).WithSummary("Alle zorgpaden die gelden").Produces<PathSeen[]>();
        read.MapGet("/passend", Fitting).WithSummary("Welke zorgpaden bij een hulpvraag passen, het best passende eerst")
            .Produces<PathSeen[]>();
        read.MapGet("/{pad:guid}", Read).WithSummary("Eén zorgpad, ook in een eerdere versie (versie)").Produces<PathSeen>();

        var kept = app.MapHouseGroup("/v1/zorgpaden").WithTags("zorgpaden").RequiresRole(Roles.FocusOfficer);
        kept.MapGet("/te-herzien", Overdue).WithSummary("Welke zorgpaden toe zijn aan herziening").Produces<PathSeen[]>();
        kept.MapPost("/", Publish).WithSummary("Leg een zorgpad vast").WithExample(PathForm.Example)
            .Produces<CarePathAnswer>(StatusCodes.Status201Created);
        kept.MapPut("/{pad:guid}", Next).RequiresIfMatch().WithSummary("Leg de volgende versie vast").WithExample(PathForm.Example)
            .Produces<CarePathAnswer>();
        kept.MapPost("/{pad:guid}/nagekeken", Review).WithSummary("Nagekeken: het pad geldt nog")
            .WithExample(new ReviewPathRequest(Invented.Day.AddYears(1)));
        kept.MapPost("/{pad:guid}/vervallen", Withdraw).WithSummary("Dit pad volgen we niet meer");
        kept.MapTrials();
    }

    private static async Task<IResult> List(HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, CarePathsView.Table);
        return TypedResults.Ok(await Seen(await All(views, ct), views, clock, ct));
    }

    private static async Task<IResult> Fitting(
        string domein, string? gebied, string? leeftijdsgroep, string? urgentie, HttpContext http, IViews views, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(domein, "domein", HsdsTerms.DomainNames.Keys);
        if (leeftijdsgroep is not null)
            errors.OneOf(leeftijdsgroep, "leeftijdsgroep", PathForm.Bands);
        if (urgentie is not null)
            errors.OneOf(urgentie, "urgentie", Codes.Urgencies);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, CarePathsView.Table);
        var fitting = (await All(views, ct)).Where(p => PathFit.Fits(p.Content, domein, gebied, leeftijdsgroep, urgentie))
            .OrderByDescending(p => PathFit.Precision(p.Content)).ThenBy(p => p.Content.Title, StringComparer.Ordinal);
        return TypedResults.Ok(await Seen(fitting, views, clock, ct));
    }

    private static async Task<IResult> Read(
        Guid pad, int? versie, HttpContext http, CarePathHandler paths, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var loaded = await paths.Load(pad, ct);
        await views.Fresh(CarePathsView.Table, loaded.Position, ct);
        var key = versie is { } version ? CarePathsView.Key(pad, version) : pad.ToString("N");
        if (await views.Get<CarePathRow>(CarePathsView.Table, key, ct) is not { } row)
            return Refusals.Missing.ToProblem();

        http.SetETag(loaded.Version);
        return TypedResults.Ok((await Seen([row], views, clock, ct))[0]);
    }

    private static async Task<IResult> Overdue(HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, CarePathsView.Table);
        var today = Amsterdam.DateAt(clock.Now());
        return TypedResults.Ok(await Seen(
            (await All(views, ct)).Where(p => p.ReviewOn <= today).OrderBy(p => p.ReviewOn), views, clock, ct));
    }

    private static async Task<IResult> Publish(
        CarePathRequest body, HttpContext http, Asker asker, CarePathHandler paths, IViews views, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        if (await PathForm.Errors(body, views, ct) is { None: false } errors)
            return errors.ToProblem();

        var id = DerivedIds.Of(http.CommandId(), $"care-path|{asker.Pseudonym}");
        var publish = new PublishCarePath(PathForm.Content(body), body.ReviewOn!.Value, First: true, clock.Now());
        var answer = await paths.Handle(id, publish, await Context(http, asker, door, ct), ct);
        return answer.ToCreated(http, said => ($"/v1/zorgpaden/{id}", new CarePathAnswer(id, ((CarePath.Published)said.State).Version)));
    }

    private static async Task<IResult> Next(
        Guid pad, CarePathRequest body, HttpContext http, Asker asker, CarePathHandler paths, IViews views, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        if (await PathForm.Errors(body, views, ct) is { None: false } errors)
            return errors.ToProblem();

        var publish = new PublishCarePath(PathForm.Content(body), body.ReviewOn!.Value, First: false, clock.Now());
        var answer = await paths.Handle(pad, publish, await Context(http, asker, door, ct, resource: ""), ct);
        return answer.ToHttp(http, said => new CarePathAnswer(pad, ((CarePath.Published)said.State).Version));
    }

    private static async Task<IResult> Review(
        Guid pad, ReviewPathRequest body, HttpContext http, Asker asker, CarePathHandler paths, Door door, TimeProvider clock,
        CancellationToken ct) => body.ReviewOn is { } day
            ? (await paths.Handle(pad, new ReviewCarePath(day, clock.Now()), await Context(http, asker, door, ct), ct)).ToHttp(http)
            : new InputErrors().Add("reviewOn", "Zeg op welke dag iemand er weer naar kijkt.").ToProblem();

    private static async Task<IResult> Withdraw(
        Guid pad, HttpContext http, Asker asker, CarePathHandler paths, Door door, TimeProvider clock, CancellationToken ct) =>
        (await paths.Handle(pad, new WithdrawCarePath(clock.Now()), await Context(http, asker, door, ct), ct)).ToHttp(http);

    private static Task<IReadOnlyList<CarePathRow>> All(IViews views, CancellationToken ct) =>
        views.List<CarePathRow>(CarePathsView.Table, CarePathsView.All, ct, limit: Most);

    private static async Task<PathSeen[]> Seen(IEnumerable<CarePathRow> rows, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var seen = new List<PathSeen>();
        foreach (var (path, version, c, reviewOn, _) in rows)
        {
            var steps = new List<StepSeen>();
            foreach (var step in c.Steps)
                steps.Add(await Seen(step, views, today, ct));
            seen.Add(new(
                path, version, c.Title, c.Domain, c.Areas, c.Bands, c.Urgencies, c.Situation, reviewOn, reviewOn <= today, steps));
        }

        return [.. seen];
    }

    private static async Task<StepSeen> Seen(PathStep step, IViews views, DateOnly today, CancellationToken ct)
    {
        var team = step.Team is { } id ? await views.Get<TeamRow>(TeamsView.Table, id.ToString("N"), ct) : null;
        var cards = new List<ProvisionCard>();
        foreach (var provision in step.Provisions)
        {
            if (await views.Get<ProvisionRow>(ProvisionsView.Table, provision.ToString("N"), ct) is { } row)
                cards.Add(ProvisionCard.Of(row, today));
        }

        var nowhere = step.Team is not null && team is not { Open: true } || step.Provisions.Count > cards.Count;
        return new(
            step.Title, step.Text, step.OrganisationKind, step.Team, team?.Entry.Name, team?.Entry.Phone, cards, nowhere, step.Contact);
    }

    private static Task<CommandContext> Context(HttpContext http, Asker asker, Door door, CancellationToken ct, string? resource = null) =>
        door.Open(http, asker.As(Roles.FocusOfficer), PayloadOwner.Staff(asker.Pseudonym), ct, resource);
}
