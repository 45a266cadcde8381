using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging.InProcess;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Registers what carries a service's announcements and questions, as the operator chose: inside the process or over RabbitMQ. Called when
/// the service's parts are complete; the services themselves see only <see cref="IAsk"/> and <see cref="IDeadLetters"/>.
/// </summary>
public static class Messagings
{
    private const string Walking = "announcer";
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>Adds announcing, hearing, asking, answering and re-driving for one service.</summary>
    public static void Add(IServiceCollection services, HouseOptions options, ServiceParts parts)
    {
        services.TryAddSingleton(Patience.Usual);
        services.AddSingleton<Voices>();

        // MassTransit reports its use to its makers by default; this house tells nobody outside that it exists.
        services.Configure<UsageTelemetryOptions>(usage => usage.Enabled = false);
        if (options.Bus == "rabbitmq")
            AddRabbitMq(services, new(parts.Service, options.RabbitMq), parts);
        else
            AddInProcess(services, parts);
    }

    private static void AddInProcess(IServiceCollection services, ServiceParts parts)
    {
        services.TryAddSingleton<InProcessBus>();
        services.AddMediator(mediator => mediator.AddConsumers([.. parts.Reactions, .. parts.Answers]));
        services.AddSingleton(provider => new Participant(
            parts.Service, provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<Voices>(),
            provider.GetRequiredService<IMediator>(),
            parts.Reactions.SelectMany(Speakers.HeardBy).ToHashSet(), parts.Answers.SelectMany(Speakers.HeardBy).ToHashSet(),
            provider.GetRequiredService<ICheckpoints>(), provider.GetRequiredService<IParking>()));
        services.AddSingleton(provider => new Backlogs(
            provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<TimeProvider>(),
            ct => Hearing.Walks(provider.GetRequiredService<InProcessBus>(), parts.Service, ct)));
        services.AddSingleton<IAsk, InProcessAsk>();
        services.AddSingleton<IDeadLetters>(provider => new Hearer(
            provider.GetRequiredService<Participant>(), provider.GetRequiredService<Patience>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Hearer>>()));
        services.AddSingleton<IHostedService>(provider => new Hearing(
            provider.GetRequiredService<InProcessBus>(), provider.GetRequiredService<Participant>(),
            provider.GetRequiredService<Patience>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Hearing>>()));
    }

    private static void AddRabbitMq(IServiceCollection services, Broker broker, ServiceParts parts)
    {
        // A service starts without its broker (decision 22); what it has to say waits in its log, what it has to hear in its queue.
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = StopWithin;
            host.ConsumerStopTimeout = StopWithin;
        });
        services.AddSingleton(broker);
        services.AddSingleton<IDeadLetters, ErrorQueue>();
        services.AddSingleton(provider => new Backlogs(
            provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<TimeProvider>(),
            async ct => [(Walking, await provider.GetRequiredService<ICheckpoints>().Load(Walking, ct))]));

        services.AddSingleton<RabbitAsk>();
        services.AddSingleton<IAsk>(provider => provider.GetRequiredService<RabbitAsk>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<RabbitAsk>());

        services.AddSingleton<RabbitAnnounce>();
        services.AddSingleton<IHostedService>(provider => new AnnouncerService(
            new(new(parts.Service, Walking, provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<Voices>(),
                    provider.GetRequiredService<ICheckpoints>(), _ => true, Unconfirmed: 128),
                provider.GetRequiredService<RabbitAnnounce>(), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<Announcer>>()),
            provider.GetRequiredService<RabbitAnnounce>(), provider.GetRequiredService<ILeases>(), parts.Service,
            provider.GetRequiredService<ILogger<AnnouncerService>>()));

        if (parts.Reactions is not [])
        {
            Bind(services, HouseNames.Announcements(parts.Service), setAside: true,
                [.. parts.Reactions.SelectMany(Speakers.HeardBy).Distinct().Select(kind => HouseNames.Exchange(parts.Service, kind))]);
            Receiving.Announcements(services, broker, parts);
        }

        if (parts.Answers is not [])
        {
            Bind(services, HouseNames.Questions(parts.Service), setAside: false,
                [.. parts.Answers.SelectMany(Speakers.HeardBy).Distinct()
                    .SelectMany(question => Speakers.Askers.Select(asker => HouseNames.Exchange(asker, question)))]);
            Receiving.Questions(services, broker, parts);
        }
    }

    private static void Bind(IServiceCollection services, string queue, bool setAside, IEnumerable<string> sources)
    {
        services.AddSingleton(provider => new Bindings(
            provider.GetRequiredService<Broker>(), queue, [.. sources], setAside ? $"{queue}_error" : null,
            provider.GetRequiredService<ILogger<Bindings>>()));
        services.AddSingleton<IHostedService>(provider => provider.GetServices<Bindings>().Single(one => one.Queue == queue));
    }
}
