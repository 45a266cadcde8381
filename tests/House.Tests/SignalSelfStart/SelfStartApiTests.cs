using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals;
using WarmHandover.Signals.SelfStarts;
using WarmHandover.Signals.Views;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalSelfStart;

/// <summary>Somebody without an account asks for help at the door, and a team calls back.</summary>
public sealed class SelfStartApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private const string Path = "/v1/ik-wil-hulp";

    [Fact]
    public async Task A_first_name_and_a_number_are_enough_and_the_neighbourhood_team_calls_back()
    {
        await Serve(Cast.WijkteamNoord, Cast.Wijkteam, "wijkteam", "GM0150");
        await Serve(Cast.JgzTeam, Cast.Jgz, "jgz", "GM0150");
        var body = new
        {
            firstName = "Kanarietje",
            channel = "telefoon",
            reach = "06 00 11 22 33",
            area = "GM0150",
            words = "Ik red het niet.",
        };

        var (status, text) = await Ask(body);
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((status, text), await Ask(new { body.firstName, body.channel, reach = "0600112233", body.area }));

        var mine = await List(SignalHouse.Wim, "GM0150", 1);
        var call = mine[0].GetProperty("selfStart").GetGuid();
        Assert.DoesNotContain(call.ToString(), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Kanarietje", mine[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, (await house.Get("/v1/zelfmeldingen")).Body.GetArrayLength());

        var read = (await house.Get($"/v1/zelfmeldingen/{call}", SignalHouse.Wim)).Body;
        Assert.Equal("Kanarietje", read.GetProperty("who").GetProperty("firstName").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/zelfmeldingen/{call}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(call, "gesproken", SignalHouse.Noor)).Status);
        Assert.Equal(["result"], (await Answer(call, "opgelost", SignalHouse.Wim)).Errors);
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(call, "gesproken", SignalHouse.Wim, Guid.CreateVersion7())).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await Answer(call, "gesproken", SignalHouse.Wim)).Status);
        Assert.Equal("al-afgehandeld", (await Answer(call, "geen-vraag", SignalHouse.Wim)).Code);
        await List(SignalHouse.Wim, "GM0150", 0);
        await Destroy(call);
        Assert.Equal(JsonValueKind.Null, (await house.Get($"/v1/zelfmeldingen/{call}", SignalHouse.Wim)).Body.GetProperty("who").ValueKind);
    }

    [Fact]
    public async Task With_money_worries_the_debt_help_calls_and_where_nobody_serves_that_is_said()
    {
        var debts = new Persona("ruud-2", [Roles.Professional], Cast.Id(0x311), [Cast.Id(0x312)]);
        await Serve(Cast.WijkteamNoord, Cast.Wijkteam, "wijkteam", "GM0168");
        await Serve(Cast.Id(0x312), Cast.Id(0x311), "schuldhulp", "GM0168");

        await Ask(new { firstName = "A", channel = "e-mail", reach = "a.b@voorbeeld.nl", area = "GM0168", domain = "financien" });
        await Ask(new { firstName = "B", channel = "e-mail", reach = "ab@voorbeeld.nl", area = "GM0168", domain = "financien" });
        await List(debts, "GM0168", 2);

        var (status, text) = await Ask(new { firstName = "C", channel = "sms", reach = "0611111111", area = "GM9998" });
        Assert.Equal((HttpStatusCode.Conflict, true), (status, text.Contains("geen-team", StringComparison.Ordinal)));
        using var areas = await Open().GetAsync($"{Path}/gemeenten");
        Assert.Contains("GM0168", await areas.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_a_bsn_is_not_taken()
    {
        var (status, text) = await Ask(
            new { channel = "duif", reach = "x", area = "Deventer", domain = "geluk", words = "mijn bsn is 123456782" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors");
        Assert.Equal(["area", "channel", "domain", "firstName", "words"], errors.EnumerateObject().Select(e => e.Name));
        Assert.DoesNotContain("123456782", text, StringComparison.Ordinal);
        foreach (var (channel, reach) in new[] { ("sms", "bel mij"), ("e-mail", "a@b") })
        {
            var wrong = await Ask(new { firstName = "A", channel, reach, area = "GM0150" });
            Assert.Contains("\"reach\"", wrong.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Somebody_who_asks_again_and_again_fills_no_list()
    {
        await Serve(Cast.WijkteamNoord, Cast.Wijkteam, "wijkteam", "GM0177");
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 32; n++)
            statuses.Add((await Ask(new { firstName = "A", channel = "telefoon", reach = $"06{n:00000000}", area = "GM0177" })).Status);

        Assert.Equal(30, statuses.Count(s => s is HttpStatusCode.Accepted));
        Assert.All(statuses[30..], s => Assert.Equal(HttpStatusCode.TooManyRequests, s));
    }

    private async Task Serve(Guid team, Guid organisation, string kind, string area)
    {
        var handler = house.Services.GetRequiredService<ServingTeamHandler>();
        var before = (await handler.Load(team, default)).State.Listed;
        var told = new TeamListed(
            team, (before?.DirectoryVersion ?? 0) + 1, organisation, kind, [.. (before?.Areas ?? []).Append(area).Distinct()],
            ActsForCollege: false, Open: true, Cast.Monday);
        await handler.Handle(team, new(told), new(Guid.CreateVersion7(), Actor.House("signal")), default);
        await house.Services.GetRequiredService<IViews>().FreshToHead(ServingTeamsView.Table, default);
    }

    private HttpClient Open() => new() { BaseAddress = house.Address };

    private async Task<(HttpStatusCode Status, string Text)> Ask(object body)
    {
        using var visitor = Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var answer = await visitor.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<SignalHouse.Reply> Answer(Guid call, string result, Persona who, Guid? family = null) =>
        house.Post($"/v1/zelfmeldingen/{call}/afgehandeld", new { result, family }, who);

    private async Task<JsonElement[]> List(Persona who, string area, int count)
    {
        await house.Services.GetRequiredService<IViews>().FreshToHead(SelfStartsView.Table, default);
        var rows = (await house.Get("/v1/zelfmeldingen", who)).Body.EnumerateArray()
            .Where(r => r.GetProperty("area").GetString() == area).ToArray();
        Assert.Equal(count, rows.Length);
        return rows;
    }

    // As the clock does it a week later.
    private async Task Destroy(Guid call)
    {
        var services = house.Services;
        var hand = new SelfStartHand(
            services.GetRequiredService<SelfStartHandler>(), services.GetRequiredService<IKeyStore>(),
            services.GetRequiredService<IPayloads>(), TimeProvider.System);
        var row = JsonSerializer.Serialize(
            new SelfStartRow(call, Cast.Wijkteam, Cast.WijkteamNoord, "GM0150", null, "telefoon", Cast.Monday, "gesproken"), Facts.Json);
        await hand.Strike(new("x", row, Cast.Monday), CancellationToken.None);
    }
}
