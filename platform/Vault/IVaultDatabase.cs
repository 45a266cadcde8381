using System.Data.Common;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// Where a service's owner keys and search terms stand: a store of their own, with its own credentials and short backups (decision 6).
/// Both engines understand the same few statements.
/// </summary>
public interface IVaultDatabase
{
    /// <summary>Makes or migrates the tables where this process may; called once, before anything else.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>Stops the start on tables of a newer version.</summary>
    Task CheckVersion(CancellationToken ct) => Task.CompletedTask;

    /// <summary>An open connection; the caller disposes it.</summary>
    Task<DbConnection> Open(CancellationToken ct);
}

internal static class Statements
{
    public static DbCommand Say(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task Run(this DbConnection connection, string sql, (string, object)[] values, CancellationToken ct)
    {
        await using var command = connection.Say(sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }
}
