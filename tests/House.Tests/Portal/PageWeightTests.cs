using System.Text;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Portal;

/// <summary>What a page weighs, as it is sent without compression: a phone on a poor line in a stairwell is one of our users.</summary>
[Collection(WalkedTests.Name)]
public sealed class PageWeightTests(WalkedHouse story, ITestOutputHelper output)
{
    private const int Most = 150_000;
    private readonly Dictionary<string, long> files = [];

    [Fact]
    public async Task No_page_with_its_styles_and_script_weighs_150_kB()
    {
        using var tale = await OwnTale.Begin(story.House);
        await tale.SendDebts();
        var heaviest = 0L;
        using (var nobody = new Browser(story.House.Portal))
            heaviest = Math.Max(heaviest, await Heaviest(nobody, "/aanmelden", "/binnen", "/ik-wil-hulp"));
        using (var mother = await OwnPagesTests.In(tale, tale.Samira))
            heaviest = Math.Max(heaviest, await Heaviest(mother, "/mijn"));
        foreach (var name in WalkedHouse.Colleagues)
        {
            using var browser = await Browser.SignedIn(story.House.Portal, name);
            heaviest = Math.Max(heaviest, await Heaviest(browser, "/"));
        }

        output.WriteLine($"The heaviest page: {heaviest} bytes.");
        Assert.NotEmpty(files);
        Assert.InRange(heaviest, 1, Most - 1);
    }

    private async Task<long> Heaviest(Browser browser, params string[] starts)
    {
        var heaviest = 0L;
        foreach (var page in await Crawl.Of(browser, starts))
        {
            var weight = (long)Encoding.UTF8.GetByteCount(page.Html);
            foreach (var file in Crawl.Parse(page).QuerySelectorAll("link[rel=stylesheet], script[src], img[src], link[rel=icon]"))
                weight += await Weight(browser, file.GetAttribute("href") ?? file.GetAttribute("src")!);
            output.WriteLine($"{weight} {Crawl.Kind(page.Path)}");
            Assert.True(weight < Most, $"{Crawl.Kind(page.Path)} weighs {weight} bytes");
            heaviest = Math.Max(heaviest, weight);
        }

        return heaviest;
    }

    private async Task<long> Weight(Browser browser, string path)
    {
        if (files.TryGetValue(path, out var known))
            return known;
        if (path.StartsWith("data:", StringComparison.Ordinal))
            return 0;

        using var answer = await browser.Ask(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        var length = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
        output.WriteLine($"{path}: {length} bytes");
        return files[path] = length;
    }
}
