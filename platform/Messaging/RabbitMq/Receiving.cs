using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>The bus on which a service answers: a connection of its own, without publisher confirms (decision 17).</summary>
public interface IAnsweringBus : IBus;

/// <summary>
/// The receiving side of a service: one durable quorum queue for all announcements it hears, and one for the questions it answers. The
/// queues
/// are MassTransit's; the bindings to other services' exchanges are made by <see cref="Bindings"/>, because a service's user may not
/// declare them.
/// </summary>
internal static class Receiving
{
    private const int Prefetch = 64;
    private const int Partitions = 16;
    private const int DeliveryLimit = 20;

    public static void Announcements(IServiceCollection services, Broker broker, ServiceParts parts) =>
        services.AddMassTransit(registration =>
        {
            registration.AddConsumers([.. parts.Reactions]);
            registration.ConfigureHealthCheckOptions(Quiet);
            registration.UsingRabbitMq((context, bus) =>
            {
                broker.Configure(bus, "hearing", confirms: true);
                bus.DeployTopologyOnly = broker.DeclaresOnly;
                bus.SendTopology.ConfigureErrorSettings = Plain;
                bus.SendTopology.ConfigureDeadLetterSettings = Plain;
                var queue = HouseNames.Announcements(broker.Service);
                bus.ReceiveEndpoint(queue, endpoint =>
                {
                    Durable(endpoint, queue);
                    endpoint.ConnectReceiveEndpointObserver(context.GetServices<Bindings>().Single(one => one.Queue == queue));
                    endpoint.PrefetchCount = Prefetch;
                    endpoint.UseFilter(new TraceFilter());
                    var partitioner = endpoint.CreatePartitioner(Partitions);
                    foreach (var kind in parts.Reactions.SelectMany(Speakers.HeardBy).Distinct())
                        Partitioned(endpoint, partitioner, kind);
                    endpoint.UseMessageRetry(retry => retry.Intervals([.. context.GetRequiredService<Patience>().Pauses]));
                    foreach (var reaction in parts.Reactions)
                        endpoint.ConfigureConsumer(context, reaction);
                });
            });
        });

    public static void Questions(IServiceCollection services, Broker broker, ServiceParts parts) =>
        services.AddMassTransit<IAnsweringBus>(registration =>
        {
            registration.AddConsumers([.. parts.Answers]);
            registration.ConfigureHealthCheckOptions(Quiet);
            registration.UsingRabbitMq((context, bus) =>
            {
                broker.Configure(bus, "answering", confirms: false);
                bus.DeployTopologyOnly = broker.DeclaresOnly;
                var queue = HouseNames.Questions(broker.Service);
                bus.ReceiveEndpoint(queue, endpoint =>
                {
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.PublishFaults = false;
                    endpoint.PrefetchCount = Prefetch;
                    endpoint.ConnectReceiveEndpointObserver(context.GetServices<Bindings>().Single(one => one.Queue == queue));
                    endpoint.DiscardFaultedMessages();
                    endpoint.DiscardSkippedMessages();
                    endpoint.UseFilter(new AnswerAddressFilter(broker.Service, Speakers.Askers));
                    endpoint.UseFilter(new TraceFilter());
                    foreach (var answer in parts.Answers)
                        endpoint.ConfigureConsumer(context, answer);
                });
            });
        });

    private static void Durable(IRabbitMqReceiveEndpointConfigurator endpoint, string queue)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.SetQuorumQueue();
        foreach (var (name, value) in Limits($"{queue}_error"))
            endpoint.SetQueueArgument(name, value);
    }

    /// <summary>
    /// A message that takes its process down comes back without an exception: the broker counts, and sets it aside without losing it.
    /// </summary>
    private static Dictionary<string, object> Limits(string setAside) => new()
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-overflow"] = "reject-publish",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-dead-letter-exchange"] = setAside,
    };

    /// <summary>What is set aside may be looked at as often as one likes: its queue has no limit and sends nothing on.</summary>
    private static void Plain(IRabbitMqQueueConfigurator queue)
    {
        foreach (var name in Limits("").Keys)
            queue.SetQueueArgument(name, (object)null!);
    }

    private static void Partitioned(IConsumePipeConfigurator endpoint, IPartitioner partitioner, Type kind) => typeof(Receiving)
        .GetMethod(nameof(PartitionedOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(kind)
        .Invoke(null, [endpoint, partitioner]);

    private static void PartitionedOf<T>(IConsumePipeConfigurator endpoint, IPartitioner partitioner) where T : class, IAnnouncement =>
        endpoint.UsePartitioner<T>(partitioner, heard => DerivedIds.Of(Guid.Empty, heard.Message.Stream));

    /// <summary>
    /// Readiness never depends on the broker (decision 22): the bus reports on itself under a tag of its own, and never as unhealthy.
    /// </summary>
    private static void Quiet(IHealthCheckOptionsConfigurator options)
    {
        options.MinimalFailureStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded;
        options.Tags.Clear();
        options.Tags.Add("bus");
    }
}
