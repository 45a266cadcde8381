using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace WarmHandover.Tests.Servers;

/// <summary>A mail as the server got it.</summary>
public sealed record GotMail(string From, string To, string Data);

/// <summary>
/// An SMTP server of our own (Debian's aiosmtpd) on loopback. It refuses <c>weg@</c> for good and <c>vol@</c> for now, and keeps the rest.
/// </summary>
public sealed class MailServer(int port) : IAsyncDisposable
{
    private const string Script = """
        import asyncio, json, sys
        from aiosmtpd.controller import Controller
        class Keep:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('weg@'): return '550 no such user'
                if address.startswith('vol@'): return '452 mailbox full'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                with open(sys.argv[2], 'a') as kept:
                    kept.write(json.dumps({'From': envelope.mail_from, 'To': envelope.rcpt_tos[0],
                        'Data': envelope.content.decode('utf-8', 'replace')}) + '\n')
                return '250 kept'
        controller = Controller(Keep(), hostname='127.0.0.1', port=int(sys.argv[1]))
        controller.start()
        sys.stdin.read()
        controller.stop()
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("wo-mail-").FullName;
    private Process? process;

    public int Port => port;

    /// <summary>What it got so far, oldest first.</summary>
    public IReadOnlyList<GotMail> Got => File.Exists(Kept)
        ? [.. File.ReadAllLines(Kept).Select(line => JsonSerializer.Deserialize<GotMail>(line)!)]
        : [];

    private string Kept => Path.Combine(folder, "kept.jsonl");

    public async Task Start()
    {
        var script = Path.Combine(folder, "server.py");
        await File.WriteAllTextAsync(script, Script);
        process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, $"{port}", Kept]) { RedirectStandardInput = true })!;
        for (var deadline = Environment.TickCount64 + 20_000; ; await Task.Delay(50))
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!process.HasExited && Environment.TickCount64 < deadline)
            {
                continue;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }
}
