using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>When family, sender and receiver sit down together.</summary>
public sealed record PlanHandoverRequest(DateTimeOffset PlannedAt);

/// <summary>The conversation that was planned.</summary>
public sealed record ConversationAnswer(Guid Conversation);

/// <summary>When it was held and who was there: family members by id, professionals by pseudonym.</summary>
public sealed record HoldHandoverRequest(DateTimeOffset HeldAt, IReadOnlyList<Guid>? Members, IReadOnlyList<string>? Professionals);

/// <summary>Sitting down together: planned, held or missed.</summary>
internal static class HandoversFeature
{
    private const int MostPeople = 30;

    private static IEnumerable<string> MissedReasons => Transitions.Table.All
        .Where(t => t is { From: ReferralStatus.HandoverPlanned, To: ReferralStatus.Accepted }).SelectMany(t => t.Reasons).Distinct();

    public static void MapHandovers(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/gesprekken", Plan)
            .WithSummary("Plan de warme overdracht")
            .WithExample(new PlanHandoverRequest(Invented.Time))
            .Produces<ConversationAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/gesprekken/{gesprek:guid}/gehouden", Hold)
            .WithSummary("De warme overdracht was er: leg vast met wie")
            .WithExample(new HoldHandoverRequest(Invented.Time, [Invented.Parent], ["noor", "wim"]));
        routes.MapPost("/{verwijzing:guid}/gesprekken/{gesprek:guid}/gemist", Miss)
            .WithSummary("De warme overdracht ging niet door")
            .WithExample(new ReasonRequest(MissedReasons.First()));
    }

    private static Task<IResult> Plan(Guid verwijzing, PlanHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk) =>
        desk.Act(
            verwijzing,
            new(http, asker),
            act => Task.FromResult<ByPerson>(new PlanHandover(Guid.CreateVersion7(), Instants.Cut(body.PlannedAt), act.By, act.At)),
            answer => answer.ToCreated(http, said =>
                ($"/v1/verwijzingen/{verwijzing}", new ConversationAnswer(said.Fact<HandoverPlanned>()!.Conversation))));

    private static async Task<IResult> Hold(
        Guid verwijzing, Guid gesprek, HoldHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Must(body.Members is { Count: > 0 and <= MostPeople }, "members", "Leg vast wie van het gezin erbij was.")
            .Must(body.Professionals is { Count: > 0 and <= MostPeople }, "professionals", "Leg vast welke hulpverleners erbij waren.")
            .Must(body.Professionals is null || body.Professionals.All(IsPseudonym), "professionals", "Noem hulpverleners bij hun code.");
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act => Task.FromResult<ByPerson>(new HoldHandover(
                gesprek, Instants.Cut(body.HeldAt), body.Members!, body.Professionals!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Miss(
        Guid verwijzing, Guid gesprek, ReasonRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", MissedReasons);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new MissHandover(gesprek, body.Reason!, act.By, act.At)))
            : errors.ToProblem();
    }

    internal static bool IsPseudonym(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
