using System.Collections.Concurrent;
using System.Diagnostics;

namespace WarmHandover.Bench;

/// <summary>When things arrived at the other end, by number.</summary>
public sealed class Arrivals
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<long>> waiting = [];

    /// <summary>Completes with the moment of arrival.</summary>
    public Task<long> Expect(int number) => waiting.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>It is there now. A redelivery changes nothing.</summary>
    public void Arrive(int number)
    {
        if (waiting.TryRemove(number, out var expected))
            expected.TrySetResult(Stopwatch.GetTimestamp());
    }
}

/// <summary>Sends at a fixed pace whatever the answers do (an open loop), so that a slow moment is seen by all who come in it.</summary>
public sealed class Paced(Arrivals arrivals, TimeSpan time)
{
    private const int ASecond = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private int numbers;

    /// <summary>One slice: sends, waits until all have arrived, and tells how long each took.</summary>
    public async Task<Times> Run(Func<int, CancellationToken, Task> send, CancellationToken ct)
    {
        var count = (int)(time.TotalSeconds * ASecond);
        var sent = new List<Task<(double Accepted, double Arrived)>>(count);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / ASecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                Thread.Sleep(due);
            sent.Add(One(send, ++numbers, ct));
        }

        return new(await Task.WhenAll(sent).WaitAsync(Limit, ct));
    }

    private async Task<(double Accepted, double Arrived)> One(Func<int, CancellationToken, Task> send, int number, CancellationToken ct)
    {
        var arrival = arrivals.Expect(number);
        var begin = Stopwatch.GetTimestamp();
        await Task.Run(() => send(number, ct), ct);
        var accepted = Stopwatch.GetTimestamp();
        var arrived = await arrival;
        return (Stopwatch.GetElapsedTime(begin, accepted).TotalMilliseconds, Stopwatch.GetElapsedTime(begin, arrived).TotalMilliseconds);
    }
}

/// <summary>What one slice took, in milliseconds: until it was accepted, and until it had arrived.</summary>
public sealed record Times((double Accepted, double Arrived)[] All)
{
    /// <summary>A quantile of the time until acceptance.</summary>
    public double Accepted(double share) => Rounds.Quantile(All.Select(one => one.Accepted), share);

    /// <summary>A quantile of the time until arrival.</summary>
    public double Arrived(double share) => Rounds.Quantile(All.Select(one => one.Arrived), share);
}
