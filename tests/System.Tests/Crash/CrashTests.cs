using System.Diagnostics;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Journey;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Crash;

/// <summary>
/// The embedded host is killed with kill -9 at random moments while nurses write. Afterwards every accepted write stands in the log exactly
/// once, and everything that was announced had its effect once.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Nurses = 6;
    private const int LongestMoment = 1500;
    private static readonly bool Long = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1";

    [Fact]
    public async Task What_was_accepted_is_kept_and_what_was_announced_had_its_effect_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        var rounds = Long ? 50 : 6;
        output.WriteLine($"seed {seed}, {rounds} rounds");
        var outside = Directory.CreateTempSubdirectory("wo-ledger-").FullName;
        var folder = Directory.CreateTempSubdirectory("wo-crash-").FullName;
        try
        {
            var path = Path.Combine(outside, "ledger");
            var kept = await Crash(folder, path, rounds, new Random(seed), seed);

            var (accepted, unknown, refused) = Ledger.Tally(path);
            output.WriteLine($"{accepted} accepted, {unknown} unknown, {refused} refused; {kept.Count} facts in the logs");
            Assert.Empty(Ledger.Judge(path, kept));
            Assert.Empty(Audit.Of(kept));
            Assert.True(accepted > rounds * Nurses, "There was hardly any load.");
            Assert.True(unknown > 0, "No kill met a write under way.");
            Assert.Equal(0, refused);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Directory.Delete(outside, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Kept>> Crash(string folder, string ledgerPath, int rounds, Random moments, int seed)
    {
        var port = Loopback.Port();
        var tokens = People.Tokens(folder, TimeSpan.Zero);
        var noor = People.All.Single(p => p.Name == "noor");
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(15) };
        using var ledger = new Ledger(ledgerPath);
        var load = new Load(ledger, http, () => tokens.Issue(noor), seed);
        var working = load.Run(Nurses);
        var pids = new List<int>();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                await using var host = Start(folder, port);
                pids.Add(host.Pid);
                // Most moments lie under load; every fourth one may lie anywhere in the start.
                if (round % 4 != 3)
                    await UnderLoad(host, load, ledger);
                await Task.Delay(moments.Next(LongestMoment));
                // What is under way now meets the kill; what comes next waits until the host is back.
                load.Down();
                Assert.True(await host.Kill(), $"Round {round}: it was not this test that ended the host: {host.Said()}");
            }

            await using var last = Start(folder, port);
            pids.Add(last.Pid);
            await UnderLoad(last, load, ledger);
            load.Stop();
            await working;
            var settled = await new SqliteStores(folder).Settled(TimeSpan.FromSeconds(120));
            Assert.True(await last.Kill());

            var kept = await new SqliteStores(folder).Events();
            Assert.Equal(settled.Count, kept.Count);
            Assert.Equal(rounds + 1, pids.Distinct().Count());
            return kept;
        }
        finally
        {
            load.Stop();
        }
    }

    private async Task UnderLoad(Child host, Load load, Ledger ledger)
    {
        var start = Stopwatch.GetTimestamp();
        await host.Ready();
        var before = ledger.Accepted;
        load.Up();
        await ledger.Reaches(before + Nurses, () => $"{(host.Gone ? "gone" : "there")}, {host.Said()}");
        output.WriteLine($"pid {host.Pid}: ready and under load after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    }

    private static Child Start(string folder, int port) => Child.Start(
        "Embedded", folder, ["--data", folder, "--urls", "{urls}"], [("WO_RATE", "100000")], port);
}
