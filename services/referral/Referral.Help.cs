using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(HandoverConfirmed), "handover-confirmed.v1")]
[JsonDerivedType(typeof(ContactMade), "contact-made.v1")]
[JsonDerivedType(typeof(GoalSet), "goal-set.v1")]
[JsonDerivedType(typeof(GoalJudged), "goal-judged.v1")]
[JsonDerivedType(typeof(ProgressNoted), "progress-noted.v1")]
[JsonDerivedType(typeof(FeedbackGiven), "feedback-given.v1")]
[JsonDerivedType(typeof(FirstConversationHeld), "first-conversation-held.v1")]
[JsonDerivedType(typeof(DebtHelpDecided), "debt-help-decided.v1")]
[JsonDerivedType(typeof(DebtStageReached), "debt-stage-reached.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something that happened in the help after acceptance.</summary>
public abstract record HelpEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>The family itself says that they sat down together.</summary>
public sealed record HandoverConfirmed(Guid Conversation, Guid Member, DateTimeOffset At) : HelpEvent(At);

/// <summary>The receiver tried to reach the family, and did or did not.</summary>
public sealed record ContactMade(DateOnly On, string Kind, string Daypart, bool Reached, DateTimeOffset At) : HelpEvent(At);

/// <summary>Something the family wants to reach, in its own words (sealed, and the receiver's).</summary>
public sealed record GoalSet(Guid Goal, Guid Member, string Domain, PayloadRef Words, DateTimeOffset At) : HelpEvent(At);

/// <summary>A goal was reached, partly or not.</summary>
public sealed record GoalJudged(Guid Goal, string Outcome, DateTimeOffset At) : HelpEvent(At);

/// <summary>The receiver noted something for itself: it never travels.</summary>
public sealed record ProgressNoted(Guid Note, Guid Member, PayloadRef Words, DateTimeOffset At) : HelpEvent(At);

/// <summary>The sender heard how it goes, in the kind of feedback that was agreed, granted to this question.</summary>
public sealed record FeedbackGiven(
    Guid Feedback, Guid Member, string Category, string Code, PayloadRef? Words, Guid Question, DateTimeOffset At) : HelpEvent(At);

/// <summary>
/// The first conversation of debt help, in which the question was established (Wgs 4): with an application or not, and in how many weeks
/// the
/// decision was promised.
/// </summary>
public sealed record FirstConversationHeld(DateOnly HeldOn, bool Application, int? PromisedWeeks, DateTimeOffset At) : HelpEvent(At);

/// <summary>The college decided on the application (Wgs 4a): <c>toelating</c> or <c>afwijzing</c>.</summary>
public sealed record DebtHelpDecided(DateOnly DecidedOn, string Kind, DateTimeOffset At) : HelpEvent(At);

/// <summary>Debt help came to this stage on a day.</summary>
public sealed record DebtStageReached(string Stage, DateOnly On, DateTimeOffset At) : HelpEvent(At);

/// <summary>The chapter of help in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>Which family members confirmed the joint conversation.</summary>
        public ImmutableList<HandoverConfirmed> Confirmed { get; init; } = [];

        /// <summary>Every attempt to reach the family.</summary>
        public ImmutableList<ContactMade> Contacts { get; init; } = [];

        /// <summary>The goals, and what became of each.</summary>
        public ImmutableList<Goal> Goals { get; init; } = [];

        /// <summary>The receiver's own notes.</summary>
        public ImmutableList<ProgressNoted> Notes { get; init; } = [];

        /// <summary>What the sender heard.</summary>
        public ImmutableList<FeedbackGiven> FeedbackToSender { get; init; } = [];

        /// <summary>The first conversation of debt help.</summary>
        public FirstConversationHeld? FirstConversation { get; init; }

        /// <summary>The decision on the application.</summary>
        public DebtHelpDecided? Decided { get; init; }

        /// <summary>The stages of debt help, as they were reached.</summary>
        public ImmutableList<DebtStageReached> Stages { get; init; } = [];
    }

    /// <summary>A goal, and what became of it.</summary>
    public sealed record Goal(GoalSet Set, string? Outcome);

    private static Known EvolveHelp(Known known, HelpEvent fact) => fact switch
    {
        HandoverConfirmed confirmed => known with { Confirmed = known.Confirmed.Add(confirmed) },
        ContactMade contact => known with { Contacts = known.Contacts.Add(contact) },
        GoalSet set => known with { Goals = known.Goals.Add(new(set, null)) },
        GoalJudged judged => known with
        {
            Goals = [.. known.Goals.Select(g => g.Set.Goal == judged.Goal ? g with { Outcome = judged.Outcome } : g)],
        },
        ProgressNoted note => known with { Notes = known.Notes.Add(note) },
        FeedbackGiven given => known with { FeedbackToSender = known.FeedbackToSender.Add(given) },
        FirstConversationHeld held => known with { FirstConversation = held },
        DebtHelpDecided decided => known with { Decided = decided },
        DebtStageReached reached => known with { Stages = known.Stages.Add(reached) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of help"),
    };
}
