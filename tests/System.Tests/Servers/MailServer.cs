using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace WarmHandover.Tests.Servers;

/// <summary>A mail as the server got it.</summary>
public sealed record GotMail(string From, string To, string Data, bool Secured, bool LoggedIn);

/// <summary>
/// An SMTP server of our own (Debian's aiosmtpd) on loopback. It refuses <c>weg@</c> for good and <c>vol@</c> for now, and keeps the rest.
/// With a certificate it takes mail after STARTTLS only, and with a login from that one only.
/// </summary>
public sealed class MailServer(int port) : IAsyncDisposable
{
    private const string Script = """
        import asyncio, json, ssl, sys
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult
        class Keep:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('weg@'): return '550 no such user'
                if address.startswith('vol@'): return '452 mailbox full'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                with open(sys.argv[2], 'a') as kept:
                    kept.write(json.dumps({'From': envelope.mail_from, 'To': envelope.rcpt_tos[0],
                        'Data': envelope.content.decode('utf-8', 'replace'), 'Secured': session.ssl is not None,
                        'LoggedIn': bool(session.authenticated)}) + '\n')
                return '250 kept'
        def right(server, session, envelope, mechanism, data):
            return AuthResult(success=f'{data.login.decode()}:{data.password.decode()}' == sys.argv[5], handled=False)
        more = {} if sys.argv[5] else {'auth_exclude_mechanism': ['LOGIN', 'PLAIN']}
        if sys.argv[3]:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3], sys.argv[4])
            more.update(tls_context=context, require_starttls=True)
        if sys.argv[5]:
            more.update(authenticator=right, auth_required=True, auth_require_tls=bool(sys.argv[3]))
        controller = Controller(Keep(), hostname='127.0.0.1', port=int(sys.argv[1]), **more)
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

    /// <summary>Its certificate and key (PEM files), and the one <c>user:password</c> that it takes.</summary>
    public (string? Certificate, string? Key, string? Login) Asks { get; set; }

    public async Task Start()
    {
        var script = Path.Combine(folder, "server.py");
        await File.WriteAllTextAsync(script, Script);
        string[] words = [script, $"{port}", Kept, Asks.Certificate ?? "", Asks.Key ?? "", Asks.Login ?? ""];
        process = Process.Start(new ProcessStartInfo("/usr/bin/python3", words) { RedirectStandardInput = true })!;
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

    /// <summary>Stops it; what it got is kept.</summary>
    public async Task Stop()
    {
        if (process is null)
            return;

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
