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
    /// <summary>The sets of a service's own schema; what holds keys stands in another database.</summary>
    public static readonly string[] Service = ["EventLog", "Reading", "Proof"];

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
        foreach (var (file, sql) in Files(sets is [] ? Service : sets))
            await Once(connection, schema, file, sql, Quoted(runtimeRole), ct);
    }

    /// <summary>Each file of these sets and whether it ran, and what ran that this version does not know; only looked at.</summary>
    internal static async Task<IReadOnlyList<MigrationStep>> Steps(
        string connectionString, string service, CancellationToken ct, params string[] sets)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(ct);
        var ran = await Ran(connection, Quoted(service), ct);
        var files = Files(sets).ToDictionary(one => one.File, one => Hash(one.Sql));
        return
        [
            .. files.Select(one => new MigrationStep(one.Key, !ran.TryGetValue(one.Key, out var before) ? MigrationStanding.ToDo
                : before == one.Value ? MigrationStanding.Done : MigrationStanding.Changed)),
            .. ran.Keys.Where(file => !files.ContainsKey(file) && !Known.Contains(file))
                .Order(StringComparer.Ordinal).Select(file => new MigrationStep(file, MigrationStanding.Newer)),
        ];
    }

    /// <summary>Every file that this version knows.</summary>
    internal static IReadOnlySet<string> Known { get; } =
        Files(["EventLog", "Reading", "Proof", "Vault"]).Select(one => one.File).ToHashSet();

    /// <summary>A name that PostgreSQL takes as it is.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task Once(
        NpgsqlConnection connection, string schema, string file, string sql, string runtime, CancellationToken ct)
    {
        var hash = Hash(sql);
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

    private static async Task<Dictionary<string, string>> Ran(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        var ran = new Dictionary<string, string>();
        await using var there = new NpgsqlCommand("select to_regclass($1) is not null", connection);
        there.Parameters.Add(new() { Value = $"{schema}.migrations" });
        if (await there.ExecuteScalarAsync(ct) is not true)
            return ran;

        await using var asked = new NpgsqlCommand($"select file, sha256 from {schema}.migrations", connection);
        await using var row = await asked.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            ran[row.GetString(0)] = row.GetString(1);
        return ran;
    }

    private static string Hash(string sql) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql)));

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
