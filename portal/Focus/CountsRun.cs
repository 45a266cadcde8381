using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>What became of a file with open counts.</summary>
public sealed record CountsReport(int Rows, int Kept, int PassedBy, int Refused, CountsNote[] Notes, int[] Years, bool Changed);

/// <summary>What is wrong with a file: where, and what.</summary>
public sealed record CountsNote(int Line, string Column, string Wrong);

/// <summary>Takes over open counts of CBS StatLine and shows how much of the file is read while that goes on.</summary>
internal static class CountsRun
{
    private const long MostBytes = 64L * 1024 * 1024;
    private const string Page = "/cijfers/noemers";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);

    public static void MapCountsRun(this WebApplication app) => app
        .MapPost($"{Page}/bestand", Run)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .RequireAuthorization(policy => policy.RequireRole(Roles.FocusOfficer, Roles.Administrator));

    private static async Task<IResult> Run(
        IFormFile? bestand, [FromForm] string? noemer, [FromForm] string? kolom, [FromForm] string? jaar, [FromForm] string? opdracht,
        ApiClient api, Texts texts, HttpContext http, CancellationToken ct)
    {
        var year = int.TryParse(jaar, NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : (int?)null;
        var wrong = string.IsNullOrEmpty(noemer) ? "noemer"
            : string.IsNullOrWhiteSpace(kolom) ? "kolom"
            : !string.IsNullOrWhiteSpace(jaar) && year is not (>= 1995 and <= 2200) ? "jaar"
            : bestand is not { Length: > 0 } ? "geen"
            : null;
        if (wrong is not null)
            return Results.LocalRedirect($"{Page}?fout={wrong}");

        await using var file = bestand!.OpenReadStream();
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var path = $"/v1/signaalcijfers/noemers/import?noemer={Uri.EscapeDataString(noemer!)}&kolom={Uri.EscapeDataString(kolom!.Trim())}"
            + (year is null ? "" : $"&jaar={year}");
        var command = Guid.TryParse(opdracht, out var id) ? id : Guid.CreateVersion7();
        var (before, after) = await GrowingPage.Frame(http, "noemers", Page);
        await GrowingPage.Say(http, before, ct);
        await GrowingPage.Say(http, await Import(path, file, content, command, api, texts, http, ct), ct);
        await GrowingPage.Say(http, after, ct);
        return Results.Empty;
    }

    private static async Task<string> Import(
        string path, Stream file, StreamContent content, Guid command, ApiClient api, Texts texts, HttpContext http, CancellationToken ct)
    {
        var (all, shown) = (file.Length, -1);
        var work = api.Upload(path, content, command, ct);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(Beat, ct)) != work)
            {
                var part = (int)(100 * file.Position / all);
                if (part != shown)
                    await GrowingPage.Say(http, GrowingPage.P(texts["noemers.gelezen", part]), ct);
                shown = part;
            }

            using var answer = await work;
            return Last((await answer.Content.ReadFromJsonAsync<CountsReport>(ApiClient.Json, ct))!, texts);
        }
        catch (ApiProblem no)
        {
            return GrowingPage.No(no, texts["noemers.niet"]) + Again(texts);
        }
    }

    private static string Last(CountsReport report, Texts texts)
    {
        var page = new StringBuilder(GrowingPage.H(texts["noemers.klaar"]))
            .Append(GrowingPage.P(texts["noemers.klaar-zin", report.Rows, report.Kept, report.PassedBy, report.Refused]))
            .Append(GrowingPage.P(texts[report.Changed ? "noemers.veranderd" : "noemers.hetzelfde"]));
        if (report.Notes.Length > 0)
            page.Append(GrowingPage.Ul(report.Notes.Select(note => texts["noemers.regel", note.Line, note.Column, note.Wrong])));

        return page.Append(Again(texts)).ToString();
    }

    private static string Again(Texts texts) => GrowingPage.Link(Page, texts["noemers.terug"]);
}
