using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Canary;

/// <summary>
/// The whole story is played in one process; afterwards no file, log line, span or announcement says who it was about (P9). What the API
/// answers to those who may read it does, which shows that the words really went in.
/// </summary>
public sealed class StoryCanaryTests : IDisposable
{
    private static readonly DateOnly Born = Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddYears(-8).AddDays(-40);

    private static readonly string[] Canaries =
    [
        "Samira", "Bouazza", "Hofstra", "Kanarieveer", "Kanarielaan", "7411 AB", "7411AB", "7201 CD", "1988-03-14", "14-03-1988",
        $"{Born:yyyy-MM-dd}", $"{Born:dd-MM-yyyy}", $"{Born:yyyyMMdd}",
        $"{EverySignalRoute.BabyBorn:yyyy-MM-dd}", $"{EverySignalRoute.BabyBorn:dd-MM-yyyy}", $"{EverySignalRoute.BabyBorn:yyyyMMdd}",
        "weer rondkomen", "pijn aan mijn tanden", "achterstand bij de energie", "mist de tandarts", "naar de tandarts geweest",
        "huur op tijd", "drie keer te laat", "kanariegezang",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-canary-");
    private readonly Overheard overheard = new();

    [Fact]
    public async Task After_the_whole_story_no_file_log_line_span_or_announcement_says_who_it_was_about()
    {
        await using (var house = await EmbeddedHouse.Start(
            folder.FullName, "http://127.0.0.1:0", default,
            log => log.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(overheard)))
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            var story = new Journey(house, http, TextWriter.Null);
            await story.Play(default);
            var file = await SlipOfThePen(house, http, story);

            Assert.Contains("Kanarieveer", file, StringComparison.Ordinal);
            Assert.Contains("kanariegezang", file, StringComparison.Ordinal);
            Assert.Contains($"{Born:yyyy-MM-dd}", file, StringComparison.Ordinal);
            Assert.Contains($"{EverySignalRoute.BabyBorn:yyyy-MM-dd}", file, StringComparison.Ordinal);
            Assert.Empty(Traces.InFiles(folder, Canaries));

            // What leaves as a file is searched too, and what is deflated in it: some files and many lines, and nobody in them.
            var exports = await Exports.All(house, http, story.Family);
            Assert.True(exports.Count > 60, $"Only {exports.Count} files and parts went out.");
            Assert.Empty(exports.SelectMany(e => Traces.In(e.Bytes, Canaries).Select(canary => $"{e.Name}: {canary}")));
        }

        Assert.Empty(Traces.InFiles(folder, Canaries));
        Assert.True(overheard.Lines > 1_000, $"Only {overheard.Lines} lines were overheard.");
        Assert.Empty(Traces.In(overheard.Text, Canaries));

        var announced = await Announced();
        Assert.True(announced.Count > 20, $"Only {announced.Count} announcements.");
        Assert.Empty(Traces.In(Encoding.UTF8.GetBytes(string.Join('\n', announced)), Canaries));
    }

    [Theory]
    [InlineData("in a file")]
    [InlineData("in a log line")]
    [InlineData("in a span")]
    public void A_planted_canary_is_found(string where)
    {
        switch (where)
        {
            case "in a file":
                File.WriteAllText(Path.Combine(folder.FullName, "planted"), Convert.ToBase64String("x Kanarieveer"u8));
                break;
            case "in a log line":
                overheard.CreateLogger("planted").Log(LogLevel.Trace, default, "Kanarieveer came in", null, (said, _) => said);
                break;
            default:
                using (var source = new System.Diagnostics.ActivitySource("planted"))
                    source.StartActivity("visit")!.SetTag("name", "Kanarieveer").Stop();
                break;
        }

        Assert.NotEmpty(Traces.InFiles(folder, Canaries).Concat(Traces.In(overheard.Text, Canaries)));
    }

    /// <summary>Each way to write it down is known: else a search that finds nothing says nothing.</summary>
    [Theory]
    [InlineData("Kanarieveer", "xx Kanarieveer yy")]
    [InlineData("Kanarieveer", "4b616e617269657665657200")]
    [InlineData("Kanarieveer", "4B616E61726965766565720A")]
    [InlineData("Kanarieveer", "%4B%61%6E%61%72%69%65%76%65%65%72")]
    [InlineData("Kanarieveer", "%4b%61%6e%61%72%69%65%76%65%65%72")]
    [InlineData("mist de tandarts", "zoek=mist%20de%20tandarts")]
    [InlineData("mist de tandarts", "zoek=mist+de+tandarts")]
    [InlineData("Kanariewéns", "naam=Kanariew%C3%A9ns")]
    public void A_canary_is_found_however_it_is_spelled(string canary, string text) =>
        Assert.Equal([canary], Traces.In(Encoding.UTF8.GetBytes(text), [canary]));

