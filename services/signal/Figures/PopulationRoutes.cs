using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Figures;

/// <summary>What became of a file of open counts; good rows are kept, also when others are not right.</summary>
public sealed record PopulationReport(
    int Rows, int Kept, int PassedBy, int Refused, IReadOnlyList<ImportNote> Notes, IReadOnlyList<int> Years, bool Changed);

/// <summary>An open count as it stands.</summary>
public sealed record PopulationCount(string Kind, int Year, string Area, int Count);

internal static class PopulationRoutes
{
    private const long MostBytes = 64L * 1024 * 1024;

    public static void MapPopulation(this RouteGroupBuilder figures)
    {
        figures.MapGet("/noemers", async (PopulationHandler handler, CancellationToken ct) => TypedResults.Ok(
                (await handler.Load(PopulationHandler.Region, ct)).State.Counts
                .Select(c => new PopulationCount(c.Key.Kind, c.Key.Year, c.Key.Area, c.Value)).ToArray()))
            .WithSummary("De open aantallen van het CBS waar cijfers tegen worden afgezet");
        figures.MapPost("/noemers/import", Import)
            .WithMetadata(new TakesAStream(MostBytes))
            .WithSummary("Neem open aantallen over uit een CSV in de indeling van CBS StatLine")
            .WithDescription("Met 'noemer' (huishoudens, huishoudens-met-kinderen, inwoners, kinderen), 'kolom' (de naam in het bestand, "
                + "zoals HuishoudensTotaal_29) en, als het bestand geen kolom Perioden heeft, 'jaar'. Alleen gemeenten en hele jaren "
                + "tellen mee. Hetzelfde bestand nog eens verandert niets.")
            .Produces<PopulationReport>();
    }

    private static async Task<IResult> Import(
        string? noemer, string? kolom, int? jaar, HttpContext http, Asker asker, PopulationHandler handler, TimeProvider clock,
        CancellationToken ct)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not "text/csv")
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);

        var errors = new InputErrors()
            .OneOf(noemer, "noemer", PopulationDecider.Kinds)
            .Must(!string.IsNullOrWhiteSpace(kolom), "kolom", "Noem de kolom met de aantallen, zoals HuishoudensTotaal_29.")
            .Must(jaar is null or (>= 1995 and <= 2200), "jaar", "Kijk dit jaartal na.");
        if (!errors.None)
            return errors.ToProblem();

        var file = new StatLineCsv(kolom!.Trim(), jaar);
        if (await file.Read(http.Request.Body, ct) is { } stopped)
            return errors.Add("bestand", stopped).ToProblem();

        var context = new CommandContext(http.CommandId(), asker.As(Roles.FocusOfficer, Roles.Administrator));
        var answer = await handler.Handle(
            PopulationHandler.Region, new ImportPopulation(noemer!, file.Counts, clock.Now()), context, ct);
        return answer.ToHttp(http, said => new PopulationReport(
            file.Rows, file.Counts.Count, file.PassedBy, file.Refused, file.Notes,
            [.. file.Counts.Select(c => c.Year).Distinct().Order()], said.Decision.Any() && !said.Repeated));
    }
}
