using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Consent;
using WarmHandover.Notifications.Reactions;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.NotificationWays.WayTale;

namespace WarmHandover.Tests.NotificationWays;

/// <summary>A code from the desk to the token, and what nobody else gets.</summary>
public sealed class WayInApiTests(NotificationHouse house) : IClassFixture<NotificationHouse>
{
    [Fact]
    public async Task The_desk_makes_a_code_once_the_mother_comes_in_and_a_new_code_ends_the_old_one()
    {
        var way = await Opened();
        var key = Guid.CreateVersion7();
        var (status, made) = await house.Post($"/v1/toegangen/{way}/code", new { channel = "kaart" }, NotificationHouse.Noor, key);
        Assert.Equal(HttpStatusCode.Created, status);
        var code = made.GetProperty("shown").GetString()!;
        var card = made.GetProperty("card").GetString()!;
        Assert.Contains(code, card, StringComparison.Ordinal);
        Assert.Contains("overdracht.example/binnen", card, StringComparison.Ordinal);
        Assert.DoesNotContain(Cast.Samira.ToString(), card, StringComparison.OrdinalIgnoreCase);

        var (again, refused) = await house.Post($"/v1/toegangen/{way}/code", new { channel = "kaart" }, NotificationHouse.Noor, key);
        Assert.Equal((HttpStatusCode.Conflict, "code-al-gemaakt"), (again, refused.GetProperty("code").GetString()));

        var came = await ComeIn(code);
        Assert.Equal("nee", came.GetProperty("scope").GetString());
        Assert.Equal(900, came.GetProperty("expiresIn").GetInt32());

        var newer = (await house.Post($"/v1/toegangen/{way}/code", new { channel = "telefoon" }, NotificationHouse.Noor)).Body;
        Assert.Equal(JsonValueKind.Null, newer.GetProperty("card").ValueKind);
        await ComeIn(newer.GetProperty("shown").GetString()!);
        Assert.Equal("code-onjuist", (await house.Post("/v1/toegang", new { code })).Body.GetProperty("code").GetString());

        var ended = await house.Post($"/v1/toegangen/{way}/intrekken", new { }, NotificationHouse.Noor);
        Assert.Equal(HttpStatusCode.NoContent, ended.Status);
        Assert.Equal(
            HttpStatusCode.Conflict, (await house.Post("/v1/toegang", new { code = newer.GetProperty("shown").GetString() })).Status);
        await house.Until("/v1/toegangen", rows => Row(rows, way)?.GetProperty("closed").GetString() == "ingetrokken");
    }

