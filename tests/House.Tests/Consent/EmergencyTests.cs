using System.Net;
using WarmHandover.Consents;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Break-glass: a reason, a second person, some minutes, a review by a third; and the person sees it.</summary>
public sealed class EmergencyTests : ConsentApi
{
    private static readonly Persona Ward = new("ward", [Roles.Professional], Cast.Wijkteam, [Cast.WijkteamNoord]);
    private static readonly Persona Hassan = new("hassan", [Roles.PrivacyOfficer], Cast.Wijkteam, []);
    private const string List = "/v1/toestemmingen/noodtoegang";
    private static readonly Persona Elsewhere = new("elsewhere", [Roles.Professional], Cast.Wijkteam, [Guid.CreateVersion7()]);
    private static readonly Persona WardAsOfficer = Ward with { Roles = [Roles.Professional, Roles.PrivacyOfficer] };
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);

    private int questions = 0xe00;

    private static string Path => $"{Family}/noodtoegang";

    private static object Wish(int? minutes = null) => new
    {
        team = Cast.WijkteamNoord,
        purpose = "gezinshulp",
        rows = new[] { Gezondheid },
        urgency = "acuut-gevaar-kind",
        motivation = "Zij belde dat het nu misgaat.",
        minutes,
    };

    [Fact]
    public async Task It_opens_when_a_second_person_agreed_for_some_minutes_and_a_third_judges_it_and_the_person_sees_who_looked()
    {
        await GaveAndTookBack();
        Assert.Null(await Opened(Now));
        var (status, made) = await Post(Wim, Path, Wish(20));
        Assert.True(status == HttpStatusCode.Created, made.ToString());
        var emergency = made.GetProperty("emergency").GetGuid();
        Assert.Null(await Opened(Now.AddMinutes(1)));

        var agree = $"{Path}/{emergency}/instemming";
        Assert.Equal("zelfde-persoon", Code((await Post(Wim, agree, new { })).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Noor, agree, new { })).Status);
        Assert.Equal("wacht-op-instemming", await Standing());
        Assert.Equal(emergency, Assert.Single((await Read(Ward, List)).EnumerateArray()).GetProperty("emergency").GetGuid());
        Assert.Empty((await Read(Elsewhere, List)).EnumerateArray());
        var seen = await Read(Ward, $"{Path}/{emergency}");
        Assert.Equal("Zij belde dat het nu misgaat.", seen.GetProperty("motivation").GetString());
        Assert.Equal(
            Gezondheid.Category, Assert.Single(seen.GetProperty("rows").EnumerateArray()).GetProperty("category").GetString());
        foreach (var stranger in (Persona[])[Noor, Hedda])
        {
            using var no = await Send(stranger, HttpMethod.Get, $"{Path}/{emergency}");
            Assert.Equal(HttpStatusCode.NotFound, no.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await Post(Ward, agree, new { })).Status);
        Assert.Equal("open", await Standing());

        var agreed = (await Stored()).OfType<GroundConfirmed>().Single().At;
        Assert.Equal("noodtoegang", await Opened(agreed.AddMinutes(19)));
        Assert.Null(await Opened(agreed.AddMinutes(20)));

        var own = (await ReadOwn(Cast.Samira)).GetProperty("grounds").EnumerateArray().Single();
        Assert.Contains("acuut gevaar", own.GetProperty("why").GetString());
        Assert.Equal(Cast.Wijkteam, Assert.Single(own.GetProperty("looked").EnumerateArray()).GetProperty("organisation").GetGuid());
        Assert.DoesNotContain("wim", own.GetRawText(), StringComparison.Ordinal);

        var judge = $"{Path}/{emergency}/beoordeling";
        Assert.Equal("zelfde-persoon", Code((await Post(WardAsOfficer, judge, new { outcome = "terecht" })).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Hedda, judge, new { outcome = "terecht" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Hassan, judge, new { outcome = "goed" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Hassan, judge, new { outcome = "terecht" })).Status);
        Assert.Equal("al-beoordeeld", Code((await Post(Hassan, judge, new { outcome = "onterecht" })).Body));
        Assert.Equal("beoordeeld", await Standing());
        Assert.Empty((await Read(Ward, List)).EnumerateArray());
    }

    [Fact]
    public async Task A_review_that_finds_it_wrong_closes_it_at_once_and_an_agreement_that_comes_too_late_opens_nothing()
    {
        await GaveAndTookBack();
        var first = (await Post(Wim, Path, Wish())).Body.GetProperty("emergency").GetGuid();
        await Post(Ward, $"{Path}/{first}/instemming", new { });
        await Post(Hassan, $"{Path}/{first}/beoordeling", new { outcome = "onterecht" });
        Assert.Null(await Opened(Now.AddMinutes(5)));

        var late = (await Post(Wim, Path, Wish())).Body.GetProperty("emergency").GetGuid();
        var no = (await Load()).FindGround(late)!;
        var decision = ConsentDecider.Decide(new AgreeToEmergency(late, "ward", Cast.Wijkteam, no.Invoked.At.AddMinutes(31)), await Load());
        Assert.Equal("noodtoegang-te-laat", decision.Refusal!.Code);
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_the_family_cannot_break_the_glass_and_all_that_is_wrong_is_told_at_once()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Wim, Path, Wish())).Status);
        var wrong = (await Post(Noor, Path, new { team = Cast.WijkteamNoord, urgency = "haast", minutes = 900 })).Body;
        Assert.Equal(
            ["minutes", "motivation", "purpose", "rows", "team", "urgency"],
            wrong.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        var (status, problem) = await Post(Noor, $"{Family}/gronden", new
        {
            code = "noodtoegang",
            recipientTeam = Cast.WijkteamNoord,
            recipientOrganisation = Cast.Wijkteam,
            purpose = "gezinshulp",
            rows = new[] { Gezondheid },
        });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty("code", out _));
    }

    private async Task GaveAndTookBack()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "ja");
        await Decide(Opens(Gezondheid, Now));
        await Withdrawal(Cast.Erik);
    }

    private async Task<string> Standing() => (await Read(Hassan, "/v1/toestemmingen/noodtoegang"))[0].GetProperty("standing").GetString()!;

    // What the decision point answers at an instant; the ground that it rests on, or none when it stays closed.
    private async Task<string?> Opened(DateTimeOffset at)
    {
        var answer = (await Decide(Opens(Gezondheid, at, questions++))).Decision.OfType<AccessAnswered>().Single();
        return answer.Granted.SingleOrDefault()?.Ground;
    }

    private async Task<WarmHandover.Consents.Consent> Load() =>
        History.Fold(await Stored());
}
