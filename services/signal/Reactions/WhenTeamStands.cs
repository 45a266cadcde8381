using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Signals.Reactions;

/// <summary>The directory tells which team serves which municipality: it is the one to call who asks for help there.</summary>
internal sealed class WhenTeamStands(ServingTeamHandler teams, TimeProvider clock) : IConsumer<TeamStands>
{
    public Task Consume(ConsumeContext<TeamStands> heard)
    {
        var told = heard.Message;
        var team = new TeamListed(
            told.Team, told.Version, told.Organisation, told.OrganisationKind,
            told.Area.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), told.ActsForCollege, told.Open,
            clock.Now());
        return teams.Handle(told.Team, new ListTeam(team), heard.Command("signal", nameof(WhenTeamStands)), heard.CancellationToken);
    }
}
