using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>Why, by a code of the list that belongs to this step (<c>GET /v1/verwijzingen/codes</c>).</summary>
public sealed record ReasonRequest(string? Reason);

/// <summary>How it ended, by a code of the list.</summary>
public sealed record OutcomeRequest(string? Outcome)
{
    /// <summary>The end result in which municipalities count; it must belong with the outcome.</summary>
    public string? Result { get; init; }
}

/// <summary>Why the help stands still, and until when that is expected.</summary>
public sealed record WaitRequest(string? Reason, DateOnly? Until);

/// <summary>The reasons that each step takes, by the status it leads to.</summary>
public sealed record CodesAnswer(IReadOnlyDictionary<string, string[]> Reasons, IReadOnlyList<string> Urgencies)
{
    /// <summary>The lists of help after acceptance.</summary>
    public HelpCodes Help { get; init; } = HelpCodes.List;
}

/// <summary>The steps of a referral that need no more than a word.</summary>
internal static class AnswerReferralFeature
{
    public static void MapAnswerReferral(this RouteGroupBuilder routes)
    {
        routes.MapGet("/codes", Lists).ShowsNobody().WithSummary("De redenen en uitkomsten waaruit te kiezen is").Produces<CodesAnswer>();

        Step(routes, "accepteren", "Zeg ja tegen de verwijzing", (by, at) => new AcceptReferral(by, at));
        Step(routes, "starten", "De hulp begint", (by, at) => new StartHelp(by, at));
        Step(routes, "hervatten", "De hulp gaat verder", (by, at) => new ResumeHelp(by, at));

        Step(routes, "afwijzen", "Zeg nee tegen de verwijzing", ReferralStatus.Declined, (why, by, at) => new DeclineReferral(why, by, at));
        Step(routes, "terughalen", "Haal terug wat u stuurde", ReferralStatus.Recalled, (why, by, at) => new RecallReferral(why, by, at));
        Step(routes, "stoppen", "Het gezin wil geen hulp meer", ReferralStatus.Stopped, (why, by, at) => new StopReferral(why, by, at));
        Step(routes, "verlopen", "Wacht niet langer op antwoord", ReferralStatus.Expired, (why, by, at) => new ExpireReferral(why, by, at));
        Step(routes, "heropenen", "Neem de verwijzing weer op", ReferralStatus.Reopened, (why, by, at) => new ReopenReferral(why, by, at));

        routes.MapPost("/{verwijzing:guid}/claimen", Claim)
            .WithSummary("Neem de verwijzing op u; van een collega alleen met een reden")
            .WithExample(new ReasonRequest("afwezig"));
        routes.MapPost("/{verwijzing:guid}/wachten", Wait)
            .WithSummary("De hulp staat even stil, bijvoorbeeld op een wachtlijst")
            .WithExample(new WaitRequest("wachtlijst", Invented.Day.AddDays(30)));
        routes.MapPost("/{verwijzing:guid}/afronden", Complete)
            .WithSummary("Rond de hulp af met een uitkomst")
            .WithExample(new OutcomeRequest("doel-bereikt"));
    }

    private static void Step(RouteGroupBuilder routes, string verb, string summary, Func<Person, DateTimeOffset, ByPerson> make) => routes
        .MapPost($"/{{verwijzing:guid}}/{verb}", (Guid verwijzing, HttpContext http, Asker asker, ReferralDesk desk) =>
            desk.Act(verwijzing, new(http, asker), act => Task.FromResult(make(act.By, act.At))))
        .WithSummary(summary);

    private static void Step(
        RouteGroupBuilder routes, string verb, string summary, ReferralStatus to, Func<string, Person, DateTimeOffset, ByPerson> make) =>
        routes
            .MapPost($"/{{verwijzing:guid}}/{verb}", async (
                Guid verwijzing, ReasonRequest body, HttpContext http, Asker asker, ReferralDesk desk) =>
            {
                var errors = new InputErrors().OneOf(body.Reason, "reason", Transitions.Table.Reasons(to));
                return errors.None
                    ? await desk.Act(verwijzing, new(http, asker), act => Task.FromResult(make(body.Reason!, act.By, act.At)))
                    : errors.ToProblem();
            })
            .WithSummary(summary)
            .WithExample(new ReasonRequest(Transitions.Table.Reasons(to).First()));

    private static async Task<IResult> Claim(Guid verwijzing, ReasonRequest? body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors();
        if (body?.Reason is not null)
            errors.OneOf(body.Reason, "reason", ["afwezig", "herverdeling", "op-verzoek-van-gezin"]);

        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new ClaimReferral(body?.Reason, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Wait(Guid verwijzing, WaitRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", Transitions.Table.Reasons(ReferralStatus.OnHold));
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new PauseHelp(body.Reason!, act.By, act.At, body.Until)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Complete(Guid verwijzing, OutcomeRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Outcome, "outcome", Transitions.Table.Reasons(ReferralStatus.Completed));
        if (body.Result is not null)
            errors.OneOf(body.Result, "result", HelpCodes.List.Results.Select(r => r.Code));
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new CompleteHelp(body.Outcome!, act.By, act.At, body.Result)))
            : errors.ToProblem();
    }

    private static Ok<CodesAnswer> Lists() => TypedResults.Ok(new CodesAnswer(
        Transitions.Table.All.Where(t => t.Reasons is not []).GroupBy(t => t.To)
            .ToDictionary(g => Transitions.Code(g.Key), g => Transitions.Table.Reasons(g.Key).ToArray()),
        Codes.Urgencies));
}
