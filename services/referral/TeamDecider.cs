using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Team;

namespace WarmHandover.Referrals;

/// <summary>What somebody wants of a team in the directory.</summary>
public abstract record TeamCommand;

/// <summary>Open a team; the door brings whether its organisation is known.</summary>
public sealed record OpenTeam(TeamEntry Entry, bool OrganisationKnown, DateTimeOffset At) : TeamCommand;

/// <summary>Close a team; the door brings whether work still points to it.</summary>
public sealed record CloseTeam(bool HasWork, DateTimeOffset At) : TeamCommand
{
    /// <summary>
    /// The teams that were named to go on with everything; only one of the same organisation gets what lies in the inbox.
    /// </summary>
    public IReadOnlyList<Recipient> GoesOn { get; init; } = [];
}

/// <summary>Say that nobody of the team can be reached for a while.</summary>
public sealed record PutOutOfReach(string Reason, DateTimeOffset At) : TeamCommand;

/// <summary>Say that the team can be reached again.</summary>
public sealed record PutInReach(DateTimeOffset At) : TeamCommand;

/// <summary>When a team opens and closes.</summary>
public static class TeamDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<TeamEvent> Decide(TeamCommand command, Team state) => (state, command) switch
    {
        (NotOpened, OpenTeam { OrganisationKnown: false }) => ReferralRefusals.OrganisationUnknown,
        (NotOpened, OpenTeam open) => [new TeamOpened(open.Entry, open.At)],
        (Open there, OpenTeam open) when Same(there.Entry, open.Entry) => [],
        (Open or Closed, OpenTeam) => ReferralRefusals.TeamKnown,
        (Open, CloseTeam { HasWork: true }) => ReferralRefusals.TeamHasWork,
        (Open there, CloseTeam close) =>
            [
                new TeamClosed(close.At)
                {
                    GoesOnAs = close.GoesOn.FirstOrDefault(t => t.Organisation == there.Entry.Organisation)?.Team,
                },
            ],
        (Closed, CloseTeam) => [],
        (Open there, PutOutOfReach put) when there.OutOfReach == put.Reason => [],
        (Open, PutOutOfReach put) => [new TeamOutOfReach(put.Reason, put.At)],
        (Open { OutOfReach: null }, PutInReach) => [],
        (Open, PutInReach put) => [new TeamInReach(put.At)],
        (Closed, PutOutOfReach or PutInReach) => ReferralRefusals.RecipientClosed,
        _ => Refusals.Missing,
    };

    private static bool Same(TeamEntry one, TeamEntry other) =>
        one with { Areas = [] } == other with { Areas = [] } && one.Areas.SequenceEqual(other.Areas);
}
