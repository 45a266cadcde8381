using System.Globalization;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>
/// Where the log stands, as an operator writes it: <c>esdb://user:password@node1:2113,node2:2113?tls=true&amp;tlsCaFile=/ca.crt</c>
/// (<c>kurrentdb://</c> means the same; <c>+discover</c>, or more than one node, asks the cluster who leads). What is wrong with it is
/// refused with one sentence that never repeats the password.
/// </summary>
public sealed record EventStoreAddress
{
    private const int DefaultPort = 2113;

    private static readonly string[] Schemes =
        ["esdb", "esdb+discover", "kurrentdb", "kurrentdb+discover", "kurrent", "kurrent+discover", "kdb", "kdb+discover"];

    // Every option and what holds without it; the last ones are of the official clients and say nothing to this one.
    private static readonly Dictionary<string, string> Defaults = new(
    [
        new("tls", "true"), new("tlsverifycert", "true"), new("tlscafile", ""), new("token", ""), new("nodepreference", "leader"),
        new("connectionname", "warme-overdracht"), new("maxdiscoverattempts", "10"), new("discoveryinterval", "100"),
        new("gossiptimeout", "5000"), new("keepaliveinterval", "10000"), new("keepalivetimeout", "10000"),
        new("throwonappendfailure", ""), new("defaultdeadline", ""), new("connectiontimeout", ""),
    ]);

    private EventStoreAddress(IReadOnlyList<Uri> nodes) => Nodes = nodes;

    /// <summary>The nodes to begin with.</summary>
    public IReadOnlyList<Uri> Nodes { get; }

    /// <summary>Whether the cluster is asked who leads.</summary>
    public bool Discovers { get; private init; }

    /// <summary>What stands in the <c>authorization</c> header; null when nobody signs in.</summary>
    public string? Authorization { get; private init; }

    /// <summary>Whether the server's certificate must be trusted (<c>tlsVerifyCert</c>).</summary>
    public bool VerifiesCertificate { get; private init; }

    /// <summary>A PEM file with the authority that the server's certificate comes from (<c>tlsCaFile</c>).</summary>
    public string? AuthorityFile { get; private init; }

    /// <summary>How we are called in the server's log (<c>connectionName</c>).</summary>
    public string ConnectionName { get; private init; } = "";

    /// <summary>How often the cluster is asked before it counts as away (<c>maxDiscoverAttempts</c>).</summary>
    public int DiscoverAttempts { get; private init; }

    /// <summary>The pause between two of those (<c>discoveryInterval</c>, milliseconds).</summary>
    public TimeSpan DiscoverPause { get; private init; }

    /// <summary>How long a node may take to say who leads (<c>gossipTimeout</c>, milliseconds).</summary>
    public TimeSpan GossipLimit { get; private init; }

    /// <summary>After how long a quiet line is tried (<c>keepAliveInterval</c>, milliseconds).</summary>
    public TimeSpan KeepAlive { get; private init; }

    /// <summary>How long that try may take (<c>keepAliveTimeout</c>, milliseconds).</summary>
    public TimeSpan KeepAliveLimit { get; private init; }

    /// <summary>Reads a connection string.</summary>
    public static EventStoreAddress Parse(string text)
    {
        var scheme = text.Split("://", 2);
        if (scheme is not [var name, var rest] || !Schemes.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Refused("begin met esdb:// of kurrentdb://");

        var (place, query) = rest.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark
            ? (rest[..mark], rest[(mark + 1)..])
            : (rest, "");
        var at = place.LastIndexOf('@');
        var hosts = place[(at + 1)..].TrimEnd('/').Split(',', StringSplitOptions.TrimEntries);
        var options = Options(query);
        if (!options["nodepreference"].Equals("leader", StringComparison.OrdinalIgnoreCase))
            throw Refused("nodePreference kan alleen leader zijn: wie schrijft, leest ook bij de leider");

        var (tls, authority) = (Flag(options, "tls"), options["tlscafile"]);
        return new([.. hosts.Select(host => Node(host, tls))])
        {
            Discovers = hosts.Length > 1 || name.EndsWith("+discover", StringComparison.OrdinalIgnoreCase),
            Authorization = Signs(at < 0 ? null : place[..at], options["token"]),
            VerifiesCertificate = Flag(options, "tlsverifycert"),
            AuthorityFile = authority is "" ? null
                : File.Exists(authority) ? authority : throw Refused($"het bestand van tlsCaFile is er niet ({authority})"),
            ConnectionName = options["connectionname"],
            DiscoverAttempts = Number(options, "maxdiscoverattempts"),
            DiscoverPause = TimeSpan.FromMilliseconds(Number(options, "discoveryinterval")),
            GossipLimit = TimeSpan.FromMilliseconds(Number(options, "gossiptimeout")),
            KeepAlive = TimeSpan.FromMilliseconds(Number(options, "keepaliveinterval")),
            KeepAliveLimit = TimeSpan.FromMilliseconds(Number(options, "keepalivetimeout")),
        };
    }

    private static Dictionary<string, string> Options(string query)
    {
        var given = new Dictionary<string, string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is not [var key, { Length: > 0 } value]
                || !given.TryAdd(key.ToLowerInvariant(), Uri.UnescapeDataString(value)))
            {
                throw Refused($"de optie '{pair.Split('=')[0]}' staat er twee keer of heeft geen waarde");
            }

            if (!Defaults.ContainsKey(key.ToLowerInvariant()))
                throw Refused($"de optie '{key}' is onbekend");
        }

        return Defaults.ToDictionary(one => one.Key, one => given.GetValueOrDefault(one.Key, one.Value));
    }

    private static Uri Node(string host, bool tls) =>
        Uri.TryCreate($"{(tls ? "https" : "http")}://{host}", UriKind.Absolute, out var uri)
        && uri is { Host.Length: > 0, PathAndQuery: "/" }
            ? new UriBuilder(uri) { Port = host.EndsWith($":{uri.Port}", StringComparison.Ordinal) ? uri.Port : DefaultPort }.Uri
            : throw Refused($"'{host}' is geen naam van een server");

    private static string? Signs(string? user, string token) => (user?.Split(':', 2), token) switch
    {
        (null, "") => null,
        (null, var bearer) => $"Bearer {bearer}",
        ([{ Length: > 0 } name, var password], "") => "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(
            $"{Uri.UnescapeDataString(name)}:{Uri.UnescapeDataString(password)}")),
        (_, "") => throw Refused("zet gebruiker en wachtwoord als gebruiker:wachtwoord@ voor de server"),
        _ => throw Refused("geef gebruiker en wachtwoord, of een token, niet allebei"),
    };

    private static bool Flag(Dictionary<string, string> options, string key) =>
        bool.TryParse(options[key], out var value) ? value : throw Refused($"{key} is true of false");

    private static int Number(Dictionary<string, string> options, string key) =>
        int.TryParse(options[key], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw Refused($"{key} is een geheel getal boven nul");

    private static StartRefusedException Refused(string why) =>
        new($"WO_EVENTSTORE klopt niet: {why}. Een voorbeeld: esdb://gebruiker:wachtwoord@server:2113. (The connection string is wrong.)");
}
