using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Record that the family confirms the joint conversation.</summary>
public sealed record ConfirmHandover(Guid Conversation, Guid Member, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Record an attempt to reach the family.</summary>
public sealed record MakeContact(DateOnly On, string Kind, string Daypart, bool Reached, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Set a goal in the family's words.</summary>
public sealed record SetGoal(Guid Goal, Guid Member, string Domain, PayloadRef Words, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Say what became of a goal.</summary>
public sealed record JudgeGoal(Guid Goal, string Outcome, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Note something for the own team.</summary>
public sealed record NoteProgress(Guid Note, Guid Member, PayloadRef Words, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Tell the sender how it goes; consent just granted this kind of feedback, or did not.</summary>
public sealed record GiveFeedback(
    Guid Feedback, Guid Member, string Category, string Code, PayloadRef? Words, bool Granted, Guid Question, Person By, DateTimeOffset At)
    : ByPerson(By, At);

/// <summary>Record the first conversation of debt help.</summary>
public sealed record HoldFirstConversation(DateOnly HeldOn, bool Application, int? PromisedWeeks, Person By, DateTimeOffset At)
    : ByPerson(By, At);

/// <summary>Record the decision on the application.</summary>
public sealed record DecideDebtHelp(DateOnly DecidedOn, string Kind, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Record that debt help came to a stage.</summary>
public sealed record ReachStage(string Stage, DateOnly On, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>
/// The chapter of help after acceptance: contact, goals, notes that stay, feedback as agreed, and the stages of debt help.
/// </summary>
public static partial class ReferralDecider
{
    /// <summary>What became of a goal.</summary>
    public static readonly IReadOnlyList<string> GoalOutcomes = ["bereikt", "deels-bereikt", "niet-bereikt"];

    /// <summary>The kinds of feedback, as consent names them.</summary>
    public static readonly IReadOnlyList<string> FeedbackKinds =
        ["terugkoppeling-status", "terugkoppeling-uitkomst", "terugkoppeling-inhoud"];

    /// <summary>What a sender hears in a word.</summary>
    public static readonly IReadOnlyList<string> FeedbackCodes =
        ["contact-gelegd", "hulp-gestart", "hulp-loopt", "doel-bereikt", "deels-bereikt", "niet-bereikt", "afgerond"];

    /// <summary>The decisions on an application.</summary>
    public static readonly IReadOnlyList<string> DecisionKinds = ["toelating", "afwijzing"];

    private static Decision<ReferralEvent> DecideHelp(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        ConfirmHandover confirm when known.Held?.Conversation != confirm.Conversation => ReferralRefusals.NotHeld,
        ConfirmHandover confirm when !known.Held.Members.Contains(confirm.Member) => ReferralRefusals.WasNotThere,
        ConfirmHandover confirm when known.Confirmed.Any(c => c.Conversation == confirm.Conversation && c.Member == confirm.Member) => [],
        ConfirmHandover confirm => [new HandoverConfirmed(confirm.Conversation, confirm.Member, confirm.At)],
        _ when !sides.Contains(Side.Receiver) => ReferralRefusals.NotYours,
        _ when known.AcceptedAt is null || (Ended(known.Status) && wish is not (GiveFeedback or NoteProgress)) =>
            ReferralRefusals.NotFromHere,
        MakeContact contact when contact.On > Amsterdam.DateAt(contact.At) => ReferralRefusals.InTheFuture,
        MakeContact c when known.Contacts.Any(k => (k.On, k.Kind, k.Daypart, k.Reached) == (c.On, c.Kind, c.Daypart, c.Reached)) => [],
        MakeContact c => [new ContactMade(c.On, c.Kind, c.Daypart, c.Reached, c.At)],
        SetGoal set when known.Goals.Any(g => g.Set.Goal == set.Goal) => [],
        SetGoal set => [new GoalSet(set.Goal, set.Member, set.Domain, set.Words, set.At)],
        JudgeGoal judge when known.Goals.All(g => g.Set.Goal != judge.Goal) => ReferralRefusals.GoalUnknown,
        JudgeGoal judge when known.Goals.Any(g => g.Set.Goal == judge.Goal && g.Outcome == judge.Outcome) => [],
        JudgeGoal judge => [new GoalJudged(judge.Goal, judge.Outcome, judge.At)],
        NoteProgress note when known.Notes.Any(n => n.Note == note.Note) => [],
        NoteProgress note => [new ProgressNoted(note.Note, note.Member, note.Words, note.At)],
        GiveFeedback give when known.FeedbackToSender.Any(f => f.Feedback == give.Feedback) => [],
        GiveFeedback when known.TakenOver is not null => ReferralRefusals.TakenOver,
        GiveFeedback { Words: not null, Category: not "terugkoppeling-inhoud" } => ReferralRefusals.FeedbackTooMuch,
        GiveFeedback { Granted: false } => ReferralRefusals.FeedbackNotAgreed,
        GiveFeedback f => [new FeedbackGiven(f.Feedback, f.Member, f.Category, f.Code, f.Words, f.Question, f.At)],
        HoldFirstConversation or DecideDebtHelp or ReachStage when !IsDebtHelp(known) => ReferralRefusals.NoDebtHelp,
        HoldFirstConversation hold => FirstTalk(known, hold),
        DecideDebtHelp decide => DecideOn(known, decide),
        ReachStage reach when reach.On > Amsterdam.DateAt(reach.At) => ReferralRefusals.InTheFuture,
        ReachStage when known.FirstConversation is null => ReferralRefusals.FirstConversationFirst,
        ReachStage reach when known.Stages.Any(s => s.Stage == reach.Stage && s.On == reach.On) => [],
        ReachStage reach => [new DebtStageReached(reach.Stage, reach.On, reach.At)],
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> FirstTalk(Known known, HoldFirstConversation hold) => hold switch
    {
        _ when known.FirstConversation is { } was =>
            (was.HeldOn, was.Application, was.PromisedWeeks) == (hold.HeldOn, hold.Application, hold.PromisedWeeks)
                ? []
                : ReferralRefusals.FirstConversationWas,
        _ when hold.HeldOn > Amsterdam.DateAt(hold.At) => ReferralRefusals.InTheFuture,
        _ when hold.HeldOn < Amsterdam.DateAt(known.SentAt!.Value) => ReferralRefusals.BeforeSending,
        { Application: false, PromisedWeeks: not null } => ReferralRefusals.NothingPromised,
        { PromisedWeeks: { } weeks } when weeks < 1 || weeks > hold.Rules.DecisionWeeks(known.Draft.Need.Area) =>
            ReferralRefusals.PromisedTooLong,
        _ => [new FirstConversationHeld(hold.HeldOn, hold.Application, hold.PromisedWeeks, hold.At)],
    };

    private static Decision<ReferralEvent> DecideOn(Known known, DecideDebtHelp decide) => decide switch
    {
        _ when known.Decided is { } was =>
            (was.DecidedOn, was.Kind) == (decide.DecidedOn, decide.Kind) ? [] : ReferralRefusals.DecidedBefore,
        _ when known.FirstConversation is not { Application: true } talk => ReferralRefusals.NoApplication,
        _ when decide.DecidedOn > Amsterdam.DateAt(decide.At) => ReferralRefusals.InTheFuture,
        _ when decide.DecidedOn < known.FirstConversation!.HeldOn => ReferralRefusals.FirstConversationFirst,
        _ => [new DebtHelpDecided(decide.DecidedOn, decide.Kind, decide.At)],
    };

    private static IEnumerable<ReferralEvent> AfterHelp(Known now, HelpEvent fact, TermRules rules) => fact switch
    {
        ContactMade { Reached: true } contact => Met(now, FirstContact, contact.On, fact.At),
        FeedbackGiven => Met(now, Feedback, Amsterdam.DateAt(fact.At), fact.At),
        FirstConversationHeld held =>
        [
            .. Met(now, FirstConversation, held.HeldOn, fact.At),
            .. Met(now, FirstContact, held.HeldOn, fact.At),
            .. held.Application
                ? (TermStarted[])[Started(
                    now, DecisionDue, held.HeldOn, rules, fact.At, held.PromisedWeeks ?? rules.DecisionWeeks(now.Draft.Need.Area))]
                : [],
        ],
        DebtHelpDecided decided =>
        [
            .. Met(now, DecisionDue, decided.DecidedOn, fact.At),
            Started(now, Objection, decided.DecidedOn, rules, fact.At),
        ],
        _ => [],
    };
}
