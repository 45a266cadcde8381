using System.Collections.Concurrent;
using System.Net.Http.Headers;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Two replicas of each service are restarted one after another while people read at the gateway: nobody notices.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class RollingTests(HouseServers servers)
{
    private static readonly string[] Services = ["Signal", "Consent", "Referral", "Notification"];

    private static readonly string[] Read =
        ["/v1/gezinnen", "/v1/toestemmingen/bundels", "/v1/sociale-kaart/leefgebieden", "/v1/gebeurtenissen"];

    private static readonly int[] Turns = [0, 1];
    private readonly ConcurrentDictionary<string, int> answers = new();

    [Fact]
    public async Task A_rolling_restart_fails_no_request_at_the_gateway()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var folder = Directory.CreateTempSubdirectory("wo-rolling-").FullName;
        var (settingsOf, _) = await servers.Empty(limit.Token);
        var pairs = Services.ToDictionary(
            name => name, name => Turns.Select(n => new ServiceProcess(name, Path.Combine(folder, $"{n}"))).ToArray());
        await using var gateway = new ServiceProcess("Gateway", folder);
        try
        {
            foreach (var turn in Turns)
                await Task.WhenAll(pairs.Select(pair => pair.Value[turn].Start(Settings(pair.Key), limit.Token)));
            await gateway.Start(Settings("Gateway"), limit.Token);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
            var people = Read.Select(path => Ask(gateway.Address, path, done.Token)).ToArray();
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
                ["WO_TRUSTED_KEYS"] = Embedded.Sample.People.PublicKeys(folder),
                ["WO_LINGER"] = "4",
                ["WO_RATE"] = "5000",
                ["WO_PATIENCE"] = "60",
            };
            foreach (var (service, pair) in pairs)
                settings[$"WO_{service.ToUpperInvariant()}"] = string.Join(' ', pair.Select(one => one.Address));
            return settings;
        }

        async Task Ask(Uri address, string path, CancellationToken ct)
        {
            var tokens = Embedded.Sample.People.Tokens(folder, TimeSpan.Zero);
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
            while (!ct.IsCancellationRequested)
            {
                using var asked = new HttpRequestMessage(HttpMethod.Get, path);
                asked.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer", tokens.Issue(Embedded.Sample.People.All.Single(p => p.Name == "noor")));
                using var answer = await http.SendAsync(asked, CancellationToken.None);
                answers.AddOrUpdate($"{(int)answer.StatusCode} {path}", 1, (_, n) => n + 1);
                await beat.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private async Task Until(int count, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (answers.Values.Sum() < count)
            await beat.WaitForNextTickAsync(ct);
    }
}
