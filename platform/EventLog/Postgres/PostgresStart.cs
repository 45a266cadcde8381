using Npgsql;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>What stops a start on PostgreSQL becomes one sentence that says what to do, instead of a stack trace.</summary>
internal static class PostgresStart
{
    /// <summary>Refuses a server that may forget what it has answered.</summary>
    public static async Task Keeps(NpgsqlDataSource source, CancellationToken ct)
    {
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            await using var asked = source.CreateCommand($"show {setting}");
            if (await asked.ExecuteScalarAsync(ct) is "off" or "local")
            {
                throw new StartRefusedException(
                    $"PostgreSQL heeft {setting} uit; zet het aan. (Turn {setting} on: an answer must survive a power cut.)");
            }
        }
    }

    /// <summary>Does what a start needs of a database; <paramref name="setting"/> is where the operator told us of it.</summary>
    public static async Task Try(string setting, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (PostgresException absent) when (absent.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefusedException(
                $"De tabellen achter {setting} zijn er niet of mogen niet worden gelezen. Voer dit programma eerst uit met het woord "
                + $"migrate en {setting}_MIGRATOR. (Run migrate first.)");
        }
        catch (PostgresException no)
        {
            throw new StartRefusedException(
                $"PostgreSQL weigert wat in {setting} staat (SQLSTATE {no.SqlState}). Kijk gebruiker, wachtwoord en database na. "
                + "(The server refused.)");
        }
        catch (NpgsqlException away)
        {
            throw new StartRefusedException(
                $"PostgreSQL is niet bereikbaar op het adres in {setting} ({(away.InnerException ?? away).GetType().Name}). Start de "
                + "server, of zet het goede adres. (The server cannot be reached.)");
        }
    }
}
