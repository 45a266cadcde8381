using System.Web;

namespace WarmHandover.Tests.SignIn;

/// <summary>Signing in against a certified provider: the road that works, and everything that is not that road.</summary>
[Collection(WithProvider.Name)]
public sealed class SignInTests(ProviderHouse house)
{
    [Fact]
    public async Task A_nurse_signs_in_and_reads_with_her_own_token_and_no_token_reaches_the_browser()
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor", "/gezinnen");

        Assert.True(noor.IsSignedIn);
        Assert.Equal("/gezinnen", noor.At.AbsolutePath);
        Assert.Contains("Fleur Mol", noor.Html, StringComparison.Ordinal);
        var sent = string.Join('\n', noor.Received);
        Assert.Contains("wo-sessie=", sent, StringComparison.Ordinal);
        Assert.Contains("httponly", sent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("eyJ[A-Za-z0-9_-]{8,}[.]eyJ", sent);
        Assert.DoesNotContain("code_verifier", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_of_the_provider_is_a_code_with_a_challenge_a_state_and_a_nonce()
    {
        using var first = new Window(house.Portal);
        using var second = new Window(house.Portal);
        await first.Begin();
        await second.Begin();
        var (asked, again) = (Asked(first), Asked(second));

        Assert.Equal(("code", "S256", "portaal"), (asked["response_type"], asked["code_challenge_method"], asked["client_id"]));
        foreach (var secret in new[] { "state", "nonce", "code_challenge" })
        {
            Assert.Equal(43, asked[secret]!.Length);
            Assert.NotEqual(asked[secret], again[secret]);
        }
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no-nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("party")]
    [InlineData("expired")]
    [InlineData("no-end")]
    [InlineData("future")]
    [InlineData("none")]
    [InlineData("hmac")]
    [InlineData("type")]
    [InlineData("no-name")]
    [InlineData("unknown-key")]
    [InlineData("signature")]
    [InlineData("at-hash")]
    [InlineData("no-sub")]
    public Task An_id_token_that_is_not_right_signs_nobody_in(string lie) => Refused(lie, "mislukt");

    [Theory]
    [InlineData("no-role")]
    [InlineData("family")]
    public Task Who_has_no_role_of_a_colleague_is_not_signed_in(string lie) => Refused(lie, "geen-rol");

    [Fact]
    public async Task A_code_is_taken_once_and_only_in_the_browser_that_asked_for_it()
    {
        using var noor = new Window(house.Portal);
        await noor.Begin();
        await noor.As("noor", until: "/aanmelden/organisatie/terug");
        var answer = noor.At.PathAndQuery;

        using var other = new Window(house.Portal);
        await other.Get(answer);
        await NotIn(other, "verlopen");
        await noor.Get(answer);
        Assert.True(noor.IsSignedIn);
        var number = noor.Number;
        await noor.Get(answer);
        Assert.Contains("fout=verlopen", noor.At.Query, StringComparison.Ordinal);
        Assert.Equal(number, noor.Number);
    }

    [Fact]
    public async Task A_code_of_another_attempt_is_refused_by_its_challenge()
    {
        using var thief = new Window(house.Portal);
        using var noor = new Window(house.Portal);
        await noor.Begin();
        await noor.As("noor", until: "/aanmelden/organisatie/terug");
        var stolen = HttpUtility.ParseQueryString(noor.At.Query)["code"];
        await thief.Begin();
        var state = Asked(thief)["state"];

        await thief.Get($"/aanmelden/organisatie/terug?code={stolen}&state={state}&iss={Uri.EscapeDataString(house.Provider.Issuer)}");
        await NotIn(thief, "geweigerd");
    }

    [Theory]
    [InlineData("state", "another-state-that-is-forty-three-signs-long", "verlopen")]
    [InlineData("state", "", "verlopen")]
    [InlineData("iss", "https://elders.example", "mislukt")]
    [InlineData("iss", null, "mislukt")]
    [InlineData("code", "", "geweigerd")]
    [InlineData("code", "invented", "geweigerd")]
    public async Task An_answer_that_was_changed_on_the_way_signs_nobody_in(string field, string? value, string why)
    {
        using var noor = new Window(house.Portal);
        await noor.Begin();
        await noor.As("noor", until: "/aanmelden/organisatie/terug");
        var answer = HttpUtility.ParseQueryString(noor.At.Query);
        if (value is null)
            answer.Remove(field);
        else
            answer[field] = value;

        await noor.Get($"/aanmelden/organisatie/terug?{answer}");
        await NotIn(noor, why);
    }

    [Fact]
    public async Task Who_breaks_off_is_told_so_and_may_try_again()
    {
        using var noor = new Window(house.Portal);
        await noor.Begin();
        var state = Asked(noor)["state"];
        await noor.Get(
            $"/aanmelden/organisatie/terug?error=access_denied&state={state}&iss={Uri.EscapeDataString(house.Provider.Issuer)}");
        await NotIn(noor, "geweigerd");
        await noor.SignIn("noor");
        Assert.True(noor.IsSignedIn);
    }

    [Theory]
    [InlineData("https://elders.example/")]
    [InlineData("//elders.example")]
    [InlineData("/\\elders.example")]
    [InlineData("/%0d%0aLocation:elders")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string back)
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor", back);

        Assert.Equal(house.Portal.Authority, noor.At.Authority);
        Assert.True(noor.IsSignedIn || noor.Status is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.BadRequest);
    }

    [Fact]
    public Task A_key_that_nobody_knows_is_looked_for_once_a_minute_at_most() => house.Provider.Lying("unknown-key", async () =>
    {
        var before = await house.Provider.LookedForKeys();
        for (var times = 0; times < 4; times++)
        {
            using var noor = new Window(house.Portal);
            await noor.SignIn("noor");
            Assert.Contains("fout=mislukt", noor.At.Query, StringComparison.Ordinal);
        }

        Assert.InRange(await house.Provider.LookedForKeys() - before, 0, 1);
    });

    private Task Refused(string lie, string why) => house.Provider.Lying(lie, async () =>
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor");
        await NotIn(noor, why);
    });

    private static async Task NotIn(Window window, string why)
    {
        Assert.Equal(("/aanmelden", $"?fout={why}"), (window.At.AbsolutePath, window.At.Query));
        Assert.Contains("role=\"alert\"", window.Html, StringComparison.Ordinal);
        Assert.Null(window.Number);
        await window.Get("/");
        Assert.Equal("/aanmelden", window.At.AbsolutePath);
    }

    private static System.Collections.Specialized.NameValueCollection Asked(Window window) =>
        HttpUtility.ParseQueryString(window.Trail.First(t => t.AbsolutePath == "/auth").Query);
}
