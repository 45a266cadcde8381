using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Messaging;

public sealed class InProcessTests : IDisposable
{
    private static readonly MayBeSeen Question = new(
        Cast.Id(0x900), Cast.Monday, new("referral", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen", []);

    private readonly string folder = Directory.CreateTempSubdirectory("wo-messaging-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_one_service_says_the_other_hears_in_order_and_writes_down_once()
    {
        await using var house = await new SmallHouse(folder).Start();

        await house.Say(Cast.Family, Cast.Jgz, Cast.Wijkteam, Cast.Schuldhulp);

        await Until.Written(house.Heard, 3);
        Assert.Equal([1, 2, 3], house.Ears.Heard.Select(one => one.Version));
    }

    [Fact]
    public async Task A_crash_between_handing_over_and_the_checkpoint_costs_a_repeat_and_changes_nothing()
    {
        await using (var crashing = await new SmallHouse(
            folder, change: services => services.AddSingleton<ICheckpoints, NeverSaved>()).Start())
        {
            await crashing.Say(Cast.Family, Cast.Jgz, Cast.Wijkteam);
            await Until.Written(crashing.Heard, 2);
        }

        await using var again = await new SmallHouse(folder).Start();
        await Until.True(() => again.Ears.Heard.Count == 2, what: "heard again after the crash");
        await again.Say(Cast.Family, Cast.Schuldhulp);
        await Until.Written(again.Heard, 3);
        Assert.Equal([1, 2, 3], again.Ears.Heard.Select(one => one.Version));
    }

    [Fact]
    public async Task A_stopped_listener_catches_up_from_its_own_checkpoint()
    {
        await using (var first = await new SmallHouse(folder).Start())
        {
            await first.Say(Cast.Family, Cast.Jgz);
            await Until.Written(first.Heard, 1);
            await first.Consent.StopAsync();
            await first.Say(Cast.Family, Cast.Wijkteam);
        }

        await using var second = await new SmallHouse(folder).Start();
        await Until.Written(second.Heard, 2);
        Assert.Equal(2, Assert.Single(second.Ears.Heard).Version);
    }

    [Fact]
    public async Task What_fails_three_times_is_parked_its_neighbours_go_on_and_it_can_be_driven_again()
    {
        await using var house = await new SmallHouse(folder).Start();
        house.Ears.Poison.Add(Cast.Family);

        await house.Say(Cast.Family, Cast.Jgz);
        await house.Say(Cast.Id(0x2), Cast.Jgz);

        await Until.Written(house.Heard, 1);
        Assert.Equal(3, house.Ears.Heard.Count(one => one.Family == Cast.Family));
        var parked = Assert.Single(await house.DeadLetters.List(10, default));
        Assert.Equal((typeof(FamilyComposed).FullName, nameof(InvalidOperationException)), (parked.Kind, parked.Why));

        Assert.Equal(0, await house.DeadLetters.Redrive(parked.Id, default));
        Assert.Single(await house.DeadLetters.List(10, default));

        house.Ears.Poison.Clear();
        Assert.Equal(1, await house.DeadLetters.Redrive(null, default));
        Assert.Empty(await house.DeadLetters.List(10, default));
        Assert.Equal(2, await Until.Count(house.Heard));
    }

    [Fact]
    public async Task A_repeat_and_a_message_that_was_overtaken_change_nothing()
    {
        await using var house = await new SmallHouse(folder).Start();
        var mediator = house.Consent.Services.GetRequiredService<IMediator>();
        Task Deliver(long version) => mediator.Publish(
            new FamilyComposed("signal.family-1", version, Cast.Family, [Cast.Jgz], [], []),
            MassTransit.Pipe.Execute<MassTransit.PublishContext>(context => context.MessageId = DerivedIds.Of(Cast.Family, $"{version}")));

        await Deliver(2);
        await Deliver(2);
        await Deliver(1);
        await Deliver(3);

        var written = await house.Heard.ReadAll(Position.Start, 10, default).ToListAsync();
        Assert.Equal([2, 3], written.Select(one => ((PartiesHeard)Facts.Read<HeardFact>(one.Type, one.Data)).Version));
    }

    [Fact]
    public async Task A_question_is_answered()
    {
        await using var house = await new SmallHouse(folder).Start();

        var answer = await house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default);

        Assert.Equal(Question.Question, answer.Question);
    }

    [Fact]
    public async Task No_answer_a_fault_and_nobody_there_are_the_same_no()
    {
        await using var house = await new SmallHouse(folder).Start();

        house.Answering.Fault = true;
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));

        (house.Answering.Fault, house.Answering.Silent) = (false, true);
        var started = DateTime.UtcNow;
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));
        Assert.InRange(DateTime.UtcNow - started, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(4));
        Assert.Equal(2, house.Answering.Asked);

        await house.Answering.Stop.CancelAsync();
        await house.Consent.StopAsync();
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));
    }

    [Fact]
    public async Task An_announcement_carries_the_trace_of_the_request_that_caused_it()
    {
        await using var house = await new SmallHouse(folder).Start();
        using var request = new System.Diagnostics.Activity("POST /v1/gezinnen").Start();

        await house.Say(Cast.Family, Cast.Jgz);

        await Until.True(() => house.Ears.Heard.Count == 1);
        Assert.Equal(request.TraceId.ToString(), Assert.Single(house.Ears.Traces));
    }

    /// <summary>What a crash leaves of a checkpoint that was about to be saved.</summary>
    private sealed class NeverSaved : ICheckpoints
    {
        public Task<Checkpoint?> Load(string name, CancellationToken ct) => Task.FromResult<Checkpoint?>(null);

        public Task Save(string name, Checkpoint checkpoint, CancellationToken ct) => Task.CompletedTask;
    }
}
