using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one referral.</summary>
[JsonDerivedType(typeof(ReferralDrafted), "referral-drafted.v1")]
[JsonDerivedType(typeof(LetterWritten), "letter-written.v1")]
[JsonDerivedType(typeof(RowsHeard), "rows-heard.v1")]
[JsonDerivedType(typeof(ReferralSent), "referral-sent.v1")]
[JsonDerivedType(typeof(ReferralReceived), "referral-received.v1")]
[JsonDerivedType(typeof(ReferralClaimed), "referral-claimed.v1")]
[JsonDerivedType(typeof(ReferralAccepted), "referral-accepted.v1")]
[JsonDerivedType(typeof(ReferralDeclined), "referral-declined.v1")]
[JsonDerivedType(typeof(ReferralReRouted), "referral-re-routed.v1")]
[JsonDerivedType(typeof(ReferralRecalled), "referral-recalled.v1")]
[JsonDerivedType(typeof(ReferralStopped), "referral-stopped.v1")]
[JsonDerivedType(typeof(ReferralExpired), "referral-expired.v1")]
[JsonDerivedType(typeof(HandoverPlanned), "handover-planned.v1")]
[JsonDerivedType(typeof(HandoverHeld), "handover-held.v1")]
[JsonDerivedType(typeof(HandoverMissed), "handover-missed.v1")]
[JsonDerivedType(typeof(HelpStarted), "help-started.v1")]
[JsonDerivedType(typeof(HelpPaused), "help-paused.v1")]
[JsonDerivedType(typeof(HelpResumed), "help-resumed.v1")]
[JsonDerivedType(typeof(HelpCompleted), "help-completed.v1")]
[JsonDerivedType(typeof(ReferralReopened), "referral-reopened.v1")]
[JsonDerivedType(typeof(CheckBackPlanned), "check-back-planned.v1")]
[JsonDerivedType(typeof(CheckBackDue), "check-back-due.v1")]
[JsonDerivedType(typeof(CheckBackAnswered), "check-back-answered.v1")]
public abstract partial record ReferralEvent(DateTimeOffset At);

/// <summary>A team wants to refer one need of one member to another team, and these rows would go along.</summary>
public sealed record ReferralDrafted(
    string Number, Guid Family, ReferredNeed Need, Guid FromTeam, Guid FromOrganisation, Recipient To, string Purpose, string Urgency,
    IReadOnlyList<Row> Rows, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>What the partners of a chain agreement agreed on, when one covers this way.</summary>
    public Agreed? Agreed { get; init; }

    /// <summary>The receiver takes the family over as a whole; otherwise it helps along and the sender stays.</summary>
    public bool? Transfer { get; init; }

    /// <summary>An interpreter is needed; which language says the letter.</summary>
    public bool? Interpreter { get; init; }

    /// <summary>Another referral of the same family that it belongs with.</summary>
    public Guid? LinkedTo { get; init; }
}

/// <summary>The sender wrote (again) what would go along: one section per row, all of them named.</summary>
public sealed record LetterWritten(IReadOnlyList<Section> Sections, DateTimeOffset At) : ReferralEvent(At);

/// <summary>What consent allows for this recipient and purpose changed; the first allowed row makes a concept ready.</summary>
public sealed record RowsHeard(
    long ConsentVersion, IReadOnlyList<Row> Allowed, IReadOnlyList<Row> Closed, DateTimeOffset At) : ReferralEvent(At);

/// <summary>It left, with exactly the rows that consent granted to this question.</summary>
public sealed record ReferralSent(IReadOnlyList<Row> Rows, Guid Question, DateTimeOffset At) : ReferralEvent(At);

/// <summary>It lies in the inbox of the team it is addressed to.</summary>
public sealed record ReferralReceived(Guid Team, Side By, DateTimeOffset At) : ReferralEvent(At);

/// <summary>One member of the team takes it on; taking it over from another has a reason.</summary>
public sealed record ReferralClaimed(string By, string? Reason, DateTimeOffset At) : ReferralEvent(At);

/// <summary>The receiving team is the owner from now on.</summary>
public sealed record ReferralAccepted(string By, DateTimeOffset At) : ReferralEvent(At);

/// <summary>The team, or the family, says no.</summary>
public sealed record ReferralDeclined(string Reason, Side By, DateTimeOffset At) : ReferralEvent(At);

/// <summary>It is addressed to another team, with the rows that consent grants for that team.</summary>
public sealed record ReferralReRouted(Recipient To, IReadOnlyList<Row> Rows, Guid Question, string Reason, Side By, DateTimeOffset At)
    : ReferralEvent(At);

/// <summary>The sender takes it back before acceptance.</summary>
public sealed record ReferralRecalled(string Reason, DateTimeOffset At) : ReferralEvent(At);

/// <summary>The family no longer wants help.</summary>
public sealed record ReferralStopped(string Reason, DateTimeOffset At) : ReferralEvent(At);

/// <summary>The sender chose to wait no longer: a choice of a person, never silence.</summary>
public sealed record ReferralExpired(string Reason, DateTimeOffset At) : ReferralEvent(At);

