using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking.Export;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Looking;

/// <summary>Registers both logs of a service: the lines themselves, and what brings them to the collector.</summary>
internal static class Logs
{
    public static void Add(IServiceCollection services, HouseOptions options, string service, bool development)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Looks>(provider, service));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UnusualHandler>(provider, service));
        services.AddSingleton<IClockHand>(provider => ActivatorUtilities.CreateInstance<UnusualHand>(provider, service));
        if (options.Logbook is not { } address)
            return;

        // Read here, so that an odd address stops the start.
        var logbook = new OtlpLogbook(address, development);
        services.AddSingleton<ILogbook>(_ => logbook);
        services.AddSingleton<IHostedService>(provider => new LogbookWork(
            service,
            new LogbookRound(
                service, provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ICheckpoints>(),
                provider.GetRequiredService<ILogbook>()),
            provider.GetRequiredService<IEventLog>(),
            provider.GetRequiredService<ILeases>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LogbookWork>>()));
    }
}
