using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>What stops a start on PostgreSQL becomes one sentence that says what to do, instead of a stack trace.</summary>
internal static class PostgresStart
{
    /// <summary>The oldest version that the house was made for; older ones get no repairs any more.</summary>
    private const int Oldest = 14;

    /// <summary>Refuses a server that is too old, or one that may forget what it has answered.</summary>
    public static async Task Keeps(NpgsqlDataSource source, CancellationToken ct)
    {
        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            if (connection.PostgreSqlVersion is { Major: < Oldest } old)
            {
                throw new StartRefusedException(
                    $"PostgreSQL {old} is te oud; {Oldest} of nieuwer is nodig. Werk de server bij. (The server is too old.)");
            }
        }

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

    /// <summary>
    /// Refuses a log with a hole near its end, or one that is shorter than its counter: part of it is gone. All of it is what verify reads.
    /// </summary>
    public static async Task Whole(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await Hardening.NotNewer(connection, schema, PostgresMigrations.Known, ct);
        await using var asked = new NpgsqlCommand(
            "select c.position, coalesce(max(e.position), 0), coalesce(min(e.position), 0), count(e.position) "
                + $"from {schema}.counter c left join (select position from {schema}.events order by position desc limit 1000) e on true "
                + "group by c.position",
            connection);
        await using var row = await asked.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var (counter, newest, oldest, count) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        if (newest != counter || count != Math.Min(1000, counter) || (count > 0 && newest - oldest + 1 != count))
        {
            throw new StartRefusedException(
                $"In het logboek ontbreken gebeurtenissen (geteld tot {counter}, aanwezig tot {newest}). Voer verify uit en zet een "
                + "kopie terug. (The log has a hole.)");
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
        catch (NpgsqlException strange) when (strange.InnerException is AuthenticationException)
        {
            throw new StartRefusedException(
                $"Het certificaat van PostgreSQL ({setting}) is van een uitgever die hier niet wordt vertrouwd, of van een andere naam. "
                + "Zet dat van de uitgever in Root Certificate, en de naam van het certificaat in Host. (An authority that is not "
                + "trusted.)");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or CryptographicException
            || IsOfAFile(unread.InnerException))
        {
            throw new StartRefusedException(
                $"Een bestand dat {setting} noemt (Root Certificate) is er niet of is geen certificaat. Koppel het aan, of noem het goede. "
                + "(The certificate of the authority cannot be read.)");
        }
        catch (NpgsqlException away)
        {
            throw new StartRefusedException(
                $"PostgreSQL is niet bereikbaar op het adres in {setting} ({(away.InnerException ?? away).GetType().Name}). Start de "
                + "server, of zet het goede adres. (The server cannot be reached.)");
        }
    }

    // Npgsql wraps what it meets on the way to a connection, a file that is not there too; a network that fails is an IOException as well.
    private static bool IsOfAFile(Exception? inner) => inner is FileNotFoundException or DirectoryNotFoundException
        or UnauthorizedAccessException or CryptographicException || (inner is not null && IsOfAFile(inner.InnerException));
}
