using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// Where mail is handed in: STARTTLS always, except to this machine itself unless it is asked for; who logs in stands in a file, and so
/// does the certificate authority of a mail server that no public one vouches for.
/// </summary>
internal sealed record SmtpSettings(
    string Host, int Port, bool Tls, NetworkCredential? Login, X509Certificate2Collection? Authorities, MailAddress From)
{
    /// <summary>
    /// Reads <c>WO_SMTP</c>, <c>WO_SMTP_TLS</c>, <c>WO_SMTP_CA</c>, <c>WO_SMTP_LOGIN</c> and <c>WO_MAIL_FROM</c>; null when no mail is
    /// sent.
    /// </summary>
    public static SmtpSettings? Read(IConfiguration configuration)
    {
        if (configuration["WO_SMTP"] is not { Length: > 0 } text)
            return null;

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri is not { Scheme: "smtp", UserInfo: "", PathAndQuery: "/" or "" })
            throw new StartRefusedException("WO_SMTP must be like smtp://mail.host:587; a password stands in the file of WO_SMTP_LOGIN.");
        if (!MailAddress.TryCreate(configuration["WO_MAIL_FROM"], out var from) || SmtpSession.Typed(from) is null)
            throw new StartRefusedException("WO_MAIL_FROM must be the address from which mail comes.");
        if (configuration["WO_SMTP_TLS"] is { Length: > 0 } tls && tls != "starttls")
            throw new StartRefusedException("WO_SMTP_TLS can only be starttls: to this machine itself as well.");

        var secured = !uri.IsLoopback || configuration["WO_SMTP_TLS"] is { Length: > 0 };
        return new(
            uri.DnsSafeHost, uri.Port > 0 ? uri.Port : 587, secured, LoginIn(configuration["WO_SMTP_LOGIN"]),
            AuthoritiesIn(configuration["WO_SMTP_CA"]), from);
    }

    private static NetworkCredential? LoginIn(string? file)
    {
        if (file is null or "")
            return null;

        return File.Exists(file) && File.ReadAllText(file).Trim().Split(':', 2) is [{ Length: > 0 } user, { Length: > 0 } password]
            ? new(user, password)
            : throw new StartRefusedException("WO_SMTP_LOGIN must name a file that holds user:password.");
    }

    private static X509Certificate2Collection? AuthoritiesIn(string? file)
    {
        if (file is null or "")
            return null;

        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            found.Clear();
        }

        return found.Count > 0
            ? found
            : throw new StartRefusedException("WO_SMTP_CA must name a file with certificates (PEM) of the mail server's authority.");
    }
}

/// <summary>What the server said, or could not say; the code is for people who keep the house.</summary>
internal sealed class SmtpFault(string why, bool away) : Exception(why)
{
    /// <summary>Why, as a code.</summary>
    public string Why { get; } = why;

    /// <summary>Whether it says nothing of this message, but that this server does not take our mail now.</summary>
    public bool Away => away;

    /// <summary>The fault of an answer.</summary>
    public static SmtpFault Of(int code, bool away) => new(
        string.Create(CultureInfo.InvariantCulture, $"smtp-{code}"), away || code is 421 or 530 or 534 or 538);
}
