using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Platform.Erasing;

/// <summary>Registers what destroys the data of an erasure in one service, and the ledger that outlives its backups.</summary>
public static class Erasings
{
    /// <summary>Adds it; log, vault and proof keys are registered elsewhere.</summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service)
    {
        services.AddSingleton(provider => new ErasureLedger(
            service, options.ErasureLedger ?? Path.Combine(options.DataFolder, "erasure-ledger"), options.Archive, options.ProofOrigin,
            provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<ProofKeys>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OldRecords>(provider, service));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Destroyer>(provider, service));
        services.AddSingleton<Gone>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<LedgerStart>(
            provider, service, options.ErasureLedger is not null || options.Store == "postgres"));
    }

    /// <summary>
    /// Before anybody is served: what the ledger names is destroyed again, in case a backup brought it back, and ordered again where the
    /// log no longer knows of it.
    /// </summary>
    private sealed class LedgerStart(
        ErasureLedger ledger, Destroyer destroyer, IHostEnvironment environment, ILogger<LedgerStart> logger, string service, bool apart)
        : IPrepares
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (!apart && environment.IsProduction())
                logger.LedgerNotApart(service);

            foreach (var line in ledger.All())
            {
                await destroyer.Destroy(line, cancellationToken);
                await destroyer.Order(line.Order, cancellationToken);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

internal static partial class ErasingLog
{
    [LoggerMessage(EventId = 90, Level = LogLevel.Warning, Message =
        "{service}: WO_ERASURE_LEDGER is not set. The erasure ledger stands in the data folder, where a restored backup can take it back")]
    public static partial void LedgerNotApart(this ILogger logger, string service);
}
