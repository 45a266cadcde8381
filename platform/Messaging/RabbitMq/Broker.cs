using MassTransit;
using RabbitMQ.Client;
using WarmHandover.Contracts;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>Where the broker is and who we are there.</summary>
internal sealed class Broker(string service, string? address)
{
    private readonly Uri uri =
        Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed is { Scheme: "amqp" or "amqps", Host.Length: > 0 }
        ? new(address!)
        : throw new StartRefusedException("WO_RABBITMQ is not set or no address; write it as amqp://user:password@host:5672/.");

    public string Service => service;

    /// <summary>Whether buses only make what they need at the broker and hear nothing; for a job before the service runs.</summary>
    public bool DeclaresOnly { get; set; }

    /// <summary>The house's settings for any bus of this service.</summary>
    public void Configure(IRabbitMqBusFactoryConfigurator bus, string purpose, bool confirms)
    {
        var user = uri.UserInfo.Split(':', 2);
        var vhost = uri.AbsolutePath is "" or "/" ? "/" : Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        var port = uri.IsDefaultPort || uri.Port < 0 ? (uri.Scheme == "amqps" ? 5671 : 5672) : uri.Port;
        bus.Host(uri.Host, (ushort)port, vhost, $"{service}-{purpose}", host =>
        {
            host.Username(Uri.UnescapeDataString(user[0]));
            host.Password(Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""));
            host.PublisherConfirmation = confirms;
            host.Heartbeat(TimeSpan.FromSeconds(10));
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
            host.ContinuationTimeout(TimeSpan.FromSeconds(5));
            if (uri.Scheme == "amqps")
                host.UseSsl();
        });
        bus.MessageTopology.SetEntityNameFormatter(new HouseNames(service));
        bus.Publish<IAnnouncement>(topology => topology.Exclude = true);
        bus.OverrideDefaultBusEndpointQueueName($"{service}-bus-{purpose}-{Guid.NewGuid():N}");
    }

    /// <summary>
    /// A plain connection, for what MassTransit cannot do with a service's rights: bind another's exchange, re-drive a queue.
    /// </summary>
    public async Task<IConnection> Connect(string purpose, CancellationToken ct)
    {
        var connection = await new ConnectionFactory
        {
            Uri = uri,
            ClientProvidedName = $"{service}-{purpose}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = TimeSpan.FromSeconds(5),
        }.CreateConnectionAsync(ct);
        if (BrokerFaults.TooOld(connection.ServerProperties) is not { } sentence)
            return connection;

        await connection.DisposeAsync();
        throw new StartRefusedException(sentence);
    }
}
