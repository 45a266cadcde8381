using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Somebody who follows every link of the pages that he may see: of each kind of page the first few, so that a list of a thousand families
/// is a few pages. A page that is made later is walked without anybody saying so.
/// </summary>
internal static partial class Crawl
{
    private const int OfAKind = 2;
    private const int Most = 200;
    private static readonly HtmlParser Parser = new();

    /// <summary>The pages from these addresses on, in the order in which they were found.</summary>
    public static async Task<IReadOnlyList<Page>> Of(Browser browser, params string[] starts)
    {
        var (queue, kinds, pages) = (new Queue<string>(starts), new Dictionary<string, int>(), new List<Page>());
        foreach (var start in starts)
            kinds[Kind(start)] = 1;
        while (queue.TryDequeue(out var path))
        {
            Assert.True(pages.Count < Most, $"There is no end to the pages: {path}");
            var page = await browser.Get(path);
            if (page.Answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;

            pages.Add(page);
            foreach (var link in Parse(page).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]))
            {
                if (!IsOfTheHouse(link))
                    continue;

                var seen = kinds.GetValueOrDefault(Kind(link));
                if (seen >= OfAKind || pages.Exists(p => p.Path == link) || queue.Contains(link))
                    continue;

                kinds[Kind(link)] = seen + 1;
                queue.Enqueue(link);
            }
        }

        return pages;
    }

    /// <summary>The page as a browser reads it.</summary>
    public static IDocument Parse(Page page) => Parser.ParseDocument(page.Html);

    /// <summary>What kind of page an address is: without numbers of things.</summary>
    public static string Kind(string path) => Number().Replace(WebUtility.UrlDecode(path), "*");

    private static bool IsOfTheHouse(string link) =>
        link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains(".zip", StringComparison.Ordinal);

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-f]{32}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+|(?<=[?&][a-z]+=)[^&]*")]
    private static partial Regex Number();
}
