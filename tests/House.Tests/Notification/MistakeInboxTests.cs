using WarmHandover.Contracts.Consent;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>What was recorded wrongly is told in other words than what was taken back, and closes when no word is owed any more.</summary>
public sealed class MistakeInboxTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private static readonly DateTimeOffset Then = TimeProvider.System.GetUtcNow().AddMinutes(-1);

    [Fact]
    public async Task A_mistake_and_a_withdrawal_are_two_items_and_each_closes_when_it_is_moot()
    {
        var family = Id(0x4001);
        var (mistake, withdrawal) = (Stands(0x4101, 0x4201) with { Mistake = true }, Stands(0x4102, 0x4202));
        await Say(family, 5, 0x4301, [mistake, withdrawal]);
        await house.Until("/v1/meldingen", r => Has(r, mistake) == Mistaken && Has(r, withdrawal) == Withdrawn, ReferralHouse.Ruud);

        await Say(family, 6, 0x4302, [mistake], withdrawal);
        await house.Until("/v1/meldingen", r => Has(r, mistake) == Mistaken && Has(r, withdrawal) is null, ReferralHouse.Ruud);
        await Say(family, 7, 0x4303, [], withdrawal, mistake);
        await house.Until("/v1/meldingen", r => Has(r, mistake) is null && Has(r, withdrawal) is null, ReferralHouse.Ruud);
        await Say(family, 6, 0x4304, [mistake], withdrawal);
        await house.Until("/v1/meldingen?stand=klaar", r => Has(r, mistake) == Mistaken, ReferralHouse.Ruud);
    }

    [Fact]
    public void A_partner_hears_each_under_its_own_type_and_that_it_is_moot_after_it()
    {
        var (mistake, withdrawal) = (Stands(0x4101, 0x4201) with { Mistake = true }, Stands(0x4102, 0x4202));
        var before = EventTypes.Of(Said(5, [mistake, withdrawal]), Monday).ToArray();
        var after = EventTypes.Of(Said(6, [mistake], withdrawal), Monday).ToArray();

        Assert.Equal(
            ["nl.toestemmingen.toestemming-verkeerd-vastgelegd", "nl.toestemmingen.toestemming-ingetrokken"], before.Select(e => e.Type));
        Assert.Equal(
            ["nl.toestemmingen.toestemming-verkeerd-vastgelegd", "nl.toestemmingen.bevestiging-vervallen"], after.Select(e => e.Type));
        Assert.Equal(before[0].Heard, after[0].Heard);
        Assert.True(before[1].Heard.Source == after[1].Heard.Source && before[1].Heard.Version < after[1].Heard.Version);
    }

    private const string Mistaken = "ja-verkeerd-vastgelegd";
    private const string Withdrawn = "toestemming-ingetrokken";

    private Task Say(Guid family, long version, int message, WithdrawalStands[] owed, params WithdrawalStands[] moot) =>
        house.Hear(Said(version, owed, moot) with { Stream = $"consent.family-{family:N}", Family = family }, Id(message));

    private static WithdrawalsStand Said(long version, WithdrawalStands[] owed, params WithdrawalStands[] moot) =>
        new("consent.family-x", version, Id(0x4001), owed) { Moot = moot };

    private static WithdrawalStands Stands(int withdrawal, int request) => new(
        Id(withdrawal), Id(request), [InboxTale.Health], Then, Today, [new(SchuldhulpTeam, Schuldhulp, null, Escalated: false)]);

    private static string? Has(ReferralHouse.Reply answer, WithdrawalStands about) => answer.Items
        .FirstOrDefault(i => i.GetProperty("about").GetGuid() == about.Request) is { ValueKind: System.Text.Json.JsonValueKind.Object } item
            ? item.GetProperty("reason").GetString()
            : null;
}
