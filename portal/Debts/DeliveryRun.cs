using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Focus;

namespace WarmHandover.Portal.Debts;

/// <summary>What became of a delivery so far.</summary>
public sealed record DeliveryReport(
    bool Done, int Read, int Taken, int Unchanged, int Refused, DeliveryNote[] Notes, int MoreNotes, string? Stopped);

/// <summary>What is wrong with one line; never what stands in it.</summary>
public sealed record DeliveryNote(long Line, long Column, string[] Wrong);

/// <summary>Takes over a delivery of early-debt signals and shows what became of it, also in a browser without script.</summary>
internal static class DeliveryRun
{
    private const int MostBytes = 32 * 1024 * 1024;
    private const string Page = "/vroegsignalen/levering";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "application/json",
        [".csv"] = "text/csv",
        [".zip"] = "application/zip",
    };

    // All of it stays in memory: a delivery may hold a BSN, and that touches no disk.
    public static void MapDeliveryRun(this WebApplication app) => app
        .MapPost(Page, Run)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .WithFormOptions(memoryBufferThreshold: MostBytes, multipartBodyLengthLimit: MostBytes)
        .RequireAuthorization(policy => policy.RequireRole(Roles.EarlyDebt));

    private static async Task<IResult> Run(
        IFormFile? bestand, [FromForm] string? opdracht, ApiClient api, Texts texts, HttpContext http, CancellationToken ct)
    {
        if (bestand is not { Length: > 0 })
            return Results.LocalRedirect($"{Page}?fout=geen");
        if (!Kinds.TryGetValue(Path.GetExtension(bestand.FileName), out var kind))
            return Results.LocalRedirect($"{Page}?fout=soort");

        await using var file = bestand.OpenReadStream();
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(kind);
        var command = Guid.TryParse(opdracht, out var id) ? id : Guid.CreateVersion7();
        var (before, after) = await GrowingPage.Frame(http, "levering", Page);
        await GrowingPage.Say(http, before, ct);
        try
        {
            using var answer = await api.Upload("/v1/vroegsignalen/import", content, command, ct);
            await Lines(answer, texts, http, ct);
        }
        catch (ApiProblem no)
        {
            var sentences = no.Errors.Values.SelectMany(s => s).DefaultIfEmpty(no.Detail ?? texts["levering.niet"]);
            await GrowingPage.Say(http, GrowingPage.H(texts["levering.niet"]) + string.Concat(sentences.Select(GrowingPage.P)), ct);
        }

        var back = GrowingPage.Encode(texts["levering.terug"]);
        await GrowingPage.Say(http, $"<p><a class=\"nl-link\" href=\"/vroegsignalen\">{back}</a></p>{after}", ct);
        return Results.Empty;
    }

    private static async Task Lines(HttpResponseMessage answer, Texts texts, HttpContext http, CancellationToken ct)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        for (var shown = -1; await lines.ReadLineAsync(ct) is { } line;)
        {
            var report = JsonSerializer.Deserialize<DeliveryReport>(line, ApiClient.Json)!;
            if (report.Done)
                await GrowingPage.Say(http, Last(report, texts), ct);
            else if (report.Read != shown)
                await GrowingPage.Say(http, GrowingPage.P(texts["levering.gelezen", report.Read, report.Taken, report.Refused]), ct);
            shown = report.Read;
        }
    }

    private static string Last(DeliveryReport report, Texts texts)
    {
        var page = new StringBuilder(GrowingPage.H(texts["bestand.klaar"]));
        if (report.Stopped is { } why)
            page.Append(GrowingPage.P(texts["bestand.gestopt", why]));
        page.Append(GrowingPage.P(texts["levering.klaar-zin", report.Read, report.Taken, report.Unchanged, report.Refused]));
        if (report.Notes is [])
            return page.ToString();

        page.Append(GrowingPage.H(texts["bestand.wat-mis"])).Append("<ul class=\"wo-list\">");
        foreach (var note in report.Notes)
        {
            var line = texts["levering.regel", note.Line, note.Column, string.Join(' ', note.Wrong)];
            page.Append("<li>").Append(GrowingPage.Encode(line)).Append("</li>");
        }

        page.Append("</ul>");
        return (report.MoreNotes > 0 ? page.Append(GrowingPage.P(texts["bestand.meer", report.MoreNotes])) : page).ToString();
    }
}
