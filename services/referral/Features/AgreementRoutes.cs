using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What partners agree: who, for which purposes, which kinds of data at most, how much time, from when, and when they look at it again.
/// </summary>
public sealed record AgreementRequest(
    string? Name, IReadOnlyList<Guid>? Organisations, IReadOnlyList<string>? Purposes, IReadOnlyList<string>? Categories,
    int? AnswerWorkingDays, int? ContactWorkingDays, int? FeedbackWeeks, DateOnly From, DateOnly ReviewOn);

/// <summary>The agreement.</summary>
public sealed record AgreementAnswer(Guid Agreement);

/// <summary>A chain agreement in the list, and whether the day has passed on which it should have been looked at again.</summary>
public sealed record AgreementListed(Guid Agreement, int Version, AgreementEntry Entry, bool ReviewOverdue);

/// <summary>
/// Chain agreements: kept by the focus officer, read by staff. They limit what partners send each other; they never widen consent.
/// </summary>
internal static class AgreementRoutes
{
    private const int MostPartners = 100;

    private static readonly string[] Staff =
        [Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator, Roles.Auditor];

    public static void MapAgreements(this IEndpointRouteBuilder app)
    {
        var example = new AgreementRequest(
            "Samen tegen schulden", [Invented.Organisation, Guid.Parse("0198f0ee-0000-7000-8000-000000000043")], ["schuldhulp"],
            ["geldzorgen", "schulden", "hulpvraag"], 3, 5, 6, Invented.Day, Invented.Day.AddYears(1));
        var agreements = app.MapHouseGroup("/v1/ketenafspraken").WithTags("ketenafspraken");
        agreements.MapGet("/", List).RequiresRole(Staff).WithSummary("Wat ketenpartners hebben afgesproken").Produces<AgreementListed[]>();
        agreements.MapPost("/", Make).RequiresRole(Roles.FocusOfficer, Roles.Administrator)
            .WithSummary("Leg een ketenafspraak vast").WithExample(example)
            .Produces<AgreementAnswer>(StatusCodes.Status201Created);
        agreements.MapPost("/{afspraak:guid}/herzien", Revise).RequiresRole(Roles.FocusOfficer, Roles.Administrator)
            .WithSummary("Herzie een ketenafspraak").WithExample(example);
        agreements.MapPost("/{afspraak:guid}/beeindigen", End).RequiresRole(Roles.FocusOfficer, Roles.Administrator)
            .WithSummary("Beëindig een ketenafspraak");
    }

    private static async Task<IResult> List(HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, AgreementsView.Table);
        var today = Platform.Time.Amsterdam.DateAt(clock.GetUtcNow());
        var rows = await views.Whole<AgreementRow>(AgreementsView.Table, AgreementsView.All, ct);
        return TypedResults.Ok(rows.Select(r => new AgreementListed(r.Agreement, r.Version, r.Entry, r.Entry.ReviewOn < today)).ToArray());
    }

    private static Task<IResult> Make(
        AgreementRequest body, HttpContext http, Asker asker, AgreementHandler agreements, OrganisationHandler organisations, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        var id = DerivedIds.Of(http.CommandId(), $"agreement|{asker.Pseudonym}");
        return Keep(id, body, created: true, http, asker, agreements, organisations, door, clock, ct);
    }

    private static async Task<IResult> Revise(
        Guid afspraak, AgreementRequest body, HttpContext http, Asker asker, AgreementHandler agreements,
        OrganisationHandler organisations, Door door, TimeProvider clock, CancellationToken ct) =>
        (await agreements.Load(afspraak, ct)).State is Agreement.NotMade
            ? Refusals.Missing.ToProblem()
            : await Keep(afspraak, body, created: false, http, asker, agreements, organisations, door, clock, ct);

    private static async Task<IResult> End(
        Guid afspraak, HttpContext http, Asker asker, AgreementHandler agreements, Door door, TimeProvider clock, CancellationToken ct)
    {
        var actor = asker.As(Roles.FocusOfficer, Roles.Administrator);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), ct);
        return (await agreements.Handle(afspraak, new EndAgreement(clock.Now()), context, ct)).ToHttp(http);
    }

    private static async Task<IResult> Keep(
        Guid id, AgreementRequest body, bool created, HttpContext http, Asker asker, AgreementHandler agreements,
        OrganisationHandler organisations, Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Text(body.Name, "name", 200)
            .Must(body.Organisations is { Count: >= 2 and <= MostPartners }
                && body.Organisations.Distinct().Count() == body.Organisations.Count && !body.Organisations.Contains(Guid.Empty),
                "organisations", "Noem twee of meer verschillende organisaties.")
            .Must(body.Purposes is { Count: > 0 } && body.Purposes.All(p => Purposes.Codes.Contains(p)), "purposes",
                $"Kies uit: {string.Join(", ", Purposes.Codes)}.")
            .Must(body.Categories is { Count: > 0 } && body.Categories.All(c => Purposes.Categories.Contains(c)), "categories",
                $"Kies uit: {string.Join(", ", Purposes.Categories)}.")
            .Must(body.AnswerWorkingDays is null or (>= 1 and <= 20), "answerWorkingDays", "Kies 1 tot en met 20 werkdagen.")
            .Must(body.ContactWorkingDays is null or (>= 1 and <= 20), "contactWorkingDays", "Kies 1 tot en met 20 werkdagen.")
            .Must(body.FeedbackWeeks is null or (>= 1 and <= 12), "feedbackWeeks", "Kies 1 tot en met 12 weken.")
            .Must(body.From.Year is >= 2020 and <= 2100, "from", "Kies een dag van nu.")
            .Must(body.ReviewOn > body.From && body.ReviewOn <= body.From.AddYears(4), "reviewOn", "Kies een dag binnen vier jaar.");
        if (!errors.None)
            return errors.ToProblem();

        var unknown = new List<Guid>();
        foreach (var organisation in body.Organisations!)
        {
            if ((await organisations.Load(organisation, ct)).State is not Organisation.Registered)
                unknown.Add(organisation);
        }

        if (unknown.Count > 0)
        {
            var problem = ReferralRefusals.OrganisationUnknown.ToProblem();
            problem.ProblemDetails.Extensions["organisations"] = unknown;
            return problem;
        }

        var entry = new AgreementEntry(
            body.Name!.Trim(), body.Organisations!, body.Purposes!, body.Categories!, body.AnswerWorkingDays, body.ContactWorkingDays,
            body.FeedbackWeeks, body.From, body.ReviewOn);
        var actor = asker.As(Roles.FocusOfficer, Roles.Administrator);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), ct);
        var answer = await agreements.Handle(id, new MakeAgreement(entry, clock.Now()), context, ct);
        return created ? answer.ToCreated(http, _ => ("/v1/ketenafspraken", new AgreementAnswer(id))) : answer.ToHttp(http);
    }
}
