using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Bench;

/// <summary>
/// From 'send' at the gateway to the item on the screen of the receiving team, in the whole house: one process on SQLite, or five over
/// RabbitMQ and PostgreSQL. Consent is asked on the way; beside it the bus alone, at the same pace.
/// </summary>
public static class WholeHouse
{
    private const int ARound = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>One process.</summary>
    public static async Task<Outcome> Embedded(Workshop workshop, CancellationToken ct)
    {
        await using var house = await EmbeddedHouse.Start(
            workshop.NewFolder(), "http://127.0.0.1:0", ct, log => log.SetMinimumLevel(LogLevel.None));
        return await Run(workshop, house, ct);
    }

    /// <summary>Five processes.</summary>
    public static async Task<Outcome> Five(Workshop workshop, CancellationToken ct)
    {
        var rabbit = await workshop.Rabbit();
        var stores = new ConcurrentDictionary<string, IReadOnlyList<(string Name, string Value)>>();
        foreach (var service in new[] { "signal", "consent", "referral", "notification" })
            stores[service] = [.. (await workshop.Postgres()), ("WO_BUS", "rabbitmq"), ("WO_RABBITMQ", rabbit)];
        await using var house = await ProcessHouse.Start(
            workshop.NewFolder(), 0,
            service => stores.GetValueOrDefault(service, []).Where(s => s.Name != "WO_DATA").ToDictionary(s => s.Name, s => s.Value), ct);
        return await Run(workshop, house, ct);
    }

    // What is prepared is prepared by one person, quicker than anybody types; the door would tell him to wait.
    static WholeHouse() => Environment.SetEnvironmentVariable("WO_RATE", "1000");

    private static async Task<Outcome> Run(Workshop workshop, IRunningHouse house, CancellationToken ct)
    {
        var arrivals = new Arrivals();
        await using var plain = await PlainBus.Start(await workshop.Rabbit(), arrivals, ct);
        await Stage.Set(house, ct);
        using var http = new HttpClient { BaseAddress = house.Address };
        var referrals = await ReadyReferrals.Prepare(house, http, (workshop.Pace.Rounds + 1) * ARound, ct);
        var seen = new ConcurrentDictionary<Guid, TaskCompletionSource<long>>(
            referrals.Select(r => KeyValuePair.Create(r, new TaskCompletionSource<long>())));
        var ruud = People.All.Single(p => p.Name == "ruud");
        await using var screen = await Screen.Open(house.Address, () => house.Token(ruud, null, null), item =>
        {
            if (seen.TryGetValue(item.GetProperty("about").GetGuid(), out var waiting))
                waiting.TrySetResult(Stopwatch.GetTimestamp());
        }, ct);

        var (noor, number) = (Visitor.Sign(house, http, "noor"), 0);
        async Task<double> ToScreen(Guid referral)
        {
            var begin = Stopwatch.GetTimestamp();
            await noor.Post($"/v1/verwijzingen/{referral}/verzenden", new { }, ct);
            return Stopwatch.GetElapsedTime(begin, await seen[referral].Task.WaitAsync(TimeSpan.FromSeconds(60), ct)).TotalMilliseconds;
        }

        async Task<double> OverTheBus()
        {
            var (begin, arrival) = (Stopwatch.GetTimestamp(), arrivals.Expect(++number));
            await plain.Publish(number, ct);
            return Stopwatch.GetElapsedTime(begin, await arrival).TotalMilliseconds;
        }

        var (ours, theirs) = (new List<double>(), new List<double>());
        foreach (var (round, part) in referrals.Chunk(ARound).Index())
        {
            var (one, other) = (new List<double>(), new List<double>());
            foreach (var referral in part)
            {
                one.Add(await ToScreen(referral));
                other.Add(await OverTheBus());
                await Task.Delay(Pause, ct);
            }

            // The first round warms up.
            if (round > 0)
            {
                ours.Add(Rounds.Quantile(one, 0.5));
                theirs.Add(Rounds.Quantile(other, 0.5));
                Console.Write('.');
            }
        }

        return Outcome.Of([.. ours], [.. theirs]);
    }
}
