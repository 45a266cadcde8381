using System.Diagnostics;
using MassTransit;
using WarmHandover.Contracts.Signal;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Messaging;

/// <summary>The announcer beside MassTransit's own publish with the same window (F16). Bench has the figure; here a wider bound.</summary>
public sealed class AnnouncerPaceTests(OneBroker broker, ITestOutputHelper output) : IClassFixture<OneBroker>
{
    private const int Backlog = 3000;
    private const int Window = 128;
    private const double Least = 0.6 / 5;

    [Fact]
    public async Task A_backlog_drains_at_a_fair_part_of_the_pace_of_the_bare_bus()
    {
        var folder = Directory.CreateTempSubdirectory("wo-pace-").FullName;
        await broker.Empty();
        await using (var listener = await new SmallHouse(folder, broker.AddressOf).Start())
        {
            await listener.Say(Cast.Family, Cast.Jgz);
            await Until.Written(listener.Heard, 1);
        }

        await using (var quiet = await new SmallHouse(folder).Start(consent: false))
        {
            for (var family = 0; family < Backlog; family++)
                await quiet.Say(Cast.Id(0x10000 + family), Cast.Jgz);
        }

        var bare = await Bare();
        var announced = Stopwatch.StartNew();
        await using (await new SmallHouse(folder, broker.AddressOf).Start(consent: false))
            await Until.True(async () => (await broker.Quorum("consent-announcements")).MessageCount >= 2 * Backlog, seconds: 120);

        var ratio = bare / announced.Elapsed;
        var rate = Backlog / announced.Elapsed.TotalSeconds;
        output.WriteLine($"bare {Backlog / bare.TotalSeconds:F0}/s, announcer {rate:F0}/s, ratio {ratio:F2}");
        Assert.True(ratio > Least, $"ratio {ratio:F2}");
        Directory.Delete(folder, recursive: true);
    }

    private async Task<TimeSpan> Bare()
    {
        var address = new Uri(broker.Rabbit.Address);
        var bus = Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            configure.Host(address.Host, (ushort)address.Port, "/", host =>
            {
                host.Username("house");
                host.Password(address.UserInfo.Split(':')[1]);
            });
            configure.Message<FamilyComposed>(message => message.SetEntityName("signal.FamilyComposed"));
            configure.Publish<Contracts.IAnnouncement>(topology => topology.Exclude = true);
        });
        await bus.StartAsync();
        using var room = new SemaphoreSlim(Window);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Backlog).Select(async family =>
        {
            await room.WaitAsync();
            var message = new FamilyComposed($"signal.family-{family}", 1, Cast.Family, [Cast.Jgz], [], []);
            await bus.Publish(message, context => context.Mandatory = true);
            room.Release();
        }));
        var bare = watch.Elapsed;
        await bus.StopAsync();
        return bare;
    }
}
