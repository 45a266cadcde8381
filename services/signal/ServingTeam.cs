using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that was heard of one team in the directory.</summary>
[JsonDerivedType(typeof(TeamListed), "team-listed.v1")]
public abstract record ServingTeamFact(DateTimeOffset At);

/// <summary>The directory told which municipalities a team serves, of which kind of organisation it is, and whether it is open.</summary>
public sealed record TeamListed(
    Guid Team, long DirectoryVersion, Guid Organisation, string OrganisationKind, IReadOnlyList<string> Areas, bool ActsForCollege,
    bool Open, DateTimeOffset At) : ServingTeamFact(At);

/// <summary>Take over what the directory told; the newest version wins.</summary>
public sealed record ListTeam(TeamListed Told);

/// <summary>A team as this service knows it: whether it can be asked to call somebody in its area.</summary>
public sealed record ServingTeam(TeamListed? Listed)
{
    /// <summary>One stream per team.</summary>
    public static readonly StreamKind<ServingTeam, ListTeam, ServingTeamFact> Streams = new(
        "signal", "team", new(Listed: null), Decide, (_, fact) => fact switch
        {
            TeamListed listed => new(listed),
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    private static Decision<ServingTeamFact> Decide(ListTeam list, ServingTeam team) =>
        team.Listed?.DirectoryVersion >= list.Told.DirectoryVersion ? [] : [list.Told];
}

/// <summary>The road of what was heard of teams.</summary>
public sealed class ServingTeamHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<ServingTeam, ListTeam, ServingTeamFact>(log, clock, ServingTeam.Streams);
