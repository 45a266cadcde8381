using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>On which day to ask whether it helped, and by which own team (may be left out by who has one).</summary>
public sealed record PlanCheckBackRequest(DateOnly DueOn, Guid? Team)
{
    /// <summary>How the family is asked: telefoon, bezoek or eigen-ingang.</summary>
    public string? How { get; init; }
}

/// <summary>The check-back that was planned.</summary>
public sealed record CheckBackAnswer(Guid CheckBack);

/// <summary>What the family said: 1 (not at all) to 5 (very much), a code, and its own words, which stay in the vault.</summary>
public sealed record AnswerCheckBackRequest(int Score, string? Code, string? Words);

/// <summary>Asking later whether it helped.</summary>
internal static class CheckBacksFeature
{
    public static void MapCheckBacks(this RouteGroupBuilder routes)
    {
        routes.MapGet("/nazorg", List).WithSummary("De nazorg van uw teams").Produces<CheckBackRow[]>();
        routes.MapPost("/{verwijzing:guid}/nazorg", Plan)
            .WithSummary("Spreek af wanneer u vraagt of het hielp")
            .WithExample(new PlanCheckBackRequest(Invented.Day.AddDays(42), Team: null))
            .Produces<CheckBackAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/nazorg/{nazorg:guid}/antwoord", Answer)
            .WithSummary("Leg vast of het hielp")
            .WithExample(new AnswerCheckBackRequest(4, "geholpen", "Er is weer overzicht."));
    }

    private static async Task<IResult> List(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, CheckBacksView.Table);
        var rows = await views.OfTeams<CheckBackRow>(CheckBacksView.Table, CheckBacksView.Of, asker.Teams, ct);
        return TypedResults.Ok(rows.OrderBy(r => r.DueOn).ThenBy(r => r.CheckBack).ToArray());
    }

    private static async Task<IResult> Plan(Guid verwijzing, PlanCheckBackRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Must(body.Team is not null || asker.Teams.Count == 1, "team", "Zeg welk team dit vraagt.");
        if (body.How is not null)
            errors.OneOf(body.How, "how", ReferralDecider.Ways);
        if (!errors.None)
            return errors.ToProblem();

        var (checkBack, team) = (Guid.CreateVersion7(), body.Team ?? asker.Teams.Single());
        return await desk.Act(
            verwijzing,
            new(http, asker),
            act => Task.FromResult<ByPerson>(new PlanCheckBack(checkBack, body.DueOn, team, asker.Organisation, act.By, act.At, body.How)),
            answer => answer.ToCreated(http, said =>
                ($"/v1/verwijzingen/{verwijzing}", new CheckBackAnswer(said.Fact<CheckBackPlanned>()!.CheckBack))));
    }

    private static async Task<IResult> Answer(
        Guid verwijzing, Guid nazorg, AnswerCheckBackRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Must(body.Score is >= 1 and <= 5, "score", "Geef een cijfer van 1 tot en met 5.")
            .OneOf(body.Code, "code", ReferralDecider.HelpedCodes);
        if (body.Words is not null)
            errors.Text(body.Words, "words", 4_000);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Act(verwijzing, new(http, asker), async act =>
        {
            var words = body.Words is { } said ? await act.Seal(act.Known.Draft.Need.Member, said) : null;
            return new AnswerCheckBack(nazorg, body.Score, body.Code!, words, act.By, act.At);
        });
    }
}
