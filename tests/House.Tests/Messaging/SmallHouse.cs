using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Messaging.InProcess;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Messaging;

/// <summary>Two services with their own containers, logs and folders, on one bus: signal speaks, consent listens and answers.</summary>
public sealed class SmallHouse(string folder, Func<string, string>? rabbit = null, Action<IServiceCollection>? change = null)
    : IAsyncDisposable
{
    private readonly InProcessBus bus = new();
    private readonly List<IHost> hosts = [];

    public Ears Ears { get; } = new();

    public Answering Answering { get; } = new();

    public Said Announcers { get; } = new();

    public IHost Signal { get; private set; } = null!;

    public IHost Consent { get; private set; } = null!;

    public IEventLog Heard => Consent.Services.GetRequiredService<IEventLog>();

    public IDeadLetters DeadLetters => Consent.Services.GetRequiredService<IDeadLetters>();

    public IAsk Ask => Signal.Services.GetRequiredService<IAsk>();

    public async Task<SmallHouse> Start(bool signal = true, bool consent = true)
    {
        if (consent)
        {
            Consent = Build("consent", parts => parts.Reacts<WhenAFamilyIsComposed>().Answer<AnswersQuestions>());
            await Consent.StartAsync();
        }

        if (signal)
        {
            Signal = Build("signal", parts => parts.Announces(Speaking.Kind, Speaking.Announce));
            await Signal.StartAsync();
        }

        return this;
    }

    /// <summary>Parties come to a family; each is one fact and one announcement.</summary>
    public async Task Say(Guid family, params Guid[] parties)
    {
        var road = Signal.Services.GetRequiredService<CommandHandler<IReadOnlyList<Guid>, Guid, PartyFact>>();
        foreach (var party in parties)
            await road.Handle(family, party, new(DerivedIds.Of(party, $"{family}"), Actor.House("signal")), default);
    }

    public async ValueTask DisposeAsync()
    {
        Answering.Dispose();
        foreach (var host in hosts)
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private IHost Build(string service, Action<ServiceParts> say)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WO_DATA"] = Path.Combine(folder, service),
            ["WO_BUS"] = rabbit is null ? "inprocess" : "rabbitmq",
            ["WO_RABBITMQ"] = rabbit?.Invoke(service),
        });
        var options = HouseOptions.Read(builder.Configuration);
        builder.Logging.AddProvider(Announcers);
        builder.Services.AddSingleton(bus).AddSingleton(Ears).AddSingleton(Answering).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Patience(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)));
        builder.Services.AddSingleton(provider => new CommandHandler<IReadOnlyList<Guid>, Guid, PartyFact>(
            provider.GetRequiredService<IEventLog>(), TimeProvider.System, Speaking.Kind));
        builder.Services.AddSingleton(provider => new CommandHandler<long, PartiesHeard, HeardFact>(
            provider.GetRequiredService<IEventLog>(), TimeProvider.System, Listening.Kind));
        EventLogs.Add(builder.Services, options, service);
        Readings.Add(builder.Services, options, service);
        var parts = new ServiceParts(builder.Services, service);
        say(parts);
        Messagings.Add(builder.Services, options, parts);
        change?.Invoke(builder.Services);
        var host = builder.Build();
        hosts.Add(host);
        return host;
    }
}

/// <summary>Keeps what the house warns of, so that a test can wait for it.</summary>
public sealed class Said : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> warnings = [];

    public IReadOnlyCollection<string> Warnings => warnings;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            warnings.Enqueue(formatter(state, exception));
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }
}
