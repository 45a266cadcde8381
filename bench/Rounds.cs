using System.Diagnostics;

namespace WarmHandover.Bench;

/// <summary>One side of a comparison: works for a slice of time and tells its figure (a rate, or a time).</summary>
public delegate Task<double> Slice(TimeSpan time, CancellationToken ct);

/// <summary>
/// Yardstick and product alternate in short slices, one ratio a round, because absolute figures on a shared machine say what the machine
/// gave that minute. The median counts; minimum and maximum are shown beside it.
/// </summary>
public static class Rounds
{
    // Until then the runtime still compiles hot code again, and a yardstick of thirty lines is ready long before a product.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Warms both up and runs the rounds; who goes first turns every round.</summary>
    public static async Task<Outcome> Alternate(Pace pace, Slice product, Slice yardstick, CancellationToken ct)
    {
        await product(WarmUp, ct);
        await yardstick(pace.Slice, ct);

        var (ours, theirs) = (new double[pace.Rounds], new double[pace.Rounds]);
        for (var round = 0; round < pace.Rounds; round++)
        {
            if (round % 2 == 0)
                theirs[round] = await yardstick(pace.Slice, ct);
            ours[round] = await product(pace.Slice, ct);
            if (round % 2 == 1)
                theirs[round] = await yardstick(pace.Slice, ct);
            Console.Write('.');
        }

        return Outcome.Of(ours, theirs);
    }

    /// <summary>Counts how often work is done in a slice by a number of callers at once; the rate a second.</summary>
    public static Slice Rate(int callers, Func<int, CancellationToken, Task> work) => async (time, ct) =>
    {
        var done = 0L;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var mine = 0L;
                for (; Stopwatch.GetElapsedTime(start) < time; mine++)
                    await work(caller, ct);
                Interlocked.Add(ref done, mine);
            },
            ct)));
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    };

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value below which a share of the values lies.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Round((sorted.Length - 1) * share), 0, sorted.Length - 1)];
    }
}

/// <summary>How many rounds, and how long a slice lasts.</summary>
public sealed record Pace(int Rounds, TimeSpan Slice);

/// <summary>The ratios of a figure, one a round, and the medians of both sides.</summary>
public sealed record Outcome(double[] Ratios, double Product, double Yardstick)
{
    /// <summary>The figure.</summary>
    public double Median => Rounds.Median(Ratios);

    /// <summary>Round by round: ours over theirs.</summary>
    public static Outcome Of(double[] ours, double[] theirs) =>
        new([.. ours.Zip(theirs, (o, t) => o / t)], Rounds.Median(ours), Rounds.Median(theirs));
}
