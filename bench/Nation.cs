using System.Diagnostics;
using System.Globalization;

namespace WarmHandover.Bench;

/// <summary>
/// The busiest second of a whole country, for as long as one likes: whole commands over four logs in one PostgreSQL, at moments that come
/// by chance and whatever the answers do, on streams of which a few are busy and most are quiet.
/// </summary>
public static class Nation
{
    private const int Streams = 1500;
    private const int Seed = 342;
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];

    // What one signalled child brings: signal 4, consent 6, referral 8, notification 10 facts.
    private static readonly int[] Shares = [4, 6, 8, 10];

    /// <summary>Plays it, and prints how many were asked, done and late, as a row of docs/scale.md.</summary>
    public static async Task Run(Workshop workshop, int aSecond, TimeSpan time, CancellationToken ct)
    {
        var settings = await workshop.Postgres();
        var (stores, things) = (new List<Store>(), new List<Guid[]>());
        try
        {
            foreach (var service in Services)
            {
                stores.Add(await Store.Open(service, settings));
                things.Add(await stores[^1].Command.Fill(Streams, ct));
            }

            var took = await Play(stores, things, aSecond, time, ct);
            Console.WriteLine(Row(aSecond, time, took));
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    private static async Task<double[]> Play(List<Store> stores, List<Guid[]> things, int aSecond, TimeSpan time, CancellationToken ct)
    {
        var chance = new Random(Seed);
        var said = new List<Task<double>>();
        var start = Stopwatch.GetTimestamp();
        for (var (due, number) = (0.0, 0); due < time.TotalSeconds; number++)
        {
            due += -Math.Log(1 - chance.NextDouble()) / aSecond;
            if (TimeSpan.FromSeconds(due) - Stopwatch.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, ct);
            var service = Service(chance.Next(Shares.Sum()));
            var thing = things[service][(int)(Math.Pow(chance.NextDouble(), 3) * Streams)];
            var (moment, of) = (start + (long)(due * Stopwatch.Frequency), number);
            said.Add(Task.Run(
                async () =>
                {
                    await stores[service].Command.Say(thing, of, ct);
                    return Stopwatch.GetElapsedTime(moment).TotalMilliseconds;
                },
                ct));
        }

        return await Task.WhenAll(said);
    }

    private static int Service(int drawn)
    {
        var service = 0;
        for (; drawn >= Shares[service]; service++)
            drawn -= Shares[service];
        return service;
    }

    // From the moment at which it should have been said: a slow moment counts for all who come in it.
    private static string Row(int aSecond, TimeSpan time, double[] took) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {aSecond} | {took.Length / time.TotalSeconds:0} /s for {time.TotalSeconds:0} s | {Rounds.Quantile(took, 0.50):0.0} ms | "
            + $"{Rounds.Quantile(took, 0.95):0.0} ms | {Rounds.Quantile(took, 0.99):0.0} ms | {took.Count(ms => ms > 1000)} | "
            + $"{Environment.ProcessorCount} cores, seed {Seed} |");
}
