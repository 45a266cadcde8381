using WarmHandover.Consents.Features;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// The history of one family as it was known: the chain's name, how many steps it had then, and those that were asked for.
/// </summary>
public sealed record FamilyReplay(Guid Family, string Stream, DateTimeOffset Known, int StepsKnown, IReadOnlyList<ReplayStep> Steps)
{
    /// <summary>The other numbers of this family, since files were joined; each has steps of its own.</summary>
    public IReadOnlyList<Guid> AlsoUnder { get; init; } = [];
}

/// <summary>
/// What happened with one recipient, family by family. <see cref="Next"/> is what to give as <c>na</c> to go on; null at the end.
/// </summary>
public sealed record RecipientReplay(DateTimeOffset Known, IReadOnlyList<FamilyReplay> Families, Guid? Next);

/// <summary>How rows stood at a step or a moment, and which step that is.</summary>
public sealed record StandingReplay(long Step, DateTimeOffset At, DateTimeOffset Known, IReadOnlyList<RecipientSeen> Recipients);

internal static class ReplayRoutes
{
    private const int FamiliesAPage = 25;

    public static void MapReplays(this IEndpointRouteBuilder replays)
    {
        replays.MapGet("/gezinnen/{family:guid}", Steps)
            .Produces<FamilyReplay>()
            .WithSummary("De geschiedenis van een gezin stap voor stap: wie, wanneer, welke regel, welke tekst");

        replays.MapGet("/gezinnen/{family:guid}/stand", Stood)
            .Produces<StandingReplay>()
            .WithSummary("Hoe het stond: op een moment of bij een stap, zoals bekend op een ander moment");

        replays.MapGet("/gezinnen/{family:guid}/regels-van-nu", UnderTodaysRules)
            .Produces<RulesCompared>()
            .WithSummary("Wat er anders zou zijn met de regels van nu");

        replays.MapGet("/gezinnen/{family:guid}/export", Export)
            .WithMetadata(new DoneHere("exporteren"))
            .Produces<FamilyReplay>()
            .WithSummary("De geschiedenis als bestand: vorm=csv, json, html (om af te drukken) of tekst");

        replays.MapDisclosures();

        replays.MapGet("/ontvangers/{recipient:guid}", OfTeam)
            .Produces<RecipientReplay>()
            .WithSummary("De geschiedenis van een ontvangend team, gezin voor gezin");

        replays.MapGet("/organisaties/{recipient:guid}", OfOrganisation)
            .Produces<RecipientReplay>()
            .WithSummary("De geschiedenis van een organisatie, gezin voor gezin");
    }

    /// <summary>The activity in the register that all of this is part of.</summary>
    public const string Activity = "terugkijken";

    private static Task<IResult> Steps(Guid family, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct) =>
        Asked(family, http, log, clock, (question, history) => TypedResults.Ok(Replay(family, question, history, http.Remit())), ct);

    private static Task<IResult> Stood(Guid family, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct) =>
        Asked(family, http, log, clock, (question, history) => Instant(question, history, http.Remit(), clock) is { } at
            ? TypedResults.Ok(new StandingReplay(
                history.Steps.Count, at, KnownAt(question, history),
                StandingEndpoint.Of(
                    family, history.Now, at, question.Known, question.Team, question.Purpose, http.Remit().Organisations, auditor: true)
                    .Recipients))
            : Refusals.Missing.ToProblem(), ct);

    private static Task<IResult> UnderTodaysRules(
        Guid family, HttpContext http, IEventLog log, ListedTeamHandler teams, ConsentLaws laws, TimeProvider clock,
        CancellationToken ct) => Asked(family, http, log, clock, async (question, history) =>
        {
            if (Instant(question, history, http.Remit(), clock) is not { } at)
                return Refusals.Missing.ToProblem();

            var kinds = await Kinds.Of(history.Now, teams, ct);
            return TypedResults.Ok(TodaysRules.Compare(
                family, history.Now, at, question.Known, kinds, http.Remit().Organisations, await laws.Now(ct)));
        }, ct);

    private static Task<IResult> Export(
        Guid family, string? vorm, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct) =>
        ReplayExport.Forms.Contains(vorm ?? "json")
            ? Asked(family, http, log, clock, (question, history) =>
                ReplayExport.Of(vorm ?? "json", Replay(family, question, history, http.Remit()), http.Remit(), http), ct)
            : Task.FromResult<IResult>(
                new InputErrors().Add("vorm", $"Kies een van: {string.Join(", ", ReplayExport.Forms)}.").ToProblem());