    [Fact]
    public async Task The_pin_opens_reading_and_a_wrong_one_is_said()
    {
        var way = await Opened();
        var bad = await house.Post($"/v1/toegangen/{way}/pincode", new { pin = "123456" }, NotificationHouse.Noor);
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        var agreed = await house.Post($"/v1/toegangen/{way}/pincode", new { pin = "482913" }, NotificationHouse.Noor);
        Assert.Equal(HttpStatusCode.NoContent, agreed.Status);
        var code = await Code(way);
        await ComeIn(code);

        Assert.Equal("nee lezen", (await house.Post("/v1/toegang", new { code, pin = "482913" })).Body.GetProperty("scope").GetString());
        var wrong = (await house.Post("/v1/toegang", new { code, pin = "482914" })).Body;
        Assert.Equal("pincode-onjuist", wrong.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post("/v1/toegang", new { code, pin = "x" })).Status);
    }

    [Fact]
    public async Task Five_wrong_tries_block_it_for_a_quarter_of_an_hour_and_the_same_try_said_twice_counts_once()
    {
        var code = await Code(await Opened());
        await ComeIn(code);
        var wrong = code[..^1] + (code[^1] == '2' ? '3' : '2');
        var same = Guid.CreateVersion7();
        for (var n = 0; n < 3; n++)
            Assert.Equal(HttpStatusCode.Conflict, (await house.Post("/v1/toegang", new { code = wrong }, key: same)).Status);
        for (var n = 0; n < 3; n++)
            await house.Post("/v1/toegang", new { code = wrong });
        Assert.Equal(HttpStatusCode.OK, (await house.Post("/v1/toegang", new { code })).Status);

        for (var n = 0; n < 5; n++)
            await house.Post("/v1/toegang", new { code = wrong });
        Assert.Equal("code-onjuist", (await house.Post("/v1/toegang", new { code })).Body.GetProperty("code").GetString());
        house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await house.Post("/v1/toegang", new { code })).Status);
    }

    [Fact]
    public async Task Nobody_elses_team_sees_it_and_nothing_of_a_code_or_pin_is_stored()
    {
        var way = await Opened();
        await house.Post($"/v1/toegangen/{way}/pincode", new { pin = "739152" }, NotificationHouse.Noor);
        var code = await Code(way);
        foreach (var path in new[] { "code", "pincode", "intrekken" })
        {
            object body = path switch { "code" => new { channel = "kaart" }, "pincode" => new { pin = "482913" }, _ => new { } };
            Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"/v1/toegangen/{way}/{path}", body, NotificationHouse.Ruud)).Status);
        }

        var others = (await house.Get("/v1/toegangen", NotificationHouse.Ruud)).Body;
        Assert.Null(Row(others, way));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/toegangen/{way}", NotificationHouse.Ruud)).Status);
        var family = (await house.Get($"/v1/toegangen/{way}", NotificationHouse.Noor)).Body.GetProperty("family").GetGuid();
        Assert.Equal(0, (await house.Get($"/v1/toegangen?gezin={family}", NotificationHouse.Ruud)).Body.GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Get("/v1/toegangen")).Status);

        var log = house.Services.GetRequiredService<IEventLog>();
        await foreach (var stored in log.ReadAll(Position.Start, 10_000, default))
        {
            var text = System.Text.Encoding.UTF8.GetString([.. stored.Header, .. stored.Data]);
            Assert.DoesNotContain("739152", text, StringComparison.Ordinal);
            Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"channel":"duif"}""", "channel")]
    [InlineData("""{"channel":"kaart","days":61}""", "days")]
    [InlineData("""{"channel":"kaart","language":"fr"}""", "language")]
    public async Task What_is_wrong_with_a_wish_for_a_code_is_told(string body, string field)
    {
        var way = await Opened();
        var (status, answer) = await house.Post($"/v1/toegangen/{way}/code", JsonDocument.Parse(body).RootElement, NotificationHouse.Noor);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_desk_sees_the_ways_of_one_family_one_way_and_all_page_by_page()
    {
        var (family, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var last = new DateOnly(2027, 8, 31);
        WaysInStand Stand(Guid of, params Guid[] people) => new(
            $"consent.family-{of:N}", 2, of, [Cast.Jgz], [.. people.Select(p => new WayIn(p, Roles.Parent, last, Silent: false))]);
        await house.Hear(Stand(family, Cast.Samira, Cast.Erik));
        await house.Hear(Stand(other, Cast.Samira));
        Guid[] own = [WhenWaysInStand.WayOf(family, Cast.Samira), WhenWaysInStand.WayOf(family, Cast.Erik)];
        await house.Until($"/v1/toegangen?gezin={other}", rows => rows.GetArrayLength() == 1);

        var ofFamily = await house.Until($"/v1/toegangen?gezin={family}", rows => rows.GetArrayLength() == 2);
        Assert.Equal(own.Order(), Ways(ofFamily).Order());
        var one = (await house.Get($"/v1/toegangen/{own[0]}", NotificationHouse.Noor)).Body;
        Assert.Equal(family, one.GetProperty("family").GetGuid());

        var all = Ways((await house.Get("/v1/toegangen", NotificationHouse.Noor)).Body);
        var rest = Ways((await house.Get($"/v1/toegangen?na={all[1]}", NotificationHouse.Noor)).Body);
        Assert.Equal(all[2..], rest);
        static Guid[] Ways(JsonElement rows) => [.. rows.EnumerateArray().Select(r => r.GetProperty("way").GetGuid())];
    }

    [Fact]
    public async Task Who_consent_no_longer_names_comes_in_no_more_and_of_a_silent_one_no_new_code_is_made()
    {
        var family = Guid.CreateVersion7();
        var (mother, father) = (WhenWaysInStand.WayOf(family, Cast.Samira), WhenWaysInStand.WayOf(family, Cast.Erik));
        WaysInStand Stand(long version, params WayIn[] people) => new($"consent.family-{family:N}", version, family, [Cast.Jgz], people);
        var last = new DateOnly(2027, 8, 31);

        await house.Hear(Stand(2, new(Cast.Samira, Roles.Parent, last, Silent: false), new(Cast.Erik, Roles.Parent, last, Silent: true)));
        await house.Until("/v1/toegangen", rows => Row(rows, mother) is not null && Row(rows, father) is not null);
        var silent = await house.Post($"/v1/toegangen/{father}/code", new { channel = "kaart" }, NotificationHouse.Noor);
        Assert.Equal("nu-niet-benaderen", silent.Body.GetProperty("code").GetString());
        var code = await Code(mother);
        await ComeIn(code);

        await house.Hear(Stand(3, new WayIn(Cast.Erik, Roles.Parent, last, Silent: true)));
        Assert.Equal(HttpStatusCode.Conflict, (await house.Post("/v1/toegang", new { code })).Status);
        await house.Until("/v1/toegangen", rows => Row(rows, mother)?.GetProperty("closed").GetString() == "niet-meer-nodig");

        await house.Hear(Stand(2, new WayIn(Cast.Samira, Roles.Parent, last, Silent: false)));
        Assert.Equal(HttpStatusCode.Conflict, (await house.Post("/v1/toegang", new { code })).Status);
    }

    private async Task<Guid> Opened()
    {
        var way = Guid.CreateVersion7();
        await house.Hear(May(way: way));
        return way;
    }

    private async Task<string> Code(Guid way) => (await house.Post(
        $"/v1/toegangen/{way}/code", new { channel = "telefoon" }, NotificationHouse.Noor)).Body.GetProperty("shown").GetString()!;

    // The view that finds a code may be a moment behind the desk.
    private async Task<JsonElement> ComeIn(string code)
    {
        for (var deadline = Environment.TickCount64 + 15_000; ; await Task.Delay(20))
        {
            var (status, body) = await house.Post("/v1/toegang", new { code });
            if (status == HttpStatusCode.OK)
                return body;

            Assert.True(Environment.TickCount64 < deadline, $"{status} {body}");
        }
    }

    private static JsonElement? Row(JsonElement rows, Guid way) =>
        rows.EnumerateArray().Where(r => r.GetProperty("way").GetGuid() == way).Select(r => (JsonElement?)r).FirstOrDefault();
}
