using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>An attempt to reach the family: on which day and part of it, how, and whether it was reached.</summary>
public sealed record ContactRequest(DateOnly On, string? Kind, string? Daypart, bool Reached);

/// <summary>A goal in the family's own words, of which member, in which life domain.</summary>
public sealed record GoalRequest(Guid Member, string? Domain, string? Words);

/// <summary>What became of a goal.</summary>
public sealed record GoalOutcomeRequest(string? Outcome);

/// <summary>The goal that was set.</summary>
public sealed record GoalAnswer(Guid Goal);

/// <summary>A goal as the receiver reads it.</summary>
public sealed record GoalSeen(Guid Goal, Guid Member, string Domain, string? Words, string? Outcome, DateTimeOffset At);

/// <summary>A note of the receiver for itself, about a member.</summary>
public sealed record NoteRequest(Guid Member, string? Words);

/// <summary>A note as the receiver reads it.</summary>
public sealed record NoteSeen(Guid Note, Guid Member, string? Words, DateTimeOffset At);

/// <summary>What the receiver does and keeps after acceptance. Goals and notes never leave its organisation.</summary>
internal static class HelpFeature
{
    private const int LongestWords = 4_000;

    public static void MapHelp(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/contacten", Contact)
            .WithSummary("Leg een contactpoging vast")
            .WithExample(new ContactRequest(Invented.Day, "telefoon", "ochtend", Reached: true));
        routes.MapGet("/{verwijzing:guid}/doelen", Goals).WithSummary("De doelen; alleen voor de ontvanger").Produces<GoalSeen[]>();
        routes.MapPost("/{verwijzing:guid}/doelen", SetGoal)
            .WithSummary("Spreek een doel af, in de woorden van het gezin")
            .WithExample(new GoalRequest(Invented.Parent, "financien", "Ik wil weer overzicht."))
            .Produces<GoalAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/doelen/{doel:guid}/uitkomst", Judge)
            .WithSummary("Leg vast of een doel is bereikt")
            .WithExample(new GoalOutcomeRequest("deels-bereikt"));
        routes.MapGet("/{verwijzing:guid}/notities", Notes)
            .WithSummary("De eigen notities van de ontvanger; zij gaan nergens heen").Produces<NoteSeen[]>();
        routes.MapPost("/{verwijzing:guid}/notities", Note)
            .WithSummary("Noteer iets voor het eigen team")
            .WithExample(new NoteRequest(Invented.Parent, "Bellen kan het best na vijven."));
    }

    private static async Task<IResult> Contact(Guid verwijzing, ContactRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .OneOf(body.Kind, "kind", HelpCodes.List.ContactKinds).OneOf(body.Daypart, "daypart", HelpCodes.List.Dayparts);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new MakeContact(body.On, body.Kind!, body.Daypart!, body.Reached, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> SetGoal(Guid verwijzing, GoalRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Id(body.Member, "member").Code(body.Domain, "domain").Text(body.Words, "words", LongestWords);
        if (!errors.None)
            return errors.ToProblem();

        var goal = DerivedIds.Of(http.CommandId(), "goal");
        return await desk.Act(
            verwijzing,
            new(http, asker),
            async act => new SetGoal(goal, body.Member, body.Domain!, await act.Seal(body.Member, body.Words!.Trim()), act.By, act.At),
            answer => answer.ToCreated(http, _ => ($"/v1/verwijzingen/{verwijzing}/doelen", new GoalAnswer(goal))));
    }

    private static async Task<IResult> Judge(
        Guid verwijzing, Guid doel, GoalOutcomeRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Outcome, "outcome", ReferralDecider.GoalOutcomes);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new JudgeGoal(doel, body.Outcome!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Note(Guid verwijzing, NoteRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Id(body.Member, "member").Text(body.Words, "words", LongestWords);
        var note = DerivedIds.Of(http.CommandId(), "note");
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), async act =>
                new NoteProgress(note, body.Member, await act.Seal(body.Member, body.Words!.Trim()), act.By, act.At))
            : errors.ToProblem();
    }

    private static async Task<IResult> Goals(Guid verwijzing, Asker asker, ReferralDesk desk, IVault vault, CancellationToken ct)
    {
        if (await Receiver(verwijzing, asker, desk, ct) is not { } known)
            return Refusals.Missing.ToProblem();

        var seen = new List<GoalSeen>();
        foreach (var goal in known.Goals)
        {
            var words = (await vault.Open<SealedWords>(goal.Set.Words, ct))?.Text;
            seen.Add(new(goal.Set.Goal, goal.Set.Member, goal.Set.Domain, words, goal.Outcome, goal.Set.At));
        }

        return TypedResults.Ok(seen);
    }

    private static async Task<IResult> Notes(Guid verwijzing, Asker asker, ReferralDesk desk, IVault vault, CancellationToken ct)
    {
        if (await Receiver(verwijzing, asker, desk, ct) is not { } known)
            return Refusals.Missing.ToProblem();

        var seen = new List<NoteSeen>();
        foreach (var note in known.Notes)
            seen.Add(new(note.Note, note.Member, (await vault.Open<SealedWords>(note.Words, ct))?.Text, note.At));

        return TypedResults.Ok(seen);
    }

    /// <summary>The referral, for who works for the team that accepted it; what was written there is for nobody else.</summary>
    private static async Task<Referral.Known?> Receiver(Guid referral, Asker asker, ReferralDesk desk, CancellationToken ct) =>
        await desk.Find(referral, asker, ct) is { Known: { AcceptedAt: not null } known } found && found.Sides.Contains(Side.Receiver)
            ? known
            : null;
}
