using WarmHandover.Contracts.Signal;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>Somebody asked for help himself: it lies in the inbox of the team that calls back, once, until it did.</summary>
public sealed class SelfStartInboxTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private static readonly Guid Call = Id(0x5101);

    [Fact]
    public async Task It_comes_once_and_leaves_when_the_team_called()
    {
        await Say(1, "open", 0x5201);
        await Say(1, "open", 0x5201);
        await house.Until("/v1/meldingen", r => Count(r.Text) == 1, ReferralHouse.Ruud);

        await Say(2, "done", 0x5202);
        await Say(1, "open", 0x5203);
        await house.Until("/v1/meldingen", r => Count(r.Text) == 0, ReferralHouse.Ruud);
        var done = await house.Until("/v1/meldingen?stand=klaar", r => Count(r.Text) > 0, ReferralHouse.Ruud);
        Assert.Equal(1, Count(done.Text));
    }

    private Task Say(long version, string state, int message) => house.Hear(
        new SelfStartStands($"signal.selfstart-{Call:N}", version, Call, SchuldhulpTeam, Schuldhulp, state, Monday), Id(message));

    private static int Count(string text) => text.Split("\"ik-wil-hulp\"").Length - 1;
}
