using System.Net;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// The address and the code: a wrong one is answered as an unknown one, guessing is slow, and what was typed does not come back.
/// </summary>
[Collection(PortalTests.Name)]
public sealed class ComeInTests(PortalHouse house)
{
    [Fact]
    public async Task A_code_that_is_wrong_unknown_or_no_code_at_all_is_answered_alike()
    {
        using var tale = await OwnTale.Begin(house.House);
        var right = await tale.Code(tale.Samira);
        var almost = right[..^1] + (right[^1] == 'A' ? 'B' : 'A');
        using var browser = house.Open();
        var said = new List<(HttpStatusCode, string)>();
        foreach (var typed in new[] { almost, "2222-2222-2222", "zwaluw" })
        {
            await browser.Get("/binnen");
            var page = await browser.Send("binnen", ("code", typed));
            said.Add((page.Status, page.Text.Replace(typed, "", StringComparison.Ordinal)));
        }

        Assert.Equal(HttpStatusCode.BadRequest, said[0].Item1);
        Assert.Contains("Deze code werkt niet", said[0].Item2, StringComparison.Ordinal);
        Assert.Single(said.Distinct());

        await browser.Get("/binnen");
        var pin = await browser.Send("binnen", ("code", right), ("pin", "135790"));
        Assert.Contains("Deze pincode klopt niet", pin.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("135790", pin.Html, StringComparison.Ordinal);
        var shapes = await browser.Send("binnen", ("code", ""), ("pin", "12"));
        Assert.Contains("Vul uw code in.", shapes.Text, StringComparison.Ordinal);
        Assert.Contains("Een pincode heeft zes cijfers.", shapes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_in_is_typed_without_dashes_and_in_small_letters_as_well()
    {
        using var tale = await OwnTale.Begin(house.House);
        var code = (await tale.Code(tale.Erik)).Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant();
        using var browser = house.Open();
        await browser.Get("/binnen");
        Assert.Equal("/mijn", (await browser.Send("binnen", ("code", code), ("pin", OwnTale.Pin), ("gedeeld", "ja"))).Path);
        var left = System.Text.RegularExpressions.Regex.Match(browser.Page.Html, "data-ends=\"(\\d+)\"").Groups[1].Value;
        Assert.InRange(int.Parse(left, System.Globalization.CultureInfo.InvariantCulture), 1, 300);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/mijn/steun")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/gezinnen")).Status);
        Assert.Equal("/mijn", (await browser.Get("/")).Path);
    }

    /// <summary>A house of its own: whoever guessed here is known by his address to all tests of the other one.</summary>
    [Fact]
    public async Task Guessing_from_one_address_stops_after_ten_wrong_codes_and_then_the_right_one_does_not_help_either()
    {
        var folder = Directory.CreateTempSubdirectory("house-guess").FullName;
        var starting = EmbeddedHouse.Start(folder, "http://127.0.0.1:0", default, log => log.ClearProviders(), rate: "5000");
        await using (var other = await starting)
        {
            await Stage.Set(other, default);
            using var tale = await OwnTale.Begin(other);
            var code = await tale.Code(tale.Samira);
            using var guesser = new Browser(other.Portal);
            for (var n = 0; n < 10; n++)
            {
                await guesser.Get("/binnen");
                Assert.Equal(HttpStatusCode.BadRequest, (await guesser.Send("binnen", ("code", $"2222-2222-222{n % 8 + 2}"))).Status);
            }

            await guesser.Get("/binnen");
            var wrong = await guesser.Send("binnen", ("code", "3333-3333-3333"));
            await guesser.Get("/binnen");
            var right = await guesser.Send("binnen", ("code", code), ("pin", OwnTale.Pin));
            Assert.Equal(HttpStatusCode.TooManyRequests, wrong.Status);
            Assert.Equal(
                (wrong.Status, wrong.Text.Replace("3333-3333-3333", "", StringComparison.Ordinal)),
                (right.Status, right.Text.Replace(code, "", StringComparison.Ordinal)));

            // Asking for help has a measure of its own: a guesser behind the same address keeps nobody from it.
            for (var n = 0; n < 7; n++)
            {
                await guesser.Get("/ik-wil-hulp");
                var asked = await guesser.Send(
                    "hulp", ("firstName", "Ng"), ("channel", "telefoon"), ("reach", $"06 12 34 56 7{n}"), ("area", People.Deventer));
                Assert.Equal(n < 6 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, asked.Status);
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
