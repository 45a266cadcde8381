using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading.Postgres;

namespace WarmHandover.Platform.Proof;

/// <summary>Registers the Merkle log of a service and the work that signs its checkpoints.</summary>
public static class Proofs
{
    /// <summary>Adds it, in the store that the operator chose; log, clock and leases are registered elsewhere.</summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service)
    {
        services.AddSingleton(provider => new ProofStore(options.Store == "postgres"
            ? new ProofSchema(provider.GetRequiredService<ReadingSchema>())
            : new ProofFile(Path.Combine(options.DataFolder, $"{service}.proof.db"))));
        services.AddSingleton(provider => ProofKeys.Load(
            options, provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ProofLog(
            service, options.ProofOrigin, provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ProofStore>(),
            provider.GetRequiredService<ProofKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new ProofArchive(options.Archive, service));
        services.AddHostedService<ProofStart>();
        services.AddHostedService<ProofWork>();
    }

    private sealed class ProofStart(ProofStore store) : IPrepares
    {
        public Task StartAsync(CancellationToken cancellationToken) => store.Prepare(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
