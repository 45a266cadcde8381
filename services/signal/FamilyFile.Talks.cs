using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts around the talk: planned, missed, tried to reach; an instrument filled in; goals; what was pointed out and whether it worked.

[JsonDerivedType(typeof(InstrumentFilled), "instrument-filled.v1")]
[JsonDerivedType(typeof(ConversationPlanned), "conversation-planned.v1")]
[JsonDerivedType(typeof(ConversationMissed), "conversation-missed.v1")]
[JsonDerivedType(typeof(ContactAttempted), "contact-attempted.v1")]
[JsonDerivedType(typeof(ConsentAsked), "consent-asked.v1")]
[JsonDerivedType(typeof(GoalSet), "goal-set.v1")]
[JsonDerivedType(typeof(GoalEnded), "goal-ended.v1")]
[JsonDerivedType(typeof(ProvisionPointedOut), "provision-pointed-out.v1")]
[JsonDerivedType(typeof(ProvisionChecked), "provision-checked.v1")]
public abstract partial record FamilyFact;

/// <summary>Something around the talks of one organisation with the family.</summary>
public abstract record TalkFact(Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>An instrument was filled in about a member. The answers are sealed, with the version they belong to.</summary>
public sealed record InstrumentFilled(
    Guid Filling, string Instrument, int InstrumentVersion, Guid Member, DateOnly FilledOn, PayloadRef Answers, Guid Organisation,
    Guid Team, DateTimeOffset At) : TalkFact(Organisation, At);

/// <summary>A talk will be held: when, with whom, where, and with which other organisation (a duo consult).</summary>
public sealed record ConversationPlanned(
    Guid Conversation, DateOnly PlannedOn, IReadOnlyList<Guid> With, string Where, string Interpreter, Guid? DuoWith, Guid Organisation,
    Guid Team, DateTimeOffset At) : TalkFact(Organisation, At);

/// <summary>A planned talk did not take place.</summary>
public sealed record ConversationMissed(Guid Conversation, string Reason, Guid Organisation, DateTimeOffset At)
    : TalkFact(Organisation, At);

/// <summary>Somebody tried to reach a member: how, with or without result, on which part of which day (GGM codes).</summary>
public sealed record ContactAttempted(
    Guid Attempt, Guid Member, string Kind, bool Reached, DateOnly On, string DayPart, Guid Organisation, Guid Team, DateTimeOffset At)
    : TalkFact(Organisation, At);

/// <summary>Consent told that this organisation asked the family for consent: how often so far.</summary>
public sealed record ConsentAsked(Guid Organisation, int Requests, string Source, long SourceVersion, DateTimeOffset At)
    : TalkFact(Organisation, At);

/// <summary>Something a member wants to reach, in his own words (sealed), for a need or by itself.</summary>
public sealed record GoalSet(
    Guid Goal, Guid Member, string Domain, Guid? Need, PayloadRef Words, DateOnly? By, Guid Organisation, Guid Team, DateTimeOffset At)
    : TalkFact(Organisation, At);

/// <summary>How a goal ended: <c>gehaald deels niet losgelaten</c>.</summary>
public sealed record GoalEnded(Guid Goal, string Result, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : TalkFact(Organisation, At);

/// <summary>
/// The light route: a provision was pointed out. Nothing leaves, so nobody is asked; somebody asks later whether it worked.
/// </summary>
public sealed record ProvisionPointedOut(
    Guid Pointing, Guid Member, string Domain, Guid? Provision, PayloadRef? Note, DateOnly CheckOn, Guid Organisation, Guid Team,
    DateTimeOffset At) : TalkFact(Organisation, At);

/// <summary>Whether it was applied for, whether it worked, and where it got stuck.</summary>
public sealed record ProvisionChecked(
    Guid Pointing, string Result, string? StuckOn, DateOnly? CheckAgainOn, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : TalkFact(Organisation, At);

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The instruments that were filled in.</summary>
        public ImmutableList<InstrumentFilled> Fillings { get; init; } = [];

        /// <summary>The talks that are planned and were neither held nor missed.</summary>
        public ImmutableList<ConversationPlanned> Planned { get; init; } = [];

        /// <summary>The talks that were planned and did not take place.</summary>
        public ImmutableList<MissedTalk> Missed { get; init; } = [];

        /// <summary>All attempts to reach somebody.</summary>
        public ImmutableList<ContactAttempted> Attempts { get; init; } = [];

        /// <summary>How often each organisation asked for consent.</summary>
        public ImmutableDictionary<Guid, int> Asked { get; init; } = [];

        /// <summary>All goals, with how they ended.</summary>
        public ImmutableList<FileGoal> Goals { get; init; } = [];

        /// <summary>What was pointed out, with what came of it.</summary>
        public ImmutableList<FilePointing> Pointings { get; init; } = [];

        /// <summary>
        /// Whether an organisation talked with the family and did not ask for consent since: the state in which nothing left.
        /// </summary>
        public bool TalkedAndNotAsked(Guid organisation) =>
            Conversations.Exists(c => c.Organisation == organisation && !Corrected.ContainsKey(c.Conversation))
            && !Asked.ContainsKey(organisation);

        /// <summary>Whether the last talk of an organisation ended in 'do not ask again'.</summary>
        public bool MayNotBeAskedAgain(Guid organisation) =>
            Conversations.FindLast(c => c.Organisation == organisation && !Corrected.ContainsKey(c.Conversation))
                is { Outcome: Outcomes.NeverAgain };

        internal Opened After(TalkFact fact) => fact switch
        {
            InstrumentFilled f => this with { Fillings = Fillings.Add(f) },
            ConversationPlanned f => this with { Planned = Planned.Add(f) },
            ConversationMissed f => this with
            {
                Planned = Planned.RemoveAll(p => p.Conversation == f.Conversation),
                Missed = Missed.AddRange(Planned.Where(p => p.Conversation == f.Conversation).Select(p => new MissedTalk(p, f))),
            },
            ContactAttempted f => this with { Attempts = Attempts.Add(f) },
            ConsentAsked f => this with
            {
                Asked = Asked.SetItem(f.Organisation, f.Requests),
                Heard = Heard.SetItem($"{f.Source}|{f.Organisation:N}", f.SourceVersion),
            },
            GoalSet f => this with { Goals = Goals.Add(new(f, null)) },
            GoalEnded f => this with { Goals = [.. Goals.Select(g => g.Set.Goal == f.Goal ? g with { Ended = f } : g)] },
            ProvisionPointedOut f => this with { Pointings = Pointings.Add(new(f, null)) },
            ProvisionChecked f => this with
            {
                Pointings = [.. Pointings.Select(p => p.Out.Pointing == f.Pointing ? p with { Checked = f } : p)],
            },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}

/// <summary>A talk as it was planned, and that it did not take place.</summary>
public sealed record MissedTalk(ConversationPlanned Plan, ConversationMissed Said);

/// <summary>A goal, and how it ended.</summary>
public sealed record FileGoal(GoalSet Set, GoalEnded? Ended);

/// <summary>What was pointed out, and the last that was heard of it.</summary>
public sealed record FilePointing(ProvisionPointedOut Out, ProvisionChecked? Checked);
