using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Notifications.Posting;

/// <summary>Where mail is handed in: STARTTLS always, except to this machine itself; who logs in stands in a file.</summary>
internal sealed record SmtpSettings(string Host, int Port, bool Tls, NetworkCredential? Login, MailAddress From)
{
    /// <summary>Reads <c>WO_SMTP</c>, <c>WO_SMTP_LOGIN</c> and <c>WO_MAIL_FROM</c>; null when no mail is sent.</summary>
    public static SmtpSettings? Read(IConfiguration configuration)
    {
        if (configuration["WO_SMTP"] is not { Length: > 0 } text)
            return null;

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri is not { Scheme: "smtp", UserInfo: "", PathAndQuery: "/" or "" })
            throw new StartRefusedException("WO_SMTP must be like smtp://mail.host:587; a password stands in the file of WO_SMTP_LOGIN.");
        if (!MailAddress.TryCreate(configuration["WO_MAIL_FROM"], out var from))
            throw new StartRefusedException("WO_MAIL_FROM must be the address from which mail comes.");

        return new(uri.Host, uri.Port > 0 ? uri.Port : 587, !uri.IsLoopback, LoginIn(configuration["WO_SMTP_LOGIN"]), from);
    }

    private static NetworkCredential? LoginIn(string? file)
    {
        if (file is null or "")
            return null;

        return File.Exists(file) && File.ReadAllText(file).Trim().Split(':', 2) is [var user, var password]
            ? new(user, password)
            : throw new StartRefusedException("WO_SMTP_LOGIN must name a file that holds user:password.");
    }
}

/// <summary>
/// E-mail: a plain and an HTML part, and a Message-ID that follows from the message's id, so that a second one is seen as the same.
/// </summary>
internal sealed class SmtpChannel(SmtpSettings settings) : IChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Name => "e-mail";

    /// <inheritdoc/>
    public async Task<Tried> Bring(Letter letter, CancellationToken ct)
    {
        if (!MailAddress.TryCreate(letter.To, out var to))
            return new(ProviderAnswer.Never, "adres-ongeldig");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls, Credentials = settings.Login };
        using var mail = Mail(letter, to);
        try
        {
            await client.SendMailAsync(mail, limit.Token);
            return new(ProviderAnswer.Accepted, "");
        }
        catch (SmtpFailedRecipientException refused)
        {
            return Of(refused.StatusCode);
        }
        catch (SmtpException failed) when (failed.StatusCode is not SmtpStatusCode.GeneralFailure)
        {
            return Of(failed.StatusCode);
        }
        catch (Exception broken) when (broken is SmtpException or IOException or InvalidOperationException
            || (broken is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(ProviderAnswer.Later, "mailserver-onbereikbaar", Away: true);
        }
    }

    // RFC 5321 4.2.1: 4yz may succeed later, 5yz will not. What says that this server does not take us at all is no fault of the message.
    private static Tried Of(SmtpStatusCode code) => code switch
    {
        SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.MustIssueStartTlsFirst or SmtpStatusCode.ClientNotPermitted =>
            new(ProviderAnswer.Later, $"smtp-{(int)code}", Away: true),
        >= SmtpStatusCode.SyntaxError => new(ProviderAnswer.Never, $"smtp-{(int)code}"),
        _ => new(ProviderAnswer.Later, $"smtp-{(int)code}"),
    };

    private MailMessage Mail(Letter letter, MailAddress to)
    {
        var mail = new MailMessage(settings.From, to)
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{letter.Message:N}@{settings.From.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("Content-Language", letter.Language);
        var paragraphs = letter.Text.Split("\n\n").Select(part =>
            $"<p>{WebUtility.HtmlEncode(part).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        var html = $"<!doctype html><html lang=\"{letter.Language}\"><body>{string.Concat(paragraphs)}</body></html>";
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }
}
