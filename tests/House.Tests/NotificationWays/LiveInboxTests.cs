using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.NotificationWays;

/// <summary>The inbox live, filtered and counted; what is broken off goes on where it was, without loss or doubling.</summary>
public sealed class LiveInboxTests(NotificationHouse house) : IClassFixture<NotificationHouse>
{
    [Fact]
    public async Task A_broken_stream_goes_on_after_the_last_event_without_loss_or_doubling()
    {
        var seen = new List<string>();
        string? last;
        await using (var first = await Listener.Open(house, NotificationHouse.Ruud))
        {
            Assert.Equal("begin", (await first.Next()).EventType);
            await Send(1);
            var change = await first.Next("nieuw");
            seen.Add(Number(change));
            last = change.EventId;
        }

        await Send(2, 3);
        await using (var second = await Listener.Open(house, NotificationHouse.Ruud, last))
        {
            Assert.Equal("begin", (await second.Next()).EventType);
            await Send(4);
            for (var n = 0; n < 3; n++)
                seen.Add(Number(await second.Next("nieuw")));
        }

        Assert.Equal(["WO-L1", "WO-L2", "WO-L3", "WO-L4"], seen);
    }

    [Fact]
    public async Task Nobody_hears_another_teams_inbox_and_what_a_colleague_did_is_heard()
    {
        await using var ruud = await Listener.Open(house, NotificationHouse.Ruud);
        await using var noor = await Listener.Open(house, NotificationHouse.Noor);
        await ruud.Next();
        await noor.Next();
        await Send(11);
        var item = (await ruud.Next("nieuw")).Data.GetProperty("item").GetProperty("notification").GetGuid();
        var colleague = NotificationHouse.Ruud with { Name = "rita" };
        var path = $"/v1/meldingen/{Cast.SchuldhulpTeam}/{item}";
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/opgepakt", new { }, colleague)).Status);
        Assert.Equal("al-opgepakt", (await house.Post($"{path}/opgepakt", new { },
            NotificationHouse.Ruud)).Body.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/afgehandeld", new { }, colleague)).Status);
        Assert.Equal("rita", (await ruud.Next("opgepakt")).Data.GetProperty("by").GetString());
        Assert.Equal(item, (await ruud.Next("weg")).Data.GetProperty("notifications")[0].GetGuid());
        await Send(12, Cast.WijkteamNoord, Cast.JgzTeam);
        Assert.Equal("WO-L12", Number(await noor.Next("nieuw")));
    }

    [Fact]
    public async Task The_inbox_is_filtered_counted_and_put_aside()
    {
        await Send(21, 22);
        var rows = await house.Until("/v1/meldingen?stand=nieuw", r => Numbers(r).Contains("WO-L22"), NotificationHouse.Ruud);
        var item = rows.EnumerateArray().Single(r => r.GetProperty("number").GetString() == "WO-L22").GetProperty("notification").GetGuid();
        var path = $"/v1/meldingen/{Cast.SchuldhulpTeam}/{item}";
        var until = house.Clock.GetUtcNow().AddHours(2);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{path}/uitgesteld", new { until = until.AddDays(40) },
            NotificationHouse.Ruud)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/uitgesteld", new { until }, NotificationHouse.Ruud)).Status);
        await house.Until("/v1/meldingen?stand=uitgesteld", r => Numbers(r).SequenceEqual(["WO-L22"]), NotificationHouse.Ruud);
        Assert.DoesNotContain("WO-L22", Numbers((await house.Get("/v1/meldingen?stand=open", NotificationHouse.Ruud)).Body));

        var counts = (await house.Get("/v1/meldingen/tellingen", NotificationHouse.Ruud)).Body.EnumerateArray().Single();
        Assert.Equal(1, counts.GetProperty("snoozed").GetInt32());
        Assert.True(counts.GetProperty("new").GetInt32() >= 1);

        house.Clock.Advance(TimeSpan.FromHours(2));
        await house.Until("/v1/meldingen?stand=open", r => Numbers(r).Contains("WO-L22"), NotificationHouse.Ruud);
        Assert.Empty(Numbers((await house.Get("/v1/meldingen?reden=gesprek-gepland", NotificationHouse.Ruud)).Body));
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Get("/v1/meldingen?stand=weg&urgentie=heel", NotificationHouse.Ruud)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get("/v1/meldingen?gebied=GM0150", NotificationHouse.Ruud)).Status);
        var odd = await Listener.Refused(house, NotificationHouse.Ruud, "gisteren");
        Assert.Equal(HttpStatusCode.BadRequest, odd);
    }

    [Fact]
    public async Task What_is_asked_for_is_found_behind_five_hundred_others()
    {
        var inboxes = house.Services.GetRequiredService<WarmHandover.Notifications.NotificationHandler>();
        var team = Cast.Id(0x5000);
        for (var n = 0; n < 503; n++)
        {
            var moved = new ReferralMoved(
                $"referral.referral-many-{n}", 4, Cast.Id(0x60000 + n), $"WO-{n}", Cast.Family, Cast.Id(0x905), "ready", "sent", null,
                n < 501 ? "spoed" : "normaal", Cast.JgzTeam, Cast.Jgz, team, Cast.Schuldhulp, Cast.Monday);
            await inboxes.Handle(
                team, new WarmHandover.Notifications.HearMove(Cast.Id(0x70000 + n), team, moved, Cast.Monday),
                new(Cast.Id(0x70000 + n), Platform.Deciding.Actor.House("notification")), default);
        }

        var who = NotificationHouse.Ruud with { Teams = [team] };
        await house.Until("/v1/meldingen?urgentie=normaal", rows => rows.GetArrayLength() == 2, who);
        Assert.Equal(500, (await house.Get("/v1/meldingen", who)).Body.GetArrayLength());
        Assert.Equal(503, (await house.Get("/v1/meldingen/tellingen", who)).Body[0].GetProperty("new").GetInt32());
    }

    [Fact]
    public async Task The_focus_officer_hears_of_a_term_that_is_over_in_the_inbox_of_the_area()
    {
        var petra = new Persona("petra", [Roles.FocusOfficer], Cast.Jgz, []);
        TermStands Term(string state, long version) => new(
            "referral.referral-t", version, Cast.Id(0x901), "WO-T1", "t1", "eerste-gesprek", true, "receiver", state, Cast.Today,
            Cast.Today,
            Cast.Today, null, false, "GM0150", Cast.JgzTeam, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday);
        await house.Hear(Term("expired", 5));
        var rows = await house.Until("/v1/meldingen?gebied=GM0150", r => r.GetArrayLength() == 1, petra);
        Assert.Equal("termijn-verstreken-gebied", rows[0].GetProperty("reason").GetString());
        var path = $"/v1/meldingen/{rows[0].GetProperty("team").GetGuid()}/{rows[0].GetProperty("notification").GetGuid()}";
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"{path}/gelezen", new { }, NotificationHouse.Ruud)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/gelezen", new { }, petra)).Status);
        await house.Hear(Term("met", 6));
        await house.Until("/v1/meldingen?gebied=GM0150", r => r.GetArrayLength() == 0, petra);
    }

    private Task Send(int n) => Send(n, Cast.JgzTeam, Cast.SchuldhulpTeam);

    private async Task Send(int one, int two)
    {
        await Send(one);
        await Send(two);
    }

    private Task Send(int n, Guid from, Guid to) => house.Hear(new ReferralMoved(
        $"referral.referral-live-{n}", 4, Cast.Id(0xA000 + n), $"WO-L{n}", Cast.Family, Cast.Id(0x905), "ready", "sent", null, "normaal",
        from, Cast.Jgz, to, Cast.Schuldhulp, Cast.Monday));

    private static string Number(SseItem<JsonElement> change) => change.Data.GetProperty("item").GetProperty("number").GetString()!;

    private static string[] Numbers(JsonElement rows) => [.. rows.EnumerateArray().Select(r => r.GetProperty("number").GetString()!)];

    private sealed class Listener(HttpClient http, HttpResponseMessage answer,
        IAsyncEnumerator<SseItem<JsonElement>> items) : IAsyncDisposable
    {
        public static async Task<Listener> Open(NotificationHouse house, Persona who, string? last = null)
        {
            var (http, answer) = await Ask(house, who, last);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var parser = SseParser.Create(
                await answer.Content.ReadAsStreamAsync(), (_, data) => JsonDocument.Parse(data.ToArray()).RootElement.Clone());
            return new(http, answer, parser.EnumerateAsync().GetAsyncEnumerator());
        }

        public static async Task<HttpStatusCode> Refused(NotificationHouse house, Persona who, string last)
        {
            var (http, answer) = await Ask(house, who, last);
            using (http)
            using (answer)
                return answer.StatusCode;
        }

        /// <summary>The next change of a kind, past what the clock does in the inboxes of other tests.</summary>
        public async Task<SseItem<JsonElement>> Next(string what)
        {
            while (true)
            {
                if (await Next() is var change && change.EventType == what)
                    return change;
            }
        }

        /// <summary>The next change, past the heartbeats.</summary>
        public async Task<SseItem<JsonElement>> Next()
        {
            do
                Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            while (items.Current.EventType == "leeft");
            return items.Current;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            http.Dispose();
            return ValueTask.CompletedTask;
        }

        private static async Task<(HttpClient Http, HttpResponseMessage Answer)> Ask(NotificationHouse house, Persona who, string? last)
        {
            var http = new HttpClient { BaseAddress = house.Address };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/meldingen/stroom");
            request.Headers.Authorization = new("Bearer", house.Token(who));
            if (last is not null)
                request.Headers.Add("Last-Event-ID", last);
            return (http, await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        }
    }
}
