using System.Net;
using System.Net.Sockets;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>
/// Whether an address is one of the open internet. Loopback, private, link-local, shared, documentation, multicast and reserved ranges are
/// not, also when they are written inside an IPv6 address (RFC 6890).
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether it is.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (Translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes().AsSpan(12)));

        return (address.AddressFamily is AddressFamily.InterNetwork || Global.Contains(address))
            && !Closed.Any(range => range.Contains(address));
    }

    /// <summary>What is wrong with a target, in one plain sentence; null when nothing is. Names are looked up when it is called.</summary>
    public static string? Wrong(string? text, bool privateToo)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || text!.Length > 1000)
            return "Vul een volledig webadres in, als https://systeem.voorbeeld.nl/haak.";
        if (uri.Scheme != "https" && !(privateToo && uri.Scheme == "http"))
            return "Gebruik een adres dat met https begint.";
        if (uri.UserInfo.Length > 0)
            return "Zet geen gebruikersnaam of wachtwoord in het adres.";
        if (uri.Fragment.Length > 0)
            return "Laat het deel na # weg.";
        if (privateToo)
            return null;

        var host = uri.IdnHost.TrimEnd('.');
        var named = IPAddress.TryParse(uri.DnsSafeHost, out var address)
            ? Is(address)
            : host.Contains('.', StringComparison.Ordinal) && !Inside.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return named ? null : "Dit adres ligt niet op het open internet.";
    }

    private static readonly string[] Inside = [".localhost", ".local", ".internal", ".lan", ".home", ".test", ".invalid"];

    /// <summary>
    /// A client that connects to what a name really is at that moment, and to open addresses only; follows nothing, reads little.
    /// </summary>
    public static HttpClient Client(bool privateToo) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, ct) =>
        {
            var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
            var open = found.Where(a => privateToo || Is(a)).ToArray();
            if (open.Length == 0 || open.Length != found.Length)
                throw new ClosedAddressException();

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestVersion = HttpVersion.Version11,
    };
}

/// <summary>A name led to an address that is not on the open internet.</summary>
public sealed class ClosedAddressException() : IOException("The target is not on the open internet.");
