using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A talk that will be held.</summary>
/// <param name="PlannedOn">The local date.</param>
/// <param name="With">The members who will be there.</param>
/// <param name="Where">A code out of the list <c>conversationPlaces</c>.</param>
/// <param name="Interpreter"><c>geen</c> (also when left out), <c>beroepstolk</c>, <c>gezinslid</c> or <c>bekende</c>.</param>
/// <param name="DuoWith">The other organisation, in a duo consult.</param>
/// <param name="FamilyAsked">The family asks for it itself, also after 'do not ask again'.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record PlanConversationRequest(
    DateOnly? PlannedOn, IReadOnlyList<Guid>? With, string? Where, string? Interpreter, Guid? DuoWith, bool? FamilyAsked, Guid? Team);

/// <summary>The talk that was planned.</summary>
public sealed record ConversationPlannedAnswer(Guid Conversation);

/// <summary>Why a planned talk did not take place: a code out of the list <c>missedReasons</c>.</summary>
public sealed record MissConversationRequest(string? Reason);

/// <summary>An attempt to reach somebody, in the codes of the municipal model.</summary>
/// <param name="Member">Whom.</param>
/// <param name="Kind">A code out of the list <c>attemptKinds</c>.</param>
/// <param name="Reached">Whether it worked.</param>
/// <param name="On">The local date.</param>
/// <param name="DayPart">A code out of the list <c>dayParts</c>.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record AttemptContactRequest(Guid? Member, string? Kind, bool? Reached, DateOnly? On, string? DayPart, Guid? Team);

/// <summary>The attempt that was recorded.</summary>
public sealed record ContactAttemptedAnswer(Guid Attempt);

internal static class PlanConversationFeature
{
    private const int Most = 50;

    public static void MapPlanConversation(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/gesprekken/gepland", Plan)
            .WithSummary("Plan een gesprek")
            .WithExample(new PlanConversationRequest(
                Invented.Day, [Invented.Parent], "thuis", "geen", Invented.Organisation, FamilyAsked: null, Team: null))
            .Produces<ConversationPlannedAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/gesprekken/{gesprek:guid}/niet-doorgegaan", Miss)
            .WithSummary("Leg vast dat een gepland gesprek niet doorging")
            .WithExample(new MissConversationRequest("gezin-afgezegd"))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{gezin:guid}/contactpogingen", Attempt)
            .WithSummary("Leg een poging vast om iemand te bereiken")
            .WithExample(new AttemptContactRequest(Invented.Parent, "huisbezoek", Reached: false, Invented.Day, "middag", Team: null))
            .Produces<ContactAttemptedAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> Plan(
        Guid gezin, PlanConversationRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Date(body.PlannedOn, "plannedOn")
            .Must(body.With is { Count: > 0 and <= Most }, "with", "Geef aan met wie van het gezin.")
            .OneOf(body.Where, "where", FamilyCodes.ConversationPlaces.Codes)
            .OneOf(body.Interpreter ?? Interpreters.None, "interpreter", Interpreters.All)
            .ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new ConversationPlannedAnswer(said.Fact<ConversationPlanned>()!.Conversation))));

        FamilyCommand Make(Writing writing) => new PlanConversation(
            Guid.CreateVersion7(), body.PlannedOn!.Value, [.. body.With!.Distinct()], body.Where!, body.Interpreter ?? Interpreters.None,
            body.DuoWith, body.FamilyAsked ?? false, writing.Organisation, writing.TeamOr(body.Team), writing.At);
    }

    private static async Task<IResult> Miss(
        Guid gezin, Guid gesprek, MissConversationRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", FamilyCodes.MissedReasons.Codes);
        return errors.None
            ? await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http))
            : errors.ToProblem();

        FamilyCommand Make(Writing writing) => new MissConversation(gesprek, body.Reason!, writing.Organisation, writing.At);
    }

    private static async Task<IResult> Attempt(
        Guid gezin, AttemptContactRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .OneOf(body.Kind, "kind", FamilyCodes.AttemptKinds.Codes)
            .Must(body.Reached is not null, "reached", "Geef aan of het contact lukte.")
            .Date(body.On, "on")
            .OneOf(body.DayPart, "dayPart", FamilyCodes.DayParts.Codes)
            .ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new ContactAttemptedAnswer(said.Fact<ContactAttempted>()!.Attempt))));

        FamilyCommand Make(Writing writing) => new AttemptContact(
            Guid.CreateVersion7(), body.Member!.Value, body.Kind!, body.Reached!.Value, body.On!.Value, body.DayPart!,
            writing.Organisation, writing.TeamOr(body.Team), writing.At);
    }
}
