using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// One visit to a mail server (RFC 5321): STARTTLS (RFC 3207), then login (RFC 4954), then one mail. Written here because the library of
/// the runtime sends on without a login when the login was refused, and does not say why it could not. Nothing leaves before both are done.
/// </summary>
internal sealed class SmtpSession(SmtpSettings settings) : IAsyncDisposable
{
    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly SmtpAnswers answers = new();
    private Stream stream = Stream.Null;

    /// <summary>An address as it may stand in a command; null when it may not.</summary>
    public static string? Typed(MailAddress address)
    {
        try
        {
            var text = $"{address.User}@{new IdnMapping().GetAscii(address.Host)}";
            return text.All(c => c is > ' ' and < '\x7f' and not ('<' or '>')) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Connects, secures and logs in.</summary>
    public async Task Open(CancellationToken ct)
    {
        await tcp.ConnectAsync(settings.Host, settings.Port, ct);
        stream = tcp.GetStream();
        Expect(220, await answers.Next(stream, ct), away: true);
        var offers = await Hello(ct);
        if (settings.Tls)
        {
            await Secure(offers, ct);
            offers = await Hello(ct);
        }

        if (settings.Login is { } login)
            await LogIn(login, offers, ct);
    }

    /// <summary>Hands in one mail.</summary>
    public async Task Hand(string from, string to, byte[] mail, CancellationToken ct)
    {
        Expect(250, await Say($"MAIL FROM:<{from}>", ct), away: true);
        var taken = await Say($"RCPT TO:<{to}>", ct);
        if (taken.Code is not (250 or 251))
            throw SmtpFault.Of(taken.Code, away: false);
        Expect(354, await Say("DATA", ct), away: false);
        await stream.WriteAsync(mail, ct);
        Expect(250, await Say("\r\n.", ct), away: false);
    }

    /// <summary>Says goodbye when there is time for it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.WriteAsync("QUIT\r\n"u8.ToArray()).AsTask().WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (Exception gone) when (gone is IOException or TimeoutException or InvalidOperationException or AuthenticationException)
        {
            // Nobody listens any more, and nothing hangs on it.
        }

        await stream.DisposeAsync();
        tcp.Dispose();
    }

    private async Task<string[]> Hello(CancellationToken ct)
    {
        var answer = await Say($"EHLO {new IdnMapping().GetAscii(settings.From.Host)}", ct);
        Expect(250, answer, away: true);
        return answer.Lines;
    }

    private async Task Secure(string[] offers, CancellationToken ct)
    {
        if (!offers.Any(line => line.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)) || (await Say("STARTTLS", ct)).Code != 220)
            throw new SmtpFault("geen-starttls", away: true);

        // What somebody slipped in before the line was secure must not count as said by the server after it.
        if (answers.More)
            throw new SmtpFault("tls-mislukt", away: true);

        var secured = new SslStream(stream);
        stream = secured;
        var options = new SslClientAuthenticationOptions { TargetHost = settings.Host };
        if (settings.Authorities is { } authorities)
        {
            options.CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        try
        {
            await secured.AuthenticateAsClientAsync(options, ct);
        }
        catch (AuthenticationException)
        {
            throw new SmtpFault("certificaat-ongeldig", away: true);
        }
        catch (IOException)
        {
            throw new SmtpFault("tls-mislukt", away: true);
        }
    }

    private async Task LogIn(NetworkCredential login, string[] offers, CancellationToken ct)
    {
        var ways = offers.FirstOrDefault(line => line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant()
            .Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
            LoggedIn(await Say($"AUTH PLAIN {Base64($"\0{login.UserName}\0{login.Password}")}", ct));
        else if (ways.Contains("LOGIN") && (await Say("AUTH LOGIN", ct)).Code == 334 && (await Say(Base64(login.UserName), ct)).Code == 334)
            LoggedIn(await Say(Base64(login.Password), ct));
        else
            throw new SmtpFault("aanmelden-kan-niet", away: true);
    }

    private static void LoggedIn((int Code, string[] Lines) answer)
    {
        if (answer.Code != 235)
        {
            throw answer.Code is >= 400 and < 500
                ? SmtpFault.Of(answer.Code, away: true)
                : new SmtpFault("aanmelden-geweigerd", away: true);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Expect(int code, (int Code, string[] Lines) answer, bool away)
    {
        if (answer.Code != code)
            throw SmtpFault.Of(answer.Code, away);
    }

    private async Task<(int Code, string[] Lines)> Say(string line, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), ct);
        await stream.FlushAsync(ct);
        return await answers.Next(stream, ct);
    }
}
