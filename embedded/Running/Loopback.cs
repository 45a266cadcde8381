using System.Net;
using System.Net.Sockets;

namespace WarmHandover.Embedded.Running;

/// <summary>Ports and answers of programs that we start on this machine ourselves.</summary>
public static class Loopback
{
    private const int Lowest = 10_000;
    private const int AssumedLowestLent = 32_768;
    private const uint SpreadsNeighbours = 2_654_435_769;
    private const string LentRange = "/proc/sys/net/ipv4/ip_local_port_range";
    private static readonly int Highest = LowestLent();
    private static int last = (int)((ulong)((uint)Environment.ProcessId * SpreadsNeighbours) * (ulong)Pairs >> 32);

    private static int Pairs => (Highest - Lowest) / 2;

    /// <summary>
    /// A port on which nobody listens, and which this process gets once, with the port after it: a house puts its portal there, also when
    /// it comes back later. Processes with neighbouring ids begin far from each other. It lies below the ports that the system lends to
    /// outgoing connections: one of those may be gone when a killed program wants it back, or answer a caller that meets nobody but itself.
    /// </summary>
    public static int Port()
    {
        for (var tried = 0; tried < Pairs; tried++)
        {
            var port = Lowest + (2 * (int)((uint)Interlocked.Increment(ref last) % (uint)Pairs));
            if (IsFree(port) && IsFree(port + 1))
                return port;
        }

        throw new IOException($"No port between {Lowest} and {Highest} is free on 127.0.0.1.");
    }

    /// <summary>Whether the path is answered with success; nobody there is a no.</summary>
    public static async Task<bool> Answers(HttpClient http, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(path, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Whether a program could listen there now.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int LowestLent()
    {
        var told = File.Exists(LentRange) ? File.ReadAllText(LentRange).Split('\t', ' ')[0] : "";
        return int.TryParse(told, out var port) && port > Lowest + 1_000 ? port : AssumedLowestLent;
    }
}