    private static Task<IResult> OfTeam(
        Guid recipient, HttpContext http, IEventLog log, IViews views, TimeProvider clock, CancellationToken ct) =>
        OfMany(FamiliesView.OfTeam(recipient), (fact, consent) => fact.IsFor(consent, recipient, null), http, log, views, clock, ct);

    private static Task<IResult> OfOrganisation(
        Guid recipient, HttpContext http, IEventLog log, IViews views, TimeProvider clock, CancellationToken ct) => OfMany(
        FamiliesView.OfOrganisation(recipient),
        (fact, consent) => fact.Concerns(consent, new HashSet<Guid> { recipient }) && fact is not FamilyHeard and not PageWithheld,
        http, log, views, clock, ct);

    private static async Task<IResult> OfMany(
        string part, Func<ConsentFact, Consent, bool> about, HttpContext http, IEventLog log, IViews views, TimeProvider clock,
        CancellationToken ct)
    {
        var (errors, remit) = (new InputErrors(), http.Remit());
        var question = ReplayQuestion.Read(http, clock.Now(), errors);
        var text = http.Request.Query["na"].ToString();
        errors.Must(text.Length == 0 || Guid.TryParse(text, out _), "na", "Vul een geldig nummer (UUID) in.");
        if (!errors.None)
            return errors.ToProblem();
        if (!question.IsInside(remit))
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, FamiliesView.Table);
        var after = text.Length == 0 ? null : FamiliesView.Key(part, Guid.Parse(text));
        var listed = await views.List<ReplayFamily>(FamiliesView.Table, part, ct, FamiliesAPage + 1, after);
        var families = new List<FamilyReplay>();
        foreach (var one in listed.Take(FamiliesAPage))
        {
            var history = question.Of(await History.Read(log, one.Family, ct));
            var wanted = history.Steps.Where(s => about(s.Fact, history.Now)).Select(s => s.Header.Version).ToHashSet();
            var replay = Replay(one.Family, question, history, remit);
            var steps = replay.Steps.Where(s => s.Kind is not null && wanted.Contains(s.Version)).ToArray();
            if (steps is not [])
                families.Add(replay with { Steps = steps });
        }

        http.LooksAt([.. families.Select(f => f.Family)]);
        return TypedResults.Ok(new RecipientReplay(
            question.Known, families, listed.Count > FamiliesAPage ? listed[FamiliesAPage - 1].Family : null));
    }

    internal static Task<IResult> Asked(
        Guid family, HttpContext http, IEventLog log, TimeProvider clock, Func<ReplayQuestion, History, IResult> answer,
        CancellationToken ct) =>
        Asked(family, http, log, clock, (question, history) => Task.FromResult(answer(question, history)), ct);

    /// <summary>Reads the question and the history as it was known; what is outside the assignment is missing.</summary>
    internal static async Task<IResult> Asked(
        Guid family, HttpContext http, IEventLog log, TimeProvider clock, Func<ReplayQuestion, History, Task<IResult>> answer,
        CancellationToken ct)
    {
        var (errors, remit) = (new InputErrors(), http.Remit());
        var question = ReplayQuestion.Read(http, clock.Now(), errors);
        if (!errors.None)
            return errors.ToProblem();

        var history = (await History.Read(log, family, ct)).KnownAt(remit.Newest(clock.Now()));
        http.LooksAt([.. history.Now.Family?.Members.Select(m => m.Id) ?? []]);
        return question.IsInside(remit) && history.IsKnownTo(remit.Organisations)
            ? await answer(question, question.Of(history))
            : Refusals.Missing.ToProblem();
    }

    /// <summary>When is judged: as asked, or when the step happened, or the newest moment; null outside the period.</summary>
    internal static DateTimeOffset? Instant(ReplayQuestion question, History history, Remit remit, TimeProvider clock)
    {
        var at = question.At ?? (question.Step is null || history.Steps is []
            ? remit.Newest(clock.Now())
            : history.Now.NotBefore(history.Steps[^1].Fact.At));
        return remit.Covers(at) ? at : null;
    }

    private static DateTimeOffset KnownAt(ReplayQuestion question, History history) =>
        question.Step is null || history.Steps is [] ? question.Known : history.Steps[^1].Header.RecordedAt;

    private static FamilyReplay Replay(Guid family, ReplayQuestion question, History history, Remit remit) => new(
        family, ConsentHandler.Consents.Stream(family),
        KnownAt(question, history), history.Steps.Count,
        [.. ReplaySteps.Of(family, history, remit).Where(question.Wants)])
    {
        AlsoUnder = history.AlsoUnder,
    };
}
