using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>What became of a file so far, as the API says it twice a second.</summary>
public sealed record ImportReport(
    bool Done, int Read, int Listed, int Revised, int Unchanged, int Refused, ImportNote[] Notes, int MoreNotes, string? Stopped);

/// <summary>Something that was not taken over, or in part.</summary>
public sealed record ImportNote(string? File, long Line, string Sentence);

/// <summary>
/// Takes over a file of the sociale kaart and shows how far it is: the page grows while the API reads, also in a browser without script.
/// </summary>
internal static class ImportRun
{
    private const long MostBytes = 50 * 1024 * 1024;

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "application/json",
        [".ndjson"] = "application/x-ndjson",
        [".zip"] = "application/zip",
    };

    public static void MapImportRun(this WebApplication app) => app
        .MapPost("/kaart/bestand", Run)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer));

    private static async Task<IResult> Run(
        IFormFile? bestand, [FromForm] string? opdracht, ApiClient api, Texts texts, HttpContext http, CancellationToken ct)
    {
        if (bestand is not { Length: > 0 })
            return Results.LocalRedirect("/kaart/bestand?fout=geen");
        if (!Kinds.TryGetValue(Path.GetExtension(bestand.FileName), out var kind))
            return Results.LocalRedirect("/kaart/bestand?fout=soort");

        await using var file = bestand.OpenReadStream();
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(kind);
        var command = Guid.TryParse(opdracht, out var id) ? id : Guid.CreateVersion7();
        using var answer = await api.Upload("/v1/voorzieningen/import", content, command, ct);
        var (before, after) = await GrowingPage.Frame(http, "bestand", "/kaart/bestand");
        await GrowingPage.Say(http, before, ct);
        await Lines(answer, texts, http, ct);
        await GrowingPage.Say(http, after, ct);
        return Results.Empty;
    }

    private static async Task Lines(HttpResponseMessage answer, Texts texts, HttpContext http, CancellationToken ct)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        for (var shown = -1; await lines.ReadLineAsync(ct) is { } line;)
        {
            var report = JsonSerializer.Deserialize<ImportReport>(line, ApiClient.Json)!;
            if (report.Done)
            {
                await GrowingPage.Say(http, Last(report, texts), ct);
            }
            else if (report.Read != shown)
            {
                var sentence = texts["bestand.gelezen", report.Read, report.Listed + report.Revised, report.Refused];
                await GrowingPage.Say(http, GrowingPage.P(sentence), ct);
            }

            shown = report.Read;
        }
    }

    private static string Last(ImportReport report, Texts texts)
    {
        var page = new StringBuilder(GrowingPage.H(texts["bestand.klaar"]));
        if (report.Stopped is { } why)
            page.Append(GrowingPage.P(texts["bestand.gestopt", why]));
        page.Append(GrowingPage.P(
            texts["bestand.klaar-zin", report.Read, report.Listed, report.Revised, report.Unchanged, report.Refused]));
        if (report.Notes.Length > 0)
        {
            page.Append(GrowingPage.H(texts["bestand.wat-mis"])).Append("<ul class=\"wo-list\">");
            foreach (var note in report.Notes)
            {
                var line = $"{note.File} {texts["bestand.regel", note.Line, note.Sentence]}".Trim();
                page.Append("<li>").Append(GrowingPage.Encode(line)).Append("</li>");
            }

            page.Append("</ul>");
            if (report.MoreNotes > 0)
                page.Append(GrowingPage.P(texts["bestand.meer", report.MoreNotes]));
        }

        var back = GrowingPage.Encode(texts["bestand.naar-kaart"]);
        return page.Append($"<p><a class=\"nl-link\" href=\"/kaart/alles\">{back}</a></p>").ToString();
    }
}
