using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>The sociale kaart as a file of HSDS, in and out. An answer to an import is a line per so many services, and a report.</summary>
internal static class Exchange
{
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public static void MapImport(this RouteGroupBuilder routes) => routes
        .MapPost("/import", Import)
        .WithMetadata(new TakesAStream(MostBytes))
        .WithSummary("Neem een HSDS-bestand over: JSON, of CSV-bestanden in een zip")
        .WithDescription("Content-Type application/json (een lijst van diensten, of een per regel) of application/zip. Het antwoord is een "
            + "regel JSON per halve seconde, en als laatste het verslag (done). Goede regels blijven, ook als andere niet goed zijn.")
        .Produces<ImportReport>(StatusCodes.Status200OK, "application/x-ndjson");

    public static void MapExport(this RouteGroupBuilder routes)
    {
        routes.MapGet("/export", Services).WithSummary("De sociale kaart als HSDS JSON: alle diensten, met wie ze biedt en waar")
            .Produces<JsonArray>();
        routes.MapGet("/export.zip", Package).WithSummary("De sociale kaart als HSDS CSV-bestanden in een zip")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/zip");
    }

    private static async Task<IResult> Import(
        HttpContext http, Asker asker, ImportJson json, ImportCsv csv, IOptions<JsonOptions> options, TimeProvider clock,
        CancellationToken ct)
    {
        var kind = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (kind is not ("application/json" or "application/x-ndjson" or "application/zip"))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);

        var run = new ImportRun(http.CommandId(), asker.As(Roles.FocusOfficer), clock.Now(), new());
        http.Response.ContentType = "application/x-ndjson";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = Task.Run(() => kind == "application/zip" ? Zip(http, csv, run, stop.Token) : Json(http, json, run, stop.Token),
            stop.Token);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(Pace, ct)) != work)
                await Say(run.Count.Report(done: false));
        }
        catch (OperationCanceledException)
        {
            // Who goes away ends his import: what was taken over stays, and the same file again takes over the rest.
            await stop.CancelAsync();
            throw;
        }

        await Say(run.Count.Report(done: true, await work));
        return TypedResults.Empty;

        async Task Say(ImportReport report)
        {
            await http.Response.WriteAsync(JsonSerializer.Serialize(report, options.Value.SerializerOptions) + "\n", ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    private static async Task<string?> Json(HttpContext http, ImportJson json, ImportRun run, CancellationToken ct)
    {
        try
        {
            await json.Read(http.Request.Body, run, ct);
            return null;
        }
        catch (BadHttpRequestException)
        {
            return "Het versturen brak af. Wat ervoor kwam is overgenomen.";
        }
    }

    private static async Task<string?> Zip(HttpContext http, ImportCsv csv, ImportRun run, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"wo-import-{Guid.CreateVersion7():N}.zip");
        await using var file =
            new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose);
        try
        {
            await http.Request.Body.CopyToAsync(file, ct);
        }
        catch (BadHttpRequestException)
        {
            return "Het versturen brak af. Er is niets overgenomen.";
        }

        file.Position = 0;
        return await csv.Read(file, file.Length, run, ct);
    }

    private static async Task<IResult> Services(HttpContext http, HsdsOut export, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.Body, new() { Encoder = HsdsJson.Options.Encoder });
        json.WriteStartArray();
        await foreach (var service in export.Services(ct))
        {
            service.WriteTo(json);
            if (json.BytesPending > 64 * 1024)
                await json.FlushAsync(ct);
        }

        json.WriteEndArray();
        await json.FlushAsync(ct);
        return TypedResults.Empty;
    }

    private static async Task<IResult> Package(HttpContext http, HsdsOut export, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        var path = Path.Combine(Path.GetTempPath(), $"wo-export-{Guid.CreateVersion7():N}.zip");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose);
        await export.Package(file, ct);
        file.Position = 0;
        return TypedResults.Stream(file, "application/zip", "sociale-kaart-hsds.zip");
    }
}
