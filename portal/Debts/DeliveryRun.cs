using System.Text;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Focus;

namespace WarmHandover.Portal.Debts;

/// <summary>What became of a delivery so far.</summary>
public sealed record DeliveryReport(
    bool Done, int Read, int Taken, int Unchanged, int Refused, DeliveryNote[] Notes, int MoreNotes, string? Stopped) : IGrowing;

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
        if (SentFile.Wrong(bestand, Kinds) is { } wrong)
            return Results.LocalRedirect($"{Page}?fout={wrong}");

        var (before, after) = await GrowingPage.Frame(http, "levering", Page);
        await GrowingPage.Say(http, before, ct);
        try
        {
            using var answer = await api.Send("/v1/vroegsignalen/import", bestand!, Kinds, opdracht, ct);
            await GrowingPage.Follow<DeliveryReport>(
                http, answer, report => texts["levering.gelezen", report.Read, report.Taken, report.Refused],
                report => Last(report, texts), ct);
        }
        catch (ApiProblem no)
        {
            await GrowingPage.Say(http, GrowingPage.No(no, texts["levering.niet"]), ct);
        }

        await GrowingPage.Say(http, GrowingPage.Link("/vroegsignalen", texts["levering.terug"]) + after, ct);
        return Results.Empty;
    }

    private static string Last(DeliveryReport report, Texts texts)
    {
        var page = new StringBuilder(GrowingPage.H(texts["bestand.klaar"]));
        if (report.Stopped is { } why)
            page.Append(GrowingPage.P(texts["bestand.gestopt", why]));
        page.Append(GrowingPage.P(texts["levering.klaar-zin", report.Read, report.Taken, report.Unchanged, report.Refused]));
        if (report.Notes is [])
            return page.ToString();

        page.Append(GrowingPage.H(texts["bestand.wat-mis"])).Append(GrowingPage.Ul(
            report.Notes.Select(note => texts["levering.regel", note.Line, note.Column, string.Join(' ', note.Wrong)])));
        return (report.MoreNotes > 0 ? page.Append(GrowingPage.P(texts["bestand.meer", report.MoreNotes])) : page).ToString();
    }
}
