using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
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
        var (before, after) = await Frame(http);
        await Say(http, before, ct);
        await Lines(answer, texts, http, ct);
        await Say(http, after, ct);
        return Results.Empty;
    }

    private static async Task Lines(HttpResponseMessage answer, Texts texts, HttpContext http, CancellationToken ct)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        for (var shown = -1; await lines.ReadLineAsync(ct) is { } line;)
        {
            var report = JsonSerializer.Deserialize<ImportReport>(line, ApiClient.Json)!;
            if (report.Done)
                await Say(http, Last(report, texts), ct);
            else if (report.Read != shown)
                await Say(http, P(texts["bestand.gelezen", report.Read, report.Listed + report.Revised, report.Refused]), ct);
            shown = report.Read;
        }
    }

    private static string Last(ImportReport report, Texts texts)
    {
        var page = new StringBuilder($"<h2 class=\"nl-heading nl-heading--level-2\">{Encode(texts["bestand.klaar"])}</h2>");
        if (report.Stopped is { } why)
            page.Append(P(texts["bestand.gestopt", why]));
        page.Append(P(texts["bestand.klaar-zin", report.Read, report.Listed, report.Revised, report.Unchanged, report.Refused]));
        if (report.Notes.Length > 0)
        {
            page.Append("<h2 class=\"nl-heading nl-heading--level-2\">").Append(Encode(texts["bestand.wat-mis"]))
                .Append("</h2><ul class=\"wo-list\">");
            foreach (var note in report.Notes)
            {
                var line = $"{note.File} {texts["bestand.regel", note.Line, note.Sentence]}".Trim();
                page.Append("<li>").Append(Encode(line)).Append("</li>");
            }

            page.Append("</ul>");
            if (report.MoreNotes > 0)
                page.Append(P(texts["bestand.meer", report.MoreNotes]));
        }

        return page.Append($"<p><a class=\"nl-link\" href=\"/kaart/alles\">{Encode(texts["bestand.naar-kaart"])}</a></p>").ToString();
    }

    // The page is drawn as any other, aside; what stands before and after the place of the lines is sent around them.
    private static async Task<(string Before, string After)> Frame(HttpContext http)
    {
        var body = http.Response.Body;
        using var aside = new MemoryStream();
        http.Response.Body = aside;
        try
        {
            await new RazorComponentResult<ImportProgress>().ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        var html = Encoding.UTF8.GetString(aside.ToArray());
        var at = html.IndexOf(ImportProgress.Place, StringComparison.Ordinal);
        return at < 0 ? (html, "") : (html[..at], html[(at + ImportProgress.Place.Length)..]);
    }

    private static async Task Say(HttpContext http, string html, CancellationToken ct)
    {
        await http.Response.WriteAsync(html, ct);
        await http.Response.Body.FlushAsync(ct);
    }

    private static string P(string sentence) => $"<p class=\"nl-paragraph\">{Encode(sentence)}</p>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
