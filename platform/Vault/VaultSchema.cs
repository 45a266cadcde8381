using System.Data.Common;
using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;

namespace WarmHandover.Platform.Vault;

/// <summary>The vault's own PostgreSQL database: a schema per service, a role that cannot delete a tombstone, one that migrates.</summary>
public sealed class VaultSchema(string service, string runtime, string? migrator) : IVaultDatabase, IAsyncDisposable, IDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(PostgresPools.Of(runtime, PostgresPools.Keys, service));

    /// <inheritdoc/>
    public async Task Prepare(CancellationToken ct)
    {
        if (migrator is null)
            return;

        var role = new NpgsqlConnectionStringBuilder(runtime).Username ?? throw new Hosting.StartRefusedException(
            "WO_POSTGRES_KEYS names no user. The role that runs the service gets its rights by name.");
        await PostgresMigrations.Run(migrator, service, role, ct, "Vault");
    }

    /// <inheritdoc/>
    public async Task CheckVersion(CancellationToken ct)
    {
        await using var connection = await Open(ct);
        await Hosting.Hardening.NotNewer(connection, PostgresMigrations.Quoted(service), PostgresMigrations.Known, ct);
    }

    /// <inheritdoc/>
    public async Task<DbConnection> Open(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => source.Dispose();

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();
}
