using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Web;

namespace WarmHandover.Bench;

/// <summary>
/// From a referral that is sent to the item on the screen of the receiving team, at 200 a second. A durable command, its announcer,
/// RabbitMQ, the real notification service, and the live inbox as a screen hears it; beside the bus alone.
/// </summary>
public static class ToScreen
{
    private const int Teams = 100;
    private static readonly Guid[] Receivers = [.. Enumerable.Range(0, Teams).Select(_ => Guid.NewGuid())];
    private static readonly Persona Worker = new("ruud", [Roles.Professional], Guid.NewGuid(), Receivers);

    /// <summary>One figure: p50, beside MassTransit's own publish and consume.</summary>
    public static async Task<Outcome> Run(Workshop workshop, CancellationToken ct)
    {
        var address = await workshop.Rabbit();
        var arrivals = new Arrivals();
        await using var plain = await PlainBus.Start(address, arrivals, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var hearing = await Notification(workshop.Sqlite(address), ct);
        await using var speaking = await Store.Open(
            "referral", workshop.Sqlite(address), (parts, _) => parts.Announces(BenchCommand.KindOf("referral"), Announce));
        await speaking.Start(ct);
        var screen = Screen(hearing, arrivals, stop.Token);

        var streams = Enumerable.Range(0, Teams * 4).Select(_ => Guid.NewGuid()).ToArray();
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

        await stop.CancelAsync();
        await screen.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Outcome.Of([.. halves.Select(h => h.Ours)], [.. halves.Select(h => h.Theirs)]);
    }

    private static IEnumerable<ReferralMoved> Announce(Told<BenchState, BenchFact> told)
    {
        var (thing, number) = (told.After.Last, told.After.Highest);
        yield return new(
            told.Stream, told.Version, thing, $"{number}", thing, thing, "ready", "sent", null, "normaal", thing, thing,
            Receivers[number % Teams], thing, told.RecordedAt);
    }

    private static async Task<WebApplication> Notification(
        IReadOnlyList<(string Name, string Value)> settings, CancellationToken ct)
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

    /// <summary>Listens as a screen does: on again after the last event when the stream ends with its token.</summary>
    private static async Task Screen(WebApplication app, Arrivals arrivals, CancellationToken ct)
    {
        var tokens = new DevTokens(app.Configuration["WO_DATA"]!, "urn:warme-overdracht:development", TimeProvider.System);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()), Timeout = Timeout.InfiniteTimeSpan };
        for (string? last = null; !ct.IsCancellationRequested;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/meldingen/stroom");
            request.Headers.Authorization = new("Bearer", tokens.Issue(Worker));
            if (last is not null)
                request.Headers.Add("Last-Event-ID", last);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(ct), (_, data) => JsonDocument.Parse(data.ToArray()));
            await foreach (var change in parser.EnumerateAsync(ct))
            {
                using var data = change.Data;
                last = change.EventId ?? last;
                if (change.EventType == "nieuw")
                    arrivals.Arrive(int.Parse(data.RootElement.GetProperty("item").GetProperty("number").GetString()!, provider: null));
            }
        }
    }
}
