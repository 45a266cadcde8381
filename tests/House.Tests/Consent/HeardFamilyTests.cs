using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Consents;
using WarmHandover.Consents.Reactions;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog.Sqlite;

namespace WarmHandover.Tests.Consents;

/// <summary>What signal tells of a family arrives in consent whole: who acts, who is suspended, who cannot decide, who is gone.</summary>
public sealed class HeardFamilyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heard").FullName;
    private readonly SqliteEventLog log;

    public HeardFamilyTests() => log = new(Path.Combine(folder, "consent.log.db"));

    public void Dispose()
    {
        log.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Everything_that_decides_who_signs_is_taken_over_and_an_older_message_changes_nothing()
    {
        var (mentor, day) = (Cast.Id(0x701), new DateOnly(2027, 1, 1));
        var told = new FamilyComposed(
            "signal.family-1", 7, Cast.Family, [Cast.Jgz],
            [
                new(Cast.Samira, "parent", "adult", null, false), new(Cast.Erik, "parent", "16-17", new(2028, 1, 1), false, null, day),
                new(Cast.Yara, "unborn-child", "unborn", null, false, "pregnancy-ended"),
            ],
            [new(Cast.Yara, Cast.Samira, "parent", day, null)],
            [new(Cast.Id(0x702), Cast.Samira, mentor, "mentor", day, null, "beschikking")],
            [new(Cast.Erik, null, "verblijf-onbekend", "rechter", day, null)],
            [new(Cast.Samira, "gezondheid", "onafhankelijk-arts", day, null)]);
        await Hear(told, told with { Version = 6, Members = [], Representations = null });
        var family = (await new ConsentHandler(log, new FakeClock()).Load(Cast.Family, default)).State.Family!;

        Assert.Equal(7, family.SignalVersion);
        Assert.Equal("pregnancy-ended", family.Member(Cast.Yara)!.Gone);
        Assert.Equal(day, family.Member(Cast.Erik)!.AdultFrom);
        Assert.Equal(("rechter", "verblijf-onbekend"), (family.Suspensions![0].EstablishedBy, family.Suspensions[0].Ground));
        Assert.Equal(
            [mentor], Signatories.Of(new(Cast.Samira, "gezondheid-ouder"), family, Cast.Today, Lists.Default).Who);
    }

    private async Task Hear(params FamilyComposed[] messages)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new ConsentHandler(log, new FakeClock()))
            .AddSingleton<TimeProvider>(new FakeClock())
            .AddMediator(mediator => mediator.AddConsumer<WhenFamilyComposed>())
            .BuildServiceProvider();
        var mediator = services.GetRequiredService<IMediator>();
        foreach (var message in messages)
            await mediator.Publish(message, context => context.MessageId = DerivedIds.Of(message.Family, $"{message.Version}"));
    }
}
