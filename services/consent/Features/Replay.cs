using WarmHandover.Consents.Replaying;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>The consent history of a family, step by step, as it was known at a moment.</summary>
public sealed record Replay(Guid Family, string Stream, DateTimeOffset Known, IReadOnlyList<ReplayStep> Steps);

/// <summary>The ledger: every look, sending and refusal.</summary>
public sealed record Ledger(Guid Family, IReadOnlyList<AccessAnswered> Accesses);

internal static class ReplayEndpoint
{
    public static void MapReplay(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/geschiedenis", Steps)
            .RequiresRole(Roles.Auditor)
            .InsideAnAssignment()
            .Produces<Replay>()
            .WithSummary("De geschiedenis stap voor stap, met de keten, zoals bekend op een moment");

        consents.MapGet("/{family:guid}/inzage", Accesses)
            .RequiresRole(Roles.Auditor)
            .InsideAnAssignment()
            .Produces<Ledger>()
            .WithSummary("Wie heeft gekeken of verzonden, en waarop dat berustte");
    }

    private static async Task<IResult> Steps(
        Guid family, string? bekend, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct)
    {
        var (errors, remit) = (new InputErrors(), http.Remit());
        var known = StandingEndpoint.Moment(bekend, remit.Newest(clock.Now()), "bekend", errors);
        if (!errors.None)
            return errors.ToProblem();

        var history = (await History.Read(log, family, ct)).KnownAt(known);
        return remit.Covers(known) && history.IsKnownTo(remit.Organisations)
            ? TypedResults.Ok(new Replay(
                family, ConsentHandler.Consents.Stream(family), known, [.. ReplaySteps.Of(family, history, remit)]))
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Accesses(Guid family, HttpContext http, IEventLog log, CancellationToken ct)
    {
        var (history, remit) = (await History.Read(log, family, ct), http.Remit());
        return history.IsKnownTo(remit.Organisations)
            ? TypedResults.Ok(new Ledger(family,
            [
                .. history.Steps.Where(s => remit.Covers(s.Header.RecordedAt)).Select(s => s.Fact).OfType<AccessAnswered>()
                    .Where(a => a.Concerns(history.Now, remit.Organisations)),
            ]))
            : Refusals.Missing.ToProblem();
    }
}
