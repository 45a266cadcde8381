using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// A browser without script: keeps cookies, follows redirects, and sends the forms of a page with their hidden fields. Each stands at an
/// address of its own, as if a load balancer stood in front.
/// </summary>
public sealed partial class Browser(Uri portal) : IDisposable
{
    private static int opened;
    private readonly CookieContainer cookies = new();
    private HttpClient? client;

    /// <summary>The page that is open.</summary>
    public Page Page { get; private set; } = new(0, "", "", null!);

    private int? counted;

    /// <summary>What a person did since <see cref="CountFromHere"/>: links followed, fields filled in, buttons pressed.</summary>
    public int Interactions => counted ?? throw new InvalidOperationException("Nobody counted.");

    private HttpClient Client => client ??= new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
    {
        BaseAddress = portal,
        DefaultRequestHeaders = { { "X-Forwarded-For", Elsewhere() } },
    };

    /// <summary>A browser in which a sample person signed in.</summary>
    public static async Task<Browser> SignedIn(Uri portal, string name)
    {
        var browser = new Browser(portal);
        await browser.Get("/aanmelden");
        await browser.Send("/aanmelden/voorbeeld", ("persoon", name), ("terug", "/"));
        return browser;
    }

    /// <summary>Opens an address, and follows where it leads.</summary>
    public async Task<Page> Get(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return await Arrive(answer, path);
    }

    /// <summary>Follows a link that stands on the page.</summary>
    public Task<Page> Follow(string path)
    {
        Assert.Contains(Crawl.Parse(Page).QuerySelectorAll("a[href]"), link => link.GetAttribute("href") == path);
        counted++;
        return Get(path);
    }

    /// <summary>Opens a list and goes on with the link of these words as long as there is one: its pages.</summary>
    public async Task<Page[]> Leaf(string path, string onwards)
    {
        var pages = new List<Page> { await Get(path) };
        while (Crawl.Parse(Page).QuerySelectorAll("a[href]").FirstOrDefault(link => link.TextContent == onwards) is { } link)
            pages.Add(await Get(link.GetAttribute("href")!));
        return [.. pages];
    }

    /// <summary>Counts from here.</summary>
    public void CountFromHere() => counted = 0;

    /// <summary>Sends the form of this action, or of this name, that is on the page; its hidden fields go along.</summary>
    public Task<Page> Send(string form, params (string Name, string Value)[] fields)
    {
        var named = FormTag().Matches(Page.Html)
            .FirstOrDefault(f => f.Value.Contains($"action=\"{form}\"", StringComparison.Ordinal)
                || f.Groups["inside"].Value.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        Assert.True(named is not null, $"There is no form '{form}' on {Page.Path}.");
        counted += counted is null ? 0 : Portal.Interactions.Of(Page, form, fields);
        var hidden = Hidden().Matches(named.Groups["inside"].Value)
            .Select(h => (h.Groups["name"].Value, WebUtility.HtmlDecode(h.Groups["value"].Value)))
            .Where(h => fields.All(f => f.Name != h.Item1));
        var action = ActionOf().Match(named.Groups["tag"].Value) is { Success: true } said
            ? WebUtility.HtmlDecode(said.Groups[1].Value)
            : Page.Path;
        return Post(action, [.. hidden, .. fields]);
    }

    /// <summary>Sends a form of a page that was open before: pressed twice, or out of another tab.</summary>
    public Task<Page> SendAgain(Page before, string form, params (string Name, string Value)[] fields)
    {
        Page = before;
        return Send(form, fields);
    }

    /// <summary>Sends fields as they are: what a form of another website could send.</summary>
    public async Task<Page> Post(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await Client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content);
        return await Arrive(answer, path);
    }

    /// <summary>Asks an address and does not follow where it leads; the caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> Ask(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        return await Client.SendAsync(request);
    }

    /// <summary>Sends a file with the form of this action that is on the page.</summary>
    public async Task<Page> Upload(
        string form, string field, string name, byte[] file, params (string Name, string Value)[] fields)
    {
        var inside = FormTag().Matches(Page.Html).First(f => f.Value.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        using var content = new MultipartFormDataContent();
        foreach (Match hidden in Hidden().Matches(inside.Value))
            content.Add(new StringContent(WebUtility.HtmlDecode(hidden.Groups["value"].Value)), hidden.Groups["name"].Value);
        foreach (var (key, value) in fields)
            content.Add(new StringContent(value), key);
        content.Add(new ByteArrayContent(file), field, name);
        using var answer = await Client.PostAsync(new Uri(form, UriKind.Relative), content);
        return await Arrive(answer, form);
    }

    /// <summary>The value of a cookie.</summary>
    public string? Cookie(string name) => cookies.GetCookies(portal)[name]?.Value;

    /// <summary>Puts a cookie in this browser that another one held.</summary>
    public void Keep(string name, string value) => cookies.Add(portal, new Cookie(name, value));

    public void Dispose() => client?.Dispose();

    private async Task<Page> Arrive(HttpResponseMessage answer, string path)
    {
        if ((int)answer.StatusCode is 301 or 302 or 303 && answer.Headers.Location is { } to)
            return await Get(to.IsAbsoluteUri ? to.PathAndQuery : to.ToString());

        return Page = new(answer.StatusCode, path, await answer.Content.ReadAsStringAsync(), answer);
    }

    private static string Elsewhere()
    {
        var number = Interlocked.Increment(ref opened);
        return $"198.18.{number / 250}.{1 + (number % 250)}";
    }

    [GeneratedRegex("""(?<tag><form[^>]*>)(?<inside>.*?)</form>""", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex ActionOf();
}

/// <summary>A page as it came.</summary>
public sealed record Page(HttpStatusCode Status, string Path, string Html, HttpResponseMessage Answer)
{
    /// <summary>What a person reads: without tags, entities decoded, spaces joined.</summary>
    public string Text => WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(Html, "<(script|style).*?</\\1>|<[^>]+>", " "), "\\s+", " "));

    /// <summary>The title in the tab.</summary>
    public string Title => WebUtility.HtmlDecode(Regex.Match(Html, "<title>(.*?)</title>").Groups[1].Value);

    /// <summary>A header of the answer.</summary>
    public string? Header(string name) =>
        Answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
