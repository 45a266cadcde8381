using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Bench;

/// <summary>
/// F13-F15: one hop at 200 a second. A durable command in one service, its announcer, a quorum queue of a real RabbitMQ, and a durable
/// append in the next service; beside MassTransit's own publish and consume of the same message over the same kind of queue.
/// </summary>
public static class Hop
{
    private const int Streams = 400;

    /// <summary>Three figures: p50 against the bus, p99 against the sum of its parts, and p50 again under the tighter bound.</summary>
    public static async Task<Outcome[]> Run(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        var arrivals = new Arrivals();
        await using var hearing = await Hearing(workshop, address, arrivals);
        await using var speaking = await Speaking(workshop, address);
        await hearing.Start(ct);
        await speaking.Start(ct);
        await using var bus = await PlainBus.Start(address, arrivals, ct);

        var streams = Enumerable.Range(0, Streams).Select(_ => Guid.NewGuid()).ToArray();
        Task Command(int number, CancellationToken token) => speaking.Command.Say(streams[number % Streams], number, token);
        var paced = new Paced(arrivals, workshop.Pace.Slice * 5);
        await paced.Run(Command, ct);
        await paced.Run(bus.Publish, ct);

        var (halves, tails) = (new List<(double Ours, double Theirs)>(), new List<(double Ours, double Theirs)>());
        for (var round = 0; round < workshop.Pace.Rounds; round++)
        {
            var ours = await paced.Run(Command, ct);
            var theirs = await paced.Run(bus.Publish, ct);
            halves.Add((ours.Arrived(0.5), theirs.Arrived(0.5)));
            tails.Add((ours.Arrived(0.99), theirs.Arrived(0.99) + (2 * ours.Accepted(0.99))));
            Console.Write('.');
        }

        return [Of(halves), Of(tails), Of(halves)];
    }

    /// <summary>The service that speaks: every fact of its streams is announced as a referral that moved.</summary>
    internal static Task<Store> Speaking(Workshop workshop, string address) => Store.Open(
        "referral", workshop.Sqlite(address), (parts, _) => parts.Announces(BenchCommand.KindOf("referral"), Announce));

    /// <summary>What is said of a fact: a referral that moved, as long as a real one.</summary>
    internal static ReferralMoved Moved(string stream, long version, Guid thing, int number, DateTimeOffset at) => new(
        stream, version, thing, $"{number}", thing, thing, "verzonden", "geaccepteerd", null, "gewoon", thing, thing, thing, thing, at);

    /// <summary>The voice of the speaking service.</summary>
    internal static IEnumerable<ReferralMoved> Announce(Told<BenchState, BenchFact> told) =>
        [Moved(told.Stream, told.Version, told.After.Last, told.After.Highest, told.RecordedAt)];

    private static Task<Store> Hearing(Workshop workshop, string address, Arrivals arrivals) => Store.Open(
        "notification",
        workshop.Sqlite(address),
        (parts, services) =>
        {
            services.AddSingleton(arrivals);
            services.AddSingleton(provider => new BenchCommand(
                "notification", provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<IVault>(), TimeProvider.System));
            parts.Reacts<WhenReferralMoved>();
        });

    private static Outcome Of(List<(double Ours, double Theirs)> rounds) =>
        Outcome.Of([.. rounds.Select(r => r.Ours)], [.. rounds.Select(r => r.Theirs)]);
}

/// <summary>The reaction in the next service: one durable fact, and only then it has arrived.</summary>
public sealed class WhenReferralMoved(BenchCommand command, Arrivals arrivals) : IConsumer<ReferralMoved>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<ReferralMoved> context)
    {
        var heard = context.Message;
        var number = int.Parse(heard.Number, provider: null);
        await command.Hear(heard.Referral, number, context.Command("notification", "referral-moved").Id, context.CancellationToken);
        arrivals.Arrive(number);
    }
}
