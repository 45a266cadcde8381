using System.Net;
using WarmHandover.Consents;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Grounds at the door: what must be filled in, who confirms and ends, and who sees what.</summary>
public sealed class GroundApiTests : ConsentApi
{
    private const string Words = "Zwijgen zou het kind schaden.";
    private static readonly Persona Fatima = new("fatima", [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);

    [Fact]
    public async Task A_report_is_listed_told_on_the_parents_page_and_its_words_are_sealed()
    {
        await Hear(VeiligThuis);
        Assert.Equal("grond-meldcode", Code((await Post(Noor, $"{Family}/gronden", Body("veilig-thuis"))).Body));
        var acute = new
        {
            step = "besluit",
            about = new[] { Cast.Yara },
            takenOn = Today,
            acute = true,
            decision = "melden",
            motivation = Words,
        };
        Assert.Equal(HttpStatusCode.Created, (await Post(Noor, $"{Family}/meldcode", acute)).Status);
        var (status, made) = await Post(Noor, $"{Family}/gronden", Body("veilig-thuis"));
        var listed = (await Read(Noor, $"{Family}/gronden")).GetProperty("grounds")[0];
        var audited = (await Read(Sjoerd, $"{Family}/gronden")).GetProperty("grounds")[0].ToString();
        var page = (await ReadOwn(Cast.Erik)).GetProperty("grounds")[0];

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(made.GetProperty("ground").GetGuid(), listed.GetProperty("ground").GetGuid());
        Assert.True(listed.GetProperty("inForce").GetBoolean());
        Assert.Equal(Words, listed.GetProperty("motivation").GetProperty("text").GetString());
        Assert.DoesNotContain(Words, audited, StringComparison.Ordinal);
        Assert.Contains("Veilig Thuis", page.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Cast.Noor, page.ToString(), StringComparison.Ordinal);
        var stood = (await Read(Sjoerd, $"{Family}/stand")).GetProperty("recipients")[0].GetProperty("rows")[0];
        Assert.Equal(("veilig-thuis", 2), (stood.GetProperty("ground").GetString(), stood.GetProperty("consentVersion").GetInt32()));
        var step = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps").EnumerateArray().Last();
        Assert.Equal("veilig-thuis.v2", step.GetProperty("rule").GetString());

        var end = await Post(Noor, $"{Family}/gronden/{made.GetProperty("ground").GetGuid()}/einde", new { reason = "ten-onrechte" });
        Assert.Equal(HttpStatusCode.NoContent, end.Status);
        Assert.False((await Read(Noor, $"{Family}/gronden")).GetProperty("grounds")[0].GetProperty("inForce").GetBoolean());
    }

    [Fact]
    public async Task Everything_that_is_missing_is_told_at_once()
    {
        var (status, body) = await Post(Noor, $"{Family}/gronden", new { code = "ots", told = false });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        string[] fields =
        [
            "recipientTeam", "recipientOrganisation", "purpose", "rows", "motivation", "consulted", "consultedWho", "notTold",
            "seriousness", "order",
        ];
        Assert.All(fields, field => Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), $"{field} is not named"));
        Assert.True((await Post(Noor, $"{Family}/gronden", new { })).Body.GetProperty("errors").TryGetProperty("told", out _));
        var second = (await Post(Noor, $"{Family}/gronden", new { code = "conflict-van-plichten" })).Body.GetProperty("errors");
        Assert.True(second.TryGetProperty("second", out _));
    }

    [Fact]
    public async Task A_team_that_the_directory_did_not_tell_is_no_recipient_and_foreign_is_missing()
    {
        Assert.Equal("grond-ontvanger", Code((await Post(Noor, $"{Family}/gronden", Body("veilig-thuis"))).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Wim, $"{Family}/gronden", Body("veilig-thuis"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, $"{Family}/gronden")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Post(Noor, $"{Family}/gronden/{Cast.Id(0xbad)}/einde", new { reason = "doel-bereikt" })).Status);
        Assert.DoesNotContain(await Stored(), f => f is GroundInvoked);
    }

    [Fact]
    public async Task Two_people_are_two_tokens()
    {
        await Hear(VeiligThuis);
        var answer = (await Post(Noor, $"{Family}/gronden", Body("conflict-van-plichten", "bevestiging"))).Body;
        var made = answer.GetProperty("ground").GetGuid();

        Assert.Equal("zelfde-persoon", Code((await Post(Noor, $"{Family}/gronden/{made}/bevestiging", new { })).Body));
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Fatima, $"{Family}/gronden/{made}/bevestiging", new { })).Status);
        Assert.Equal("fatima", (await Stored()).OfType<GroundConfirmed>().Single().By);
    }

    private static object Body(string code, string? second = null) => new
    {
        code,
        recipientTeam = VeiligThuis.Team,
        recipientOrganisation = VeiligThuis.Organisation,
        purpose = "gezinshulp",
        rows = new[] { Gezondheid },
        motivation = Words,
        consulted = "collega",
        consultedWho = "een collega van het team",
        told = true,
        seriousness = "ernstig",
        second,
    };
}
