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

    // Options of the official clients that say nothing to this one.
    private static readonly string[] WithoutMeaning = ["throwonappendfailure", "defaultdeadline", "connectiontimeout"];

    private EventStoreAddress(IReadOnlyList<Uri> nodes) => Nodes = nodes;

    /// <summary>The nodes to begin with.</summary>
    public IReadOnlyList<Uri> Nodes { get; }

    /// <summary>Whether the cluster is asked who leads.</summary>
    public bool Discovers { get; private init; }

    /// <summary>What stands in the <c>authorization</c> header; null when nobody signs in.</summary>
    public string? Authorization { get; private init; }

    /// <summary>Whether the server's certificate must be trusted (<c>tlsVerifyCert</c>).</summary>
    public bool VerifiesCertificate { get; private init; } = true;

    /// <summary>A PEM file with the authority that the server's certificate comes from (<c>tlsCaFile</c>).</summary>
    public string? AuthorityFile { get; private init; }

    /// <summary>How we are called in the server's log (<c>connectionName</c>).</summary>
    public string ConnectionName { get; private init; } = "warme-overdracht";

    /// <summary>How often the cluster is asked before it counts as away (<c>maxDiscoverAttempts</c>).</summary>
    public int DiscoverAttempts { get; private init; } = 10;

    /// <summary>The pause between two of those (<c>discoveryInterval</c>, milliseconds).</summary>
    public TimeSpan DiscoverPause { get; private init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node may take to say who leads (<c>gossipTimeout</c>, milliseconds).</summary>
    public TimeSpan GossipLimit { get; private init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long a quiet line is tried (<c>keepAliveInterval</c>, milliseconds).</summary>
    public TimeSpan KeepAlive { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long that try may take (<c>keepAliveTimeout</c>, milliseconds).</summary>
    public TimeSpan KeepAliveLimit { get; private init; } = TimeSpan.FromSeconds(10);

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
        var tls = Flag(options, "tls", otherwise: true);
        foreach (var unknown in options.Keys.Except(Known))
            throw Refused($"de optie '{unknown}' is onbekend");
        if (Text(options, "nodepreference") is { } preference && !preference.Equals("leader", StringComparison.OrdinalIgnoreCase))
            throw Refused("nodePreference kan alleen leader zijn: wie schrijft, leest ook bij de leider");

        return new([.. hosts.Select(host => Node(host, tls))])
        {
            Discovers = hosts.Length > 1 || name.EndsWith("+discover", StringComparison.OrdinalIgnoreCase),
            Authorization = Signs(at < 0 ? null : place[..at], Text(options, "token")),
            VerifiesCertificate = Flag(options, "tlsverifycert", otherwise: true),
            AuthorityFile = Text(options, "tlscafile") is { } file
                ? File.Exists(file) ? file : throw Refused($"het bestand van tlsCaFile is er niet ({file})")
                : null,
            ConnectionName = Text(options, "connectionname") ?? "warme-overdracht",
            DiscoverAttempts = Number(options, "maxdiscoverattempts", 10),
            DiscoverPause = TimeSpan.FromMilliseconds(Number(options, "discoveryinterval", 100)),
            GossipLimit = TimeSpan.FromMilliseconds(Number(options, "gossiptimeout", 5_000)),
            KeepAlive = TimeSpan.FromMilliseconds(Number(options, "keepaliveinterval", 10_000)),
            KeepAliveLimit = TimeSpan.FromMilliseconds(Number(options, "keepalivetimeout", 10_000)),
        };
    }

    private static IEnumerable<string> Known =>
    [
        "tls", "tlsverifycert", "tlscafile", "connectionname", "maxdiscoverattempts", "discoveryinterval", "gossiptimeout",
        "keepaliveinterval", "keepalivetimeout", "nodepreference", "token", .. WithoutMeaning,
    ];

    private static Dictionary<string, string> Options(string query)
    {
        var options = new Dictionary<string, string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is not [var key, var value] || !options.TryAdd(key.ToLowerInvariant(), Uri.UnescapeDataString(value)))
                throw Refused($"de optie '{pair.Split('=')[0]}' staat er twee keer of heeft geen waarde");
        }

        return options;
    }

    private static Uri Node(string host, bool tls) =>
        Uri.TryCreate($"{(tls ? "https" : "http")}://{host}", UriKind.Absolute, out var uri)
        && uri is { Host.Length: > 0, PathAndQuery: "/" }
            ? new UriBuilder(uri) { Port = host.EndsWith($":{uri.Port}", StringComparison.Ordinal) ? uri.Port : DefaultPort }.Uri
            : throw Refused($"'{host}' is geen naam van een server");

    private static string? Signs(string? user, string? token) => (user?.Split(':', 2), token) switch
    {
        (null, null) => null,
        (null, { } bearer) => $"Bearer {bearer}",
        ([{ Length: > 0 } name, var password], null) => "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(
            $"{Uri.UnescapeDataString(name)}:{Uri.UnescapeDataString(password)}")),
        (_, null) => throw Refused("zet gebruiker en wachtwoord als gebruiker:wachtwoord@ voor de server"),
        _ => throw Refused("geef gebruiker en wachtwoord, of een token, niet allebei"),
    };

    private static string? Text(Dictionary<string, string> options, string key) => options.GetValueOrDefault(key);

    private static bool Flag(Dictionary<string, string> options, string key, bool otherwise) => Text(options, key) switch
    {
        null => otherwise,
        { } text when bool.TryParse(text, out var value) => value,
        _ => throw Refused($"{key} is true of false"),
    };

    private static int Number(Dictionary<string, string> options, string key, int otherwise) => Text(options, key) switch
    {
        null => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 => value,
        _ => throw Refused($"{key} is een geheel getal boven nul"),
    };

    private static StartRefusedException Refused(string why) =>
        new($"WO_EVENTSTORE klopt niet: {why}. Een voorbeeld: esdb://gebruiker:wachtwoord@server:2113. (The connection string is wrong.)");
}
