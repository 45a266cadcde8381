using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using WarmHandover.Contracts.Referral;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Notification;

/// <summary>A notification service that hands its mail to a real SMTP server.</summary>
public sealed class MailHouse : NotificationHouse
{
    public MailServer Server { get; } = new(Loopback.Port());

    protected override void Settings(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
        [new("WO_SMTP", $"smtp://127.0.0.1:{Server.Port}"), new("WO_MAIL_FROM", "bericht@overdracht.example")]);
}

/// <summary>E-mail over SMTP: nothing lost while the server is away, nothing said twice, and what is refused is seen.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private readonly MailHouse house = new();

    public Task InitializeAsync() => house.InitializeAsync();

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        await house.Server.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_server_that_is_dead_for_an_hour_loses_nothing_and_the_items_are_there_at_once()
    {
        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "postvak@schuldhulp.example");
        for (var n = 0; n < 20; n++)
            await Send(n, Cast.SchuldhulpTeam);
        await house.Until("/v1/meldingen", rows => rows.GetArrayLength() == 20, NotificationHouse.Ruud);

        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.Restart();
        await house.Server.Start();
        await Eventually(() => house.Server.Got.Count >= 20);

        var got = house.Server.Got;
        Assert.Equal(20, got.Select(Id).Distinct().Count());
        Assert.All(got, mail => Assert.Equal(("bericht@overdracht.example", "postvak@schuldhulp.example"), (mail.From, mail.To)));
        await Eventually(() => Undeliverable().Result.Length == 0 && house.Server.Got.Count == 20);
    }

    [Fact]
    public async Task A_mail_is_neutral_has_a_plain_and_an_html_part_and_nothing_to_press()
    {
        await house.Server.Start();
        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "postvak@schuldhulp.example");
        await Send(1, Cast.SchuldhulpTeam);
        await Eventually(() => house.Server.Got.Count == 1);

        var mail = house.Server.Got[0].Data;
        Assert.Contains("Er is iets in uw postvak", Words(mail, "Subject"), StringComparison.Ordinal);
        Assert.Contains("text/plain", mail, StringComparison.Ordinal);
        Assert.Contains("text/html", mail, StringComparison.Ordinal);
        Assert.EndsWith("@overdracht.example>", Id(house.Server.Got[0]), StringComparison.Ordinal);
        var all = Decoded(mail);
        Assert.Contains("WO-M1", all, StringComparison.Ordinal);
        var neutral = all.Replace("schuldhulp.example", "", StringComparison.Ordinal);
        foreach (var word in new[] { "http", "<a ", "schuld", Cast.Family.ToString(), Cast.Samira.ToString() })
            Assert.DoesNotContain(word, neutral, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refused_address_is_seen_by_the_team_and_tried_again_when_it_is_set_right()
    {
        await house.Server.Start();
        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "weg@schuldhulp.example");
        await Send(1, Cast.SchuldhulpTeam);
        await Eventually(() => Undeliverable().Result.Length == 1);
        var lost = (await Undeliverable())[0];
        Assert.Equal("smtp-550", lost.GetProperty("why").GetString());
        var shown = (await house.Get($"/v1/postadressen/{Cast.SchuldhulpTeam}", NotificationHouse.Ruud)).Body;
        Assert.Equal("smtp-550", shown.GetProperty("failed").GetString());
        await house.Until("/v1/meldingen?reden=niet-bezorgd", rows => rows.GetArrayLength() == 1, NotificationHouse.Ruud);

        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "goed@schuldhulp.example");
        var again = $"/v1/post/{lost.GetProperty("message").GetGuid()}/opnieuw";
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post(again, new { }, NotificationHouse.Noor)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(again, new { }, NotificationHouse.Ruud)).Status);
        await Eventually(() => house.Server.Got.Count == 1);
        await house.Until("/v1/meldingen?reden=niet-bezorgd", rows => rows.GetArrayLength() == 0, NotificationHouse.Ruud);
    }

    [Fact]
    public async Task A_full_mailbox_is_tried_later_and_what_is_done_meanwhile_is_not_sent()
    {
        await house.Server.Start();
        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "vol@schuldhulp.example");
        await Send(1, Cast.SchuldhulpTeam);
        var rows = await house.Until("/v1/meldingen", r => r.GetArrayLength() == 1, NotificationHouse.Ruud);
        await house.Post(
            $"/v1/meldingen/{Cast.SchuldhulpTeam}/{rows[0].GetProperty("notification").GetGuid()}/afgehandeld", new { },
            NotificationHouse.Ruud);
        await Address(NotificationHouse.Ruud, Cast.SchuldhulpTeam, "goed@schuldhulp.example");
        house.Clock.Advance(TimeSpan.FromHours(3));
        await Send(2, Cast.SchuldhulpTeam);
        await Eventually(() => house.Server.Got.Count == 1);
        Assert.Contains("WO-M2", Decoded(house.Server.Got[0].Data), StringComparison.Ordinal);
    }

    private async Task Address(Persona who, Guid team, string address) => Assert.Equal(
        HttpStatusCode.NoContent, (await house.Post($"/v1/postadressen/{team}", new { address }, who)).Status);

    private Task Send(int n, Guid to) => house.Hear(new ReferralMoved(
        $"referral.referral-mail-{n}", 4, Cast.Id(0xB000 + n), $"WO-M{n}", Cast.Family, Cast.Id(0x905), "ready", "sent", null, "normaal",
        Cast.JgzTeam, Cast.Jgz, to, Cast.Schuldhulp, Cast.Monday));

    private async Task<JsonElement[]> Undeliverable() =>
        [.. (await house.Get("/v1/post/onbestelbaar", NotificationHouse.Ruud)).Body.EnumerateArray()];

    private static string Id(GotMail mail) => Header(mail.Data, "Message-ID");

    private static string Header(string mail, string name) =>
        mail.Split('\n').First(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private static string Words(string mail, string name) => Header(mail, name) is var text && text.StartsWith("=?",
        StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(text.Split('?')[3]))
        : text;

    // Parts come as base64 or quoted-printable; both are read as a mail program would.
    private static string Decoded(string mail)
    {
        var (text, coded) = (new StringBuilder(Words(mail, "Subject")), new StringBuilder());
        foreach (var line in mail.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (line.Length > 0 && line.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='))
            {
                coded.Append(line);
                continue;
            }

            var bytes = new byte[coded.Length];
            if (Convert.TryFromBase64String(coded.ToString(), bytes, out var length))
                text.Append(Encoding.UTF8.GetString(bytes, 0, length));
            coded.Clear();
            text.Append(line.TrimEnd('='));
        }

        return text.ToString();
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var deadline = Environment.TickCount64 + 30_000; !holds(); await Task.Delay(50))
            Assert.True(Environment.TickCount64 < deadline, "It did not come so far.");
    }
}
