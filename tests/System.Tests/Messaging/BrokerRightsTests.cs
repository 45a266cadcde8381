using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace WarmHandover.Tests.Messaging;

/// <summary>What the user of one service may not do to another's queues and exchanges (decision 25), tried on the real broker.</summary>
public sealed class BrokerRightsTests(OneBroker broker) : IClassFixture<OneBroker>, IAsyncLifetime
{
    private const string Frozen = "docs/decisions/0003-broker-names-and-rights.md";

    private readonly string folder = Directory.CreateTempSubdirectory("wo-rights-").FullName;

    public static TheoryData<string, string> Forbidden => new()
    {
        { "signal", "listen to consent's announcements" },
        { "signal", "read consent's questions" },
        { "signal", "throw away what consent has to hear" },
        { "signal", "delete consent's queue" },
        { "signal", "make a queue in consent's name" },
        { "signal", "bind consent's exchange to a queue of its own" },
        { "signal", "speak as consent" },
        { "signal", "write past the exchanges" },
        { "consent", "speak as signal" },
        { "consent", "declare signal's exchange" },
        { "consent", "write past the exchanges" },
    };

    public async Task InitializeAsync()
    {
        await broker.Empty();
        await using var house = await new SmallHouse(folder, broker.AddressOf).Start();
        await house.Say(Cast.Family, Cast.Jgz);
        await Until.Written(house.Heard, 1);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task A_service_may_not(string service, string what)
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker.AddressOf(service)) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new(true, true));

        // A forbidden publish closes the channel; its confirm then fails with the channel's end.
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Try(channel, what));
        var reason = refused is OperationInterruptedException interrupted ? interrupted.ShutdownReason : channel.CloseReason;
        Assert.Equal(403, (int)reason!.ReplyCode);
    }

    [Fact]
    public void The_decision_names_the_rights_that_were_tried()
    {
        var text = File.ReadAllText(Path.Combine(Root(), Frozen));

        foreach (var user in OneBroker.Users)
        {
            foreach (var pattern in new[] { user.Configure, user.Write, user.Read })
                Assert.Contains($"`{pattern}`", text, StringComparison.Ordinal);
        }
    }

    private static Task Try(IChannel channel, string what) => what switch
    {
        "listen to consent's announcements" => channel.BasicGetAsync("consent-announcements", autoAck: true),
        "read consent's questions" => channel.BasicGetAsync("consent-questions", autoAck: true),
        "throw away what consent has to hear" => channel.QueuePurgeAsync("consent-announcements"),
        "delete consent's queue" => channel.QueueDeleteAsync("consent-announcements"),
        "make a queue in consent's name" => channel.QueueDeclareAsync("consent-more", true, false, false),
        "bind consent's exchange to a queue of its own" => channel.ExchangeBindAsync("signal.FamilyComposed", "consent-announcements", ""),
        "speak as consent" => Publish(channel, "consent-announcements", ""),
        "speak as signal" => Publish(channel, "signal.FamilyComposed", ""),
        "declare signal's exchange" => channel.ExchangeDeclareAsync("signal.FamilyComposed", ExchangeType.Fanout, durable: true),
        "write past the exchanges" => Publish(channel, "", "consent-announcements"),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static async Task Publish(IChannel channel, string exchange, string key) =>
        await channel.BasicPublishAsync(exchange, key, mandatory: true, new BasicProperties(), new byte[] { 1 });

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WarmHandover.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
