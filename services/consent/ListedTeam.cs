using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that was heard of one team in the directory.</summary>
[JsonDerivedType(typeof(TeamHeard), "team-heard.v1")]
public abstract record ListedTeamFact(DateTimeOffset At);

/// <summary>
/// The directory told what a team is: of which organisation and kind, in which areas, whether it acts for the college, whether it is open.
/// </summary>
public sealed record TeamHeard(
    Guid Team, long DirectoryVersion, Guid Organisation, string OrganisationKind, IReadOnlyList<string> Areas, bool ActsForCollege,
    bool Open, DateTimeOffset At) : ListedTeamFact(At);

/// <summary>Take over what the directory told; the newest version wins.</summary>
public sealed record HearTeam(TeamHeard Heard);

/// <summary>A team as consent knows it: what a rule set and a ground ask of sender and recipient.</summary>
public sealed record ListedTeam(TeamHeard? Heard)
{
    /// <summary>One stream per team.</summary>
    public static readonly StreamKind<ListedTeam, HearTeam, ListedTeamFact> Streams = new(
        "consent", "team", new(Heard: null), Decide, (_, fact) => fact switch
        {
            TeamHeard heard => new(heard),
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    private static Decision<ListedTeamFact> Decide(HearTeam hear, ListedTeam team) =>
        team.Heard?.DirectoryVersion >= hear.Heard.DirectoryVersion ? [] : [hear.Heard];
}

/// <summary>The road of what was heard of teams.</summary>
public sealed class ListedTeamHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<ListedTeam, HearTeam, ListedTeamFact>(log, clock, ListedTeam.Streams)
{
    /// <summary>What the directory told of a team of this organisation; null when it told nothing, or another organisation.</summary>
    public async Task<TeamHeard?> Find(Guid team, Guid organisation, CancellationToken ct) =>
        (await Load(team, ct)).State.Heard is { } heard && heard.Organisation == organisation ? heard : null;

    /// <summary>The kind of organisation that a team is of; null when the directory told nothing.</summary>
    public async Task<string?> KindOf(Guid team, CancellationToken ct) => (await Load(team, ct)).State.Heard?.OrganisationKind;
}
