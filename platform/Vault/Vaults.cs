using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Vault;

/// <summary>Puts one service's vault together in the store that the operator chose.</summary>
public static class Vaults
{
    /// <summary>
    /// Registers the key store, the vault and the search index of a service, and what makes their tables at start. The log that is
    /// registered beside it holds the payloads.
    /// </summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service, bool isDevelopment)
    {
        services.AddSingleton(MasterKey.Load(options, isDevelopment));
        services.AddSingleton<IVaultDatabase>(Database(options, service));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<KeyStore>(provider, service));
        services.AddSingleton<IKeyStore>(provider => provider.GetRequiredService<KeyStore>());
        services.AddSingleton<IVault>(provider => ActivatorUtilities.CreateInstance<PayloadVault>(provider, service));
        services.AddSingleton<ISearchIndex, SearchIndex>();
        services.AddHostedService<VaultStart>();
    }

    private static Func<IServiceProvider, IVaultDatabase> Database(HouseOptions options, string service)
    {
        if (options.Store == "sqlite")
            return _ => new VaultFile(Path.Combine(options.DataFolder, $"{service}.keys.db"));

        var keys = options.PostgresKeys ?? throw new StartRefusedException(
            "WO_POSTGRES_KEYS is not set. The keys stand in a database of their own, beside the one of WO_POSTGRES.");
        return _ => new VaultSchema(service, keys, options.PostgresKeysMigrator);
    }
}

/// <summary>Makes the vault's tables and checks the master key before the service answers anybody.</summary>
internal sealed class VaultStart(IVaultDatabase database, KeyStore keys) : IPrepares
{
    public async Task StartAsync(CancellationToken ct)
    {
        await PostgresStart.Try("WO_POSTGRES_KEYS", async () =>
        {
            await database.Prepare(ct);
            await keys.CheckMasterKey(ct);
        });
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
