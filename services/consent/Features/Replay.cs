using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>The consent history of a family, step by step, as it was known at a moment.</summary>
public sealed record Replay(Guid Family, string Stream, DateTimeOffset Known, IReadOnlyList<StepSeen> Steps);

/// <summary>
/// One step: what was stored, when, by whom (a pseudonym), by which rule, about which rows, and its link in the chain. Of a step that is
/// between other organisations only the link is shown, so that the chain can be followed.
/// </summary>
public sealed record StepSeen(long Version, DateTimeOffset RecordedAt, string Type, string Hash)
{
    /// <summary>Who did it.</summary>
    public Actor? By { get; init; }

    /// <summary>When it happened, at the door.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The rule set, with its version, that a request was asked under; or the ground.</summary>
    public string? Rule { get; init; }

    /// <summary>The request or ground it is about.</summary>
    public Guid? Request { get; init; }

    /// <summary>Whose answer it is.</summary>
    public Guid? Signatory { get; init; }

    /// <summary>The rows it is about; of an access those that were granted.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = [];
}

/// <summary>The ledger: every look, sending and refusal.</summary>
public sealed record Ledger(Guid Family, IReadOnlyList<AccessAnswered> Accesses);

internal static class ReplayEndpoint
{
    public static void MapReplay(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/geschiedenis", Steps)
            .RequiresRole(Roles.Auditor)
            .Produces<Replay>()
            .WithSummary("De geschiedenis stap voor stap, met de keten, zoals bekend op een moment");

        consents.MapGet("/{family:guid}/inzage", Accesses)
            .RequiresRole(Roles.Auditor)
            .Produces<Ledger>()
            .WithSummary("Wie heeft gekeken of verzonden, en waarop dat berustte");
    }

