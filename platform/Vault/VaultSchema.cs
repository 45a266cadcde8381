using System.Data.Common;
using Npgsql;

namespace WarmHandover.Platform.Vault;

/// <summary>The vault's own PostgreSQL database: a schema per service, a role that cannot delete a tombstone, one that migrates.</summary>
public sealed class VaultSchema(string service, string runtime, string? migrator) : IVaultDatabase, IAsyncDisposable, IDisposable
{
    private const string Migrations = "WarmHandover.Platform.Vault.Migrations.";

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(runtime) { SearchPath = service });

    /// <inheritdoc/>
    public async Task Prepare(CancellationToken ct)
    {
        if (migrator is null)
            return;

        var builder = new NpgsqlCommandBuilder();
        var schema = builder.QuoteIdentifier(service);
        var role = builder.QuoteIdentifier(new NpgsqlConnectionStringBuilder(runtime).Username!);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(migrator) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Run("select pg_advisory_xact_lock(hashtext(@name))", [("name", $"warm-handover keys {service}")], ct);
        await connection.Run($"create schema if not exists {schema}", [], ct);
        await connection.Run($"create table if not exists {schema}.migrations (name text primary key)", [], ct);
        foreach (var (name, sql) in Scripts())
        {
            await using var note = connection.Say($"insert into {schema}.migrations values (@name) on conflict do nothing", ("name", name));
            if (await note.ExecuteNonQueryAsync(ct) == 1)
                await connection.Run(sql.Replace("{schema}", schema).Replace("{runtime}", role), [], ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<DbConnection> Open(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => source.Dispose();

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = typeof(VaultSchema).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Migrations, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Migrations.Length..], reader.ReadToEnd());
        }
    }
}
