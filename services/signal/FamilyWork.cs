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

    /// <summary>The family said 'not now': come back on the date; without one it named none, and nothing is due.</summary>
    public const string ComeBack = "kom-terug";

    /// <summary>Talked, something was recognised or wanted, and consent was not asked.</summary>
    public const string AskConsent = "toestemming-niet-gevraagd";

    /// <summary>A talk is planned.</summary>
    public const string PlannedTalk = "gesprek-gepland";

    /// <summary>Ask whether what was pointed out worked: applied for, worked out, or stuck?</summary>
    public const string CheckProvision = "voorziening-nagaan";

    /// <summary>The family was transferred to this team: say who is its contact person.</summary>
    public const string NameContactPerson = "noem-aanspreekpunt";

    /// <summary>Those that a person can finish by saying so; the others end by what happens.</summary>
    public static readonly IReadOnlyList<string> Finished = [Silent, OutsideArea, BirthdayNears, AskConsent];
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
    private const string Pregnancy = "zwangerschap";

    /// <summary>Nothing yet.</summary>
    public static readonly FamilyWork None = new();

    /// <summary>The teams that work with the family.</summary>
    public ImmutableList<WorkingTeam> Teams { get; init; } = [];

    /// <summary>The municipality in which the family counts.</summary>
    public string? Area { get; init; }

    /// <summary>What is to be done.</summary>
    public ImmutableList<OpenTask> Tasks { get; init; } = [];

    /// <summary>Whom each signal is about; what is about the pregnancy is about nobody else.</summary>
    public ImmutableDictionary<Guid, Guid> SignalAbout { get; init; } = [];

    /// <summary>Of each talk that is come back on, whom its signals are about.</summary>
    public ImmutableDictionary<Guid, ImmutableList<Guid>> TalkAbout { get; init; } = [];

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
        SignalRecorded f => this with
        {
            SignalAbout = SignalAbout.SetItem(f.Signal, f.Category is Pregnancy ? Guid.Empty : f.Member),
        },
        ConversationPlanned f => Ask(new(TeamTasks.PlannedTalk, Only(f.With), f.Conversation, f.Organisation, f.Team, f.PlannedOn)),
        ConversationMissed f => Drop(t => t.About == f.Conversation),
        ConversationHeld f => Hold(f),
        ConsentAsked f => Drop(t => t.Organisation == f.Organisation && t.Task is TeamTasks.AskConsent),
        ProvisionPointedOut f => Ask(new(TeamTasks.CheckProvision, f.Member, f.Pointing, f.Organisation, f.Team, f.CheckOn)),
        ProvisionChecked f => Check(f),
        LeadMoved f => Drop(t => t.Team == f.FromTeam && t.Task is TeamTasks.OutsideArea or TeamTasks.NameContactPerson)
            .Ask(new(TeamTasks.NameContactPerson, null, null, f.ToOrganisation, f.ToTeam, null)),
        ContactPersonNamed f => Drop(t => t.Team == f.Team && t.Task is TeamTasks.NameContactPerson),
        EntryCorrected f => Drop(t => t.About == f.Entry),
        FamilyJoined => Drop(_ => true),
        FamilyTakenIn f => With(f.Carried.Aggregate(None, (work, carried) => work.After(carried))),
        FileErased f => Drop(t => t.Organisation == f.Organisation) with { Teams = Teams.RemoveAll(t => t.Organisation == f.Organisation) },
        RecordsErased f => Drop(t => t.Organisation == f.Organisation && t.About is { } about && f.Records.Contains(about)),
        MemberErased f => Drop(t => (t.Organisation, t.Member) == (f.Organisation, f.Member)),
        _ => this,
    };

    private FamilyWork With(FamilyWork other) => this with
    {
        Teams = [.. Teams.Union(other.Teams)],
        Tasks = [.. Tasks.Union(other.Tasks)],
        SignalAbout = SignalAbout.SetItems(other.SignalAbout),
        TalkAbout = TalkAbout.SetItems(other.TalkAbout),
    };

    // The newest talk says how it stands between the family and this organisation.
    private FamilyWork Hold(ConversationHeld f)
    {
        var before = Drop(t => (f.Planned is { } planned && t.About == planned)
            || (t.Organisation == f.Organisation && t.Task is TeamTasks.ComeBack or TeamTasks.AskConsent));
        return f.Outcome switch
        {
            Outcomes.NotNow => before.Ask(new(
                TeamTasks.ComeBack, Only(f.With), f.Conversation, f.Organisation, f.Team, f.ComeBackOn)) with
            {
                TalkAbout = TalkAbout.SetItem(
                    f.Conversation, [.. f.Discussed.Select(d => SignalAbout.GetValueOrDefault(d.Signal)).Distinct()]),
            },
            Outcomes.Recognised or Outcomes.WantsHelp =>
                before.Ask(new(TeamTasks.AskConsent, Only(f.With), f.Conversation, f.Organisation, f.Team, null)),
            _ => before,
        };
    }

    private FamilyWork Check(ProvisionChecked f)
    {
        var pointed = Tasks.Find(t => t.Task is TeamTasks.CheckProvision && t.About == f.Pointing);
        var after = Drop(t => t == pointed);
        return pointed is not null && f.CheckAgainOn is { } again ? after.Ask(pointed with { On = again }) : after;
    }

    private FamilyWork Ask(OpenTask task) => this with { Tasks = Tasks.Add(task) };

    private static Guid? Only(IReadOnlyList<Guid> members) => members is [var one] ? one : null;

    private FamilyWork AskAll(string task, Guid? member, DateOnly? on) => this with
    {
        Tasks =
        [
            .. Tasks.Where(t => !t.Is(task, member, null)),
            .. Teams.Select(team => new OpenTask(task, member, null, team.Organisation, team.Team, on)),
        ],
    };

    private FamilyWork Drop(Predicate<OpenTask> done) => this with { Tasks = Tasks.RemoveAll(done) };

    // In the same fact nothing is left to do about who is gone, but one silent thing. Nor is a mother reminded of a talk that was only
    // about the child she lost, or about the pregnancy.
    private FamilyWork Silence(Guid member) =>
        Drop(t => t.Member == member || t.About is { } about && TalkAbout.GetValueOrDefault(about, []) is [_, ..] whom
            && whom.All(id => id == member || id == Guid.Empty))
        .AskAll(TeamTasks.Silent, member, null);
}
