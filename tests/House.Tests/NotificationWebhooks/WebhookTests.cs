using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Webhooks;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>Partner systems hear in order, signed, and a bad one harms nobody but itself.</summary>
public sealed class WebhookTests(WebhookHouse house) : IClassFixture<WebhookHouse>
{
    [Fact]
    public async Task An_event_is_a_signed_cloud_event_of_the_dutch_profile_without_a_person()
    {
        var (id, secret) = await house.Subscribe("profiel");
        await house.Move(1);
        await WebhookHouse.Eventually(() => house.At("profiel").Length == 1, "nothing came");
        var got = house.At("profiel")[0];
        Assert.True(got.SignedBy(secret));
        Assert.False(got.SignedBy(secret + "x"));
        var e = got.Event;
        Assert.Equal("1.0", e.GetProperty("specversion").GetString());
        Assert.StartsWith("urn:nld:", e.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal("nl.verwijzingen.verwijzing-verzonden", e.GetProperty("type").GetString());
        Assert.NotEqual(Guid.Empty, e.GetProperty("id").GetGuid());
        Assert.True(e.TryGetProperty("time", out var time) && time.GetDateTimeOffset() > Cast.Monday.AddDays(-1));
        Assert.All(e.EnumerateObject(), p => Assert.Matches("^[a-z0-9]{1,20}$", p.Name));
        Assert.True(got.Body.Length < 64 * 1024);
        Assert.DoesNotContain(Cast.Family.ToString(), System.Text.Encoding.UTF8.GetString(got.Body), StringComparison.OrdinalIgnoreCase);
        await house.Until($"/v1/webhooks/{id}/leveringen", rows => rows.GetArrayLength() == 1, WebhookHouse.Keeper);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_turned_while_both_sign()
    {
        var key = Guid.CreateVersion7();
        object wish = new { target = $"{house.Partner}/sleutel", types = new[] { "nl.verwijzingen.verwijzing-verzonden" } };
        var (status, made) = await house.Post("/v1/webhooks", wish, WebhookHouse.Keeper, key);
        Assert.Equal(HttpStatusCode.Created, status);
        var again = await house.Post("/v1/webhooks", wish, WebhookHouse.Keeper, key);
        Assert.Equal("sleutel-al-getoond", again.Body.GetProperty("code").GetString());
        var (id, old) = (made.GetProperty("subscription").GetGuid(), made.GetProperty("secret").GetString()!);
        var turned = (await house.Post($"/v1/webhooks/{id}/sleutel", new { oldHours = 1 }, WebhookHouse.Keeper)).Body;
        var trial = (await house.Post($"/v1/webhooks/{id}/proef", new { }, WebhookHouse.Keeper)).Body;
        Assert.Equal((true, "200"), (trial.GetProperty("delivered").GetBoolean(), trial.GetProperty("answer").GetString()));
        var got = house.At("sleutel")[^1];
        Assert.True(got.SignedBy(old) && got.SignedBy(turned.GetProperty("secret").GetString()!));
        Assert.Equal("nl.meldingen.proef", got.Event.GetProperty("type").GetString());

        house.Clock.Advance(TimeSpan.FromHours(2));
        await house.Post($"/v1/webhooks/{id}/proef", new { }, WebhookHouse.Keeper);
        Assert.False(house.At("sleutel")[^1].SignedBy(old));
        Assert.True(house.At("sleutel")[^1].SignedBy(turned.GetProperty("secret").GetString()!));
        await house.Post($"/v1/webhooks/{id}/beeindigen", new { }, WebhookHouse.Keeper);
    }

    [Theory]
    [InlineData("boos", 500, "500")]
    [InlineData("omweg", 302, "302")]
    [InlineData("half", -1, "afgebroken")]
    public async Task What_fails_is_tried_again_with_growing_pauses_in_order_and_every_try_is_kept(string path, int answer, string kept)
    {
        house.Answers[path] = answer;
        var (id, _) = await house.Subscribe(path);
        var (one, two) = (house.Answers.Count * 10 + 101, house.Answers.Count * 10 + 102);
        await house.Move(one);
        await house.Move(two);
        var first = await house.Until($"/v1/webhooks/{id}/leveringen", r => r.GetArrayLength() == 1, WebhookHouse.Keeper);
        Assert.Equal(kept, first[0].GetProperty("answer").GetString());
        Assert.DoesNotContain(house.Got, g => g.Path == "omgeleid");

        house.Clock.Advance(TimeSpan.FromSeconds(11));
        await house.Until(
            $"/v1/webhooks/{id}/leveringen", r => r.GetArrayLength() == 1 && r[0].GetProperty("tries").GetInt32() == 2,
            WebhookHouse.Keeper);
        house.Answers[path] = 200;
        house.Clock.Advance(TimeSpan.FromSeconds(31));
        await WebhookHouse.Eventually(() => house.At(path).Length >= 2, "it did not come through");
        Assert.Equal([$"WO-W{one}", $"WO-W{two}"], house.At(path).Select(g => g.Number));
        var delivery = (await house.Get($"/v1/webhooks/{id}/leveringen", WebhookHouse.Keeper)).Body.EnumerateArray().Last();
        var tries = (await house.Get($"/v1/webhooks/{id}/leveringen/{delivery.GetProperty("delivery").GetGuid()}",
            WebhookHouse.Keeper)).Body;
        Assert.Equal(kept, tries[0].GetProperty("answer").GetString());
        await house.Post($"/v1/webhooks/{id}/beeindigen", new { }, WebhookHouse.Keeper);
    }

    [Fact]
    public async Task After_a_day_without_success_it_pauses_and_goes_on_where_it_was()
    {
        house.Answers["dag"] = 503;
        var (id, _) = await house.Subscribe("dag");
        await house.Move(201);
        for (var n = 1; n <= Delivery.Pauses.Count + 1; n++)
        {
            await house.Until(
                $"/v1/webhooks/{id}/leveringen", r => r.GetArrayLength() == 1 && r[0].GetProperty("tries").GetInt32() == n,
                WebhookHouse.Keeper);
            house.Clock.Advance(Delivery.Pauses[Math.Min(n, Delivery.Pauses.Count) - 1] + TimeSpan.FromSeconds(1));
        }

        Assert.InRange(Delivery.Pauses.Sum(p => p.TotalHours), 22, 26);
        await house.Until(
            "/v1/webhooks", rows => rows.EnumerateArray().Any(r =>
                r.GetProperty("subscription").GetGuid() == id && r.GetProperty("paused").GetString() == "een-dag-niet-bezorgd"),
            WebhookHouse.Keeper);
        house.Answers["dag"] = 200;
        await house.Post($"/v1/webhooks/{id}/hervatten", new { }, WebhookHouse.Keeper);
        await WebhookHouse.Eventually(() => house.At("dag").Length == 1, "it did not go on");
        var delivery = (await house.Get($"/v1/webhooks/{id}/leveringen", WebhookHouse.Keeper)).Body[0].GetProperty("delivery").GetGuid();
        var again = await house.Post($"/v1/webhooks/{id}/leveringen/{delivery}/opnieuw", new { }, WebhookHouse.Keeper);
        Assert.True(again.Body.GetProperty("delivered").GetBoolean());
        Assert.Equal(house.At("dag")[0].Event.GetProperty("id").GetGuid(), house.At("dag")[1].Event.GetProperty("id").GetGuid());
        await house.Post($"/v1/webhooks/{id}/beeindigen", new { }, WebhookHouse.Keeper);
    }

    [Fact]
    public async Task Another_organisation_hears_nothing_of_it_and_its_webhook_does_not_exist()
    {
        var (id, _) = await house.Subscribe("eigen");
        var other = new Platform.Web.Persona("koos", [Platform.Web.Roles.Administrator], Cast.Wijkteam, []);
        foreach (var word in new[] { "pauzeren", "hervatten", "beeindigen", "proef" })
            Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"/v1/webhooks/{id}/{word}", new { }, other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"/v1/webhooks/{id}/sleutel", new { }, other)).Status);
        Assert.Equal(0, (await house.Get("/v1/webhooks", other)).Body.GetArrayLength());
        var made = new SubscriptionMade(Cast.Wijkteam, ["nl.verwijzingen.verwijzing-verzonden"], [], null!, "k", null!, "koos",
            Cast.Monday);
        var noted = EventTypes.Of(new Contracts.Referral.ReferralMoved("s", 4, Cast.Id(1), "WO-1", Cast.Family, Cast.Id(2), "ready",
            "sent", null, "normaal", Cast.JgzTeam,
            Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday), Cast.Monday).Single();
        Assert.False(Walker.IsFor(made, noted));
        Assert.True(Walker.IsFor(made with { Organisation = Cast.Schuldhulp, Teams = [Cast.SchuldhulpTeam] }, noted));
        Assert.False(Walker.IsFor(made with { Organisation = Cast.Schuldhulp, Teams = [Cast.Id(9)] }, noted));
        await house.Post($"/v1/webhooks/{id}/beeindigen", new { }, WebhookHouse.Keeper);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_subscription_is_told_at_once()
    {
        string[] unknown = ["nl.onbekend"];
        Guid[] strange = [Cast.Id(9)];
        var (status, body) = await house.Post(
            "/v1/webhooks", new { target = "ftp://x", types = unknown, teams = strange, secret = "kort" }, WebhookHouse.Keeper);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["secret", "target", "teams", "types"], body.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        var nothing = await house.Post("/v1/webhooks", new { target = house.Partner, types = unknown[..0] }, WebhookHouse.Keeper);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post("/v1/webhooks", new { }, NotificationWays.NotificationHouse.Ruud)).Status);
    }
}
