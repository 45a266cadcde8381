using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.SignalKeeping;

/// <summary>
/// Years later: the term of a file is over and lies with two people, one that somebody has a reason to keep stays with that reason, and a
/// house that was copied back says the same. Debt help keeps five years, so the house need not live through twenty.
/// </summary>
public sealed class KeepingStoryTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-keeping-");
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("house-keeping-copy-");

    [Fact]
    public async Task When_a_term_is_over_two_people_decide_and_a_reason_keeps_a_file()
    {
        Guid over, kept, young;
        string list;
        await using (var house = await Start(folder))
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            await Region.Register(Visitor.Sign(house, http, "bea"), default);
            var (ruud, sanne, hedda) = (Sign(house, http, "ruud"), Sign(house, http, "sanne"), Sign(house, http, "hedda"));
            over = await Open(ruud);
            kept = await Open(ruud);
            young = await Open(Sign(house, http, "noor"));

            var runs = await sanne.Until("/v1/bewaartermijnen?stand=loopt", rows => rows.GetArrayLength() == 2 && Law(rows[0]) == "wgs",
                default);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(1).Date);
            Assert.InRange(DateOnly.Parse(runs[0].GetProperty("lastDay").GetString()!), today.AddYears(5).AddDays(-1),
                today.AddYears(5).AddDays(1));
            var next = await sanne.Get($"/v1/bewaartermijnen?stand=loopt&na={Family(runs[0])}", default);
            Assert.Equal(Family(runs[1]), Family(Assert.Single(next.EnumerateArray())));
            Assert.Equal(0, (await sanne.Get($"/v1/bewaartermijnen?stand=loopt&na={Family(runs[1])}", default)).GetArrayLength());
            var (gone, _) = await sanne.Try(HttpMethod.Get, $"/v1/bewaartermijnen?stand=loopt&na={young}", null, default);
            Assert.Equal(HttpStatusCode.BadRequest, gone);
            Assert.Equal(0, (await sanne.Get("/v1/bewaartermijnen", default)).GetArrayLength());
            await BadInput(sanne, hedda, kept);

            await sanne.Post($"/v1/bewaartermijnen/{kept}/langer-bewaren", new { reason = "bezwaar", words = "Er loopt een klacht." },
                default);
            await house.Later(TimeSpan.FromDays((5 * 366) + 3), default);
            http.Dispose();
            using var again = new HttpClient { BaseAddress = house.Address };
            sanne = Sign(house, again, "sanne");
            var rows = await sanne.Until("/v1/bewaartermijnen", rows => Stands(rows, over, "ter-beslissing") && Stands(rows, kept,
                "langer-bewaard"), default);
            list = rows.GetRawText();
            Assert.Equal("bezwaar", Row(rows, kept).GetProperty("reasons")[0].GetProperty("code").GetString());
            var jgz = await Sign(house, again, "hedda").Get($"/v1/bewaartermijnen/{young}", default);
            Assert.Equal(("loopt", "wgbo"), (jgz.GetProperty("stand").GetString(), Law(jgz)));
        }

        Copy(folder, elsewhere);
        await using (var house = await Start(elsewhere))
        {
            await house.Later(TimeSpan.FromDays((5 * 366) + 3), default);
            using var http = new HttpClient { BaseAddress = house.Address };
            var (sanne, second) = (Sign(house, http, "sanne"), Second(house, http));
            Assert.Equal(list, (await sanne.Until("/v1/bewaartermijnen", rows => rows.GetArrayLength() == 2, default)).GetRawText());

            var asked = (await sanne.Get("/v1/vernietigingen", default)).EnumerateArray().Single();
            Assert.Equal("bewaartermijn", asked.GetProperty("origin").GetString());
            var path = $"/v1/vernietigingen/{asked.GetProperty("erasure").GetGuid()}";
            Assert.Equal("wgs", (await sanne.Get(path, default)).GetProperty("law").GetString());
            await sanne.Post($"{path}/toewijzen", new { }, default);
            await second.Post($"{path}/uitvoeren", new { }, default);
            await sanne.Until(path, request => request.GetProperty("stand").GetString() == "vernietigd", default);
            Assert.Equal(HttpStatusCode.Gone, (await Sign(house, http, "ruud").Try(HttpMethod.Get, $"/v1/gezinnen/{over}", null,
                default)).Status);

            // The complaint is over; the file lies with two people. Then somebody works in it: it is not destroyed after all.
            var reason = Row(await sanne.Until("/v1/bewaartermijnen", rows => rows.GetArrayLength() == 1, default),
                kept).GetProperty("reasons")[0];
            await sanne.Post($"/v1/bewaartermijnen/{kept}/langer-bewaren/{reason.GetProperty("keeping").GetGuid()}/einde", new { },
                default);
            await sanne.Until("/v1/bewaartermijnen", rows => Stands(rows, kept, "ter-beslissing"), default);
            var next = (await sanne.Until("/v1/vernietigingen?stand=te-beslissen", rows => rows.GetArrayLength() == 1, default))[0];
            path = $"/v1/vernietigingen/{next.GetProperty("erasure").GetGuid()}";
            await sanne.Post($"{path}/toewijzen", new { }, default);
            await Sign(house, http, "ruud").Post($"/v1/gezinnen/{kept}/leden", new
            {
                role = "parent",
                name = "Nieuw Mens",
                birthDate =
                "1990-01-01"
            }, default);
            var (status, no) = await second.Try(HttpMethod.Post, $"{path}/uitvoeren", new { }, default);
            Assert.Equal((HttpStatusCode.Conflict, "bewaartermijn-niet-om"), (status, no.GetProperty("code").GetString()));
        }
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        elsewhere.Delete(recursive: true);
    }

    private static Guid Family(JsonElement row) => row.GetProperty("family").GetGuid();

    private static async Task BadInput(Visitor own, Visitor other, Guid family)
    {
        var path = $"/v1/bewaartermijnen/{family}";
        var (status, no) = await own.Try(HttpMethod.Post, $"{path}/langer-bewaren", new
        {
            reason = "open-verwijzing",
            until =
            "2001-01-01"
        }, default);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["reason", "until"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (status, no) = await own.Try(HttpMethod.Post, $"{path}/langer-bewaren", new { reason = "eigen-verzoek" }, default);
        Assert.Equal(["askedBy"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Try(HttpMethod.Get, path, null, default)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Try(HttpMethod.Post, $"{path}/langer-bewaren", new { reason = "bezwaar" },
            default)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await own.Try(HttpMethod.Get, "/v1/bewaartermijnen?stand=weg", null, default)).Status);
    }

    private static async Task<Guid> Open(Visitor who)
    {
        var family = (await who.Post("/v1/gezinnen", new { area = People.Deventer }, default)).GetProperty("family").GetGuid();
        await who.Post($"/v1/gezinnen/{family}/leden", new { role = "parent", name = "Samira Bouazza", birthDate = "1988-03-14" }, default);
        return family;
    }

    private static Visitor Sign(EmbeddedHouse house, HttpClient http, string name) => Visitor.Sign(house, http, name);

    private static Visitor Second(EmbeddedHouse house, HttpClient http)
    {
        var sofie = new Persona("sofie", [Roles.TeamLead], People.Schuldhulp, [People.SchuldhulpTeam]);
        return new(http, () => house.Token(sofie, null, null), sofie);
    }

    private static JsonElement Row(JsonElement rows, Guid family) =>
        rows.EnumerateArray().SingleOrDefault(r => r.GetProperty("family").GetGuid() == family);

    private static bool Stands(JsonElement rows, Guid family, string stand) =>
        Row(rows, family) is { ValueKind: JsonValueKind.Object } row && row.GetProperty("stand").GetString() == stand;

    private static string? Law(JsonElement row) => row.GetProperty("law").GetString();

    private static Task<EmbeddedHouse> Start(DirectoryInfo where) => EmbeddedHouse.Start(
        where.FullName, "http://127.0.0.1:0", default, log => log.ClearProviders().SetMinimumLevel(LogLevel.Error));

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.GetFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to.FullName, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target, overwrite: true);
        }
    }
}