/// <summary>Family, sender and receiver will sit down together.</summary>
public sealed record HandoverPlanned(Guid Conversation, DateTimeOffset PlannedAt, Side By, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>Where or how, in which form, with whom, and whether an interpreter comes.</summary>
    public Meeting? Meeting { get; init; }
}

/// <summary>They sat down together; these family members and professionals were there. From here the handover is warm.</summary>
public sealed record HandoverHeld(
    Guid Conversation, DateTimeOffset HeldAt, IReadOnlyList<Guid> Members, IReadOnlyList<string> Professionals, Side By, DateTimeOffset At)
    : ReferralEvent(At)
{
    /// <summary>In which form they met.</summary>
    public string? Form { get; init; }

    /// <summary>The family member who agreed to a peer expert being there; null when none was.</summary>
    public Guid? PeerAgreedBy { get; init; }
}

/// <summary>The planned conversation did not take place.</summary>
public sealed record HandoverMissed(Guid Conversation, string Reason, Side By, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>On which day somebody tries again.</summary>
    public DateOnly? NextOn { get; init; }
}

/// <summary>The receiver works with the family.</summary>
public sealed record HelpStarted(DateTimeOffset At) : ReferralEvent(At);

/// <summary>The help waits for something.</summary>
public sealed record HelpPaused(string Reason, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>Until when that is expected, such as the end of a waiting list.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>The help goes on.</summary>
public sealed record HelpResumed(DateTimeOffset At) : ReferralEvent(At);

/// <summary>The help is done, with this outcome.</summary>
public sealed record HelpCompleted(string Outcome, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>The end result in which municipalities count, where it was given.</summary>
    public string? Result { get; init; }
}

/// <summary>A referral that had ended is taken up again.</summary>
public sealed record ReferralReopened(string Reason, Side By, DateTimeOffset At) : ReferralEvent(At);

/// <summary>Somebody of this team will ask on that day whether it helped.</summary>
public sealed record CheckBackPlanned(Guid CheckBack, DateOnly DueOn, Guid Team, Guid Organisation, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>How the family is asked: telefoon, bezoek or eigen-ingang.</summary>
    public string? How { get; init; }
}

/// <summary>The day to ask has come.</summary>
public sealed record CheckBackDue(Guid CheckBack, DateTimeOffset At) : ReferralEvent(At);

/// <summary>The family said whether it helped, on a scale of 1 to 5; its own words stay in the vault.</summary>
public sealed record CheckBackAnswered(Guid CheckBack, int Score, string Code, PayloadRef? Words, DateTimeOffset At) : ReferralEvent(At)
{
    /// <summary>True when the family said it itself, through a way in of its own; otherwise somebody of the team wrote it down.</summary>
    public bool? ByFamily { get; init; }
}

/// <summary>A referral as its facts tell it.</summary>
public abstract partial record Referral
{
    /// <summary>Before the first fact.</summary>
    public static readonly Referral Initial = new NotDrafted();

    /// <summary>The resource of the letter (decision 19).</summary>
    public const string LetterResource = "brief";

    /// <summary>How a referral's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Referral, ReferralCommand, ReferralEvent> Kind =
        new("referral", "referral", Initial, ReferralDecider.Decide, Evolve)
        {
            Resource = fact => fact is LetterWritten ? LetterResource : null,
        };

    private Referral() { }

    /// <summary>Nobody has drafted it.</summary>
    public sealed record NotDrafted : Referral;

    /// <summary>Drafted, and perhaps much more.</summary>
    public sealed partial record Known(ReferralDrafted Draft) : Referral
    {
        /// <summary>Where it stands.</summary>
        public ReferralStatus Status { get; init; } = ReferralStatus.Concept;

        /// <summary>Where it stood before its last move; null after the draft.</summary>
        public ReferralStatus? From { get; init; }

        /// <summary>The fact that moved it last.</summary>
        public ReferralEvent Move { get; init; } = Draft;

        /// <summary>The team it is addressed to now.</summary>
        public Recipient To { get; init; } = Draft.To;

        /// <summary>The teams where it was before: it never comes back there.</summary>
        public ImmutableList<Guid> Passed { get; init; } = [Draft.FromTeam];

        /// <summary>The letter's sections.</summary>
        public IReadOnlyList<Section> Letter { get; init; } = [];

        /// <summary>Consent's newest version that was heard, and what it allowed and closed.</summary>
        public RowsHeard? Heard { get; init; }

        /// <summary>The rows that left for the team it is addressed to now.</summary>
        public IReadOnlyList<Row> Sent { get; init; } = [];

        /// <summary>Who has taken it on.</summary>
        public ReferralClaimed? Claim { get; init; }

        /// <summary>When it was accepted; null when never.</summary>
        public DateTimeOffset? AcceptedAt { get; init; }

        /// <summary>When it left for the team it is addressed to now.</summary>
        public DateTimeOffset? SentAt { get; init; }

        /// <summary>The joint conversation that is planned.</summary>
        public HandoverPlanned? Planned { get; init; }

        /// <summary>The joint conversation that was held: the handover is warm.</summary>
        public HandoverHeld? Held { get; init; }

        /// <summary>The check-backs by id.</summary>
        public ImmutableDictionary<Guid, CheckBack> CheckBacks { get; init; } = [];

        /// <summary>Whose it is: the sender's until somebody accepted, also after a no; then the receiver's. There is always one.</summary>
        public Guid Owner => AcceptedAt is null ? Draft.FromTeam : To.Team;

        /// <summary>Warm means: they sat down together. Withdrawn consent or an unopened letter does not change it.</summary>
        public bool Warm => Held is not null;
    }

    /// <summary>A moment to ask whether it helped: planned, due, answered.</summary>
    public sealed record CheckBack(CheckBackPlanned Planned, bool Due, CheckBackAnswered? Answer);

    /// <summary>The state after a fact.</summary>
    public static Referral Evolve(Referral state, ReferralEvent fact) => (state, fact) switch
    {
        (NotDrafted, ReferralDrafted drafted) => new Known(drafted),
        (Known known, LetterWritten letter) => known with
        {
            Letter = letter.Sections,
            ChangedSinceRead = known.ReadBeforehand.Count > 0,
        },
        (Known { Status: ReferralStatus.Concept } known, RowsHeard { Allowed.Count: > 0 } heard) =>
            Moved(known, ReferralStatus.Ready, heard) with { Heard = heard },
        (Known known, RowsHeard heard) => known with { Heard = heard },
        (Known known, ReferralSent sent) => Moved(known, ReferralStatus.Sent, sent) with { Sent = sent.Rows, SentAt = sent.At },
        (Known known, ReferralReceived) => Moved(known, ReferralStatus.Received, fact),
        (Known known, ReferralClaimed claim) => known with { Claim = claim },
        (Known known, ReferralAccepted accepted) => Moved(known, ReferralStatus.Accepted, fact) with
        {
            AcceptedAt = accepted.At,
            Claim = known.Claim ?? new(accepted.By, null, accepted.At),
        },
        (Known known, ReferralDeclined) => Moved(known, ReferralStatus.Declined, fact),
        (Known known, ReferralReRouted on) => Moved(known, ReferralStatus.ReRouted, on) with
        {
            To = on.To,
            Passed = known.Passed.Add(known.To.Team),
            Sent = on.Rows,
            SentAt = on.At,
            Heard = known.Heard is { } heard ? heard with { Allowed = on.Rows, Closed = [] } : null,
            Claim = null,
        },
        (Known known, ReferralRecalled) => Moved(known, ReferralStatus.Recalled, fact),
        (Known known, ReferralStopped) => Moved(known, ReferralStatus.Stopped, fact),
        (Known known, ReferralExpired) => Moved(known, ReferralStatus.Expired, fact),
        (Known known, HandoverPlanned planned) => Moved(known, ReferralStatus.HandoverPlanned, fact) with { Planned = planned },
        (Known known, HandoverHeld held) => Moved(known, ReferralStatus.HandoverHeld, fact) with { Planned = null, Held = held },
        (Known known, HandoverMissed) => Moved(known, ReferralStatus.Accepted, fact) with { Planned = null },
        (Known known, HelpStarted or HelpResumed) => Moved(known, ReferralStatus.InProgress, fact),
        (Known known, HelpPaused) => Moved(known, ReferralStatus.OnHold, fact),
        (Known known, HelpCompleted) => Moved(known, ReferralStatus.Completed, fact),
        (Known known, ReferralReopened) => Moved(known, ReferralStatus.Reopened, fact),
        (Known known, CheckBackPlanned planned) => Asked(known, new(planned, Due: false, Answer: null)),
        (Known known, CheckBackDue due) => Asked(known, known.CheckBacks[due.CheckBack] with { Due = true }),
        (Known known, CheckBackAnswered answer) => Asked(known, known.CheckBacks[answer.CheckBack] with { Answer = answer }),
        (Known known, FamilyEvent family) => EvolveFamily(known, family),
        (Known known, SupportEvent support) => EvolveSupport(known, support),
        (Known known, FamilyTakenOver taken) => known with { TakenOver = taken },
        (Known known, HelpEvent help) => EvolveHelp(known, help),
        (Known known, SendingEvent sending) => EvolveSending(known, sending),
        (Known known, ReceivingEvent receiving) => EvolveReceiving(known, receiving),
        (Known known, TermEvent term) => EvolveTerms(known, term),
        (Known known, TaskEvent task) => EvolveTasks(known, task),
        (Known known, BreachEvent breach) => EvolveBreaches(known, breach),
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };

    private static Known Moved(Known known, ReferralStatus to, ReferralEvent fact) =>
        known with { From = known.Status, Status = to, Move = fact };

    private static Known Asked(Known known, CheckBack checkBack) =>
        known with { CheckBacks = known.CheckBacks.SetItem(checkBack.Planned.CheckBack, checkBack) };
}
