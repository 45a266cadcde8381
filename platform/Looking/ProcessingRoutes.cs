using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Looking;

/// <summary>A page of the processing log; <see cref="Next"/> is what to give as <c>na</c> to go on, null at the end of the log.</summary>
public sealed record ProcessingLog(string Service, IReadOnlyList<ProcessingLine> Lines, string? Next);

/// <summary>The lines of the processing log of one's own organisation, read from the log itself: no user stands in them.</summary>
internal static class ProcessingRoutes
{
    private const int EntriesAPage = 500;

    public static void MapProcessingLog(this RouteGroupBuilder log, string service) => log
        .MapGet("/dataverwerkingen", (string? na, Asker asker, IEventLog entries, CancellationToken ct) =>
            Page(service, na, asker, entries, ct))
        .RequiresRole(Roles.PrivacyOfficer)
        .Produces<ProcessingLog>()
        .WithSummary("Het logboek dataverwerkingen van uw organisatie: per persoon een regel, zonder gebruiker, in volgorde");

    private static async Task<IResult> Page(string service, string? after, Asker asker, IEventLog entries, CancellationToken ct)
    {
        var position = Position.Start;
        var errors = new InputErrors().Must(
            string.IsNullOrEmpty(after) || Position.TryParse(after, out position), "na",
            "Geef hier de waarde van next uit het vorige antwoord.");
        if (!errors.None)
            return errors.ToProblem();

        var (lines, read, last) = (new List<ProcessingLine>(), 0, position);
        await foreach (var entry in entries.ReadAll(position, EntriesAPage, ct))
        {
            (read, last) = (read + 1, entry.Position);
            if (EventHeader.Read(entry.Header).Actor.Organisation == asker.Organisation)
                lines.AddRange(ProcessingLine.Of(entry));
        }

        return TypedResults.Ok(new ProcessingLog(service, lines, read < EntriesAPage ? null : last.ToString()));
    }
}
