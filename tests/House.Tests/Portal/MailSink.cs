using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WarmHandover.Tests.Portal;

/// <summary>A mail server on loopback that takes everything and keeps it, by who it is to.</summary>
public sealed class MailSink : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public MailSink()
    {
        listener.Start();
        _ = Listen();
    }

    /// <summary>Where it listens, as the notification service names it.</summary>
    public string Address => $"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What came: to whom, and the whole of it.</summary>
    public ConcurrentQueue<(string To, string Data)> Got { get; } = [];

    /// <summary>The first mail to somebody, as a person reads it: the parts decoded, behind what came over the line.</summary>
    public async Task<string> To(string address)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            if (Got.FirstOrDefault(m => m.To == address).Data is { } data)
                return data + Decoded(data);
            Assert.True(DateTime.UtcNow < until, "No mail came within 30 seconds.");
            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private static string Decoded(string data)
    {
        var text = new StringBuilder();
        foreach (var part in data.Split("\r\n\r\n"))
        {
            var line = part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal);
            var room = new byte[line.Length];
            if (line.Length > 0 && Convert.TryFromBase64String(line, room, out var length))
                text.Append('\n').Append(Encoding.UTF8.GetString(room, 0, length));
        }

        return text.ToString();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Task Say(string answer) => stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n")).AsTask();
            await Say("220 mail");
            var to = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("RCPT TO:<", StringComparison.Ordinal))
                    to = line["RCPT TO:<".Length..].Split('>')[0];
                if (line == "DATA")
                {
                    await Say("354 go");
                    Got.Enqueue((to, await Whole(reader)));
                }

                var hello = line.StartsWith("EHLO", StringComparison.Ordinal);
                await Say(hello ? "250-mail\r\n250 8BITMIME" : line == "QUIT" ? "221 bye" : "250 ok");
                if (line == "QUIT")
                    return;
            }
        }
    }

    private static async Task<string> Whole(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            data.Append(line).Append("\r\n");
        return data.ToString();
    }
}
