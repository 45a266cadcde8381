using System.Net;
using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Signals;
using WarmHandover.Signals.Reactions;
using WarmHandover.Signals.Views;

namespace WarmHandover.Tests.Signal;

/// <summary>What the file does by itself: a receiver that accepted becomes a party, a birthday becomes a fact. Once.</summary>
public sealed class SignalReactionsTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task A_receiver_that_accepted_reads_the_family_without_names_and_records_its_own()
    {
        var (family, mother, _) = await house.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/gezinnen/{family}", SignalHouse.Wim)).Status);

        await Hear(Moved(family, "accepted", 5), Moved(family, "accepted", 5), Moved(family, "accepted", 4));

        var file = (await house.Get($"/v1/gezinnen/{family}", SignalHouse.Wim)).Body;
        Assert.All(file.GetProperty("members").EnumerateArray(), m => Assert.Equal(JsonValueKind.Null, Name(m)));
        var signal = new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today };
        var recorded = await house.Post($"/v1/gezinnen/{family}/signalen", signal, SignalHouse.Wim);
        Assert.Equal(HttpStatusCode.Created, recorded.Status);
        Assert.Empty((await house.Get($"/v1/gezinnen/{family}")).Body.GetProperty("signals").EnumerateArray());
        Assert.Equal(1, await Count<PartyJoined>(family));
    }

    [Fact]
    public async Task Another_status_or_an_unknown_family_changes_nothing()
    {
        var (family, _, _) = await house.Open();

        await Hear(Moved(family, "sent", 3), Moved(Cast.Id(0x405), "accepted", 5));

        Assert.Equal(0, await Count<PartyJoined>(family));
        Assert.Equal(0, await Count<PartyJoined>(Cast.Id(0x405)));
    }

    [Fact]
    public async Task A_birthday_is_written_once_and_the_next_one_stands_ready()
    {
        var (family, _, child) = await house.Open();
        var twelfth = SignalHouse.Today.AddYears(4);
        var clock = new FakeClock(new(twelfth, new(12, 0), TimeSpan.Zero));
        var hand = new BirthdayHand(new FamilyHandler(house.Services.GetRequiredService<IEventLog>(), clock), clock);
        var row = JsonSerializer.Serialize(new AgeBandRow(family, child, "under-12", twelfth), Facts.Json);

        await hand.Strike(new("x", row, clock.GetUtcNow()), CancellationToken.None);
        await hand.Strike(new("x", row, clock.GetUtcNow()), CancellationToken.None);

        Assert.Equal(1, await Count<AgeBandReached>(family));
    }

    private async Task Hear(params ReferralMoved[] messages)
    {
        var families = house.Services.GetRequiredService<FamilyHandler>();
        await using var services = new ServiceCollection()
            .AddSingleton(families)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILogger<WhenReferralMoved>>(NullLogger<WhenReferralMoved>.Instance)
            .AddMediator(mediator => mediator.AddConsumer<WhenReferralMoved>())
            .BuildServiceProvider();
        var mediator = services.GetRequiredService<IMediator>();
        foreach (var message in messages)
            await mediator.Publish(message, context => context.MessageId = DerivedIds.Of(message.Family, $"{message.Version}"));
    }

    private async Task<int> Count<TFact>(Guid family)
    {
        var (log, found) = (house.Services.GetRequiredService<IEventLog>(), 0);
        await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(family), 0, CancellationToken.None))
            found += Facts.Read<FamilyFact>(stored.Type, stored.Data) is TFact ? 1 : 0;

        return found;
    }

    private static JsonValueKind Name(JsonElement member) =>
        member.TryGetProperty("name", out var name) ? name.ValueKind : JsonValueKind.Null;

    private static ReferralMoved Moved(Guid family, string to, long version) => new(
        "referral.referral-x", version, Cast.Id(0x61), "WO-1", family, Circle.Debts, "received", to, null, "gewoon", Cast.JgzTeam, Cast.Jgz,
        Cast.WijkteamNoord, Cast.Wijkteam, Cast.Monday);
}
