using System.Reflection;
using System.Security.Cryptography;
using Npgsql;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>
/// Numbered SQL files, embedded as <c>platform/&lt;set&gt;/Migrations/0001-….sql</c>, run once each, in order, under a lock, by the role
/// that migrates. In a file <c>{schema}</c> is the service's schema and <c>{runtime}</c> the role that runs; both come quoted.
/// </summary>
public static class PostgresMigrations
{
    /// <summary>
    /// Brings a service's schema up to date. Without sets named, those of the log, of the reading side and of the proof are run.
    /// </summary>
    public static async Task Run(string migratorConnection, string service, string runtimeRole, CancellationToken ct, params string[] sets)
    {
        // Not from a pool: the lock lives as long as the session, and a pooled session outlives us.
        var own = new NpgsqlConnectionStringBuilder(migratorConnection) { Pooling = false, CommandTimeout = 300 };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(ct);
        await Execute(connection, null, "select pg_advisory_lock(hashtextextended($1, 2))", ct, $"migrations of {service}");
        var schema = Quoted(service);
        await Execute(connection, null, $"create schema if not exists {schema}", ct);
        await Execute(
            connection,
            null,
            $"create table if not exists {schema}.migrations "
                + "(file text primary key, sha256 text not null, at timestamptz not null default now())",
            ct);
        await Execute(connection, null, $"grant select on {schema}.migrations to {Quoted(runtimeRole)}", ct);
        foreach (var (file, sql) in Files(sets is [] ? ["EventLog", "Reading", "Proof"] : sets))
            await Once(connection, schema, file, sql, Quoted(runtimeRole), ct);
    }

    /// <summary>Every file that this version knows.</summary>
    internal static IReadOnlySet<string> Known { get; } =
        Files(["EventLog", "Reading", "Proof", "Vault"]).Select(one => one.File).ToHashSet();

    /// <summary>A name that PostgreSQL takes as it is.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task Once(
        NpgsqlConnection connection, string schema, string file, string sql, string runtime, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql)));
        await using var known = new NpgsqlCommand($"select sha256 from {schema}.migrations where file = $1", connection);
        known.Parameters.Add(new() { Value = file });
        if (await known.ExecuteScalarAsync(ct) is string before)
        {
            if (before != hash)
            {
                throw new StartRefusedException(
                    $"Migratie {file} is al uitgevoerd met andere inhoud. (A migration that ran was changed; add a new one.)");
            }

            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var text = sql.Replace("{schema}", schema, StringComparison.Ordinal).Replace("{runtime}", runtime, StringComparison.Ordinal);
        await Execute(connection, transaction, text, ct);
        await Execute(connection, transaction, $"insert into {schema}.migrations (file, sha256) values ($1, $2)", ct, file, hash);
        await transaction.CommitAsync(ct);
    }

    private static IEnumerable<(string File, string Sql)> Files(string[] sets)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var set in sets)
        {
            var prefix = $"WarmHandover.Platform.{set}.Migrations.";
            var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal));
            foreach (var name in names.Order(StringComparer.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return ($"{set}/{name[prefix.Length..]}", reader.ReadToEnd());
            }
        }
    }

    private static async Task Execute(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken ct, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        await command.ExecuteNonQueryAsync(ct);
    }
}
