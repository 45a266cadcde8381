using System.Text;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>What became of a file so far, as the API says it twice a second.</summary>
public sealed record ImportReport(
    bool Done, int Read, int Listed, int Revised, int Unchanged, int Refused, ImportNote[] Notes, int MoreNotes, string? Stopped)
    : IGrowing;

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
        if (SentFile.Wrong(bestand, Kinds) is { } wrong)
            return Results.LocalRedirect($"/kaart/bestand?fout={wrong}");

        using var answer = await api.Send("/v1/voorzieningen/import", bestand!, Kinds, opdracht, ct);
        var (before, after) = await GrowingPage.Frame(http, "bestand", "/kaart/bestand");
        await GrowingPage.Say(http, before, ct);
        await GrowingPage.Follow<ImportReport>(
            http, answer, report => texts["bestand.gelezen", report.Read, report.Listed + report.Revised, report.Refused],
            report => Last(report, texts), ct);
        await GrowingPage.Say(http, after, ct);
        return Results.Empty;
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
            page.Append(GrowingPage.H(texts["bestand.wat-mis"])).Append(GrowingPage.Ul(
                report.Notes.Select(note => $"{note.File} {texts["bestand.regel", note.Line, note.Sentence]}".Trim())));
            if (report.MoreNotes > 0)
                page.Append(GrowingPage.P(texts["bestand.meer", report.MoreNotes]));
        }

        return page.Append(GrowingPage.Link("/kaart/alles", texts["bestand.naar-kaart"])).ToString();
    }
}
