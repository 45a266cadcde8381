using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Messaging;

/// <summary>The same two services over a real broker, each with the rights of its own user and no more.</summary>
public sealed class RabbitTests(OneBroker broker) : IClassFixture<OneBroker>, IAsyncLifetime
{
    private static readonly MayBeSeen Question = new(
        Cast.Id(0x900), Cast.Monday, new("signal", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen", []);

    private readonly string folder = Directory.CreateTempSubdirectory("wo-messaging-").FullName;

    public Task InitializeAsync() => broker.Empty();

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_one_service_says_the_other_hears_with_the_rights_of_their_own_users()
    {
        await using var house = await Start();

        await house.Say(Cast.Family, Cast.Jgz, Cast.Wijkteam, Cast.Schuldhulp);

        await Until.Written(house.Heard, 3);
        Assert.Equal([1, 2, 3], house.Ears.Heard.Select(one => one.Version));
        Assert.Equal(1u, (await broker.Quorum("consent-announcements")).ConsumerCount);
    }

    [Fact]
    public async Task A_question_over_the_broker_is_answered_and_a_fault_is_a_no()
    {
        await using var house = await Start();

        await Until.True(async () => await Answered(house), what: "an answer");

        house.Answering.Fault = true;
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));
    }

    [Fact]
    public async Task What_nobody_is_bound_to_comes_back_and_waits_until_somebody_listens()
    {
        await using var house = await new SmallHouse(folder, broker.AddressOf).Start(consent: false);
        var checkpoints = house.Signal.Services.GetRequiredService<ICheckpoints>();
        await house.Say(Cast.Family, Cast.Jgz, Cast.Wijkteam);
        await Until.True(() => broker.Exists("signal.FamilyComposed"), what: "the speaker's exchange");
        Assert.Null(await checkpoints.Load("announcer", default));

        await house.Start(signal: false);

        await Until.Written(house.Heard, 2);
        await Until.True(async () => await checkpoints.Load("announcer", default) is not null, what: "the checkpoint moves");
    }

    [Fact]
    public async Task A_poisoned_message_is_set_aside_its_neighbours_go_on_and_it_can_be_driven_again()
    {
        await using var house = await Start();
        house.Ears.Poison.Add(Cast.Family);

        await house.Say(Cast.Family, Cast.Jgz);
        await house.Say(Cast.Id(0x2), Cast.Jgz);

        await Until.Written(house.Heard, 1);
        await Until.True(async () => await house.DeadLetters.List(10, default) is [_], what: "set aside");
        var letter = Assert.Single(await house.DeadLetters.List(10, default));
        Assert.Contains("FamilyComposed", letter.Kind, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), letter.Why, StringComparison.Ordinal);

        house.Ears.Poison.Clear();
        Assert.Equal(1, await house.DeadLetters.Redrive(letter.Id, default));
        await Until.Written(house.Heard, 2);
        Assert.Empty(await house.DeadLetters.List(10, default));
    }

    [Fact]
    public async Task The_trace_is_the_same_on_both_sides()
    {
        await using var house = await Start();
        using var request = new System.Diagnostics.Activity("POST /v1/gezinnen").Start();

        await house.Say(Cast.Family, Cast.Jgz);

        await Until.True(() => house.Ears.Heard.Count == 1);
        Assert.Equal(request.TraceId.ToString(), Assert.Single(house.Ears.Traces));
    }

    [Fact]
    public async Task A_question_that_wants_its_answer_elsewhere_is_dropped_undecided()
    {
        await using var house = await Start();
        await Until.True(async () => await Answered(house), what: "an answer");
        var asked = house.Answering.Asked;

        await broker.AskAs("signal.MayBeSeen", Question, answerTo: "consent-announcements");
        Assert.True(await Answered(house));

        Assert.Equal(asked + 1, house.Answering.Asked);
    }

    private Task<SmallHouse> Start() => new SmallHouse(folder, broker.AddressOf).Start();

    private static async Task<bool> Answered(SmallHouse house)
    {
        try
        {
            return (await house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default)).Question == Question.Question;
        }
        catch (NoAnswerException)
        {
            return false;
        }
    }
}
