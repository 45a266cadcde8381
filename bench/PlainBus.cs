using MassTransit;
using WarmHandover.Contracts.Referral;

namespace WarmHandover.Bench;

/// <summary>The yardstick bus: MassTransit as it comes, confirms on, the same message, a quorum queue.</summary>
public sealed class PlainBus : IAsyncDisposable
{
    /// <summary>The queue that holds what is published when nobody hears it.</summary>
    public const string Kept = "bench-plain";

    private readonly IBusControl bus;

    private PlainBus(IBusControl bus) => this.bus = bus;

    /// <summary>A bus that hears its own messages.</summary>
    public static Task<PlainBus> Start(string address, Arrivals arrivals, CancellationToken ct) => Start(
        address,
        configure => configure.ReceiveEndpoint($"{Kept}-heard", endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = 64;
            endpoint.Handler<ReferralMoved>(context =>
            {
                arrivals.Arrive(int.Parse(context.Message.Number, provider: null));
                return Task.CompletedTask;
            });
        }),
        ct);

    /// <summary>A bus that only publishes; a quorum queue keeps what comes.</summary>
    public static Task<PlainBus> StartSilent(string address, CancellationToken ct) => Start(
        address,
        configure =>
        {
            configure.DeployPublishTopology = true;
            configure.Publish<ReferralMoved>(topology => topology.BindQueue(
                "WarmHandover.Contracts.Referral:ReferralMoved", Kept, queue => queue.SetQuorumQueue()));
        },
        ct);

    /// <summary>Publishes one message with a number on it; returns when it is confirmed.</summary>
    public Task Publish(int number, CancellationToken ct) =>
        bus.Publish(Hop.Moved($"referral.thing-{number:x32}", 1, Guid.NewGuid(), number, TimeProvider.System.GetUtcNow()), ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await bus.StopAsync(TimeSpan.FromSeconds(10));

    private static async Task<PlainBus> Start(string address, Action<IRabbitMqBusFactoryConfigurator> use, CancellationToken ct)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            var uri = new Uri(address);
            var user = uri.UserInfo.Split(':');
            configure.Host(uri.Host, (ushort)uri.Port, "/", host =>
            {
                host.Username(user[0]);
                host.Password(user[1]);
                host.PublisherConfirmation = true;
            });
            use(configure);
        });
        await bus.StartAsync(ct);
        return new(bus);
    }
}
