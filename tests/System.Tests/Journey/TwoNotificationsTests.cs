using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Messaging;
using WarmHandover.Tests.Servers;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Two replicas of notification share the messages of one story over one broker and one database, with a real mail server behind them: no
/// fact makes two items or two mails.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class TwoNotificationsTests(HouseServers servers, ITestOutputHelper output)
{
    private static readonly string[] Ends = ["message-accepted.v1", "message-undeliverable.v1", "message-cancelled.v1"];

    [Fact]
    public async Task Of_two_replicas_one_fact_makes_one_item_and_one_mail_also_when_one_is_killed()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var told = new StringWriter();
        await using var mail = new MailServer(Loopback.Port());
        await mail.Start();
        await using var stood = await servers.Open(limit.Token, service => service == "notification"
            ? [("WO_SMTP", $"smtp://127.0.0.1:{mail.Port}"), ("WO_MAIL_FROM", "bericht@overdracht.example")]
            : []);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        var replica = await stood.House.StartReplica("Notification", limit.Token);
        try
        {
            await new Embedded.Journey.Journey(stood.House, http, told, Disturb).Play(limit.Token);

            // Whoever was killed while it sent still holds that work for a while: nothing may be left that waits to be sent.
            await stood.Stores.Settled(TimeSpan.FromMinutes(3));
            await Until.True(async () => Waiting(await stood.Stores.Events()) == 0, seconds: 180, what: "every mail has an end");
            var events = (await stood.Stores.Settled(TimeSpan.FromMinutes(3))).Where(e => e.Service == "notification").ToArray();

            Assert.Empty(events.Where(e => e.Type == "notification-raised.v1").GroupBy(e => e.Fact.GetProperty("notification").GetGuid())
                .Where(same => same.Count() > 1).Select(same => same.Key));
            Assert.Empty(
                events.Where(e => e.Type == "message-queued.v1").GroupBy(e => e.Stream).Where(g => g.Count() > 1).Select(g => g.Key));
            var (accepted, got) = (events.Count(e => e.Type == "message-accepted.v1"), mail.Got.Select(IdOf).ToArray());
            output.WriteLine($"{accepted} mails accepted");
            Assert.InRange(accepted, 2, 1_000);
            Assert.Equal(got.Distinct().Count(), got.Length);

            // Who is killed between the server's yes and the fact has sent that one mail, and nobody knows; it is never sent twice.
            Assert.InRange(got.Length, accepted, accepted + 1);
        }
        finally
        {
            output.WriteLine(told.ToString());
            await replica.DisposeAsync();
        }

        async Task Disturb(string chapter, CancellationToken ct)
        {
            if (chapter == "SendTheDebtReferral")
            {
                (string, Guid)[] teams = [("ruud", People.SchuldhulpTeam), ("wim", People.WijkteamNoord), ("noor", People.JgzNoord)];
                foreach (var (who, team) in teams)
                {
                    await Visitor.Sign(stood.House, http, who).Post(
                        $"/v1/postadressen/{team}", new { address = $"postvak@{who}.example" }, ct);
                }
            }

            // The weeks that pass restart the five with another clock; the replica does not see that day.
            if (chapter == "AskWhetherItHelped")
                await replica.Kill();
        }
    }

    private static int Waiting(IReadOnlyList<Kept> house) => house
        .Where(e => e.Type.StartsWith("message-", StringComparison.Ordinal)).GroupBy(e => e.Stream)
        .Count(message => !message.Any(e => Ends.Contains(e.Type)));

    private static string IdOf(GotMail mail) =>
        mail.Data.Split('\n').First(line => line.StartsWith("Message-ID:", StringComparison.Ordinal)).Trim();
}
