using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>A command around the talks with a family.</summary>
public abstract record TalkCommand(Guid Organisation, DateTimeOffset At) : PartyCommand(Organisation, At);

/// <summary>Keep the answers to an instrument.</summary>
public sealed record FillInstrument(
    Guid Filling, string Instrument, int InstrumentVersion, Guid Member, DateOnly FilledOn, PayloadRef Answers, Guid Organisation,
    Guid Team, DateTimeOffset At) : TalkCommand(Organisation, At);

/// <summary>Plan a talk. After 'do not ask again' only when the family itself asks for it.</summary>
public sealed record PlanConversation(
    Guid Conversation, DateOnly PlannedOn, IReadOnlyList<Guid> With, string Where, string Interpreter, Guid? DuoWith, bool FamilyAsked,
    Guid Organisation, Guid Team, DateTimeOffset At) : TalkCommand(Organisation, At);

/// <summary>Record that a planned talk did not take place.</summary>
public sealed record MissConversation(Guid Conversation, string Reason, Guid Organisation, DateTimeOffset At)
    : TalkCommand(Organisation, At);

/// <summary>Record an attempt to reach somebody.</summary>
public sealed record AttemptContact(
    Guid Attempt, Guid Member, string Kind, bool Reached, DateOnly On, string DayPart, Guid Organisation, Guid Team, DateTimeOffset At)
    : TalkCommand(Organisation, At);

/// <summary>Consent told how often each organisation asked.</summary>
public sealed record HearConsentAsked(IReadOnlyDictionary<Guid, int> Requests, string Source, long SourceVersion, DateTimeOffset At)
    : FamilyCommand(At);

/// <summary>Record a goal.</summary>
public sealed record SetGoal(
    Guid Goal, Guid Member, string Domain, Guid? Need, PayloadRef Words, DateOnly? By, Guid Organisation, Guid Team, DateTimeOffset At)
    : TalkCommand(Organisation, At);

/// <summary>Record how a goal ended.</summary>
public sealed record EndGoal(Guid Goal, string Result, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : TalkCommand(Organisation, At);

/// <summary>Point out a provision, and come back to it on a date.</summary>
public sealed record PointOutProvision(
    Guid Pointing, Guid Member, string Domain, Guid? Provision, PayloadRef? Note, DateOnly? CheckOn, Guid Organisation, Guid Team,
    DateTimeOffset At) : TalkCommand(Organisation, At);

/// <summary>Record whether a provision worked out.</summary>
public sealed record CheckProvision(
    Guid Pointing, string Result, string? StuckOn, DateOnly? CheckAgainOn, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : TalkCommand(Organisation, At);

public static partial class FamilyFileDecider
{
    /// <summary>After how many days somebody asks whether what was pointed out worked, unless a date was agreed.</summary>
    public const int CheckAfterDays = 28;

    private static Decision<FamilyFact> Decide(TalkCommand command, Opened file) => command switch
    {
        FillInstrument c => file.Fillings.Exists(f => f.Filling == c.Filling) ? []
            : CannotSay(c.Member, file) is { } no ? no
            : c.FilledOn > c.Today ? FamilyRefusals.InTheFuture
            : [new InstrumentFilled(
                c.Filling, c.Instrument, c.InstrumentVersion, c.Member, c.FilledOn, c.Answers, c.Organisation, c.Team, c.At)],
        PlanConversation c => Plan(c, file),
        MissConversation c => file.Planned.Exists(p => (p.Conversation, p.Organisation) == (c.Conversation, c.Organisation))
            ? [new ConversationMissed(c.Conversation, c.Reason, c.Organisation, c.At)]
            : [],
        AttemptContact c => file.Attempts.Exists(a => a.Attempt == c.Attempt) ? []
            : CannotSay(c.Member, file) is { } no ? no
            : c.On > c.Today ? FamilyRefusals.InTheFuture
            : [new ContactAttempted(c.Attempt, c.Member, c.Kind, c.Reached, c.On, c.DayPart, c.Organisation, c.Team, c.At)],
        SetGoal c => file.Goals.Exists(g => g.Set.Goal == c.Goal) ? []
            : CannotSay(c.Member, file) is { } no ? no
            : c.Need is { } need && !file.Needs.Exists(n => (n.Need, n.Organisation) == (need, c.Organisation)) ? FamilyRefusals.NeedUnknown
            : [new GoalSet(c.Goal, c.Member, c.Domain, c.Need, c.Words, c.By, c.Organisation, c.Team, c.At)],
        EndGoal c => file.Goals.Find(g => (g.Set.Goal, g.Set.Organisation) == (c.Goal, c.Organisation)) switch
        {
            null => FamilyRefusals.GoalUnknown,
            { Ended.Result: var result } when result == c.Result => [],
            _ => [new GoalEnded(c.Goal, c.Result, c.Note, c.Organisation, c.At)],
        },
        PointOutProvision c => file.Pointings.Exists(p => p.Out.Pointing == c.Pointing) ? []
            : CannotSay(c.Member, file) is { } no ? no
            : c.CheckOn <= c.Today ? FamilyRefusals.ComeBackTooEarly
            : [new ProvisionPointedOut(
                c.Pointing, c.Member, c.Domain, c.Provision, c.Note, c.CheckOn ?? c.Today.AddDays(CheckAfterDays), c.Organisation, c.Team,
                c.At)],
        CheckProvision c => Check(c, file),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Decision<FamilyFact> Plan(PlanConversation c, Opened file)
    {
        if (file.Planned.Exists(p => p.Conversation == c.Conversation))
            return [];
        if (c.With.Select(id => CannotSay(id, file)).FirstOrDefault(no => no is not null) is { } refused)
            return refused;
        if (c.With.FirstOrDefault(id => file.Member(id)!.Flags.Contains(SafetyFlags.DoNotContact)) is { } flagged && flagged != Guid.Empty)
            return FamilyRefusals.MayNotBeContacted;
        if (c.PlannedOn < c.Today)
            return FamilyRefusals.InThePast;

        return file.MayNotBeAskedAgain(c.Organisation) && !c.FamilyAsked
            ? FamilyRefusals.DoNotAskAgain
            : [new ConversationPlanned(
                c.Conversation, c.PlannedOn, c.With, c.Where, c.Interpreter, c.DuoWith, c.Organisation, c.Team, c.At)];
    }

    private static Decision<FamilyFact> Check(CheckProvision c, Opened file)
    {
        if (file.Pointings.Find(p => (p.Out.Pointing, p.Out.Organisation) == (c.Pointing, c.Organisation)) is not { } pointing)
            return FamilyRefusals.PointingUnknown;
        if (c.CheckAgainOn <= c.Today)
            return FamilyRefusals.ComeBackTooEarly;

        var said = new ProvisionChecked(c.Pointing, c.Result, c.StuckOn, c.CheckAgainOn, c.Note, c.Organisation, c.At);
        return pointing.Checked is { } last && last with { At = said.At, Note = said.Note } == said ? [] : [said];
    }

    private static Decision<FamilyFact> Hear(HearConsentAsked c, Opened file) =>
    [
        .. c.Requests
            .Where(r => file.Knows(r.Key) && r.Value > file.Asked.GetValueOrDefault(r.Key)
                && file.Heard.GetValueOrDefault($"{c.Source}|{r.Key:N}") < c.SourceVersion)
            .OrderBy(r => r.Key)
            .Select(r => new ConsentAsked(r.Key, r.Value, c.Source, c.SourceVersion, c.At)),
    ];
}
