using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.SignIn;

/// <summary>A browser without script that goes from the portal to the provider and back, and remembers every address on the way.</summary>
internal sealed partial class Window(Uri portal) : IDisposable
{
    public const string Session = "wo-sessie";
    private const int MostSteps = 15;
    private readonly CookieContainer cookies = new();
    private HttpClient? client;

    /// <summary>The page that is open.</summary>
    public string Html { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where that page is.</summary>
    public Uri At { get; private set; } = new("about:blank");

    /// <summary>Every address since the last step that a person took.</summary>
    public List<Uri> Trail { get; } = [];

    /// <summary>All that the portal and the provider sent, headers and bodies.</summary>
    public List<string> Received { get; } = [];

    public string? Number
    {
        get => cookies.GetCookies(portal)[Session]?.Value;
        set => cookies.Add(portal, new Cookie(Session, value));
    }

    public bool IsSignedIn => Html.Contains("action=\"/afmelden\"", StringComparison.Ordinal);

    private HttpClient Client => client ??= new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });

    /// <summary>Opens an address, and follows where it leads; not into the addresses that begin with <paramref name="until"/>.</summary>
    public async Task Get(string address, string? until = null)
    {
        Trail.Clear();
        await Follow(new HttpRequestMessage(HttpMethod.Get, new Uri(portal, address)), until);
    }

    /// <summary>Goes to the portal's sign-in, as far as the provider's own page.</summary>
    public Task Begin(string back = "/") => Get($"/aanmelden/organisatie?terug={Uri.EscapeDataString(back)}");

    /// <summary>Fills in the provider's page.</summary>
    public async Task As(string name, string? until = null)
    {
        Trail.Clear();
        var strength = StrengthField().Match(Html).Groups[1].Value;
        await Post(At, until, ("naam", name), ("sterkte", strength));
    }

    /// <summary>Signs in from the beginning.</summary>
    public async Task SignIn(string name, string back = "/")
    {
        await Begin(back);
        await As(name);
    }

    /// <summary>Sends a form of the open page with its hidden fields.</summary>
    public Task Send(string action)
    {
        var form = FormTag().Matches(Html).First(f => f.Value.Contains($"action=\"{action}\"", StringComparison.Ordinal)).Value;
        var hidden = Hidden().Matches(form).Select(h => (h.Groups["name"].Value, WebUtility.HtmlDecode(h.Groups["value"].Value)));
        Trail.Clear();
        return Post(new(portal, action), null, [.. hidden]);
    }

    /// <summary>Sends fields as they are: what a form of another website could send.</summary>
    public Task Post(string path, params (string Name, string Value)[] fields) => Post(new(portal, path), null, fields);

    public void Dispose() => client?.Dispose();

    private async Task Post(Uri address, string? until, params (string Name, string Value)[] fields) => await Follow(
        new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        },
        until);

    private async Task Follow(HttpRequestMessage first, string? until)
    {
        var next = first;
        for (var step = 0; step < MostSteps; step++)
        {
            using var request = next;
            Trail.Add(At = request.RequestUri!);
            using var answer = await Client.SendAsync(request);
            (Status, Html) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            Received.Add($"{answer.Headers}\n{Html}");
            if ((int)answer.StatusCode is not (301 or 302 or 303) || answer.Headers.Location is not { } to)
                return;

            var address = new Uri(At, to);
            if (until is not null && address.AbsolutePath.StartsWith(until, StringComparison.Ordinal))
            {
                Trail.Add(At = address);
                return;
            }

            next = new(HttpMethod.Get, address);
        }

        Assert.Fail($"It goes round in circles: {string.Join(" ", Trail.Select(t => t.AbsolutePath))}");
    }

    [GeneratedRegex("name=\"sterkte\" value=\"([^\"]*)\"")]
    private static partial Regex StrengthField();

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Hidden();
}
