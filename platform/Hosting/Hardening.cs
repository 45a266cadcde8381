using System.Data.Common;
using Npgsql;
using WarmHandover.Platform.EventLog.EventStore;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What no service starts with outside Development: a password that everybody knows, or a line to another machine that anybody on the way
/// can read. Each is one sentence that names the setting and never the secret.
/// </summary>
internal static class Hardening
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "guest", "admin", "postgres", "rabbitmq", "password", "passw0rd", "secret", "changeme", "changeit", "change-me", "default", "root",
        "test", "welkom", "welkom01", "wachtwoord", "geheim", "123456", "12345678",
    };

    /// <summary>Looks at every connection string that was given.</summary>
    public static void Check(HouseOptions options)
    {
        Postgres("WO_POSTGRES", options.Postgres);
        Postgres("WO_POSTGRES_MIGRATOR", options.PostgresMigrator);
        Postgres("WO_POSTGRES_KEYS", options.PostgresKeys);
        Postgres("WO_POSTGRES_KEYS_MIGRATOR", options.PostgresKeysMigrator);
        if (options.Bus == "rabbitmq" && Uri.TryCreate(options.RabbitMq, UriKind.Absolute, out var broker))
            Line("WO_RABBITMQ", Uri.UnescapeDataString(broker.UserInfo), broker.Scheme == "amqps", [broker.Host]);
        if (options.EventStore is { } text)
            Line(EventStoreAddress.Parse(text));
    }

    /// <summary>Refuses tables that a newer version of this program made: it would not know what it reads.</summary>
    public static async Task NotNewer(DbConnection connection, string quotedSchema, IReadOnlySet<string> known, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select file from {quotedSchema}.migrations";
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (!known.Contains(row.GetString(0)))
            {
                throw new StartRefusedException(
                    $"De tabellen zijn van een nieuwere versie van dit programma ({row.GetString(0)}). Start die versie. "
                    + "(The tables were made by a newer version.)");
            }
        }
    }

    private static void Postgres(string setting, string? text)
    {
        if (text is null)
            return;

        var connection = new NpgsqlConnectionStringBuilder(text);
        var secure = connection.SslMode is SslMode.VerifyCA or SslMode.VerifyFull;
        Line(setting, $"{connection.Username}:{connection.Password}", secure, (connection.Host ?? "").Split(','));
    }

    private static void Line(EventStoreAddress address)
    {
        var basic = address.Authorization is { } said && said.StartsWith("Basic ", StringComparison.Ordinal)
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(said[6..]))
            : "token:token-of-its-own";
        var secure = address.VerifiesCertificate && address.Nodes.All(node => node.Scheme == Uri.UriSchemeHttps);
        Line("WO_EVENTSTORE", address.Authorization is null ? "" : basic, secure, [.. address.Nodes.Select(node => node.Host)]);
    }

    private static void Line(string setting, string user, bool secure, string[] hosts)
    {
        var here = hosts.All(IsHere);
        var (name, password) = user.Split(':', 2) is [var who, var secret] ? (who, secret) : (user, "");
        if (Known.Contains(password) || (password.Length > 0 && password == name) || (password.Length == 0 && !here))
        {
            throw new StartRefusedException(
                $"Het wachtwoord in {setting} is er niet of is er een dat iedereen kent. Maak een nieuw, willekeurig wachtwoord. "
                + "(A default password is refused in production.)");
        }

        if (!secure && !here)
        {
            throw new StartRefusedException(
                $"De verbinding in {setting} is niet beveiligd. Zet TLS aan, met controle van het certificaat (PostgreSQL: SSL "
                + "Mode=VerifyFull; RabbitMQ: amqps; EventStoreDB: tls=true). (TLS is off.)");
        }
    }

    // What does not leave the machine; a host that begins with a slash is a socket.
    private static bool IsHere(string host) => host is "localhost" or ""
        || host.StartsWith('/') || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var ip) && System.Net.IPAddress.IsLoopback(ip));
}
