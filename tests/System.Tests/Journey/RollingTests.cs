using System.Collections.Concurrent;
using System.Text.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Two replicas of each service and two gateways are restarted one after another while people read and write: nobody notices, and each
/// write is done once.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class RollingTests(HouseServers servers)
{
    private static readonly string[] Parts = ["Signal", "Consent", "Referral", "Notification", "Gateway"];

    private static readonly string[] Read =
        ["/v1/gezinnen", "/v1/toestemmingen/bundels", "/v1/sociale-kaart/leefgebieden", "/v1/gebeurtenissen"];

    private static readonly int[] Turns = [0, 1];
    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly ConcurrentDictionary<string, int> written = new();
    private string folder = "";

    [Fact]
    public async Task A_rolling_restart_fails_no_request_and_doubles_no_write()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        folder = Directory.CreateTempSubdirectory("wo-rolling-").FullName;
        var (settingsOf, connection) = await servers.Empty(limit.Token);
        var pairs = Parts.ToDictionary(
            name => name, name => Turns.Select(n => new ServiceProcess(name, Path.Combine(folder, $"{n}"))).ToArray());
        await using var entrance = new Entrance([.. pairs["Gateway"].Select(gateway => gateway.Address)]);
        try
        {
            foreach (var turn in Turns)
                await Task.WhenAll(pairs.Select(pair => pair.Value[turn].Start(Settings(pair.Key), limit.Token)));
            await entrance.Open(limit.Token);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
            Task[] people =
            [
                .. Read.Select(path => Again(25, () => Say(entrance, HttpMethod.Get, path, "noor"), done.Token)),
                .. Turns.Select(_ => Again(100, () => Family(entrance), done.Token)), Again(100, () => Organisation(entrance), done.Token),
            ];
            await Until(200, limit.Token);

            foreach (var turn in Turns)
            {
                // One replica of each at a time; the next goes when these are back.
                var before = pairs.Values.Select(pair => pair[turn].Pid).ToArray();
                var codes = await Task.WhenAll(pairs.Values.Select(pair => pair[turn].Stop(limit.Token)));
                Assert.All(codes, code => Assert.Equal(0, code));
                await Until(answers.Values.Sum() + 100, limit.Token);
                await Task.WhenAll(pairs.Select(pair => pair.Value[turn].Start(Settings(pair.Key), limit.Token)));
                Assert.Empty(before.Intersect(pairs.Values.Select(pair => pair[turn].Pid)));
                await Until(answers.Values.Sum() + 200, limit.Token);
            }

            await done.CancelAsync();
            await Task.WhenAll(people);
            Assert.All(answers, answer => Assert.StartsWith("2", answer.Key, StringComparison.Ordinal));
            Assert.All(entrance.Chosen, times => Assert.True(times > 100, $"{times} requests went to one of the gateways."));

            // One of each is enough to hear what is still on its way, and leaves the server room for who looks.
            foreach (var pair in pairs.Values)
                await pair[0].Kill();

            // Past the services' own code: each write stands there once, in whole chains, and what others hear of it was heard once.
            var kept = await new PostgresStores(connection).Settled(TimeSpan.FromMinutes(2));
            Assert.All(written, one => Assert.Equal((one.Key, one.Value), (one.Key, kept.Count(fact => fact.Type == one.Key))));
            Assert.True(written.Values.Sum() > 40, $"{written.Values.Sum()} writes");
        }
        finally
        {
            foreach (var one in pairs.Values.SelectMany(pair => pair))
                await one.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        Dictionary<string, string> Settings(string name)
        {
            var settings = new Dictionary<string, string>(settingsOf(name.ToLowerInvariant()))
            {
                ["WO_DATA"] = folder,
                ["WO_TRUSTED_KEYS"] = People.PublicKeys(folder),
                ["WO_LINGER"] = "4",
                ["WO_RATE"] = "5000",
                ["WO_PATIENCE"] = "60",
            };
            foreach (var (service, pair) in pairs)
                settings[$"WO_{service.ToUpperInvariant()}"] = string.Join(' ', pair.Select(one => one.Address));
            return settings;
        }
    }

    private async Task Family(Entrance entrance)
    {
        var opened = await Write(entrance, "/v1/gezinnen", new { area = People.Deventer }, "noor", "family-opened.v1");
        var path = $"/v1/gezinnen/{opened.GetProperty("family").GetGuid()}";
        var person = new { role = "parent", name = "Agnes Mol", birthDate = new DateOnly(1988, 5, 4), postcode = "7411 AB" };
        var member = (await Write(entrance, $"{path}/leden", person, "noor", "member-added.v1")).GetProperty("member").GetGuid();
        var seen = Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddDays(-1);
        var signal = new { member, kind = "stress-door-geld", source = "zelf-verteld", observedOn = seen, urgency = "gewoon" };
        await Write(entrance, $"{path}/signalen", signal, "noor", "signal-recorded.v1");
    }

    private Task<JsonElement> Organisation(Entrance entrance)
    {
        var support = new { organisation = Guid.CreateVersion7(), name = "Stichting Leergeld", kind = "informele-steun" };
        return Write(entrance, "/v1/organisaties", support, "bea", "organisation-registered.v1");
    }

    /// <summary>Writes, and says it again under the same key, as somebody does who is not sure: the same thing, no other.</summary>
    private async Task<JsonElement> Write(Entrance entrance, string path, object body, string who, string fact)
    {
        var key = Guid.CreateVersion7();
        var first = await Say(entrance, HttpMethod.Post, path, who, body, key);
        written.AddOrUpdate(fact, 1, (_, n) => n + 1);
        var again = await Say(entrance, HttpMethod.Post, path, who, body, key);
        Assert.Equal(Made(first), Made(again));
        return first.Length == 0 ? default : JsonDocument.Parse(first).RootElement;
    }

    // What was made stands first in an answer; what follows may be how it stands now.
    private static string Made(string answer) =>
        answer.Length == 0 ? "" : JsonDocument.Parse(answer).RootElement.EnumerateObject().First().ToString();

    private async Task<string> Say(Entrance entrance, HttpMethod method, string path, string who, object? body = null, Guid? key = null)
    {
        var token = People.Tokens(folder, TimeSpan.Zero).Issue(People.All.Single(p => p.Name == who));
        var (status, said) = await entrance.Send(method, path, token, body, key);
        var route = string.Join('/', path.Split('/').Select(part => Guid.TryParse(part, out _) ? "…" : part));
        answers.AddOrUpdate($"{status} {method} {route}", 1, (_, n) => n + 1);
        Assert.True(status is >= 200 and < 300, $"{status} {method} {route}: {said}");
        return said;
    }

    private static async Task Again(int pause, Func<Task> work, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(pause));
        while (!ct.IsCancellationRequested)
        {
            await work();
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task Until(int count, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (answers.Values.Sum() < count)
            await beat.WaitForNextTickAsync(ct);
    }
}
