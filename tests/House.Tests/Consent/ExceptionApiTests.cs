using System.Net;
using WarmHandover.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>A statutory exception at the door: what must be filled in, who sees the words, and what the ledger keeps.</summary>
public sealed class ExceptionApiTests : ConsentApi
{
    private const string Words = "Thuis loopt het uit de hand; wachten kan niet.";

    [Fact]
    public async Task An_exception_opens_the_row_is_listed_for_review_and_its_words_are_sealed()
    {
        var request = await AskedOfAThirteenYearOld();
        await Says(request, Cast.Yara, "ja");
        var (status, made) = await Post(Noor, $"{Family}/verzoeken/{request}/uitzonderingen", Exception());
        var (_, again) = await Post(Noor, $"{Family}/verzoeken/{request}/uitzonderingen", Exception());

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(made.ToString(), again.ToString());
        var row = (await Read(Noor, Family)).GetProperty("requests")[0].GetProperty("rows")[0];
        Assert.Equal("allowed", row.GetProperty("standing").GetString());
        Assert.Equal("ernstig-nadeel", row.GetProperty("rule").GetString());
        Assert.Equal(made.GetProperty("exception").GetGuid(), row.GetProperty("exception").GetGuid());
        Assert.Contains("Het gaat over", row.GetProperty("signatories")[0].GetProperty("why").GetString(), StringComparison.Ordinal);

        var review = (await Read(Noor, $"{Family}/uitzonderingen")).GetProperty("exceptions")[0];
        Assert.Equal(Words, review.GetProperty("motivation").GetProperty("text").GetString());
        var audited = (await Read(Sjoerd, $"{Family}/uitzonderingen")).GetProperty("exceptions")[0].ToString();
        Assert.Contains("ernstig-nadeel", audited, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, audited, StringComparison.Ordinal);
        var step = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps").EnumerateArray().Last();
        Assert.Equal("exception-invoked.v1", step.GetProperty("type").GetString());
        Assert.Single((await Stored()).OfType<ExceptionInvoked>());
    }

    [Fact]
    public async Task Everything_that_is_missing_is_told_at_once()
    {
        var request = await AskedOfAThirteenYearOld();
        var (status, body) = await Post(Noor, $"{Family}/verzoeken/{request}/uitzonderingen", new { code = "zomaar" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        string[] fields = ["code", "child", "rows", "reasons", "motivation", "consulted", "consultedWho"];
        Assert.All(fields, field => Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not named"));
        Assert.Equal("kind-zei-geen-ja", Code((await Post(Noor, $"{Family}/verzoeken/{request}/uitzonderingen", Exception())).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Wim, $"{Family}/verzoeken/{request}/uitzonderingen", Exception())).Status);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Post(Noor, $"{Family}/verzoeken/{Cast.Id(0xbad)}/uitzonderingen", Exception())).Status);
    }

    [Fact]
    public async Task An_attempt_to_reach_somebody_is_recorded_and_foreign_is_missing()
    {
        var request = await AskedOfAThirteenYearOld();
        var (attempt, path) = (new { signatory = Cast.Erik, channel = "telefoon" }, $"{Family}/verzoeken/{request}/contactpogingen");

        Assert.Equal(HttpStatusCode.Created, (await Post(Noor, path, attempt)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Wim, path, attempt)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Noor, path, new { channel = "duif" })).Status);
        Assert.Equal(Cast.Erik, (await Stored()).OfType<ContactAttempted>().Single().Signatory);
    }

    private async Task<Guid> AskedOfAThirteenYearOld()
    {
        await Hear(Bouazza(Now, Today.AddYears(-13), version: 6));
        return await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
    }

    private static object Exception() => new
    {
        code = "ernstig-nadeel",
        child = Cast.Yara,
        rows = new[] { Gezondheid },
        reasons = new[] { "hulp-kan-niet-wachten" },
        motivation = Words,
        consulted = "collega",
        consultedWho = "een collega van het team",
    };
}
