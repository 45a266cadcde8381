using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A talk about the signals, and what came of it.</summary>
/// <param name="HeldOn">The local date of the talk.</param>
/// <param name="With">The members who were there.</param>
/// <param name="Interpreter"><c>geen</c> (also when left out), <c>beroepstolk</c>, <c>gezinslid</c> or <c>bekende</c>.</param>
/// <param name="InterpretedBy">The member who interpreted; never a child.</param>
/// <param name="WhyExplained">Whether was explained why this is asked.</param>
/// <param name="Signals">The signals that were discussed.</param>
/// <param name="Outcome">A code out of the list <c>outcomes</c>.</param>
/// <param name="ComeBackOn">Only with <c>niet-nu</c>. Left out the first time, the house proposes six weeks.</param>
/// <param name="Note">In words; sealed, about the first member who was there.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
/// <param name="Planned">The planned talk that this was.</param>
/// <param name="Where">A code out of the list <c>conversationPlaces</c>.</param>
/// <param name="DuoWith">The other organisation, in a duo consult.</param>
/// <param name="Explained">Codes out of the list <c>explainedThings</c>.</param>
public sealed record HoldConversationRequest(
    DateOnly? HeldOn, IReadOnlyList<Guid>? With, string? Interpreter, Guid? InterpretedBy, bool? WhyExplained, IReadOnlyList<Guid>? Signals,
    string? Outcome, DateOnly? ComeBackOn, string? Note, Guid? Team, Guid? Planned = null, string? Where = null, Guid? DuoWith = null,
    IReadOnlyList<string>? Explained = null);

/// <summary>The talk that was recorded, and when the team comes back.</summary>
public sealed record ConversationHeldAnswer(Guid Conversation, DateOnly? ComeBackOn);

internal static class HoldConversationFeature
{
    private const int Most = 50;

    public static void MapHoldConversation(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/gesprekken", Handle)
        .WithSummary("Leg een gesprek en de uitkomst vast")
        .WithExample(new HoldConversationRequest(
            Invented.Day, [Invented.Parent], "geen", InterpretedBy: null, WhyExplained: true, [Invented.Signal], "wil-hulp",
            ComeBackOn: null, "Rustig gesprek aan tafel.", Team: null))
        .Produces<ConversationHeldAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        Guid gezin, HoldConversationRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        if (Errors(body, asker) is { None: false } errors)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(http, said =>
        {
            var talk = said.Fact<ConversationHeld>()!;
            return ($"/v1/gezinnen/{gezin}", new ConversationHeldAnswer(talk.Conversation, talk.ComeBackOn));
        }));

        async Task<FamilyCommand> Make(Writing writing) => new HoldConversation(
            Guid.CreateVersion7(), body.HeldOn!.Value, [.. body.With!.Distinct()], body.Interpreter ?? Interpreters.None,
            body.InterpretedBy, body.WhyExplained!.Value, [.. (body.Signals ?? []).Distinct()], body.Outcome!, body.ComeBackOn,
            await writing.Note(body.With![0], body.Note), writing.Organisation, writing.TeamOr(body.Team), writing.At, body.Where,
            body.DuoWith, body.Explained is { Count: > 0 } explained ? [.. explained.Distinct()] : null, body.Planned);
    }

    private static InputErrors Errors(HoldConversationRequest body, Asker asker) => new InputErrors()
        .Must(body.Where is null || FamilyCodes.ConversationPlaces.Find(body.Where) is not null, "where",
            $"Kies een van: {string.Join(", ", FamilyCodes.ConversationPlaces.Codes)}.")
        .Must(body.Explained is null || body.Explained.All(e => FamilyCodes.ExplainedThings.Find(e) is not null), "explained",
            $"Kies uit: {string.Join(", ", FamilyCodes.ExplainedThings.Codes)}.")
        .Date(body.HeldOn, "heldOn")
        .Must(body.With is { Count: > 0 and <= Most }, "with", "Geef aan wie van het gezin erbij was.")
        .Must(body.Signals is not { Count: > Most }, "signals", $"Noem hoogstens {Most} signalen.")
        .OneOf(body.Interpreter ?? Interpreters.None, "interpreter", Interpreters.All)
        .Must(
            body.Interpreter is Interpreters.Member == body.InterpretedBy is not null,
            "interpretedBy",
            "Noem de tolk alleen als dat een gezinslid was.")
        .Must(body.WhyExplained is not null, "whyExplained", "Geef aan of u hebt uitgelegd waarom u dit vraagt.")
        .OneOf(body.Outcome, "outcome", FamilyCodes.Outcomes.Codes)
        .Likely(body.ComeBackOn, "comeBackOn")
        .Note(body.Note, "note")
        .ActingTeam(body.Team, asker);
}
