using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Bench;

/// <summary>Where the time of one command goes, by stopwatch: <c>-- profile</c>. Single steps, one caller, both engines.</summary>
public static class Breakdown
{
    private const int Times = 2_000;
    private const int Passes = 4;

    /// <summary>Prints the steps of a command on each engine, and the raw commit beside them.</summary>
    public static async Task Run(Workshop workshop, CancellationToken ct)
    {
        using (var raw = new RawSqlite(workshop.NewFolder()))
            await Run("SQLite", workshop.Sqlite(), (_, _) => raw.Insert(), ct);

        await using var rawPostgres = await RawPostgres.Open((await workshop.Database()).Migrator, 1, ct);
        await Run("PostgreSQL", await workshop.Postgres(), rawPostgres.Insert, ct);
    }

    private static async Task Run(
        string engine, IReadOnlyList<(string, string)> settings, Func<int, CancellationToken, Task> raw, CancellationToken ct)
    {
        await using var store = await Store.Open("bench", settings);
        var (vault, command) = (store.Parts.GetRequiredService<IVault>(), store.Command);
        var (streams, content, body) = (await command.Fill(Times, ct), new string('p', 510), new byte[512]);
        var owner = PayloadOwner.Family(streams[0], streams[0]);
        var (steps, next) = (new Dictionary<string, double[]>(), 0);

        await Step("raw commit", _ => raw(0, ct));
        await Step("read and fold 20 facts", i => command.Load(streams[i], ct));
        await Step("read 20 facts, no fold", async i =>
        {
            if (await store.Log.Read(BenchCommand.KindOf("bench").Stream(streams[i]), 0, ct).CountAsync(ct) < BenchCommand.Facts)
                throw new InvalidOperationException("A stream is too short.");
        });
        await Step("seal 512 bytes", i => vault.Seal(owner, streams[i], content, ct));
        await Step("fingerprint 512 bytes", _ => vault.Fingerprint(owner, body, ct));
        await Step("header, hash, append one event", _ => store.Log.Append(command.First(Guid.NewGuid()), ct));
        await Step("append one event and a payload", async _ =>
        {
            var stream = Guid.NewGuid();
            var payload = await vault.Seal(owner, stream, content, ct);
            await store.Log.Append(command.First(stream) with { Payloads = [payload] }, ct);
        });
        await Step("whole command", i => command.Say(streams[i], next++, ct));
        foreach (var (name, times) in steps)
            Console.WriteLine($"{engine,-11} {name,-32} p50 {Rounds.Median(times),8:0.0} us   p90 {Rounds.Quantile(times, 0.9),8:0.0} us");

        async Task Step(string name, Func<int, Task> work)
        {
            // The first passes are for the runtime, which compiles hot code again while it runs.
            var times = new double[Times];
            for (var i = 0; i < Times * Passes; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await work(i % Times);
                times[i % Times] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            steps[name] = times;
        }
    }
}
