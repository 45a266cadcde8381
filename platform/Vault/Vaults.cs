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
        if (options is { Store: "postgres", PostgresKeys: null })
            throw NoKeys;
        services.AddSingleton(_ => Database(options, service));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<KeyStore>(provider, service));
        services.AddSingleton<IKeyStore>(provider => provider.GetRequiredService<KeyStore>());
        services.AddSingleton<IVault>(provider => ActivatorUtilities.CreateInstance<PayloadVault>(provider, service));
        services.AddSingleton<ISearchIndex, SearchIndex>();
        services.AddHostedService<VaultStart>();
    }

    /// <summary>Where a service's keys stand.</summary>
    internal static IVaultDatabase Database(HouseOptions options, string service)
    {
        if (options.Store == "sqlite")
            return new VaultFile(Path.Combine(options.DataFolder, $"{service}.keys.db"));

        return new VaultSchema(service, options.PostgresKeys ?? throw NoKeys, options.PostgresKeysMigrator);
    }

    private static StartRefusedException NoKeys => new(
        "WO_POSTGRES_KEYS is not set. The keys stand in a database of their own, beside the one of WO_POSTGRES.");
}

/// <summary>Makes the vault's tables and checks the master key before the service answers anybody.</summary>
internal sealed class VaultStart(IVaultDatabase database, KeyStore keys) : IPrepares
{
    public async Task StartAsync(CancellationToken ct)
    {
        await PostgresStart.Try("WO_POSTGRES_KEYS", async () =>
        {
            await database.Prepare(ct);
            await database.CheckVersion(ct);
            await keys.CheckMasterKey(ct);
        });
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
