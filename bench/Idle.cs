using System.Diagnostics;

namespace WarmHandover.Bench;

/// <summary>
/// F21 and the second half of F17: what a whole idle service (log, vault, views, announcer, bus, HTTP, identity) weighs beside a bare
/// Kestrel address of the same runtime and settings, and how much processor time it takes while nothing happens.
/// </summary>
public static class Idle
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);

    // The runtime compiles hot methods again until a minute after the start; that is starting, not idling.
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(75);

    /// <summary>Memory: each round starts both anew, side by side.</summary>
    public static async Task<Outcome> Memory(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < workshop.Pace.Rounds; round++)
        {
            await using var service = await Child.Start("signal", workshop.Sqlite(address), ct);
            await using var plain = await Child.Start("bare", [], ct);
            await Task.Delay(Settle, ct);
            ours.Add(service.Mebibytes);
            bare.Add(plain.Mebibytes);
            Console.Write('.');
        }

        return Outcome.Of([.. ours], [.. bare]);
    }

    /// <summary>Processor time of one service, in seconds a second: one window a round.</summary>
    public static async Task<Outcome> Processor(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        await using var service = await Child.Start("signal", workshop.Sqlite(address), ct);
        await Task.Delay(Started, ct);

        var shares = new double[workshop.Pace.Rounds];
        for (var round = 0; round < shares.Length; round++)
        {
            var (spent, since) = (service.Processor, Stopwatch.GetTimestamp());
            await Task.Delay(Watch, ct);
            shares[round] = (service.Processor - spent) / Stopwatch.GetElapsedTime(since);
            Console.Write('.');
        }

        return Outcome.Of(shares, [.. shares.Select(_ => 1.0)]);
    }
}
