using System.Diagnostics;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Bench;

/// <summary>
/// F18: whether the cost of a commit, of finding a stream's version and of reading the tail stays flat as the log grows. Both logs stand
/// side by side, so that they share each minute of the machine.
/// </summary>
public static class Flat
{
    private const int Few = 10_000;

    /// <summary>Three figures: the large log's rate over the small one's.</summary>
    public static async Task<Outcome[]> Sqlite(Workshop workshop, CancellationToken ct)
    {
        await using var small = await Grown(workshop, Few, ct);
        await using var large = await Grown(workshop, workshop.FlatEvents, ct);
        return
        [
            await Rounds.Alternate(workshop.Pace, large.Commit, small.Commit, ct),
            await Rounds.Alternate(workshop.Pace, large.Version, small.Version, ct),
            await Rounds.Alternate(workshop.Pace, large.Tail, small.Tail, ct),
        ];
    }

    private static async Task<Log> Grown(Workshop workshop, int events, CancellationToken ct)
    {
        var store = await Store.Open("bench", workshop.Sqlite());
        return new(store, await store.Command.Fill(events / BenchCommand.Facts, ct));
    }

    private sealed class Log(Store store, Guid[] streams) : IAsyncDisposable
    {
        private readonly Random random = new(18);

        /// <summary>New streams of one event; rows that come in scrambled order are the index's worst case.</summary>
        public Slice Commit { get; } = Repeated(ct => store.Log.Append(store.Command.First(Guid.NewGuid()), ct));

        public Slice Version => Repeated(ct =>
        {
            var stream = BenchCommand.KindOf("bench").Stream(streams[random.Next(streams.Length)]);
            return Drain(store.Log.Read(stream, BenchCommand.Facts - 1, ct), expected: 1);
        });

        public Slice Tail => Repeated(async ct =>
        {
            var head = await store.Log.Head(ct);
            await Drain(store.Log.ReadAll(new(head.Value - 100), 100, ct), expected: 100);
        });

        public ValueTask DisposeAsync() => store.DisposeAsync();

        private static Slice Repeated(Func<CancellationToken, Task> work) => async (time, ct) =>
        {
            var (count, start) = (0, Stopwatch.GetTimestamp());
            for (; Stopwatch.GetElapsedTime(start) < time; count++)
                await work(ct);
            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        };

        private static async Task Drain(IAsyncEnumerable<StoredEvent> events, int expected)
        {
            if (await events.CountAsync() != expected)
                throw new InvalidOperationException("The log does not hold what was written.");
        }
    }
}
