using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Looking.Unusual;

/// <summary>A week's list: how much was gone through, and each line with what was found of it.</summary>
public sealed record UnusualShown(
    string Service, DateOnly Week, int LinesRead, int PeopleSeen, DateTimeOffset MadeAt, IReadOnlyList<UnusualLineShown> Lines);

/// <summary>One line, with the sentence that says what stood out, and the outcome when it was judged.</summary>
public sealed record UnusualLineShown(
    int Line, string Kind, string Sentence, string Who, int Count, IReadOnlyList<Guid> About, DateTimeOffset First, DateTimeOffset Last,
    string? Outcome, string? JudgedBy);

/// <summary>What the privacy officer found of a line.</summary>
public sealed record UnusualOutcome(string? Outcome);

/// <summary>The weekly list of unusual access, for the privacy officer of the organisation whose people are in it.</summary>
internal static class UnusualRoutes
{
    private const int WeeksShown = 60;

    private static readonly Dictionary<string, string> Sentences = new()
    {
        [UnusualWeek.Many] = "Deze medewerker bekeek in een week veel gezinnen of verwijzingen.",
        [UnusualWeek.OutsideHours] = "Deze medewerker keek buiten werktijd.",
        [UnusualWeek.NoTie] = "Deze medewerker probeerde meer dan eens iets te openen waarmee hij niets te maken heeft.",
        [UnusualWeek.NoReferral] = "Deze medewerker opende een dossier van een ander team, zonder verwijzing.",
        [UnusualWeek.OwnName] = "Deze medewerker opende een dossier van iemand met dezelfde achternaam.",
        [UnusualWeek.OwnAddress] = "Deze medewerker opende een dossier van iemand op dezelfde postcode.",
    };

    public static void MapUnusual(this RouteGroupBuilder log, string service)
    {
        log.MapGet("/ongewoon", (HttpContext http, Asker asker, IViews views, UnusualHandler weeks, CancellationToken ct) =>
                List(service, http, asker, views, weeks, ct))
            .RequiresRole(Roles.PrivacyOfficer)
            .Produces<UnusualShown[]>()
            .WithSummary("De weeklijsten van ongewone toegang van uw organisatie, nieuwste eerst; elke regel beoordeelt u");
        log.MapPost("/ongewoon/{week}/{regel:int}", Judge)
            .RequiresRole(Roles.PrivacyOfficer)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beoordeel een regel: terecht, nagevraagd en uitgelegd, onterecht, of een datalek")
            .WithExample(new UnusualOutcome("terecht"));
    }

    private static async Task<IResult> List(
        string service, HttpContext http, Asker asker, IViews views, UnusualHandler weeks, CancellationToken ct)
    {
        await views.FreshFor(http, UnusualView.Table);
        var shown = new List<UnusualShown>();
        foreach (var row in (await views.List<UnusualRow>(UnusualView.Table, UnusualView.Of(asker.Organisation), ct, limit: 2_000))
            .Reverse().Take(WeeksShown))
        {
            var week = (await weeks.Load(UnusualWeek.IdOf(row.Organisation, row.Week), ct)).State;
            shown.Add(new(
                service, row.Week, week.Listed!.LinesRead, week.Listed.PeopleSeen, week.Listed.At,
                [.. week.Listed.Lines.Select((line, n) => Shown(line, n + 1, week.Judged.GetValueOrDefault(n + 1)))]));
        }

        return TypedResults.Ok(shown.ToArray());
    }

    private static UnusualLineShown Shown(UnusualLine line, int number, UnusualJudged? judged) => new(
        number, line.Kind, Sentences[line.Kind], line.Who, line.Count, line.About, line.First, line.Last, judged?.Outcome, judged?.By);

    private static async Task<IResult> Judge(
        string week, int regel, UnusualOutcome body, HttpContext http, Asker asker, Door door, UnusualHandler weeks, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Outcome, "outcome", UnusualWeek.Outcomes)
            .Must(
                DateOnly.TryParseExact(week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var monday), "week",
                "Noem de maandag van de week, zoals 2027-03-01.");
        if (!errors.None)
            return errors.ToProblem();

        var context = await door.Open(http, asker.As(Roles.PrivacyOfficer), PayloadOwner.Organisation(asker.Organisation), ct);
        var command = new JudgeUnusual(regel, body.Outcome!, asker.Pseudonym, asker.Organisation, clock.Now());
        return (await weeks.Handle(UnusualWeek.IdOf(asker.Organisation, monday), command, context, ct)).ToHttp(http);
    }
}
