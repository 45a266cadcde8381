using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// E-mail: a plain and an HTML part, and a Message-ID that follows from the message's id, so that a second one is seen as the same.
/// </summary>
internal sealed class SmtpChannel(SmtpSettings settings, TimeProvider clock, TimeSpan? patience = null) : IChannel
{
    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Name => "e-mail";

    /// <inheritdoc/>
    public async Task<Tried> Bring(Letter letter, CancellationToken ct)
    {
        if (!MailAddress.TryCreate(letter.To, out var address) || SmtpSession.Typed(address) is not { } to)
            return new(ProviderAnswer.Never, "adres-ongeldig");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        await using var session = new SmtpSession(settings);
        try
        {
            await session.Open(limit.Token);
            await session.Hand(SmtpSession.Typed(settings.From)!, to, Mail(letter, to), limit.Token);
            return new(ProviderAnswer.Accepted, "");
        }
        catch (SmtpFault fault)
        {
            // RFC 5321 4.2.1: 4yz may succeed later, 5yz will not. What says that this server does not take us is no fault of the message.
            var never = !fault.Away && fault.Why.StartsWith("smtp-5", StringComparison.Ordinal);
            return new(never ? ProviderAnswer.Never : ProviderAnswer.Later, fault.Why, fault.Away);
        }
        catch (Exception broken) when (broken is IOException or SocketException
            || (broken is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(ProviderAnswer.Later, "mailserver-onbereikbaar", Away: true);
        }
    }

    /// <summary>The mail as it goes over the line: ASCII only, and no line that is longer than it may be or is a full stop.</summary>
    internal byte[] Mail(Letter letter, string to)
    {
        var paragraphs = letter.Text.Split("\n\n").Select(part =>
            $"<p>{WebUtility.HtmlEncode(part).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        var html = $"<!doctype html><html lang=\"{letter.Language}\"><body>{string.Concat(paragraphs)}</body></html>";
        var border = $"wo-{letter.Message:N}";
        var date = clock.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        string[] head =
        [
            $"From: {Sender()}",
            $"To: <{to}>",
            $"Subject: {Word(letter.Subject)}",
            $"Date: {date} +0000",
            $"Message-ID: <{letter.Message:N}@{new IdnMapping().GetAscii(settings.From.Host)}>",
            "Auto-Submitted: auto-generated",
            $"Content-Language: {letter.Language}",
            "MIME-Version: 1.0",
            $"Content-Type: multipart/alternative; boundary=\"{border}\"",
            "",
        ];
        string[] body = [.. head, .. Part(border, "plain", letter.Text), .. Part(border, "html", html), $"--{border}--"];
        return Encoding.ASCII.GetBytes(string.Join("\r\n", body));
    }

    private string Sender() => settings.From.DisplayName is { Length: > 0 } name
        ? $"{Word(name)} <{SmtpSession.Typed(settings.From)}>"
        : $"<{SmtpSession.Typed(settings.From)}>";

    // RFC 2047: words of at most 75 characters, never split in the middle of a character.
    private static string Word(string text)
    {
        var words = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 42)
            {
                words.Add(Coded(part.ToString()));
                part.Clear();
            }

            part.Append(rune);
        }

        return string.Join("\r\n ", words.Append(Coded(part.ToString())));
    }

    private static string Coded(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private static string[] Part(string border, string kind, string text) =>
    [
        $"--{border}",
        $"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks),
    ];
}
