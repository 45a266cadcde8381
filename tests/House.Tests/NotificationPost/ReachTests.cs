using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Posting;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;

namespace WarmHandover.Tests.NotificationPost;

/// <summary>A provider that is away when it is told so, and that refuses <c>weg@</c> for good.</summary>
public sealed class ReachHouse : NotificationHouse
{
    public static readonly Persona Petra = new("petra", [Roles.FocusOfficer], Cast.Id(0xA1), []);

    internal ConcurrentQueue<Letter> Brought { get; } = [];

    public bool Away { get; set; }

    protected override void Settings(WebApplicationBuilder builder) => builder.Services.AddSingleton<IChannel>(new Channel(this));

    private sealed class Channel(ReachHouse house) : IChannel
    {
        public string Name => "e-mail";

        public Task<Tried> Bring(Letter letter, CancellationToken ct)
        {
            if (house.Away)
                return Task.FromResult(new Tried(ProviderAnswer.Later, "mailserver-onbereikbaar", Away: true));
            if (letter.To.StartsWith("weg@", StringComparison.Ordinal))
                return Task.FromResult(new Tried(ProviderAnswer.Never, "smtp-550"));

            house.Brought.Enqueue(letter);
            return Task.FromResult(new Tried(ProviderAnswer.Accepted, ""));
        }
    }
}

/// <summary>What waits and what cannot be delivered is measured and told: to the team, and to the focus officer of its area.</summary>
public sealed class ReachTests : IAsyncLifetime
{
    private const string Area = "/v1/meldingen?gebied=GM0150&reden=team-zonder-adres-gebied";
    private readonly ReachHouse house = new();

    private PostMeter Meter => house.Services.GetRequiredService<PostMeter>();

    public async Task InitializeAsync()
    {
        await house.InitializeAsync();
        await house.Hear(new TeamStands(
            "referral.team-x", 1, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", "GM0150", ActsForCollege: true, Open: true));
    }

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_team_whose_address_no_longer_works_is_reported_to_the_focus_officer_until_it_works_again()
    {
        await Address("weg@schuldhulp.example");
        await Send(1);
        await house.Until("/v1/meldingen?reden=niet-bezorgd", rows => rows.GetArrayLength() == 1, NotificationHouse.Ruud);
        var told = await house.Until(Area, rows => rows.GetArrayLength() == 1, ReachHouse.Petra);
        Assert.Equal(Cast.SchuldhulpTeam, told[0].GetProperty("about").GetGuid());
        await Eventually(() => Meter.Undeliverable == 1);

        await Address("goed@schuldhulp.example");
        await house.Until(Area, rows => rows.GetArrayLength() == 0, ReachHouse.Petra);
        var removed = await house.Post($"/v1/postadressen/{Cast.SchuldhulpTeam}/verwijderen", new { }, NotificationHouse.Ruud);
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        await house.Until(Area, rows => rows.GetArrayLength() == 1, ReachHouse.Petra);
    }

    [Fact]
    public async Task A_provider_that_is_away_for_an_hour_is_seen_in_the_age_of_what_waits_and_loses_nothing()
    {
        house.Away = true;
        await Address("goed@schuldhulp.example");
        for (var n = 0; n < 5; n++)
            await Send(n);
        await house.Until("/v1/meldingen", rows => rows.GetArrayLength() == 5, NotificationHouse.Ruud);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually(() => Meter.Oldest is >= 3_600 and < 3_700);
        Assert.Empty(house.Brought);

        house.Away = false;
        await Eventually(() => house.Brought.Count == 5 && Meter.Oldest == 0);
        Assert.Equal(0, Meter.Undeliverable);
        Assert.Equal(5, house.Brought.Select(letter => letter.Message).Distinct().Count());
    }

    private async Task Address(string address) => Assert.Equal(
        HttpStatusCode.NoContent,
        (await house.Post($"/v1/postadressen/{Cast.SchuldhulpTeam}", new { address }, NotificationHouse.Ruud)).Status);

    private Task Send(int n) => house.Hear(new ReferralMoved(
        $"referral.referral-reach-{n}", 4, Cast.Id(0xB200 + n), $"WO-R{n}", Cast.Family, Cast.Id(0x905), "ready", "sent", null, "normaal",
        Cast.JgzTeam, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday));

    private static async Task Eventually(Func<bool> holds)
    {
        for (var deadline = Environment.TickCount64 + 30_000; !holds(); await Task.Delay(25))
            Assert.True(Environment.TickCount64 < deadline, "It did not come so far.");
    }
}
