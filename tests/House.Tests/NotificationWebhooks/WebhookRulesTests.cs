using System.Net;
using System.Text.Json;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Tests.Referrals;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>Where events may go, what they are called, and what is stored of them.</summary>
public sealed class WebhookRulesTests
{
    private static readonly SubscriptionMade Made = new(
        Cast.Schuldhulp, ["nl.verwijzingen.verwijzing-verzonden"], [], new(Cast.Id(1), "a"), "k1", new(Cast.Id(2), "b"), "bea",
        Cast.Monday);

    private static readonly ReferralMoved Sent = new(
        "referral.referral-x", 4, Cast.Id(1), "WO-1", Cast.Family, Cast.Id(2), "ready", "sent", null, "normaal", Cast.JgzTeam, Cast.Jgz,
        Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday);

    [Theory]
    [InlineData("http://voorbeeld.nl/haak")]
    [InlineData("ftp://voorbeeld.nl/haak")]
    [InlineData("https://wie:wat@voorbeeld.nl/haak")]
    [InlineData("https://voorbeeld.nl/haak#hier")]
    [InlineData("https://localhost/haak")]
    [InlineData("https://intern/haak")]
    [InlineData("https://dienst.internal/haak")]
    [InlineData("https://dienst.local./haak")]
    [InlineData("https://127.0.0.1/haak")]
    [InlineData("https://10.1.2.3/haak")]
    [InlineData("https://172.20.0.1/haak")]
    [InlineData("https://192.168.1.1/haak")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/haak")]
    [InlineData("https://0.0.0.0/haak")]
    [InlineData("https://2130706433/haak")]
    [InlineData("https://0x7f000001/haak")]
    [InlineData("https://[::1]/haak")]
    [InlineData("https://[::ffff:10.0.0.1]/haak")]
    [InlineData("https://[64:ff9b::a00:1]/haak")]
    [InlineData("https://[fd00::1]/haak")]
    [InlineData("https://[fe80::1]/haak")]
    [InlineData("haak")]
    [InlineData("")]
    [InlineData(null)]
    public void A_target_inside_or_odd_is_refused_in_plain_words(string? target) => Assert.NotNull(PublicAddress.Wrong(target,
        privateToo: false));

    [Theory]
    [InlineData("https://ketenpartner.nl/haak?van=wo")]
    [InlineData("https://ketenpartner.nl:8443/haak")]
    [InlineData("https://[2a02:898:0:1::1]/haak")]
    [InlineData("https://93.184.216.34/haak")]
    public void A_target_on_the_open_internet_is_taken(string target) => Assert.Null(PublicAddress.Wrong(target, privateToo: false));

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var http = PublicAddress.Client(privateToo: false);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://localhost:9/")));
        Assert.IsType<ClosedAddressException>(refused.InnerException);
        Assert.False(PublicAddress.Is(IPAddress.Parse("::ffff:192.168.0.1")));
    }

    [Fact]
    public void The_receiver_hears_nothing_of_what_never_left()
    {
        var recalled = EventTypes.Of(Sent with { From = "ready", To = "recalled" }, Cast.Monday).Single();
        Assert.Equal([Cast.Jgz], recalled.Organisations);
        Assert.Equal([Cast.Jgz, Cast.Schuldhulp], EventTypes.Of(Sent, Cast.Monday).Single().Organisations);
        Assert.Empty(EventTypes.Of(Sent with { To = "concept" }, Cast.Monday));
    }

    [Fact]
    public void What_is_noted_is_noted_once_and_an_older_word_changes_nothing()
    {
        var noted = EventTypes.Of(Sent, Cast.Monday).ToArray();
        var state = Outward.Kind.Decide(new(noted), Outward.Kind.Initial).Aggregate(Outward.Kind.Initial, Outward.Kind.Evolve);
        Assert.Empty(Outward.Kind.Decide(new(noted), state));
        Assert.Empty(Outward.Kind.Decide(new([.. EventTypes.Of(Sent with { Version = 3 }, Cast.Monday)]), state));
        Assert.Single(Outward.Kind.Decide(new([.. EventTypes.Of(Sent with { Version = 6, To = "accepted" }, Cast.Monday)]), state));
    }

    [Fact]
    public void Stored_facts_are_readable_for_ever()
    {
        GoldenFacts.Keep<SubscriptionEvent>(
            "NotificationWebhooks", Made, new SubscriptionKeyTurned("k2", new(Cast.Id(3), "c"), Cast.Monday, "bea", Cast.Monday),
            new SubscriptionPaused("een-dag-niet-bezorgd", null, Cast.Monday), new SubscriptionResumed("bea", Cast.Monday),
            new SubscriptionEnded("bea", Cast.Monday));
        GoldenFacts.Keep<OutwardEvent>("NotificationWebhooks", EventTypes.Of(Sent, Cast.Monday).Single());
        GoldenFacts.Keep<DeliveryEvent>("NotificationWebhooks", new DeliveryTried(
            Cast.Id(4), Cast.Id(5), "nl.verwijzingen.verwijzing-verzonden", "503", false, 12, Cast.Monday, null, Cast.Monday));
    }

    [Fact]
    public void Every_type_is_in_reverse_dns_and_the_description_holds_them_all()
    {
        Assert.All(EventTypes.All, type => Assert.Matches("^nl\\.[a-z]+\\.[a-z-]+$", type.Type));
        Assert.Equal(EventTypes.All.Count, EventTypes.All.Select(t => t.Type).Distinct().Count());
        var file = Path.Combine(HouseTests.Root, "docs", "asyncapi.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllText(file, AsyncApi.Document);

        Assert.Equal(File.ReadAllText(file), AsyncApi.Document);
        var document = JsonDocument.Parse(AsyncApi.Document).RootElement;
        var messages = document.GetProperty("components").GetProperty("messages");
        Assert.Equal(EventTypes.All.Count + 1, messages.EnumerateObject().Count());
        var references = AsyncApi.Document.Split("\"$ref\": \"#/")[1..]
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal(
            JsonValueKind.Object, reference.Split('/').Aggregate(document, (here, step) => here.GetProperty(step)).ValueKind));
    }
}
