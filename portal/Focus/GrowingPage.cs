using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WarmHandover.Portal.Focus;

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

    public static string H(string sentence) => $"<h2 class=\"nl-heading nl-heading--level-2\">{Encode(sentence)}</h2>";

    public static string P(string sentence) => $"<p class=\"nl-paragraph\">{Encode(sentence)}</p>";

    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