    private static async Task<IResult> Steps(
        Guid family, string? bekend, Asker asker, IEventLog log, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors();
        var known = StandingEndpoint.Moment(bekend, clock.Now(), "bekend", errors);
        if (!errors.None)
            return errors.ToProblem();

        var history = await History.Read(log, family, ct);
        return history.Now.HasParty(asker.Organisation)
            ? TypedResults.Ok(new Replay(
                family, ConsentHandler.Consents.Stream(family), known,
                [.. history.KnownAt(known).Steps.Select(s => Seen(s, history.Now, asker.Organisation))]))
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Accesses(Guid family, Asker asker, IEventLog log, CancellationToken ct)
    {
        var history = await History.Read(log, family, ct);
        return history.Now.HasParty(asker.Organisation)
            ? TypedResults.Ok(new Ledger(family,
                [.. history.Steps.Select(s => s.Fact).OfType<AccessAnswered>().Where(a => Concerns(a, history.Now, asker.Organisation))]))
            : Refusals.Missing.ToProblem();
    }

    /// <summary>An auditor replays for the organisation in his token, which must be party: what it asked, received or looked at.</summary>
    private static bool Concerns(ConsentFact fact, Consent consent, Guid organisation) => fact switch
    {
        FamilyHeard or PageWithheld => true,
        ConsentRequested asked => asked.AskedByOrganisation == organisation || asked.IsFor(organisation),
        AccessAnswered access => access.By.Organisation == organisation || access.RecipientOrganisation == organisation
            || access.Granted.Any(g => (consent.Find(g.Request) is { } request && Concerns(request.Asked, consent, organisation))
                || (consent.FindGround(g.Request) is { } ground && Concerns(ground.Invoked, consent, organisation))),
        ConsentReopened reopened => ChangesFor(reopened.Changes, consent, organisation).Any(),
        ReopeningForeseen coming => ChangesFor(coming.Changes, consent, organisation).Any(),
        MeldcodeStepTaken taken => taken.ByOrganisation == organisation,
        DisclosureRecorded told => told.ByOrganisation == organisation || told.To.Any(t => t.Organisation == organisation),
        GroundInvoked ground => ground.ByOrganisation == organisation || ground.RecipientOrganisation == organisation,
        GroundConfirmed or GroundEnded =>
            consent.FindGround(About(fact)!.Value) is { } ground && Concerns(ground.Invoked, consent, organisation),
        _ => About(fact) is { } id && consent.Find(id) is { } request && Concerns(request.Asked, consent, organisation),
    };

    // A re-opening may touch requests of several organisations: each auditor sees his own.
    private static IEnumerable<Reopened> ChangesFor(IReadOnlyList<Reopened> changes, Consent consent, Guid organisation) =>
        changes.Where(c => c.Request is not { } id || Concerns(consent.Find(id)!.Asked, consent, organisation));

    private static Guid? About(ConsentFact fact) => fact switch
    {
        AnswerGiven a => a.Request,
        AnswerRefused a => a.Request,
        AnswerLater a => a.Request,
        ConsentWithdrawn w => w.Request,
        ConsentRequested r => r.Request,
        ContactAttempted c => c.Request,
        ExplanationGiven e => e.Request,
        NewcomersTold n => n.Request,
        AnswerInvalidated i => i.Request,
        InvalidationReviewed r => r.Request,
        WithdrawalConfirmed w => w.Request,
        WordContradicted w => w.Request,
        WithdrawalEscalated w => w.Request,
        ExceptionInvoked e => e.Request,
        LaterCame l => l.Request,
        LaterLapsed l => l.Request,
        GroundInvoked g => g.Ground,
        GroundConfirmed g => g.Ground,
        GroundEnded g => g.Ground,
        _ => null,
    };

    private static StepSeen Seen(Step step, Consent consent, Guid organisation)
    {
        var link = new StepSeen(
            step.Header.Version, step.Header.RecordedAt, step.Header.Type, Convert.ToHexStringLower(step.Hash));
        if (!Concerns(step.Fact, consent, organisation))
            return link;

        var (signatory, rows) = Told(step.Fact, consent, organisation);
        return link with
        {
            By = step.Header.Actor,
            At = step.Fact.At,
            Request = About(step.Fact),
            Rule = step.Fact is PageWithheld kept ? kept.Reason : About(step.Fact) is { } id ? RuleOf(id, consent) : null,
            Signatory = signatory,
            Rows = rows,
        };
    }

    private static string? RuleOf(Guid about, Consent consent) => (consent.Find(about), consent.FindGround(about)) switch
    {
        ({ Asked: var asked }, _) => $"{asked.RuleSet}.v{asked.RuleSetVersion}",
        (_, { Invoked: var ground }) => $"{ground.Code}.v{ground.Version}",
        _ => null,
    };

    private static (Guid? Signatory, IReadOnlyList<Row> Rows) Told(
        ConsentFact fact, Consent consent, Guid organisation) => fact switch
        {
            ConsentRequested asked => (null, asked.Rows),
            AnswerGiven a => (a.Signatory, a.Rows),
            AnswerRefused a => (a.Signatory, a.Rows),
            AnswerLater a => (a.Signatory, a.Rows),
            ConsentWithdrawn w => (w.Signatory, w.Rows),
            ContactAttempted c => (c.Signatory, []),
            ExplanationGiven e => (e.Signatory, []),
            AnswerInvalidated i => (i.Signatory, []),
            PageWithheld kept => (kept.Viewer, []),
            LaterCame l => (l.Signatory, []),
            LaterLapsed l => (l.Signatory, []),
            ExceptionInvoked e => (e.Child, e.Rows),
            DisclosureRecorded told => (null, [.. told.To
            .Where(t => told.ByOrganisation == organisation || t.Organisation == organisation)
            .SelectMany(t => t.Granted.Select(g => g.Row).Concat(t.Unfounded)).Distinct()]),
            GroundInvoked g => (null, g.Rows),
            ConsentReopened reopened => (null, RowsOf(ChangesFor(reopened.Changes, consent, organisation))),
            ReopeningForeseen coming => (null, RowsOf(ChangesFor(coming.Changes, consent, organisation))),
            AccessAnswered access => (null, [.. access.Granted.Select(g => g.Row)]),
            _ => (null, []),
        };

    private static Row[] RowsOf(IEnumerable<Reopened> changes) => [.. changes.SelectMany(c => c.Rows).Select(r => r.Row)];
}
