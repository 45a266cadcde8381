using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>Which colleague (by pseudonym) goes on with it, and why.</summary>
public sealed record HandOnRequest(string? To, string? Reason);

/// <summary>A question in one of the agreed words.</summary>
public sealed record QuestionRequest(string? Code);

/// <summary>The question that was asked.</summary>
public sealed record QuestionAnswerBody(Guid Question);

/// <summary>An answer in one of the agreed words.</summary>
public sealed record AnswerQuestionRequest(string? Answer);

/// <summary>A question and its answer, if there is one.</summary>
public sealed record QuestionSeen(Guid Question, string Code, string? Answer, DateTimeOffset At);

/// <summary>Who leaves or is away, of which own team, and why.</summary>
public sealed record LeaveRequest(Guid Team, string? Person, string? Reason);

/// <summary>The referrals that are the team's again.</summary>
public sealed record LeaveAnswer(IReadOnlyList<string> Numbers);

/// <summary>What a receiving team does among itself, and what it asks back before it says yes or no.</summary>
internal static class WithinTheTeamFeature
{
    public static void MapWithinTheTeam(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/doorgeven", HandOver)
            .WithSummary("Geef de verwijzing door aan een collega van uw team")
            .WithExample(new HandOnRequest("wim", "herverdeling"));
        routes.MapPost("/{verwijzing:guid}/vrijgeven", Release)
            .WithSummary("Geef de verwijzing terug aan het team")
            .WithExample(new ReasonRequest("afwezig"));
        routes.MapGet("/{verwijzing:guid}/vragen", Questions)
            .WithSummary("Vragen van de ontvanger en de antwoorden").Produces<QuestionSeen[]>();
        routes.MapPost("/{verwijzing:guid}/vragen", Ask)
            .WithSummary("Vraag de verwijzer iets, in een van de afgesproken woorden")
            .WithExample(new QuestionRequest("past-dit-bij-ons"))
            .Produces<QuestionAnswerBody>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/vragen/{vraag:guid}/antwoord", Answer)
            .WithSummary("Beantwoord een vraag van de ontvanger")
            .WithExample(new AnswerQuestionRequest("ja"));
        routes.MapPost("/vertrek", Leave)
            .WithSummary("Een collega is weg: alles wat hij op zich nam is weer van het team")
            .WithExample(new LeaveRequest(Invented.Team, "wim", "vertrek"));
    }

    private static async Task<IResult> HandOver(Guid verwijzing, HandOnRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Must(HandoversFeature.IsPseudonym(body.To), "to", "Noem de collega bij zijn code.")
            .OneOf(body.Reason, "reason", ReferralDecider.HandOnReasons);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new HandOn(body.To!, body.Reason!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Release(Guid verwijzing, ReasonRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", ReferralDecider.HandOnReasons);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new ReleaseClaim(null, body.Reason!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Questions(Guid verwijzing, Asker asker, ReferralDesk desk, CancellationToken ct) =>
        await desk.Find(verwijzing, asker, ct) is { Known: var known }
            ? TypedResults.Ok(known.Questions.Select(q => new QuestionSeen(q.Asked.Question, q.Asked.Code, q.Answer, q.Asked.At)).ToArray())
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Ask(Guid verwijzing, QuestionRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Code, "code", ReferralDecider.QuestionCodes);
        if (!errors.None)
            return errors.ToProblem();

        var question = DerivedIds.Of(http.CommandId(), "question");
        return await desk.Act(
            verwijzing,
            new(http, asker),
            act => Task.FromResult<ByPerson>(new AskSender(question, body.Code!, act.By, act.At)),
            answer => answer.ToCreated(http, _ => ($"/v1/verwijzingen/{verwijzing}/vragen", new QuestionAnswerBody(question))));
    }

    private static async Task<IResult> Answer(
        Guid verwijzing, Guid vraag, AnswerQuestionRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Answer, "answer", ReferralDecider.AnswerCodes);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new AnswerReceiver(vraag, body.Answer!, act.By, act.At)))
            : errors.ToProblem();
    }

    /// <summary>One command for the team: each of its referrals that this person had taken on is the team's again.</summary>
    private static async Task<IResult> Leave(
        LeaveRequest body, HttpContext http, Asker asker, ReferralHandler referrals, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var errors = Errors(body);
        if (!errors.None)
            return errors.ToProblem();
        return asker.Teams.Contains(body.Team)
            ? TypedResults.Ok(new LeaveAnswer(await TakeBack(
                body, asker, asker.As(Roles.TeamLead, Roles.Professional), http.CommandId(), referrals, views, clock, ct)))
            : Refusals.Missing.ToProblem();
    }

    public static InputErrors Errors(LeaveRequest leaving) => new InputErrors().Id(leaving.Team, "team")
        .Must(HandoversFeature.IsPseudonym(leaving.Person), "person", "Noem de collega bij zijn code.")
        .OneOf(leaving.Reason, "reason", ReferralDecider.HandOnReasons);

    /// <summary>Each referral of a team that somebody had taken on is the team's again; a repeat goes on where it stopped.</summary>
    public static async Task<IReadOnlyList<string>> TakeBack(
        LeaveRequest leaving, Asker asker, Actor actor, Guid command, ReferralHandler referrals, IViews views, TimeProvider clock,
        CancellationToken ct)
    {
        await views.FreshToHead(ReferralsView.Table, ct);
        var rows = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.AddressedTo(leaving.Team), ct);
        var numbers = new List<string>();
        foreach (var row in rows.Where(r => r.ClaimedBy == leaving.Person))
        {
            var context = new CommandContext(DerivedIds.Of(command, $"leave|{row.Referral:N}"), actor);
            var release = new ReleaseClaim(
                leaving.Person, leaving.Reason!, new(asker.Pseudonym, new HashSet<Guid> { leaving.Team }), clock.Now());
            if ((await referrals.Handle(row.Referral, release, context, ct)) is { Refusal: null, Decision.ChangesNothing: false })
                numbers.Add(row.Number);
        }

        return numbers;
    }
}
