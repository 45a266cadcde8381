using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Canary;
using WarmHandover.Tests.Reading;
using Xunit.Abstractions;

namespace WarmHandover.Tests.SignalErasure;

/// <summary>
/// The whole story, and then it is destroyed: first the mother's records, then the whole file of the youth health care. What is gone is
/// gone everywhere, what another recorded stays, everything can be rebuilt and replayed, and a backup brings nothing back.
/// </summary>
public sealed class ErasureStoryTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];
    private static readonly string[] Canaries = ["Kanariewens", "Kanarieklacht", "Kanarielaan"];

    private static readonly string[] Channels = ["telefoon"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-erasure-");
    private readonly DirectoryInfo backup = Directory.CreateTempSubdirectory("house-erasure-backup-");
    private readonly Overheard overheard = new();

    [Fact]
    public async Task What_two_people_decide_is_gone_everywhere_and_stays_gone()
    {
        Journey story;
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            story = new Journey(house, http, TextWriter.Null);
            await story.Play(default);
            await WriteCanaries(house, http, story);
        }

        Backup.Copy(folder, backup);
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            var noor = Visitor.Sign(house, http, "noor");
            var before = await noor.Get($"/v1/gezinnen/{story.Family}", default);
            Assert.Contains("Kanariewens", before.GetRawText(), StringComparison.Ordinal);

            await EraseTheMother(house, http, story);
            await EraseTheWholeFile(house, http, story);
            await ViewsAreTheSameAfterARebuild(house, http);
        }

        Assert.Empty(Traces.InFiles(folder, Canaries));
        Assert.Empty(Traces.In(overheard.Text, Canaries));

        await Retold.OnFiles(folder.FullName, output);

        // Last night's backup comes back, without the ledger: that stands elsewhere.
        Backup.Copy(backup, folder);
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            var noor = Visitor.Sign(house, http, "noor");
            var (status, answer) = await noor.Try(HttpMethod.Get, $"/v1/gezinnen/{story.Family}", null, default);
            Assert.Empty(Traces.In(Encoding.UTF8.GetBytes(answer.GetRawText()), [.. Canaries, "Bouazza"]));
            if (status is not HttpStatusCode.Gone)
                await Gone(noor, $"/v1/gezinnen/{story.Family}");
        }
    }

    [Fact]
    public async Task Without_the_ledger_a_backup_would_bring_it_back()
    {
        Guid family;
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            await Region.Register(Visitor.Sign(house, http, "bea"), default);
            family = await OneMother(house, http);
        }

        Backup.Copy(folder, backup);
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            var noor = Visitor.Sign(house, http, "noor");
            var mother = (await noor.Get($"/v1/gezinnen/{family}", default)).GetProperty("members")[0].GetProperty("member").GetGuid();
            await TwoPeople.Erase(
                house, http, new { family, member = mother, askedBy = new[] { mother }, identified = "aan-de-balie" });
        }

        Backup.Copy(backup, folder);
        Directory.Delete(Path.Combine(folder.FullName, "erasure-ledger"), recursive: true);
        await using (var house = await Start())
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            var back = await Visitor.Sign(house, http, "noor").Get($"/v1/gezinnen/{family}", default);
            Assert.Contains("Kanariewens", back.GetRawText(), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        overheard.Dispose();
        folder.Delete(recursive: true);
        backup.Delete(recursive: true);
    }

    private static async Task EraseTheMother(EmbeddedHouse house, HttpClient http, Journey story)
    {
        var (noor, ruud, hassan) = (Sign("noor"), Sign("ruud"), Sign("hassan"));
        var letter = await LetterOf(ruud, "ontvanger", 4);
        var body = new { family = story.Family, member = story.Samira, askedBy = new[] { story.Samira }, identified = "aan-de-balie" };
        var (number, request) = await TwoPeople.Erase(house, http, body);

        var file = await noor.Get($"/v1/gezinnen/{story.Family}", default);
        var mother = file.GetProperty("members").EnumerateArray().Single(m => m.GetProperty("member").GetGuid() == story.Samira);
        Assert.NotEqual(JsonValueKind.Null, mother.GetProperty("erasedOn").ValueKind);
        Assert.DoesNotContain("Bouazza", mother.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kanariewens", file.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Kanarieklacht", file.GetRawText(), StringComparison.Ordinal);

        var gone = await Gone(ruud, letter);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", gone.GetProperty("destroyedOn").GetString());
        var (late, _) = await noor.Try(
            HttpMethod.Post, $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Samira, domain = "financien", words = "Te laat", area = People.Deventer }, default);
        Assert.Equal(HttpStatusCode.Gone, late);

        // The neighbourhood team recorded something of her itself: it decides for itself, and what it wrote is still there.
        var own = await hassan.Until("/v1/vernietigingen", list => list.GetArrayLength() == 1, default);
        Assert.Equal("elders-vernietigd", own[0].GetProperty("origin").GetString());
        await Sign("wim").Until($"/v1/meldingen?team={People.WijkteamNoord}", Tells("vernietiging-elders"), default);
        Assert.Equal(HttpStatusCode.OK, (await Sign("wim").Try(HttpMethod.Get, $"/v1/gezinnen/{story.Family}", null, default)).Status);

        var certificate = (await noor.Get($"/v1/vernietigingen/{request}/certificaat", default)).GetRawText();
        Assert.DoesNotContain($"{story.Family}", certificate, StringComparison.Ordinal);
        Assert.DoesNotContain($"{story.Samira}", certificate, StringComparison.Ordinal);
        using var card = new HttpClient { BaseAddress = house.Address };
        card.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var standing = await card.PostAsync(
            "/v1/vernietigingsverzoek/stand", new StringContent($$"""{"number":"{{number}}"}""", Encoding.UTF8, "application/json"));
        Assert.Contains("\"stand\":\"vernietigd\"", await standing.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Visitor Sign(string name) => Visitor.Sign(house, http, name);
    }

    private static async Task EraseTheWholeFile(EmbeddedHouse house, HttpClient http, Journey story)
    {
        var (noor, wim) = (Visitor.Sign(house, http, "noor"), Visitor.Sign(house, http, "wim"));
        var letter = await LetterOf(noor, "zender", 1);
        await TwoPeople.Erase(
            house, http, new { family = story.Family, askedBy = new[] { story.Samira, story.Erik }, identified = "aan-de-balie" });

        foreach (var path in (string[])["", "/beeld", "/samenvatting"])
            await Gone(noor, $"/v1/gezinnen/{story.Family}{path}");
        await Gone(noor, letter);
        await noor.Until("/v1/gezinnen", list => !list.GetRawText().Contains($"{story.Family}", StringComparison.Ordinal), default);
        await noor.Until("/v1/verwijzingen?kant=zender", list => list.GetArrayLength() == 0, default);
        Assert.Equal(HttpStatusCode.OK, (await wim.Try(HttpMethod.Get, $"/v1/gezinnen/{story.Family}", null, default)).Status);
        await noor.Until("/v1/toegangen", list => list.GetArrayLength() == 0, default);
    }

    private static async Task WriteCanaries(EmbeddedHouse house, HttpClient http, Journey story)
    {
        var noor = Visitor.Sign(house, http, "noor");
        await noor.Post(
            $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Samira, domain = "financien", words = "Kanariewens", area = People.Deventer }, default);
        await noor.Post(
            $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Yara, domain = "gezondheid", words = "Kanarieklacht", area = People.Deventer }, default);
        await noor.Post(
            $"/v1/gezinnen/{story.Family}/contactwensen",
            new { member = story.Samira, channels = Channels, phone = "06 00 00 00 00", address = "Kanarielaan 3" }, default);
    }

    private static async Task<Guid> OneMother(EmbeddedHouse house, HttpClient http)
    {
        var noor = Visitor.Sign(house, http, "noor");
        var family = (await noor.Post("/v1/gezinnen", new { area = People.Deventer }, default)).GetProperty("family").GetGuid();
        await noor.Post(
            $"/v1/gezinnen/{family}/leden", new { role = "parent", name = "Kanariewens", birthDate = "1988-03-14" }, default);
        return family;
    }

    private static async Task<string> LetterOf(Visitor who, string side, int sections)
    {
        foreach (var referral in (await who.Get($"/v1/verwijzingen?kant={side}", default)).EnumerateArray())
        {
            var path = $"/v1/verwijzingen/{referral.GetProperty("referral").GetGuid()}/brief";
            var (status, letter) = await who.Try(HttpMethod.Get, path, null, default);
            if (status is HttpStatusCode.OK && letter.GetProperty("sections").GetArrayLength() == sections)
                return path;
        }

        throw new InvalidOperationException($"No letter with {sections} sections.");
    }

    private static async Task<JsonElement> Gone(Visitor who, string path)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            var (status, answer) = await who.Try(HttpMethod.Get, path, null, default);
            if (status is HttpStatusCode.Gone)
                return answer;
            Assert.True(DateTime.UtcNow < until, $"{path} answers {(int)status}");
            await Task.Delay(50);
        }
    }

    private static Func<JsonElement, bool> Tells(string reason) =>
        inbox => inbox.GetRawText().Contains($"\"{reason}\"", StringComparison.Ordinal);

    private async Task ViewsAreTheSameAfterARebuild(EmbeddedHouse house, HttpClient http)
    {
        var before = Services.ToDictionary(service => service, Views);
        foreach (var service in Services)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(house.Services[service], "/internal/views/rebuild"));
            request.Headers.Authorization = new("Bearer", house.Token(People.All.Single(p => p.Name == "bea"), null, null));
            using var answer = await http.SendAsync(request);
            Assert.DoesNotContain("fout", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.All(Services, service => Assert.Equal(before[service], Views(service)));
        Assert.Contains(before["signal"], row => row.Contains("destructions", StringComparison.Ordinal));
    }

    private List<string> Views(string service)
    {
        var file = Path.Combine(folder.FullName, $"{service}.views.db");
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select r.view || ' ' || r.key || ' ' || r.part || ' ' || coalesce(r.due, '') || ' ' || hex(r.body)
            from view_rows r join views v on v.view = r.view and v.generation = r.generation
            where v.live = 1 order by r.view, r.key
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private Task<EmbeddedHouse> Start() => EmbeddedHouse.Start(
        folder.FullName, "http://127.0.0.1:0", default,
        log => log.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(overheard));
}
