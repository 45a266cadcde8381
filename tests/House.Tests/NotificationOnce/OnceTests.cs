using System.Collections.Concurrent;
using System.Text;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Referral;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications.Posting;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;

namespace WarmHandover.Tests.NotificationOnce;

/// <summary>A provider that writes down what it is handed, and nothing else, so that a second one would show.</summary>
public sealed class CountingHouse : NotificationHouse
{
    internal ConcurrentQueue<Letter> Brought { get; } = [];

    protected override void Settings(WebApplicationBuilder builder) => builder.Services.AddSingleton<IChannel>(new Counting(Brought));

    private sealed class Counting(ConcurrentQueue<Letter> brought) : IChannel
    {
        public string Name => "e-mail";

        public Task<Tried> Bring(Letter letter, CancellationToken ct)
        {
            brought.Enqueue(letter);
            return Task.FromResult(new Tried(WarmHandover.Notifications.ProviderAnswer.Accepted, ""));
        }
    }
}

/// <summary>One fact never makes two notifications to one person on one channel for one reason.</summary>
public sealed class OnceTests(CountingHouse house) : IClassFixture<CountingHouse>
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? 1_000 : 40;

    [Fact]
    public async Task The_whole_log_replayed_again_and_again_in_any_order_changes_nothing_and_sends_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Environment.TickCount;
        await house.Post($"/v1/postadressen/{Cast.SchuldhulpTeam}", new { address = "postvak@schuldhulp.example" }, NotificationHouse.Ruud);
        var told = Story().Select((message, n) => (Message: message, Id: Cast.Id(0xD000 + n))).ToArray();
        foreach (var (message, id) in told)
            await Say(message, id);

        await house.Until("/v1/meldingen", rows => rows.GetArrayLength() == 2, NotificationHouse.Ruud);
        await Eventually(() => house.Brought.Count >= 2);
        var head = await Settled();
        var letters = house.Brought.Count;

        // Everything that was heard, in any order: under its own id, as the bus may bring it again, or under a new one, as the speaker may
        // say it again. Then the whole log is walked for the post, as after the loss of the place.
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(told);
            foreach (var (message, id) in told)
                await Say(message, random.Next(2) == 0 ? id : Guid.CreateVersion7());
            await Walk();
        }

        await house.Services.GetRequiredService<ICheckpoints>().Save("postman", new(Position.Start, Guid.Empty), default);
        await house.Restart();
        await Settled();
        Assert.True(await After(head) is [] && letters == house.Brought.Count, $"{string.Join(", ", await After(head))}; seed {seed}");
    }

    private async Task<List<string>> After(Position head)
    {
        var types = new List<string>();
        await foreach (var stored in house.Services.GetRequiredService<IEventLog>().ReadAll(head, 100, default))
            types.Add($"{stored.Type} {Encoding.UTF8.GetString(stored.Data)}");
        return types;
    }

    // The postman walks the whole log once more, as after the loss of his place.
    private async Task Walk()
    {
        var postman = house.Services.GetRequiredService<Postman>();
        await foreach (var stored in house.Services.GetRequiredService<IEventLog>().ReadAll(Position.Start, 100_000, default))
            await postman.Look(stored, default);
    }

    private async Task<Position> Settled()
    {
        var log = house.Services.GetRequiredService<IEventLog>();
        for (var last = await log.Head(default); ; last = await log.Head(default))
        {
            await Task.Delay(1_200);
            if (await log.Head(default) == last)
                return last;
        }
    }

    private static IEnumerable<IAnnouncement> Story()
    {
        var request = Cast.Id(0x950);
        yield return new TeamStands("referral.team-x", 1, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", "GM0150", true, true);
        yield return Move("ready", "sent", 4);
        yield return Move("sent", "received", 5);
        yield return new TermStands(
            "referral.referral-o", 6, Cast.Id(0x901), "WO-O1", "t1", "eerste-gesprek", true, "receiver", "approaching", Cast.Today,
            Cast.Today,
            Cast.Today, null, false, "GM0150", Cast.JgzTeam, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday);
        yield return Move("received", "accepted", 7);
        yield return new ConsentStands("consent.family-o", 9, Cast.Family, [new(
            request, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", [], [new(Cast.Samira, "schulden")], Cast.Autumn)]);
        yield return new WithdrawalsStand("consent.family-o", 9, Cast.Family, [new(
            Cast.Id(0x951), request, [new(Cast.Samira, "schulden")], Cast.Monday, Cast.Today,
            [new(Cast.SchuldhulpTeam, Cast.Schuldhulp, Word: null, Escalated: false)])]);
        yield return new WaysInStand(
            "consent.family-o", 9, Cast.Family, [Cast.Jgz], [new(Cast.Samira, Roles.Parent, Cast.Autumn, Silent: false)]);
        yield return new FamilyStands("signal.family-o", 3, Cast.Family, "GM0150", [], [new(Cast.Yara, "child", "deceased", [])]);
    }

    private static ReferralMoved Move(string from, string to, long version) => new(
        "referral.referral-o", version, Cast.Id(0x901), "WO-O1", Cast.Family, Cast.Id(0x905), from, to, null, "normaal", Cast.JgzTeam,
        Cast.Jgz,
        Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday);

    private Task Say(IAnnouncement message, Guid id) => house.Services.GetRequiredService<IMediator>().Publish(
        message, message.GetType(), Pipe.Execute<PublishContext>(context => context.MessageId = id));

    private static async Task Eventually(Func<bool> holds)
    {
        for (var deadline = Environment.TickCount64 + 20_000; !holds(); await Task.Delay(25))
            Assert.True(Environment.TickCount64 < deadline, "It did not come so far.");
    }
}
