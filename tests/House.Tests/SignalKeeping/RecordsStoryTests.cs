using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Canary;
using WarmHandover.Tests.Reading;
using Xunit.Abstractions;

namespace WarmHandover.Tests.SignalKeeping;

/// <summary>
/// Fifteen years after the story: under the Wmo its records go, one by one, and what came in later stays. Nothing of them is left in any
/// service, a backup brings nothing back, and everything can be rebuilt and replayed.
/// </summary>
public sealed class RecordsStoryTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Canaries = ["Kanarieoud"];
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(10 * 365.25);
    private static readonly TimeSpan FifteenYears = TimeSpan.FromDays((15 * 365.25) + 90);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-records-");
    private readonly DirectoryInfo backup = Directory.CreateTempSubdirectory("house-records-backup-");

    [Fact]
    public async Task Under_the_wmo_each_record_goes_by_itself_and_the_rest_stays()
    {
        Journey story;
        Guid request;
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            story = new Journey(house, http, TextWriter.Null);
            await story.Play(default);
            await Need(house, http, story, "Kanarieoud");
            await EndTheReferralOn(house, http, story);
            await house.Later(TenYears, default);
            using var later = new HttpClient { BaseAddress = house.Address };
            await Need(house, later, story, "Merelnieuw");
        }

        Backup.Copy(folder, backup);
        await using (var house = await Start())
        {
            await house.Later(FifteenYears, default);
            using var http = new HttpClient { BaseAddress = house.Address };
            var (wim, hassan, second) = (Visitor.Sign(house, http, "wim"), Visitor.Sign(house, http, "hassan"), Second(house, http));
            await hassan.Until(
                "/v1/bewaartermijnen", rows => rows.GetRawText().Contains("ter-beslissing", StringComparison.Ordinal), default);
            var file = await hassan.Get($"/v1/bewaartermijnen/{story.Family}", default);
            Assert.Equal(("ter-beslissing", "wmo"), (file.GetProperty("stand").GetString(), file.GetProperty("law").GetString()));
            Assert.True(Day(file.GetProperty("lastDay")) > Day(file.GetProperty("records").GetProperty("firstLastDay")).AddYears(5));

            var records = (await hassan.Get($"/v1/bewaartermijnen/{story.Family}/gegevens", default)).EnumerateArray().ToArray();
            var young = Assert.Single(records, r => r.GetProperty("stand").GetString() == "loopt");
            Assert.Equal(records.Length - 1, records.Count(r => r.GetProperty("stand").GetString() == "ter-beslissing"));
            var over = await hassan.Get("/v1/bewaartermijnen/gegevens?stand=ter-beslissing", default);
            Assert.Equal(records.Length - 1, over.GetArrayLength());
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await hassan.Try(HttpMethod.Get, "/v1/bewaartermijnen/gegevens?stand=weg", null, default)).Status);
            Assert.Equal(
                HttpStatusCode.Forbidden, (await wim.Try(HttpMethod.Get, "/v1/bewaartermijnen/gegevens", null, default)).Status);

            var letter = await LetterOf(wim);
            request = await Erase(hassan, second);
            await LetterIsGone(wim, letter);
            await WholeAndReplayed(house, later: http, story);
            var left = await wim.Get($"/v1/gezinnen/{story.Family}", default);
            Assert.Contains("Merelnieuw", left.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("Kanarieoud", left.GetRawText(), StringComparison.Ordinal);
            Assert.Contains(left.GetProperty("destroyed").EnumerateArray(), r => r.GetProperty("kind").GetString() == "hulpvraag");

            var certificate = await hassan.Get($"/v1/vernietigingen/{request}/certificaat", default);
            Assert.Equal("gegevens", certificate.GetProperty("scope").GetString());
            Assert.Equal(4, certificate.GetProperty("services").GetArrayLength());
            Assert.DoesNotContain($"{story.Family}", certificate.GetRawText(), StringComparison.Ordinal);
            file = await hassan.Until($"/v1/bewaartermijnen/{story.Family}", f => f.GetProperty("stand").GetString() == "loopt", default);
            Assert.Single((await hassan.Get($"/v1/bewaartermijnen/{story.Family}/gegevens", default)).EnumerateArray());

            // Another organisation's words are its own, and its file goes by another law.
            var other = await Visitor.Sign(house, http, "hedda").Get($"/v1/bewaartermijnen/{story.Family}", default);
            Assert.Equal("wgbo", other.GetProperty("law").GetString());
            var hers = await Visitor.Sign(house, http, "noor").Get($"/v1/gezinnen/{story.Family}", default);
            Assert.Contains("Yara", hers.GetRawText(), StringComparison.Ordinal);
            Assert.Equal(0, hers.GetProperty("destroyed").GetArrayLength());
        }

        Assert.Empty(Traces.InFiles(folder, Canaries));
        await Retold.OnFiles(folder.FullName, output, most: 500);
        Assert.Equal(0, Sealed("referral") + Sealed("consent"));
        Assert.NotEqual(0, Sealed("signal"));

        // Last night's backup comes back without the ledger, which stands elsewhere: the records go again before anybody is served.
        Backup.Copy(backup, folder);
        await using (var house = await Start())
        {
            await house.Later(FifteenYears, default);
            using var http = new HttpClient { BaseAddress = house.Address };
            var wim = Visitor.Sign(house, http, "wim");
            var file = await wim.Until(
                $"/v1/gezinnen/{story.Family}", f => f.GetProperty("destroyed").GetArrayLength() > 0, default);
            Assert.DoesNotContain("Kanarieoud", file.GetRawText(), StringComparison.Ordinal);
            Assert.Contains("Merelnieuw", file.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Empty(Traces.InFiles(folder, Canaries));
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        backup.Delete(recursive: true);
    }

    private static async Task<Guid> Erase(Visitor first, Visitor second)
    {
        var asked = (await first.Get("/v1/vernietigingen?stand=te-beslissen", default)).EnumerateArray()
            .Single(r => r.GetProperty("receivedUntil").ValueKind is not JsonValueKind.Null);
        var path = $"/v1/vernietigingen/{asked.GetProperty("erasure").GetGuid()}";
        Assert.True((await first.Get(path, default)).GetProperty("records").GetInt32() > 0);
        await first.Post($"{path}/toewijzen", new { }, default);
        var (alone, no) = await first.Try(HttpMethod.Post, $"{path}/uitvoeren", new { }, default);
        Assert.Equal((HttpStatusCode.Conflict, "tweede-persoon-nodig"), (alone, no.GetProperty("code").GetString()));
        await second.Post($"{path}/uitvoeren", new { }, default);
        await first.Until(path, r => r.GetProperty("stand").GetString() == "vernietigd", default);
        return asked.GetProperty("erasure").GetGuid();
    }

    // A letter that this team sent: the first that it may still read itself.
    private static async Task<string> LetterOf(Visitor sender)
    {
        foreach (var referral in (await sender.Get("/v1/verwijzingen?kant=zender&stand=alles", default)).EnumerateArray())
        {
            var path = $"/v1/verwijzingen/{referral.GetProperty("referral").GetGuid()}/brief";
            var (status, letter) = await sender.Try(HttpMethod.Get, path, null, default);
            if (status is HttpStatusCode.OK && letter.GetProperty("sections").GetArrayLength() > 0)
                return path;
        }

        throw new InvalidOperationException("There is no letter of this team.");
    }

    // The section answers since which day it is gone, and so it is known that it was not lost.
    private static async Task LetterIsGone(Visitor sender, string letter)
    {
        var (status, gone) = await sender.Try(HttpMethod.Get, letter, null, default);
        Assert.Equal((HttpStatusCode.Gone, "vernietigd"), (status, gone.GetProperty("code").GetString()));
        var day = Day(gone.GetProperty("destroyedOn"));
        Assert.True(day > Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddYears(15));
        Assert.All(
            gone.GetProperty("withheld").EnumerateArray(),
            section => Assert.Equal(
                ("vernietigd", day), (section.GetProperty("code").GetString(), Day(section.GetProperty("destroyedOn")))));
    }

    // Every log is whole, every replay answers, and bundles of all four are valid.
    private static async Task WholeAndReplayed(EmbeddedHouse house, HttpClient later, Journey story)
    {
        var then = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        var exports = await Exports.All(
            house, later, story.Family, Amsterdam.DateAt(TimeProvider.System.GetUtcNow() + FifteenYears), then.AddDays(-1));
        Assert.Empty(exports.SelectMany(e => Traces.In(e.Bytes, Canaries).Select(canary => $"{e.Name}: {canary}")));
        var bundles = exports.Where(e => e.Name.Contains("bewijs.zip", StringComparison.Ordinal) && !e.Name.Contains(' ')).ToArray();
        Assert.Equal(8, bundles.Length);
        foreach (var (name, bytes) in bundles)
        {
            var verdict = Auditing.Check.Run(new MemoryStream(bytes), []).Line;
            Assert.True(verdict.StartsWith("INCOMPLETE: no anchor", StringComparison.Ordinal), $"{name}: {verdict}");
        }
    }

    // What still runs keeps its file: the onward referral is brought to its end.
    private static async Task EndTheReferralOn(EmbeddedHouse house, HttpClient http, Journey story)
    {
        var (ruud, hassan) = (Visitor.Sign(house, http, "ruud"), Visitor.Sign(house, http, "hassan"));
        var file = await hassan.Until(
            $"/v1/bewaartermijnen/{story.Family}", f => f.GetProperty("reasons").GetArrayLength() == 1, default);
        var referral = file.GetProperty("reasons")[0].GetProperty("referral").GetGuid();
        await ruud.Post($"/v1/verwijzingen/{referral}/starten", new { }, default);
        await ruud.Post($"/v1/verwijzingen/{referral}/afronden", new { outcome = "doel-bereikt" }, default);
        await hassan.Until($"/v1/bewaartermijnen/{story.Family}", f => f.GetProperty("reasons").GetArrayLength() == 0, default);
    }

    private static Task<JsonElement> Need(EmbeddedHouse house, HttpClient http, Journey story, string words) =>
        Visitor.Sign(house, http, "wim").Post(
            $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Samira, domain = "financien", words, area = People.Deventer }, default);

    private static Visitor Second(EmbeddedHouse house, HttpClient http)
    {
        var lead = new Persona("wilma", [Roles.TeamLead], People.Wijkteams, [People.WijkteamNoord]);
        return new(http, () => house.Token(lead, null, null), lead);
    }

    private static DateOnly Day(JsonElement day) => DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture);

    // How many payloads of the neighbourhood teams a service still has, past its own code.
    private long Sealed(string service)
    {
        var file = Path.Combine(folder.FullName, $"{service}.log.db");
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from payloads where ciphertext is not null and owner like 'family/%' and owner like $own";
        command.Parameters.AddWithValue("$own", $"%/{People.Wijkteams:N}");
        return (long)command.ExecuteScalar()!;
    }

    private Task<EmbeddedHouse> Start() => EmbeddedHouse.Start(
        folder.FullName, "http://127.0.0.1:0", default, log => log.ClearProviders().SetMinimumLevel(LogLevel.Error),
        more: new Dictionary<string, string?> { ["WO_KEEP_LAWS"] = "wijkteam=wmo" });
}