    [Fact]
    public void A_canary_is_found_in_base64_and_UTF_16_wherever_it_begins()
    {
        for (var before = 0; before < 7; before++)
        {
            var text = new string('x', before) + "Kanarieveer~~?";
            foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })
            {
                var coded = Convert.ToBase64String(bytes);
                foreach (var form in new[] { coded, coded.Replace('+', '-').Replace('/', '_') })
                    Assert.Equal(["Kanarieveer"], Traces.In(Encoding.UTF8.GetBytes(form), ["Kanarieveer"]));
            }

            Assert.Equal(["Kanarieveer"], Traces.In(Encoding.Unicode.GetBytes(text), ["Kanarieveer"]));
            Assert.Equal(["Kanarieveer"], Traces.In(Encoding.BigEndianUnicode.GetBytes(text), ["Kanarieveer"]));
        }
    }

    [Fact]
    public void A_canary_that_is_deflated_in_an_export_is_found_in_its_part_and_not_in_the_zip()
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = new StreamWriter(archive.CreateEntry("entries.jsonl").Open());
            part.Write(string.Concat(Enumerable.Repeat("{\"data\":\"S2FuYXJpZXZlZXI=\"} ", 40)) + "Kanarieveer Kanarieveer");
        }

        Assert.Empty(Traces.In(zip.ToArray(), ["Kanarieveer"]));
        Assert.NotEmpty(Exports.Opened("x.zip", zip.ToArray()).SelectMany(e => Traces.In(e.Bytes, ["Kanarieveer"])));
    }

    public void Dispose()
    {
        overheard.Dispose();
        folder.Delete(recursive: true);
    }

    // What people do wrong: a birth date where authority begins, words in refused requests, a name where a code belongs.
    private static async Task<string> SlipOfThePen(EmbeddedHouse house, HttpClient http, Journey story)
    {
        var noor = Visitor.Sign(house, http, "noor");
        var path = $"/v1/gezinnen/{story.Family}";
        var child = (await noor.Post(
            $"{path}/leden",
            new { role = "child", name = "Kanarieveer", birthDate = Born, address = "Kanarielaan 1", postcode = "7411 AB" }, default))
            .GetProperty("member").GetGuid();
        await noor.Post(
            $"{path}/gezag", new { child, holder = story.Samira, kind = "parent", from = Born, proof = "gezagsregister" }, default);
        await noor.Post(
            $"{path}/signalen",
            new { member = child, kind = "tandarts-gemist", source = "gezien", observedOn = "2026-01-05", note = "kanariegezang" },
            default);
        await noor.Post($"{path}/hulpvragen", new { member = child, domain = "gezondheid", words = "kanariegezang" }, default);
        await noor.Post("/v1/gezinnen/zoeken", new { question = "Kanarieveer" }, default);

        var everywhere = await EverySignalRoute.Play(house, http, story.Family, story.Samira, child, default);
        Assert.True(everywhere.Split("kanariegezang").Length > 9, "The words did not go in everywhere.");
        Assert.Contains("Kanarieveer@kanarielaan.example", everywhere, StringComparison.Ordinal);
        Assert.DoesNotContain("123456782", everywhere, StringComparison.Ordinal);

        (string Path, object Body)[] wrong =
        [
            ($"{path}/signalen", new { member = child, kind = "Kanarieveer", source = "kanariegezang", Kanarielaan = 1 }),
            ($"{path}/leden", new { role = "Kanarieveer", name = "Kanarieveer", birthDate = "Kanarieveer" }),
            ($"/v1/gezinnen/{Guid.CreateVersion7()}/hulpvragen", new { member = child, domain = "financien", words = "kanariegezang" }),
            ("/v1/verwijzingen", new { purpose = "Kanarieveer" }),
            ($"/v1/toestemmingen/{story.Family}/verzoeken", new { textVersion = "Kanarieveer is boos" }),
        ];
        foreach (var (where, body) in wrong)
        {
            var (status, answer) = await noor.Try(HttpMethod.Post, where, body, default);
            Assert.InRange((int)status, 400, 499);
            Assert.Empty(Traces.In(Encoding.UTF8.GetBytes(answer.GetRawText()), ["Kanarieveer", "kanariegezang"]));
        }

        return (await noor.Get(path, default)).GetRawText();
    }

    private async Task<List<string>> Announced() =>
    [
        .. await Said(b => b.AddSignals()), .. await Said(b => b.AddConsents()), .. await Said(b => b.AddReferrals()),
        .. await Said(b => b.AddNotifications()),
    ];

    private async Task<List<string>> Said(Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("WO_DATA", folder.FullName)]);
        builder.Logging.ClearProviders();
        add(builder);
        await using var app = builder.Build();
        var voices = new Voices(app.Services.GetServices<IAnnouncements>());
        var said = new List<string>();
        await foreach (var stored in app.Services.GetRequiredService<IEventLog>().ReadAll(Position.Start, int.MaxValue, default))
        {
            foreach (var spoken in await voices.Of(stored, default))
                said.Add(JsonSerializer.Serialize<object>(spoken.Message, Facts.Json));
        }

        return said;
    }
}
