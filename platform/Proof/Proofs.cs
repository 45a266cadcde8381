using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Operations;
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
            service, options, provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ProofLog(
            service, options.ProofOrigin, provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ProofStore>(),
            provider.GetRequiredService<ProofKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Bundles>(provider, service));
        services.AddSingleton(new ProofArchive(options.Archive, service));
        services.AddSingleton(provider => new AnchorMeter(service, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ProofStart>();
        services.AddHostedService<ProofWork>();
    }

    /// <summary>A new key for the checkpoints of one service, as an operator asks for it.</summary>
    internal static async Task<int> Rotate(VerbAsk ask, TimeProvider clock, CancellationToken ct)
    {
        var (options, service) = (ask.Options, ask.Service);
        var made = ProofKeys.DevelopmentFiles(options.DataFolder, service);
        var files = (Key: options.ProofKeyFile ?? made.Key, List: options.ProofKeysFile ?? made.List);
        if (!File.Exists(files.Key) || !File.Exists(files.List))
        {
            throw new StartRefusedException(
                $"{service} heeft nog geen sleutel voor controlepunten. Zet WO_PROOF_KEY en WO_PROOF_KEYS. (No proof key yet.)");
        }

        using var schema = options.Store == "postgres"
            ? new ReadingSchema(options.Postgres ?? throw new StartRefusedException("WO_POSTGRES is not set."), service)
            : null;
        IProofDatabase database = schema is null
            ? new ProofFile(Path.Combine(options.DataFolder, $"{service}.proof.db"))
            : new ProofSchema(schema);
        await database.Prepare(ct);
        return await new KeyRotation(service, options.ProofOrigin, database, clock, ask.Tell)
            .Run(files, ask.Words["to"] is { } folder ? Path.GetFullPath(Path.Combine(folder, service)) : null, ask.Words.IsDryRun, ct);
    }

    // A log that is shorter than what was signed lost its end: nothing may be written behind that.
    private sealed class ProofStart(ProofStore store, IEventLog log) : IPrepares
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await store.Prepare(cancellationToken);
            if (await store.Newest(cancellationToken) is { } newest && newest.Position > await log.Head(cancellationToken))
            {
                throw new StartRefusedException(
                    $"Het logboek houdt op voor wat er is ondertekend ({newest.Size} gebeurtenissen). Voer verify uit en zet een kopie "
                    + "terug. (The log is shorter than its newest checkpoint.)");
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
