using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Posting;

namespace WarmHandover.Tests.NotificationPost;

/// <summary>Mail servers that hang, hang up or say odd things: the message waits, the reason is a code, nobody waits for ever.</summary>
public sealed class OddMailServerTests
{
    private const string Greeting = "220 mail";
    private const string Plain = "250-mail\r\n250 8BITMIME";

    private static readonly Letter Letter = new(
        Cast.Id(1), "postvak@schuldhulp.example", "Er is iets — in uw postvak", "Eén regel\n.\n\nTwee", "nl");

    [Theory]
    [InlineData("hangs", "mailserver-onbereikbaar", "-")]
    [InlineData("hangs up", "mailserver-onbereikbaar", Greeting, "!")]
    [InlineData("speaks no smtp", "geen-mailserver", "HTTP/1.1 400 Bad Request")]
    [InlineData("goes away", "smtp-421", Greeting, Plain, "421 later")]
    [InlineData("does not want us", "smtp-550", Greeting, Plain, "550 no")]
    [InlineData("wants a login", "smtp-530", Greeting, Plain, "250 ok", "530 login")]
    [InlineData("hangs after the mail", "mailserver-onbereikbaar", Greeting, Plain, "250 ok", "250 ok", "354 go", "-")]
    public async Task A_server_that_does_not_take_our_mail_costs_no_message_a_try(string what, string why, params string[] answers)
    {
        var tried = await Bring(answers);
        Assert.True((tried.Answer, tried.Why, tried.Away) == (ProviderAnswer.Later, why, true), $"{what}: {tried}");
    }

    [Theory]
    [InlineData(true, "smtp-550", Greeting, Plain, "250 ok", "550 unknown")]
    [InlineData(true, "smtp-554", Greeting, Plain, "250 ok", "250 ok", "354 go", "554 no")]
    [InlineData(false, "smtp-452", Greeting, Plain, "250 ok", "452 full")]
    public async Task A_no_for_this_address_is_for_good_or_for_now(bool never, string why, params string[] answers) =>
        Assert.Equal(new(never ? ProviderAnswer.Never : ProviderAnswer.Later, why), await Bring(answers));

    [Fact]
    public async Task What_was_slipped_in_before_the_line_was_secure_is_not_believed()
    {
        var offers = "250-mail\r\n250 STARTTLS";
        Assert.Equal("tls-mislukt", (await Bring([Greeting, offers, "220 go\r\n250 slipped in"], tls: true)).Why);
        Assert.Equal("geen-starttls", (await Bring([Greeting, offers, "454 not now"], tls: true)).Why);
        Assert.Equal("geen-starttls", (await Bring([Greeting, Plain], tls: true)).Why);
    }

    [Fact]
    public async Task A_good_server_gets_one_mail_of_plain_lines()
    {
        var heard = new StringBuilder();
        var tried = await Bring([Greeting, Plain, "250 ok", "250 ok", "354 go", "250 kept"], heard: heard);
        Assert.Equal(ProviderAnswer.Accepted, tried.Answer);
        var lines = heard.ToString().Split("\r\n");
        Assert.Equal(["EHLO overdracht.example", "MAIL FROM:<bericht@overdracht.example>", "RCPT TO:<postvak@schuldhulp.example>", "DATA"],
            lines[..4]);
        Assert.Single(lines, line => line == ".");
        Assert.All(lines, line => Assert.True(line.Length <= 100 && line.All(c => c is >= ' ' and <= '~'), line));
        Assert.Contains($"Message-ID: <{Cast.Id(1):N}@overdracht.example>", lines);
    }

    [Theory]
    [InlineData("geen adres")]
    [InlineData("twee@een.example>\r\nRCPT TO:<ander@een.example")]
    [InlineData("jos\u00e9@een.example")]
    public async Task An_address_that_no_command_can_hold_is_refused_without_a_server(string to)
    {
        var channel = new SmtpChannel(Settings(1, tls: false), TimeProvider.System);
        Assert.Equal(new(ProviderAnswer.Never, "adres-ongeldig"), await channel.Bring(Letter with { To = to }, default));
    }

    private static SmtpSettings Settings(int port, bool tls) =>
        new("127.0.0.1", port, tls, Login: null, Authorities: null, new MailAddress("bericht@overdracht.example"));

    private static async Task<Tried> Bring(string[] answers, bool tls = false, StringBuilder? heard = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Serve(listener, answers, heard ?? new());
        var channel = new SmtpChannel(
            Settings(((IPEndPoint)listener.LocalEndpoint).Port, tls), TimeProvider.System,
            answers.Contains("-") ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(20));
        var tried = await channel.Bring(Letter, default);
        await serving;
        return tried;
    }

    // One answer at the greeting and after each command; "-" says nothing more, "!" hangs up, and the mail itself ends with a full stop.
    private static async Task Serve(TcpListener listener, string[] answers, StringBuilder heard)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var inMail = false;
        foreach (var (n, answer) in answers.Index())
        {
            while (n > 0 && await reader.ReadLineAsync() is { } line)
            {
                heard.Append(line).Append("\r\n");
                if (!inMail || line == ".")
                    break;
            }

            if (answer == "!")
                return;
            if (answer == "-")
                break;
            inMail = answer.StartsWith("354", StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"));
        }

        // Until the other side hangs up.
        try
        {
            while (await reader.ReadLineAsync() is not null)
                continue;
        }
        catch (IOException)
        {
            return;
        }
    }
}
