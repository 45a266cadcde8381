using System.Net;

namespace WarmHandover.Tests.SignIn;

/// <summary>What becomes of a session: renewed without anybody noticing, ended at once by who may, and by nobody else.</summary>
[Collection(WithProvider.Name)]
public sealed class SessionTests(ProviderHouse house)
{
    [Fact]
    public async Task A_number_that_somebody_put_in_the_browser_is_not_the_number_of_the_new_session()
    {
        using var thief = new Window(house.Portal);
        await thief.SignIn("wim");
        using var noor = new Window(house.Portal) { Number = thief.Number };
        await noor.SignIn("noor");
        await thief.Get("/");

        Assert.NotEqual(thief.Number, noor.Number);
        Assert.DoesNotContain(">Noor<", thief.Html, StringComparison.Ordinal);
        Assert.Contains(">Noor<", noor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_website_does_nothing()
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor");
        foreach (var path in new[] { "/afmelden", "/taal", "/gezinnen/nieuw", "/aanmelden/voorbeeld" })
        {
            await noor.Post(path, ("persoon", "bea"), ("taal", "en"), ("_handler", "nieuw-gezin"));
            Assert.Equal(HttpStatusCode.BadRequest, noor.Status);
        }

        await noor.Get("/");
        Assert.Contains(">Noor<", noor.Html, StringComparison.Ordinal);
        Assert.Contains("Afmelden", noor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_gives_its_token_back_and_leads_to_the_provider()
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor");
        var (number, before) = (noor.Number, await house.Provider.Revoked());
        await noor.Send("/afmelden");

        Assert.Contains("Ook afmelden bij uw organisatie", noor.Html, StringComparison.Ordinal);
        Assert.Equal(1, await house.Provider.Revoked() - before);
        using var old = new Window(house.Portal) { Number = number };
        await old.Get("/");
        Assert.Equal("/aanmelden", old.At.AbsolutePath);
        await noor.Get("/aanmelden/organisatie/afmelden");
        Assert.Equal("/session/end", noor.At.AbsolutePath);
        Assert.DoesNotContain("id_token_hint", noor.At.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_disabled_is_out_at_once_on_every_screen_and_stays_out()
    {
        using var desk = new Window(house.Portal);
        using var tablet = new Window(house.Portal);
        using var colleague = new Window(house.Portal);
        await desk.SignIn("hanna");
        await tablet.SignIn("hanna");
        await colleague.SignIn("wim");
        await house.Provider.Gone("hanna", tell: true);
        try
        {
            foreach (var screen in new[] { desk, tablet })
            {
                await screen.Get("/");
                Assert.Equal("/aanmelden", screen.At.AbsolutePath);
            }

            await colleague.Get("/");
            Assert.True(colleague.IsSignedIn);
        }
        finally
        {
            await house.Provider.Back("hanna");
        }
    }

    [Fact]
    public async Task A_person_whom_the_provider_no_longer_knows_is_out_when_his_token_would_be_renewed()
    {
        await house.Provider.Life(60);
        try
        {
            using var ruud = new Window(house.Portal);
            await ruud.SignIn("ruud");
            Assert.True(ruud.IsSignedIn);
            await house.Provider.Gone("ruud", tell: false);
            await ruud.Get("/");
            Assert.Equal(("/aanmelden", HttpStatusCode.OK), (ruud.At.AbsolutePath, ruud.Status));
        }
        finally
        {
            await house.Provider.Back("ruud");
            await house.Provider.Life(300);
        }
    }

    [Fact]
    public async Task Many_pages_at_once_renew_a_token_once_and_nobody_is_signed_out()
    {
        await house.Provider.Life(60);
        try
        {
            using var noor = new Window(house.Portal);
            await noor.SignIn("noor");
            for (var round = 0; round < 3; round++)
            {
                // Each token is as good as run out: every page wants to renew it, and a renewal seen twice ends everything.
                var pages = Enumerable.Range(0, 12).Select(_ => new Window(house.Portal) { Number = noor.Number }).ToArray();
                await Task.WhenAll(pages.Select(page => page.Get("/gezinnen")));
                Assert.All(pages, page => Assert.Equal((HttpStatusCode.OK, true), (page.Status, page.IsSignedIn)));
                foreach (var page in pages)
                    page.Dispose();
            }
        }
        finally
        {
            await house.Provider.Life(300);
        }
    }

    [Theory]
    [InlineData("typ", 400)]
    [InlineData("nonce", 400)]
    [InlineData("events", 400)]
    [InlineData("nobody", 400)]
    [InlineData("old", 400)]
    [InlineData("audience", 400)]
    [InlineData("shape", 400)]
    [InlineData("right", 200)]
    public async Task Only_a_logout_token_of_the_provider_ends_sessions(string kind, int status)
    {
        using var petra = new Window(house.Portal);
        await petra.SignIn("petra");
        var token = kind switch
        {
            "typ" => await house.Provider.LogoutToken(new { sub = "petra" }, "at+jwt"),
            "nonce" => await house.Provider.LogoutToken(new { sub = "petra", nonce = "x" }),
            "events" => await house.Provider.LogoutToken(new { sub = "petra", events = new { } }),
            "nobody" => await house.Provider.LogoutToken(new { }),
            "old" => await house.Provider.LogoutToken(
                new { sub = "petra", iat = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds() }),
            "audience" => await house.Provider.LogoutToken(new { sub = "petra", aud = "another" }),
            "shape" => "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwZXRyYSJ9.",
            _ => await house.Provider.LogoutToken(new { sub = "petra" }),
        };
        using var back = new Window(house.Portal);
        await back.Post("/aanmelden/organisatie/afgemeld", ("logout_token", token));

        Assert.Equal(status, (int)back.Status);
        await petra.Get("/");
        Assert.Equal(status != 200, petra.IsSignedIn);
        await back.Post("/aanmelden/organisatie/afgemeld", ("logout_token", token));
        Assert.Equal(HttpStatusCode.BadRequest, back.Status);
    }

    [Fact]
    public async Task Showing_again_who_you_are_asks_the_provider_anew_and_gives_the_session_another_number()
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor");
        var number = noor.Number;
        await noor.Get("/opnieuw-aanmelden?terug=/gezinnen");
        Assert.Contains("Inloggen", noor.Html, StringComparison.Ordinal);
        await noor.As("noor");

        Assert.Equal("/gezinnen", noor.At.AbsolutePath);
        Assert.True(noor.IsSignedIn);
        Assert.NotEqual(number, noor.Number);
        using var old = new Window(house.Portal) { Number = number };
        await old.Get("/");
        Assert.Equal("/aanmelden", old.At.AbsolutePath);
    }

    [Theory]
    [InlineData("other-person")]
    [InlineData("not-again")]
    public async Task Showing_again_who_you_are_is_not_done_by_another_or_by_a_sign_in_of_long_ago(string lie)
    {
        using var noor = new Window(house.Portal);
        await noor.SignIn("noor");
        await noor.Get("/opnieuw-aanmelden?terug=/gezinnen");
        await house.Provider.Lying(lie, () => noor.As("noor"));

        Assert.Equal("?fout=niet-opnieuw", noor.At.Query);
        await noor.Get("/");
        Assert.Contains(">Noor<", noor.Html, StringComparison.Ordinal);
    }
}
