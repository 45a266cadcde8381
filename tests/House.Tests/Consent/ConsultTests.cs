using System.Net;
using System.Reflection;
using WarmHandover.Consents;

namespace WarmHandover.Tests.Consents;

/// <summary>Anonymous consultation: codes only, of two teams, joined to no family.</summary>
public sealed class ConsultTests : ConsentApi
{
    private static readonly string[] Topics = ["geweld", "geld"];
    private static readonly string[] Told = ["melden", "bel-mij"];
    private static readonly string[] Report = ["melden"];
    private static readonly string[] Wrong = ["haar-naam"];

    [Fact]
    public async Task A_team_asks_another_reads_the_answer_and_nobody_else_sees_that_it_was_asked()
    {
        var (status, made) = await Post(Noor, "/v1/toestemmingen/casusvragen", Question());
        var consult = made.GetProperty("consult").GetGuid();
        Assert.Equal(HttpStatusCode.Created, status);

        Assert.Equal(consult, (await Read(Wim, "/v1/toestemmingen/casusvragen"))[0].GetProperty("consult").GetGuid());
        var path = $"/v1/toestemmingen/casusvragen/{consult}/antwoord";
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Noor, path, new { answers = Told })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Wim, path, new { answers = Told })).Status);
        Assert.Equal("al-beantwoord", Code((await Post(Wim, path, new { answers = Report })).Body));

        var seen = (await Read(Noor, "/v1/toestemmingen/casusvragen"))[0];
        Assert.Equal(Told, seen.GetProperty("answers").EnumerateArray().Select(a => a.GetString()));
        var ruud = new WarmHandover.Platform.Web.Persona(
            Cast.Ruud, [WarmHandover.Platform.Web.Roles.Professional], Cast.Schuldhulp, [Cast.SchuldhulpTeam]);
        Assert.Empty((await Read(ruud, "/v1/toestemmingen/casusvragen")).EnumerateArray());
        var (foreign, missing) = (
            await Post(ruud, path, new { answers = Told }),
            await Post(ruud, $"/v1/toestemmingen/casusvragen/{Cast.Id(0xbad)}/antwoord", new { answers = Told }));
        Assert.Equal((foreign.Status, Body(foreign.Body)), (missing.Status, Body(missing.Body)));
    }

    [Fact]
    public async Task What_is_not_on_a_list_does_not_get_in_and_everything_is_told_at_once()
    {
        var (status, problem) = await Post(
            Noor, "/v1/toestemmingen/casusvragen",
            new { toTeam = Cast.WijkteamNoord, toOrganisation = Cast.Wijkteam, topics = Wrong, band = "Yara", question = "wie is het" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["band", "question", "seriousness", "topics"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());

        var words = await Post(Noor, "/v1/toestemmingen/casusvragen", new { toTeam = Cast.WijkteamNoord, name = "Yara" });
        Assert.Equal(HttpStatusCode.BadRequest, words.Status);
    }

    /// <summary>A field that could hold a person, a day or words does not exist: the shape itself is the promise.</summary>
    [Fact]
    public void No_field_of_a_question_can_say_about_whom_it_is()
    {
        var fields = typeof(ConsultAsked).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.Name is not "EqualityContract").Select(p => p.Name).Order();

        Assert.Equal(
            [
                "At", "Band", "By", "ByOrganisation", "ByTeam", "Consult", "Question", "Seriousness", "ToOrganisation", "ToTeam", "Topics",
                "Version",
            ],
            fields);
        Assert.StartsWith("consent.consult-", Consult.Streams.Stream(Cast.Id(1)), StringComparison.Ordinal);
    }

    private static object Question() => new
    {
        toTeam = Cast.WijkteamNoord,
        toOrganisation = Cast.Wijkteam,
        band = "onder-12",
        topics = Topics,
        seriousness = "ernstig",
        question = "is-dit-te-melden",
    };
}
