using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Notification;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Views;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralHouse;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What referral does by itself: hear consent, hear needs, hear the inbox, and remember to ask. Once.</summary>
public sealed class ReferralReactionsTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    [Fact]
    public async Task Every_running_referral_of_the_family_hears_what_is_allowed_and_a_withdrawal_changes_no_status()
    {
        var family = await house.FamilyWithNeed();
        var (one, two) = (await house.Post("/v1/verwijzingen", Draft(family)), await house.Post("/v1/verwijzingen", Draft(family)));

        var yes = Stands(family, 2, [Request(SchuldhulpTeam, [Debts], [], "gezinshulp")]);
        await house.Hear(yes, Id(0x1001));
        await house.Hear(yes, Id(0x1001));
        await house.Hear(Stands(family, 1, [Request(SchuldhulpTeam, [], [], "gezinshulp")]), Id(0x1002));
        foreach (var path in new[] { one.Location!, two.Location! })
            Assert.Equal("ready", (await house.Get(path)).ReferralStatus);

        await house.Hear(Stands(family, 3, [Request(SchuldhulpTeam, [], [Debts], "gezinshulp")]), Id(0x1003));
        var seen = (await house.Get(one.Location!)).Body;
        Assert.Equal("ready", seen.GetProperty("status").GetString());
        Assert.Equal("schulden",
            Assert.Single(seen.GetProperty("sender").GetProperty("closed").EnumerateArray()).GetProperty("category").GetString());
        Assert.Equal(2, await Count<RowsHeard>(one.Body.GetProperty("referral").GetGuid()));
    }

    [Fact]
    public async Task A_referral_drafted_in_the_same_moment_as_the_yes_is_ready_too()
    {
        var family = await house.FamilyWithNeed();
        house.Log.BeforeDraft = () => house.Hear(Stands(family, 2, [Request(SchuldhulpTeam, Asked, [], "gezinshulp")]), Id(0x1011));

        var drafted = await house.Post("/v1/verwijzingen", Draft(family));

        Assert.Null(house.Log.BeforeDraft);
        Assert.Equal("ready", (await house.Get(drafted.Location!)).ReferralStatus);
    }

    [Fact]
    public async Task A_referral_drafted_after_the_yes_is_ready_at_once()
    {
        var family = await house.FamilyWithNeed();
        await house.Hear(Stands(family, 2, [Request(SchuldhulpTeam, Asked, [], "gezinshulp")]), Id(0x1010));
        Assert.Equal("ready", (await house.Post("/v1/verwijzingen", Draft(family))).ReferralStatus);
    }

    [Fact]
    public async Task An_item_in_another_inbox_or_for_another_reason_is_not_received()
    {
        var path = await house.Written();
        var referral = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        await house.Hear(Delivered(referral, SchuldhulpTeam, "verwijzing-ontvangen"), Id(0x1020));
        Assert.Equal(0, await Count<ReferralReceived>(referral));

        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/verzenden", new { })).Status);
        await house.Hear(Delivered(referral, WijkteamNoord, "verwijzing-ontvangen"), Id(0x1021));
        await house.Hear(Delivered(referral, SchuldhulpTeam, "verwijzing-gestopt"), Id(0x1022));
        await house.Until(path, r => r.ReferralStatus == "received", ReferralHouse.Noor);
        Assert.Equal(1, await Count<ReferralReceived>(referral));
    }

    [Fact]
    public async Task The_day_to_ask_is_written_down_once()
    {
        var path = await house.Accepted();
        var referral = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(42).Date);
        var checkBack = (await house.Post($"{path}/nazorg", new { dueOn = day })).Body.GetProperty("checkBack").GetGuid();
        var log = house.Services.GetRequiredService<IEventLog>();
        var clock = new FakeClock(ReferralDecider.DueAt(day));
        var hand = new CheckBackHand(new ReferralHandler(log, clock), clock);
        var row = JsonSerializer.Serialize(new CheckBackRow(checkBack, referral, "WO-1", JgzTeam, day, "planned"), Facts.Json);

        await hand.Strike(new("x", row, clock.GetUtcNow()), CancellationToken.None);
        await hand.Strike(new("x", row, clock.GetUtcNow()), CancellationToken.None);

        Assert.Equal(1, await Count<CheckBackDue>(referral));
        await house.Until("/v1/meldingen", r => r.Text.Contains("nazorg-vandaag", StringComparison.Ordinal), ReferralHouse.Noor);
    }

    private static ConsentStands Stands(Guid family, long version, IReadOnlyList<RequestStands> requests) =>
        new($"consent.family-{family:N}", version, family, requests);

    private static NotificationDelivered Delivered(Guid about, Guid team, string reason) =>
        new($"notification.team-{team:N}", 1, Other, team, reason, about, Monday);

    private async Task<int> Count<TFact>(Guid referral)
    {
        var (log, found) = (house.Services.GetRequiredService<IEventLog>(), 0);
        await foreach (var stored in log.Read(Referral.Kind.Stream(referral), 0, CancellationToken.None))
            found += Facts.Read<ReferralEvent>(stored.Type, stored.Data) is TFact ? 1 : 0;

        return found;
    }
}
