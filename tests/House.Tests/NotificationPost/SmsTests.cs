using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Consent;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Reactions;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;

namespace WarmHandover.Tests.NotificationPost;

/// <summary>A provider of text messages on loopback that keeps what it got, and answers as it is told.</summary>
public sealed class SmsHouse : NotificationHouse
{
    private WebApplication? provider;

    public ConcurrentQueue<JsonElement> Got { get; } = [];

    public int Answer { get; set; } = 202;

    protected override void Settings(WebApplicationBuilder builder)
    {
        var own = WebApplication.CreateBuilder();
        own.Configuration["urls"] = "http://127.0.0.1:0";
        own.Logging.ClearProviders();
        provider = own.Build();
        provider.MapPost("/sms", async (HttpContext http) =>
        {
            Assert.Equal("Bearer geheim", http.Request.Headers.Authorization.ToString());
            if (Answer == 202)
                Got.Enqueue((await JsonDocument.ParseAsync(http.Request.Body)).RootElement.Clone());
            return Results.StatusCode(Answer);
        });
        provider.StartAsync().GetAwaiter().GetResult();
        var token = Path.Combine(Folder, "sms-token");
        File.WriteAllText(token, "geheim\n");
        builder.Configuration.AddInMemoryCollection([new("WO_SMS", $"{provider.Urls.Single()}/sms"), new("WO_SMS_TOKEN", token)]);
    }
}

/// <summary>A code by SMS: brought once, forgotten then, and never when the person may not be approached.</summary>
public sealed class SmsTests(SmsHouse house) : IClassFixture<SmsHouse>
{
    [Fact]
    public async Task A_code_is_brought_and_works_and_nothing_of_it_stays()
    {
        var (_, way) = await Opened();
        var (status, made) = await Order(way, "+31612345678");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(JsonValueKind.Null, made.GetProperty("shown").ValueKind);

        var sms = await Sms("+31612345678");
        Assert.Equal("Overdracht", sms.GetProperty("from").GetString());
        var text = sms.GetProperty("body").GetString()!;
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        var code = text.Split("code: ")[1][..14];
        Assert.Equal(HttpStatusCode.OK, (await house.Post("/v1/toegang", new { code })).Status);

        var payload = await Carried(way);
        await Eventually(async () => await house.Services.GetRequiredService<Platform.Vault.IPayloads>().Find(payload, default) is null);
    }

    [Fact]
    public async Task What_waits_for_somebody_who_may_no_longer_be_approached_is_not_sent()
    {
        var (family, way) = await Opened();
        house.Answer = 503;
        await Order(way, "+31600000001");
        await house.Hear(Stand(family, 3, silent: true));
        house.Answer = 202;
        house.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually(async () => (await Messages()).Any(m => m is MessageCancelled { Why: "stil" }));
        Assert.DoesNotContain(house.Got, sms => sms.GetProperty("to").GetString() == "+31600000001");
    }

    [Fact]
    public async Task A_number_that_is_refused_stands_in_the_list_with_its_reason()
    {
        var (_, way) = await Opened();
        house.Answer = 422;
        await Order(way, "+31600000002");
        await house.Until(
            "/v1/post/onbestelbaar", rows => rows.EnumerateArray().Any(r =>
                r.GetProperty("why").GetString() == "http-422" && r.GetProperty("way").GetGuid() == way), NotificationHouse.Bea);
        house.Answer = 202;
        Assert.Empty((await house.Get("/v1/post/onbestelbaar", NotificationHouse.Ruud)).Body.EnumerateArray());
    }

    [Theory]
    [InlineData("sms", null)]
    [InlineData("sms", "0612345678")]
    [InlineData("sms", "+316123a5678")]
    [InlineData("kaart", "+31612345678")]
    [InlineData("e-mail", "iemand@voorbeeld.example")]
    public async Task An_address_that_does_not_fit_the_channel_is_told(string channel, string? address)
    {
        var (_, way) = await Opened();
        var (status, answer) = await house.Post($"/v1/toegangen/{way}/code", new { channel, address }, NotificationHouse.Noor);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty(channel == "e-mail" ? "channel" : "address", out _));
    }

    [Theory]
    [InlineData("WO_SMS", "http://buiten.example/sms")]
    [InlineData("WO_SMTP", "mail.example")]
    [InlineData("WO_SMTP", "smtp://wie:wat@mail.example:587")]
    [InlineData("WO_SMTP", "smtp://mail.example:587")]
    public void A_setting_that_cannot_work_stops_the_start(string name, string value)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", house.Folder), new(name, value)]);
        Assert.Throws<Platform.Hosting.StartRefusedException>(() => builder.AddNotifications());
    }

    private async Task<(Guid Family, Guid Way)> Opened()
    {
        var family = Guid.CreateVersion7();
        await house.Hear(Stand(family, 2, silent: false));
        return (family, WhenWaysInStand.WayOf(family, Cast.Samira));
    }

    private static WaysInStand Stand(Guid family, long version, bool silent) => new(
        $"consent.family-{family:N}", version, family, [Cast.Jgz],
        [new Contracts.Consent.WayIn(Cast.Samira, Roles.Parent, new(2027, 12, 31), silent)]);

    private Task<(HttpStatusCode Status, JsonElement Body)> Order(Guid way, string address) =>
        house.Post($"/v1/toegangen/{way}/code", new { channel = "sms", address }, NotificationHouse.Noor);

    private async Task<JsonElement> Sms(string to)
    {
        JsonElement? found = null;
        await Eventually(() =>
        {
            found = house.Got.Select(g => (JsonElement?)g).FirstOrDefault(g => g!.Value.GetProperty("to").GetString() == to);
            return Task.FromResult(found is not null);
        });
        return found!.Value;
    }

    private async Task<List<MessageEvent>> Messages()
    {
        var facts = new List<MessageEvent>();
        await foreach (var stored in house.Services.GetRequiredService<IEventLog>().ReadAll(Position.Start, 10_000, default))
        {
            if (stored.Stream.StartsWith("notification.message-", StringComparison.Ordinal))
                facts.Add(Platform.Deciding.Facts.Read<MessageEvent>(stored.Type, stored.Data));
        }

        return facts;
    }

    private async Task<Guid> Carried(Guid way)
    {
        var state = (await house.Services.GetRequiredService<WayInHandler>().Load(way, default)).State;
        return state.Code!.Carried!.Id;
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var deadline = Environment.TickCount64 + 20_000; !await holds(); await Task.Delay(25))
            Assert.True(Environment.TickCount64 < deadline, "It did not come so far.");
    }
}
