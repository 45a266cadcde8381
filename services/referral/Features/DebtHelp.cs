using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>The first conversation: on which day, with an application or not, and in how many weeks a decision was promised.</summary>
public sealed record FirstConversationRequest(DateOnly HeldOn, bool? Application, int? PromisedWeeks);

/// <summary>The decision: on which day, toelating or afwijzing.</summary>
public sealed record DecisionRequest(DateOnly DecidedOn, string? Kind);

/// <summary>A stage of debt help and the day on which it began.</summary>
public sealed record StageRequest(string? Stage, DateOnly On);

/// <summary>Where debt help stands, for who received it.</summary>
public sealed record DebtHelpSeen(
    FirstConversationRequest? FirstConversation, DecisionRequest? Decision, IReadOnlyList<StageRequest> Stages,
    IReadOnlyList<string> Threats);

/// <summary>The stages of debt help, with the clocks of the law that follow from them.</summary>
internal static class DebtHelpFeature
{
    public static void MapDebtHelp(this RouteGroupBuilder routes)
    {
        routes.MapGet("/{verwijzing:guid}/schuldhulp", Read).WithSummary("Waar de schuldhulp staat").Produces<DebtHelpSeen>();
        routes.MapPost("/{verwijzing:guid}/schuldhulp/eerste-gesprek", Hold)
            .WithSummary("Leg het eerste gesprek vast, en of het gezin hulp aanvraagt")
            .WithExample(new FirstConversationRequest(Invented.Day, Application: true, PromisedWeeks: 8));
        routes.MapPost("/{verwijzing:guid}/schuldhulp/besluit", Decide)
            .WithSummary("Leg het besluit op de aanvraag vast; het gezin heeft zes weken voor bezwaar")
            .WithExample(new DecisionRequest(Invented.Day, "toelating"));
        routes.MapPost("/{verwijzing:guid}/schuldhulp/stappen", Reach)
            .WithSummary("Leg vast dat de schuldhulp een stap verder is")
            .WithExample(new StageRequest("plan-van-aanpak", Invented.Day));
    }

    private static async Task<IResult> Read(Guid verwijzing, Asker asker, ReferralDesk desk, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { Known: { AcceptedAt: not null } known } found
            || !found.Sides.Contains(Side.Receiver))
        {
            return Refusals.Missing.ToProblem();
        }

        return TypedResults.Ok(new DebtHelpSeen(
            known.FirstConversation is { } held ? new(held.HeldOn, held.Application, held.PromisedWeeks) : null,
            known.Decided is { } decided ? new(decided.DecidedOn, decided.Kind) : null,
            [.. known.Stages.Select(s => new StageRequest(s.Stage, s.On))],
            known.Threats));
    }

    private static async Task<IResult> Hold(
        Guid verwijzing, FirstConversationRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Must(body.Application is not null, "application", "Zeg of het gezin hulp aanvraagt: ja of nee.");
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act => Task.FromResult<ByPerson>(new HoldFirstConversation(
                body.HeldOn, body.Application!.Value, body.PromisedWeeks, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Decide(Guid verwijzing, DecisionRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Kind, "kind", ReferralDecider.DecisionKinds);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new DecideDebtHelp(body.DecidedOn, body.Kind!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Reach(Guid verwijzing, StageRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Stage, "stage", HelpCodes.List.DebtStages);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new ReachStage(body.Stage!, body.On, act.By, act.At)))
            : errors.ToProblem();
    }
}
