using System.Net;
using System.Text.RegularExpressions;
using WarmHandover.Portal;

namespace WarmHandover.Tests.Portal;

/// <summary>What holds on every page: who may come in, what a browser may do with it, and in which language it speaks.</summary>
[Collection(PortalTests.Name)]
public sealed partial class FrameTests(PortalHouse house)
{
    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in_and_is_brought_back_to_it_afterwards()
    {
        using var browser = house.Open();
        var page = await browser.Get("/gezinnen");

        Assert.StartsWith("/aanmelden?terug=%2Fgezinnen", page.Path, StringComparison.Ordinal);
        var after = await browser.Send("/aanmelden/voorbeeld", ("persoon", "noor"));
        Assert.Equal((HttpStatusCode.OK, "/gezinnen"), (after.Status, after.Path));
        Assert.Contains("Noor", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_kept_by_nobody_and_runs_nothing_but_our_own_files()
    {
        using var browser = await house.SignIn("noor");
        var page = await browser.Get("/");

        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineCode(), page.Html);
    }

    [Fact]
    public async Task A_page_and_its_style_stay_under_150_kilobytes_without_letters()
    {
        using var browser = await house.SignIn("noor");
        var page = await browser.Get("/");
        var bytes = page.Html.Length;
        foreach (Match file in StyleOrScript().Matches(page.Html))
        {
            var got = await browser.Get(WebUtility.HtmlDecode(file.Groups[1].Value));
            Assert.Equal(HttpStatusCode.OK, got.Status);
            Assert.Contains("max-age=31536000", got.Header("Cache-Control"), StringComparison.Ordinal);
            bytes += got.Html.Length;
        }

        Assert.InRange(bytes, 1_000, 150_000);
    }

    [Theory]
    [InlineData("/afmelden")]
    [InlineData("/taal")]
    [InlineData("/aanmelden/voorbeeld")]
    public async Task A_form_of_another_website_is_refused(string path)
    {
        using var browser = await house.SignIn("noor");
        var refused = await browser.Post(path, ("persoon", "wim"), ("taal", "en"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Noor", (await browser.Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server_also_for_who_kept_the_cookie()
    {
        using var browser = await house.SignIn("noor");
        var session = browser.Cookie("wo-sessie");
        await browser.Get("/");
        await browser.Send("/afmelden");

        using var thief = house.Open();
        thief.Keep("wo-sessie", session!);
        Assert.StartsWith("/aanmelden", (await thief.Get("/gezinnen")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_gives_another_number()
    {
        using var browser = await house.SignIn("noor");
        var first = browser.Cookie("wo-sessie");
        await browser.Get("/aanmelden");
        await browser.Send("/aanmelden/voorbeeld", ("persoon", "wim"));

        Assert.NotEqual(first, browser.Cookie("wo-sessie"));
        Assert.Contains("Wim", (await browser.Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_role_and_a_page_that_is_not_there_say_so_in_plain_words()
    {
        using var browser = await house.SignIn("sjoerd");
        var forbidden = await browser.Get("/gezinnen");
        var missing = await browser.Get("/bestaat-niet");

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        Assert.Contains("Hier hebt u geen toegang toe", forbidden.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Contains("Deze pagina is er niet", missing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_sent_to_another_website_after_signing_in()
    {
        using var browser = house.Open();
        await browser.Get("/aanmelden?terug=//boos.example/");
        var after = await browser.Send("/aanmelden/voorbeeld", ("persoon", "noor"), ("terug", "https://boos.example/"));

        Assert.Equal("/", after.Path);
    }

    [Fact]
    public async Task The_pages_speak_English_for_who_asks_it()
    {
        using var browser = await house.SignIn("noor");
        await browser.Get("/");
        var page = await browser.Send("/taal", ("taal", "en"));

        Assert.Contains("<html lang=\"en\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("My work", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_is_there_in_Dutch_and_in_English_with_the_same_places()
    {
        var (dutch, english) = (Texts.Of("nl"), Texts.Of("en"));

        Assert.Empty(dutch.Keys.Except(english.Keys));
        Assert.Empty(english.Keys.Except(dutch.Keys));
        Assert.All(dutch, text => Assert.Equal(Places(text.Value), Places(english[text.Key])));
        Assert.All(dutch.Concat(english), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var folder = Path.Combine(HouseTests.Root, "portal");
        var named = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet();

        Assert.True(named.Count > 40);
        Assert.Equal([], named.Except(Texts.Of("nl").Keys).Order(StringComparer.Ordinal));
    }

    private static string Places(string text) =>
        string.Join(' ', Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""<script(?![^>]*src=)|\son\w+=|\sstyle=|javascript:""")]
    private static partial Regex InlineCode();

    [GeneratedRegex("""(?:href|src)="(/stijl/[^"]+)"\s?""")]
    private static partial Regex StyleOrScript();

    [GeneratedRegex("""\b(?:T\[|Say\()"([a-z0-9.-]+)"[,\])]""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
