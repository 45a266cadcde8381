using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

internal static class DisclosureRoutes
{
    private const int LongestDays = 31;

    public static void MapDisclosures(this IEndpointRouteBuilder replays)
    {
        replays.MapGet("/gezinnen/{family:guid}/delingen", Disclosed)
            .Produces<DisclosureReplay>()
            .WithSummary("Elke verzending, inzage en mededeling, waarop zij berustte, en of het nu nog zou mogen");

        replays.MapGet("/gezinnen/{family:guid}/wie-kon", Could)
            .Produces<WhoCouldReplay>()
            .WithSummary("Wie kon gegevens van een soort zien op een dag of moment, en heeft die gekeken?");

        replays.MapGet("/gezinnen/{family:guid}/afwezigheid", Absent)
            .Produces<AbsenceReplay>()
            .WithSummary("Heeft iemand buiten een organisatie iets ontvangen of geopend tussen van= en tot=? Met wat is doorzocht");
    }

    private static Task<IResult> Disclosed(
        Guid family, string? geweigerd, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct) =>
        geweigerd is not (null or "ja" or "nee")
            ? Task.FromResult<IResult>(new InputErrors().Add("geweigerd", "Kies ja of nee.").ToProblem())
            : ReplayRoutes.Asked(family, http, log, clock, (question, history) =>
            {
                var (remit, now) = (http.Remit(), history.Now.NotBefore(question.At ?? clock.Now()));
                return TypedResults.Ok(new DisclosureReplay(
                    family, question.Known, now,
                    [.. Disclosures.Of(history, remit, now, geweigerd is "ja").Where(d => Wants(question, d))]));
            }, ct);

    private static bool Wants(ReplayQuestion question, DisclosureSeen seen) =>
        (question.From is null || question.From <= seen.At) && (question.Until is null || seen.At <= question.Until)
        && (question.Team is null || question.Team == seen.Team || question.Team == seen.ByTeam)
        && (question.Purpose is null || question.Purpose == seen.Purpose)
        && (question.Person is null || seen.Rows.Any(r => r.Row.Subject == question.Person))
        && (question.Request is null || seen.Rows.Any(r => r.Id == question.Request));

    private static async Task<IResult> Could(
        Guid family, string? categorie, string? op, HttpContext http, IEventLog log, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(categorie, "categorie", Lists.Categories.Categories.Select(c => c.Code));
        var question = ReplayQuestion.Read(http, clock.Now(), errors);
        var (from, until) = Stretch(question, op is { Length: 10 });
        errors.Must(from is not null && until is not null, "op", "Noem een dag of moment (op), of een begin en een einde (van en tot).");
        errors.Must(!(until - from > TimeSpan.FromDays(LongestDays)), "tot", $"Vraag hoogstens {LongestDays} dagen tegelijk.");
        if (!errors.None)
            return errors.ToProblem();

        var then = http.Request.Query["bekend"].Count == 0 && question.Step is null;
        return await ReplayRoutes.Asked(family, http, log, clock, (_, history) => http.Covers(from!.Value)
            ? TypedResults.Ok(WhoCould.Of(
                family, history, http.Remit(), categorie!, from.Value, until!.Value, then, history.Now.NotBefore(clock.Now())))
            : Refusals.Missing.ToProblem(), ct);
    }

    // A whole day is asked by its date, a moment by its time.
    private static (DateTimeOffset? From, DateTimeOffset? Until) Stretch(ReplayQuestion question, bool day) => question.At switch
    {
        { } at when day => (Amsterdam.StartOf(Amsterdam.DateAt(at)), at),
        { } at => (at, at),
        _ => (question.From, question.Until),
    };

    private static async Task<IResult> Absent(
        Guid family, Guid? organisatie, HttpContext http, IEventLog log, ProofLog proof, TimeProvider clock, CancellationToken ct)
    {
        var (errors, remit, now) = (new InputErrors(), http.Remit(), clock.Now());
        var question = ReplayQuestion.Read(http, now, errors);
        errors.Must(question.From is not null, "van", "Noem het begin van de periode.");
        errors.Must(question.Until is not null, "tot", "Noem het einde van de periode.");
        errors.Must(
            organisatie is not null || remit.Organisations.Count == 1, "organisatie",
            "Noem de organisatie waarbuiten u zoekt: uw opdracht heeft er meer dan een.");
        if (!errors.None)
            return errors.ToProblem();

        var outside = organisatie ?? remit.Organisations.Single();
        var searched = await log.Head(ct);
        var signed = await proof.Advance(now: true, ct) ?? await proof.Newest(ct);
        return await ReplayRoutes.Asked(family, http, log, clock, (_, history) => remit.Organisations.Contains(outside)
            ? TypedResults.Ok(Signed(
                Absence.Of(
                    family, history, remit, outside, question.From!.Value, Earlier(question.Until!.Value, question.Known), question.Known,
                    searched),
                signed))
            : Refusals.Missing.ToProblem(), ct);
    }

    private static AbsenceReplay Signed(AbsenceReplay replay, SignedCheckpoint? checkpoint) =>
        replay with { Proof = replay.Proof with { Checkpoint = checkpoint?.Note } };

    // Of what comes after the moment of knowing nothing can be said.
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
