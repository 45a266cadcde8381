using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Bench;

/// <summary>F17: how soon an idle announcer calls publish after a commit, in commits. The commit itself counts too.</summary>
public static class Waking
{
    private const int EachRound = 50;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);

    /// <summary>From the call of the append to the call of publish, beside the append alone.</summary>
    public static async Task<Outcome> Run(Workshop workshop, CancellationToken ct)
    {
        await using var store = await Store.Open(
            "referral", workshop.Sqlite(), (parts, _) => parts.Announces(BenchCommand.KindOf("referral"), Hop.Announce));
        var called = new Called();
        var walk = new Walk(
            "referral", "bench", store.Log, store.Parts.GetRequiredService<Voices>(), store.Parts.GetRequiredService<ICheckpoints>(),
            _ => true, 128);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var walking = new Announcer(walk, called, TimeProvider.System, NullLogger.Instance).Run(stop.Token);

        var (ours, theirs) = (new double[workshop.Pace.Rounds], new double[workshop.Pace.Rounds]);
        for (var round = -1; round < workshop.Pace.Rounds; round++)
        {
            var times = new List<(double Called, double Committed)>();
            for (var i = 0; i < EachRound; i++)
            {
                await Task.Delay(Quiet, ct);
                times.Add(await One(store, called, ct));
            }

            if (round < 0)
                continue;

            (ours[round], theirs[round]) = (Rounds.Median(times.Select(t => t.Called)), Rounds.Median(times.Select(t => t.Committed)));
            Console.Write('.');
        }

        await stop.CancelAsync();
        await walking;
        return Outcome.Of(ours, theirs);
    }

    private static async Task<(double Called, double Committed)> One(Store store, Called called, CancellationToken ct)
    {
        var append = store.Command.First(Guid.NewGuid());
        var calling = called.Next();
        var start = Stopwatch.GetTimestamp();
        await store.Log.Append(append, ct);
        var committed = Stopwatch.GetTimestamp();
        var heard = await calling.WaitAsync(TimeSpan.FromSeconds(30), ct);
        return (Stopwatch.GetElapsedTime(start, heard).TotalMilliseconds, Stopwatch.GetElapsedTime(start, committed).TotalMilliseconds);
    }

    private sealed class Called : IAnnounce
    {
        private volatile TaskCompletionSource<long> next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> Next() => (next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public Task Publish(Spoken spoken, CancellationToken ct)
        {
            next.TrySetResult(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        }
    }
}
