using WarmHandover.Contracts.Consent;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>Somebody wanted to answer later: on his day it lies in the inbox of the team that asked, once, and leaves by itself.</summary>
public sealed class LaterInboxTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private const string Reason = "vraag-het-opnieuw";

    [Fact]
    public async Task The_task_comes_once_however_often_it_is_said_and_leaves_when_it_is_moot()
    {
        var (family, one, other) = (Id(0x3001), Task(0x3101, open: true), Task(0x3102, open: true));
        await Say(family, 7, 0x3201, one);
        await Say(family, 7, 0x3201, one);
        await Say(family, 8, 0x3202, one, other);
        var inbox = await house.Until("/v1/meldingen", r => Count(r.Text) == 2, ReferralHouse.Ruud);
        Assert.DoesNotContain(inbox.Items, i => i.GetRawText().Contains("Samira", StringComparison.Ordinal));

        await Say(family, 9, 0x3203, one with { Open = false }, other);
        await house.Until("/v1/meldingen", r => Count(r.Text) == 1, ReferralHouse.Ruud);
        await Say(family, 8, 0x3204, one, other);
        await Say(family, 10, 0x3205, one with { Open = false }, other with { Open = false });
        await house.Until("/v1/meldingen", r => Count(r.Text) == 0, ReferralHouse.Ruud);

        var closed = await house.Until("/v1/meldingen?stand=klaar", r => Count(r.Text) == 2, ReferralHouse.Ruud);
        Assert.All(
            closed.Items.Where(i => i.GetProperty("reason").GetString() == Reason),
            i => Assert.Contains(i.GetProperty("about").GetGuid(), new[] { one.Request, other.Request }));
    }

    private Task Say(Guid family, long version, int message, params LaterStands[] laters) =>
        house.Hear(new LatersStand($"consent.family-{family:N}", version, family, laters), Id(message));

    private static LaterStands Task(int id, bool open) => new(Id(id), Id(id + 0x100), SchuldhulpTeam, Schuldhulp, Today, open);

    private static int Count(string text) => text.Split($"\"{Reason}\"").Length - 1;
}
