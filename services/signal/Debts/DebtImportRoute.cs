using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Debts;

/// <summary>A file of early-debt signals comes in; the answer is a line per half second, and as the last one the report.</summary>
internal static class DebtImportRoute
{
    private const long MostBytes = 1024L * 1024 * 1024;
    private const long MostOfAZip = 64L * 1024 * 1024;
    private const int KeptDays = 42;
    private static readonly string[] Kinds = ["application/json", "text/csv", "application/zip"];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public static void MapDebtImport(this RouteGroupBuilder routes)
    {
        routes.MapGet("/import/{sleutel:guid}", (Guid sleutel, Asker asker, DebtImports imports) =>
                imports.Find(asker.Organisation, sleutel) is { } import
                    ? TypedResults.Ok(import.Ended ?? import.Report(done: false))
                    : (IResult)Refusals.Missing.ToProblem())
            .ShowsNobody()
            .WithSummary("Hoe ver een levering is, bij de Idempotency-Key waaronder zij wordt verstuurd")
            .Produces<DebtImportReport>();
        MapTaking(routes);
    }

    private static void MapTaking(RouteGroupBuilder routes) => routes
        .MapPost("/import", Import)
        .WithMetadata(new TakesAStream(MostBytes))
        .WithSummary("Neem een levering van het DDAS-uitwisselmodel 0.9 over: JSON, CSV met dezelfde namen, of een van beide in een zip")
        .WithDescription("Een BSN wordt niet gelezen en nergens bewaard. Goede rijen blijven, ook als andere niet goed zijn; hetzelfde "
            + "bestand nog eens verandert niets. Zonder contact worden signalen vernietigd na WO_DEBT_DAYS dagen (42).")
        .Produces<DebtImportReport>(StatusCodes.Status200OK, "application/x-ndjson");

    private static async Task<IResult> Import(
        HttpContext http, Asker asker, DebtDesk desk, DebtImports imports, IConfiguration configuration, IOptions<JsonOptions> options,
        TimeProvider clock, CancellationToken ct)
    {
        var kind = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (!Kinds.Contains(kind) || http.Request.Headers.ContentEncoding.Count > 0)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);
        if (asker.Teams.Count != 1)
            return new InputErrors().Add("team", "U hoort bij meer teams, of bij geen: een levering is van een team.").ToProblem();

        var now = clock.Now();
        var today = Amsterdam.DateAt(now);
        var run = new DebtImportRun(
            http.CommandId(), asker.As(Roles.EarlyDebt), asker.Teams.Single(), now, today,
            today.AddDays(configuration.GetValue("WO_DEBT_DAYS", KeptDays)));
        var import = imports.Begin(asker.Organisation, run.Command, new(desk));
        http.Response.ContentType = "application/x-ndjson";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = Task.Run(() => Work(http.Request, kind!, import, run, stop.Token), stop.Token);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(Pace, ct)) != work)
                await Say(import.Report(done: false));
        }
        catch (OperationCanceledException)
        {
            await stop.CancelAsync();
            throw;
        }

        var stopped = await work;
        await Say(import.End(stopped));
        return TypedResults.Empty;

        async Task Say(DebtImportReport report)
        {
            await http.Response.WriteAsync(JsonSerializer.Serialize(report, options.Value.SerializerOptions) + "\n", ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    private static async Task<string?> Work(HttpRequest request, string kind, DebtImport import, DebtImportRun run, CancellationToken ct)
    {
        try
        {
            if (kind is not "application/zip")
                return await import.Take(request.Body, kind is "text/csv", run, ct);

            // A zip is read from its end. It is kept in memory meanwhile, because a BSN in it may touch no disk.
            using var zip = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            {
                if (zip.Length + read > MostOfAZip)
                    return "Deze zip is te groot. Stuur een grote levering als JSON of CSV.";
                zip.Write(buffer, 0, read);
            }

            zip.Position = 0;
            return await import.TakeZip(zip, run, ct);
        }
        catch (BadHttpRequestException)
        {
            return "Het versturen brak af. Wat ervoor kwam, is overgenomen.";
        }
    }
}
