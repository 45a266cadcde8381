using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>The directory tells what a team is: it chooses the rule set of what it asks, and whether a ground reaches it.</summary>
internal sealed class WhenTeamStands(ListedTeamHandler teams, TimeProvider clock) : IConsumer<TeamStands>
{
    public Task Consume(ConsumeContext<TeamStands> heard)
    {
        var told = heard.Message;
        var team = new TeamHeard(
            told.Team, told.Version, told.Organisation, told.OrganisationKind,
            told.Area.Split(',', StringSplitOptions.RemoveEmptyEntries), told.ActsForCollege, told.Open, clock.Now());

        return teams.Handle(
            told.Team, new HearTeam(team), heard.Command("consent", nameof(WhenTeamStands)), heard.CancellationToken);
    }
}
