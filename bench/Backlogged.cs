using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Bench;

/// <summary>
/// F16: the announcer over a backlog (read, fold, choose, publish, wait for the confirm) beside MassTransit's own publish of the same
/// messages with as many unconfirmed. Queues without a listener keep what comes, and are emptied after every slice.
/// </summary>
public static class Backlogged
{
    private const int Unconfirmed = 128;
    private const int FactsOfAStream = 4;
    private const string Heard = "bench-announced";

    /// <summary>Each round walks the whole backlog once.</summary>
    public static async Task<Outcome> Run(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        await using var store = await Hop.Speaking(workshop, address);
        await Fill(store, workshop.Backlog / FactsOfAStream, ct);
        await using var announce = new RabbitAnnounce(new("referral", address), NullLoggerFactory.Instance);
        await announce.Open(ct);
        await using var plain = await PlainBus.StartSilent(address, ct);
        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueueDeclareAsync(
            Heard, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.QueueBindAsync(Heard, "referral.ReferralMoved", "", cancellationToken: ct);

        var walks = 0;
        async Task<double> Emptied(string queue, Func<Task> work)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            var rate = workshop.Backlog / Stopwatch.GetElapsedTime(start).TotalSeconds;
            var kept = await channel.QueuePurgeAsync(queue, ct);
            return kept >= workshop.Backlog ? rate : throw new InvalidOperationException($"{queue} holds {kept}: something was lost.");
        }

        return await Rounds.Alternate(
            workshop.Pace,
            (_, token) => Emptied(Heard, () => Walk(store, announce, ++walks, workshop.Backlog, token)),
            (_, token) => Emptied(PlainBus.Kept, () => Publish(plain, workshop.Backlog, token)),
            ct);
    }

    // Facts of one family lie scattered over a log: all streams get their first before any gets its second.
    private static async Task Fill(Store store, int streams, CancellationToken ct)
    {
        var ids = await store.Command.Fill(streams, ct, facts: 1);
        for (var more = 1; more < FactsOfAStream; more++)
            await store.Command.FillMore(ids, 1, ct);
    }

    private static async Task Walk(Store store, RabbitAnnounce announce, int number, int events, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var counting = new Counting(announce, events);
        var walk = new Walk(
            "referral", $"bench-{number}", store.Log, store.Parts.GetRequiredService<Voices>(),
            store.Parts.GetRequiredService<ICheckpoints>(), _ => true, Unconfirmed);
        var walking = new Announcer(walk, counting, TimeProvider.System, NullLogger.Instance).Run(stop.Token);
        await counting.All.WaitAsync(TimeSpan.FromMinutes(2), ct);
        await stop.CancelAsync();
        await walking;
    }

    private static async Task Publish(PlainBus bus, int events, CancellationToken ct)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Unconfirmed).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Increment(ref next) is var number && number <= events)
                    await bus.Publish(number, ct);
            },
            ct)));
    }

    /// <summary>Counts what the broker confirmed.</summary>
    private sealed class Counting(IAnnounce inner, int expected) : IAnnounce
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int confirmed;

        public Task All => all.Task;

        public async Task Publish(Spoken spoken, CancellationToken ct)
        {
            await inner.Publish(spoken, ct);
            if (Interlocked.Increment(ref confirmed) == expected)
                all.SetResult();
        }
    }
}
