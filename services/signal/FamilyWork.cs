using System.Collections.Immutable;

namespace WarmHandover.Signals;

/// <summary>What a team can have on its list because something happened in a family.</summary>
public static class TeamTasks
{
    /// <summary>Somebody is gone: one silent task, without text.</summary>
    public const string Silent = "stil";

    /// <summary>The family moved to another municipality: help goes on until a warm transfer.</summary>
    public const string OutsideArea = "buiten-gebied";

    /// <summary>A birthday will change who decides: the child can be asked already.</summary>
    public const string BirthdayNears = "verjaardag-nadert";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Silent, OutsideArea, BirthdayNears];
}

/// <summary>Something on the list of a team: about a member, about a thing of the file, on a local date; or none of these.</summary>
public sealed record OpenTask(string Task, Guid? Member, Guid? About, Guid Organisation, Guid Team, DateOnly? On)
{
    internal bool Is(string task, Guid? member, Guid? about) => (Task, Member, About) == (task, member, about);
}

/// <summary>A team that works with the family.</summary>
public sealed record WorkingTeam(Guid Organisation, Guid Team);

/// <summary>
/// What the teams of one family have to do because something happened there. Folded from its facts in the file and in the team's list
/// alike, so that the two never differ. A task belongs to a team, not to a person: illness changes nothing.
/// </summary>
public sealed record FamilyWork
{
    /// <summary>Nothing yet.</summary>
    public static readonly FamilyWork None = new();

    /// <summary>The teams that work with the family.</summary>
    public ImmutableList<WorkingTeam> Teams { get; init; } = [];

    /// <summary>The municipality in which the family counts.</summary>
    public string? Area { get; init; }

    /// <summary>What is to be done.</summary>
    public ImmutableList<OpenTask> Tasks { get; init; } = [];

    /// <summary>The work after one more fact; most facts leave it as it is.</summary>
    public FamilyWork After(FamilyFact fact) => fact switch
    {
        FamilyOpened f => this with { Teams = [new(f.Organisation, f.Team)], Area = f.Area },
        PartyJoined f => Teams.Contains(new(f.Organisation, f.Team)) ? this : this with { Teams = Teams.Add(new(f.Organisation, f.Team)) },
        FamilyMoved f => (Area == f.Area ? this : AskAll(TeamTasks.OutsideArea, null, f.HappenedOn)) with { Area = f.Area },
        BirthdayNears f => AskAll(TeamTasks.BirthdayNears, f.Member, f.On),
        AgeBandReached f => Drop(t => t.Is(TeamTasks.BirthdayNears, f.Member, null)),
        PregnancyEnded f => Silence(f.Member),
        MemberDied f => Silence(f.Member),
        TaskDone f => Drop(t => t.Team == f.Team && t.Is(f.Task, f.Member, f.About)),
        _ => this,
    };

    private FamilyWork AskAll(string task, Guid? member, DateOnly? on) => this with
    {
        Tasks =
        [
            .. Tasks.Where(t => !t.Is(task, member, null)),
            .. Teams.Select(team => new OpenTask(task, member, null, team.Organisation, team.Team, on)),
        ],
    };

    private FamilyWork Drop(Predicate<OpenTask> done) => this with { Tasks = Tasks.RemoveAll(done) };

    // In the same fact nothing is left to do about who is gone, but one silent thing.
    private FamilyWork Silence(Guid member) => Drop(t => t.Member == member).AskAll(TeamTasks.Silent, member, null);
}
