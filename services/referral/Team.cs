using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one team in the directory.</summary>
[JsonDerivedType(typeof(TeamOpened), "team-opened.v1")]
[JsonDerivedType(typeof(TeamClosed), "team-closed.v1")]
[JsonDerivedType(typeof(TeamOutOfReach), "team-out-of-reach.v1")]
[JsonDerivedType(typeof(TeamInReach), "team-in-reach.v1")]
public abstract record TeamEvent;

/// <summary>A team of an organisation takes referrals in these areas. Name and telephone number are the team's, never a person's.</summary>
public sealed record TeamOpened(TeamEntry Entry, DateTimeOffset At) : TeamEvent;

/// <summary>The team takes no referrals any more.</summary>
public sealed record TeamClosed(DateTimeOffset At) : TeamEvent
{
    /// <summary>The team of the same organisation that goes on with what it still had to do.</summary>
    public Guid? GoesOnAs { get; init; }
}

/// <summary>Nobody of the team can be reached for a while: nothing is sent there that could lie unseen.</summary>
public sealed record TeamOutOfReach(string Reason, DateTimeOffset At) : TeamEvent;

/// <summary>The team can be reached again.</summary>
public sealed record TeamInReach(DateTimeOffset At) : TeamEvent;

/// <summary>What the directory says of a team. Areas are municipality codes.</summary>
public sealed record TeamEntry(
    Guid Team, Guid Organisation, string OrganisationKind, string Name, IReadOnlyList<string> Areas, bool ActsForCollege, string Phone);

/// <summary>A team as its facts tell it.</summary>
public abstract record Team
{
    /// <summary>Before the first fact.</summary>
    public static readonly Team Initial = new NotOpened();

    /// <summary>How a team's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Team, TeamCommand, TeamEvent> Kind = new("referral", "team", Initial, TeamDecider.Decide, Evolve);

    private Team() { }

    /// <summary>What a referral must know of this team as its recipient; null when it takes none.</summary>
    public Recipient? AsRecipient => this is Open { OutOfReach: null, Entry: var e } ? new(e.Team, e.Organisation, e.ActsForCollege) : null;

    /// <summary>Nobody has opened it.</summary>
    public sealed record NotOpened : Team;

    /// <summary>It takes referrals.</summary>
    public sealed record Open(TeamEntry Entry) : Team
    {
        /// <summary>Why nobody of it can be reached now; null when somebody can.</summary>
        public string? OutOfReach { get; init; }
    }

    /// <summary>It took referrals.</summary>
    public sealed record Closed(TeamEntry Entry) : Team
    {
        /// <summary>The team of the same organisation that goes on with what it still had to do.</summary>
        public Guid? GoesOnAs { get; init; }
    }

    /// <summary>The state after a fact.</summary>
    public static Team Evolve(Team state, TeamEvent fact) => (state, fact) switch
    {
        (NotOpened, TeamOpened opened) => new Open(opened.Entry),
        (Open open, TeamClosed closed) => new Closed(open.Entry) { GoesOnAs = closed.GoesOnAs },
        (Open open, TeamOutOfReach away) => open with { OutOfReach = away.Reason },
        (Open open, TeamInReach) => open with { OutOfReach = null },
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };
}
