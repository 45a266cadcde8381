using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>How far the reading of a file is, as the API says it.</summary>
internal interface IGrowing
{
    bool Done { get; }

    int Read { get; }
}

/// <summary>A page that grows while long work goes on, also in a browser without script: its frame first, then a line at a time.</summary>
internal static class GrowingPage
{
    // The page is drawn as any other, aside; what stands before and after the place of the lines is sent around them.
    public static async Task<(string Before, string After)> Frame(HttpContext http, string texts, string back)
    {
        var body = http.Response.Body;
        using var aside = new MemoryStream();
        http.Response.Body = aside;
        try
        {
            await new RazorComponentResult<ImportProgress>(new { Key = texts, Back = back }).ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        var html = Encoding.UTF8.GetString(aside.ToArray());
        var at = html.IndexOf(ImportProgress.Place, StringComparison.Ordinal);
        return at < 0 ? (html, "") : (html[..at], html[(at + ImportProgress.Place.Length)..]);
    }

    public static async Task Say(HttpContext http, string html, CancellationToken ct)
    {
        await http.Response.WriteAsync(html, ct);
        await http.Response.Body.FlushAsync(ct);
    }

    /// <summary>Says a sentence for each line of an answer that tells how far the work is, and for the line that it is done.</summary>
    public static async Task Follow<TReport>(
        HttpContext http, HttpResponseMessage answer, Func<TReport, string> soFar, Func<TReport, string> last, CancellationToken ct)
        where TReport : IGrowing
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        for (var shown = -1; await lines.ReadLineAsync(ct) is { } line;)
        {
            var report = JsonSerializer.Deserialize<TReport>(line, ApiClient.Json)!;
            if (report.Done)
                await Say(http, last(report), ct);
            else if (report.Read != shown)
                await Say(http, P(soFar(report)), ct);
            shown = report.Read;
        }
    }

    /// <summary>Why the API refused it, all at once.</summary>
    public static string No(ApiProblem no, string title) =>
        H(title) + string.Concat(no.Errors.Values.SelectMany(s => s).DefaultIfEmpty(no.Detail ?? title).Select(P));

    public static string Ul(IEnumerable<string> lines) =>
        $"<ul class=\"wo-list\">{string.Concat(lines.Select(line => $"<li>{Encode(line)}</li>"))}</ul>";

    public static string Link(string address, string words) => $"<p><a class=\"nl-link\" href=\"{address}\">{Encode(words)}</a></p>";

    public static string H(string sentence) => $"<h2 class=\"nl-heading nl-heading--level-2\">{Encode(sentence)}</h2>";

    public static string P(string sentence) => $"<p class=\"nl-paragraph\">{Encode(sentence)}</p>";

    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
