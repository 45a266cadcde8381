using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Messaging;

public sealed class BrokerFaultTests : IAsyncLifetime
{
    private static readonly MayBeSeen Question = new(
        Cast.Id(0x900), Cast.Monday, new("signal", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen", []);

    private readonly string folder = Directory.CreateTempSubdirectory("wo-faults-").FullName;
    private RabbitServer rabbit = null!;

    public async Task InitializeAsync() => rabbit = await RabbitServer.Start();

    public async Task DisposeAsync()
    {
        await rabbit.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_broker_killed_in_the_middle_of_two_hundred_announcements_costs_none_of_them()
    {
        await using var house = await Start();
        await house.Say(Cast.Family, Cast.Jgz);
        await Until.Written(house.Heard, 1);
        await rabbit.QueuesAreOnDisk();

        var saying = Task.Run(async () =>
        {
            for (var family = 1; family <= 200; family++)
                await house.Say(Cast.Id(0x1000 + family), Cast.Jgz);
        });
        await Until.True(async () => await Until.Count(house.Heard) > 20, what: "the middle");
        var pid = rabbit.Pid;
        await rabbit.Kill();
        var heardAtTheKill = await Until.Count(house.Heard);
        await saying;
        Assert.InRange(heardAtTheKill, 20, 199);
        await rabbit.Restart();

        Assert.NotEqual(pid, rabbit.Pid);
        await Until.Written(house.Heard, 201, seconds: 240);
        var last = await Last(house.Signal.Services.GetRequiredService<IEventLog>());
        await Until.True(async () => await Checkpoint(house) == last, what: "the checkpoint reaches the end");
    }

    [Fact]
    public async Task A_frozen_broker_is_a_no_within_the_limit_and_the_announcer_gives_up_and_recovers()
    {
        await using var house = await Start();
        await house.Say(Cast.Family, Cast.Jgz);
        await Until.Written(house.Heard, 1);
        await Until.True(async () => await Answered(house), what: "an answer");

        rabbit.Freeze();
        var asked = Stopwatch.StartNew();
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(10), $"The library would wait 30 s; the no took {asked.Elapsed}");

        await house.Say(Cast.Family, Cast.Wijkteam);
        await Until.True(() => house.Announcers.Warnings.Any(text => text.Contains("thrown away", StringComparison.Ordinal)),
            what: "the announcer throws its bus away");
        rabbit.Thaw();

        await Until.Written(house.Heard, 2);
        await Until.True(async () => await Answered(house), what: "an answer again");
    }

    [Fact]
    public async Task A_service_starts_without_its_broker_and_goes_on_when_it_comes()
    {
        await rabbit.Kill();

        await using var house = await Start();
        await house.Say(Cast.Family, Cast.Jgz, Cast.Wijkteam);
        await Assert.ThrowsAsync<NoAnswerException>(() => house.Ask.Ask<MayBeSeen, SeenAnswer>(Question, default));
        await rabbit.Restart();

        await Until.Written(house.Heard, 2, seconds: 90);
        await Until.True(async () => await Answered(house), what: "an answer");
    }

    private Task<SmallHouse> Start() => new SmallHouse(folder, _ => rabbit.Address).Start();

    private static async Task<Position?> Checkpoint(SmallHouse house) =>
        (await house.Signal.Services.GetRequiredService<ICheckpoints>().Load("announcer", default))?.Position;

    private static async Task<Position?> Last(IEventLog log) => await log.Head(default);

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
