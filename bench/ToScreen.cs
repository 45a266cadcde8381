using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Notification;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Web;

namespace WarmHandover.Bench;

/// <summary>
/// From a fact in one service to the item on the screen of the receiving team, at 200 a second: a durable command, its announcer, RabbitMQ,
/// the real notification service, and the live inbox as a screen hears it; beside the bus alone. With many items in each inbox, or few.
/// </summary>
public static class ToScreen
{
    /// <summary>The items of a hundred teams.</summary>
    public static Task<Outcome> Few(Workshop workshop, CancellationToken ct) => Run(workshop, teams: 100, before: 0, ct);

    /// <summary>The items of two teams that have 5,000 each already.</summary>
    public static Task<Outcome> Many(Workshop workshop, CancellationToken ct) => Run(workshop, teams: 2, before: 5_000, ct);

    private static async Task<Outcome> Run(Workshop workshop, int teams, int before, CancellationToken ct)
    {
        Guid[] receivers = [.. Enumerable.Range(0, teams).Select(_ => Guid.NewGuid())];
        var address = await workshop.Rabbit();
        var arrivals = new Arrivals();
        await using var plain = await PlainBus.Start(address, arrivals, ct);
        await using var hearing = await Notification(workshop.Sqlite(address), ct);
        await Fill(hearing.Services.GetRequiredService<NotificationHandler>(), receivers, before, ct);
        await using var speaking = await Store.Open("referral", workshop.Sqlite(address), (parts, _) => parts
            .Announces(BenchCommand.KindOf("referral"), told => [Sent(told, receivers)])
            .Reacts<WhenDelivered>());
        await speaking.Start(ct);
        var tokens = new DevTokens(hearing.Configuration["WO_DATA"]!, "urn:warme-overdracht:development", TimeProvider.System);
        await using var screen = await Screen.Open(
            new(hearing.Urls.Single()), () => tokens.Issue(new("ruud", [Roles.Professional], Guid.NewGuid(), receivers)),
            item => arrivals.Arrive(int.Parse(item.GetProperty("number").GetString()!, provider: null)), ct);

        var streams = Enumerable.Range(0, 400).Select(_ => Guid.NewGuid()).ToArray();
        var paced = new Paced(arrivals, workshop.Pace.Slice * 5);
        Task Send(int number, CancellationToken token) => speaking.Command.Say(streams[number % streams.Length], number, token);
        await paced.Run(Send, ct);
        await paced.Run(plain.Publish, ct);

        var halves = new List<(double Ours, double Theirs)>();
        for (var round = 0; round < workshop.Pace.Rounds; round++)
        {
            halves.Add(((await paced.Run(Send, ct)).Arrived(0.5), (await paced.Run(plain.Publish, ct)).Arrived(0.5)));
            Console.Write('.');
        }

        return Outcome.Of([.. halves.Select(h => h.Ours)], [.. halves.Select(h => h.Theirs)]);
    }

    private static ReferralMoved Sent(Told<BenchState, BenchFact> told, Guid[] receivers) =>
        Sent(
            told.Stream, told.Version, told.After.Last, told.After.Highest, receivers[told.After.Highest % receivers.Length],
            told.RecordedAt);

    private static ReferralMoved Sent(string stream, long version, Guid thing, int number, Guid to, DateTimeOffset at) => new(
        stream, version, thing, $"{number}", thing, thing, "ready", "sent", null, "normaal", thing, thing, to, thing, at);

    private static async Task Fill(NotificationHandler inboxes, Guid[] receivers, int items, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var team in receivers)
        {
            for (var n = 1; n <= items; n++)
            {
                var thing = Guid.NewGuid();
                var moved = Sent($"referral.thing-{thing:N}", 1, thing, -n, team, now);
                await inboxes.Handle(
                    team, new HearMove(thing, team, moved, now), new(thing, Platform.Deciding.Actor.House("notification")), ct);
            }
        }
    }

    private static async Task<WebApplication> Notification(IReadOnlyList<(string Name, string Value)> settings, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("urls", "http://127.0.0.1:0")).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.Logging.ClearProviders();
        builder.AddNotifications();
        var app = builder.Build();
        app.MapNotifications();
        await app.StartAsync(ct);
        return app;
    }

    /// <summary>Somebody hears what notification says, as in the house; otherwise its announcer would wait for a listener.</summary>
    private sealed class WhenDelivered : IConsumer<NotificationDelivered>
    {
        public Task Consume(ConsumeContext<NotificationDelivered> context) => Task.CompletedTask;
    }
}
