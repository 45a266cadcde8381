namespace WarmHandover.Contracts.Consent;

/// <summary>
/// How every request of one family stands after an answer, a withdrawal or another change. The whole state, so that the newest one wins.
/// </summary>
public sealed record ConsentStands(string Stream, long Version, Guid Family, IReadOnlyList<RequestStands> Requests) : IAnnouncement;

/// <summary>One request: for whom, for what, which rows are allowed now, which were withdrawn. Not who answered what.</summary>
public sealed record RequestStands(
    Guid Request, Guid AskedByOrganisation, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<Row> Allowed, IReadOnlyList<Row> Withdrawn, DateOnly Until);

/// <summary>
/// The one question that needs an answer now: may this person see, send or open these rows? Dropped unanswered when past <see
/// cref="ExpiresAt"/>
/// (decision 17). The same <see cref="Question"/> again returns the recorded answer.
/// </summary>
public sealed record MayBeSeen(Guid Question, DateTimeOffset ExpiresAt, AskedBy By, string Action, IReadOnlyList<FamilyQuestion> Families);

/// <summary>Who asks, as the asking service validated the token. <see cref="Person"/> is a pseudonym.</summary>
public sealed record AskedBy(string Service, string Person, string Role, Guid Team, Guid Organisation);

/// <summary>Rows of one family, to be seen by (or sent to) a team for a purpose.</summary>
public sealed record FamilyQuestion(Guid Family, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, IReadOnlyList<Row> Rows);

/// <summary>The answer, recorded in each family's stream before it was given.</summary>
public sealed record SeenAnswer(Guid Question, IReadOnlyList<FamilyAnswer> Families);

/// <summary>What is granted and what is withheld of one family.</summary>
public sealed record FamilyAnswer(Guid Family, IReadOnlyList<GrantedRow> Granted, IReadOnlyList<WithheldRow> Withheld);

/// <summary>A row with the consent it rests on: request id and version of the answers.</summary>
public sealed record GrantedRow(Row Row, Guid Request, int ConsentVersion);

/// <summary>A row that stays closed, with a stable code that says no more than the asker may know.</summary>
public sealed record WithheldRow(Row Row, string Code);

/// <summary>
/// The other question: what does consent show this member of the family as shared, and with whom? Who decides about a row is judged at that
/// moment (age, authority, safety), so nothing of it is announced. Dropped unanswered when past <see cref="ExpiresAt"/>.
/// </summary>
public sealed record WhatIsShown(Guid Question, DateTimeOffset ExpiresAt, Guid Family, Guid Member);

/// <summary>
/// The rows on this member's own page of consent; none for whoever belongs to no such family. For who may not be informed it all stands
/// still since an instant.
/// </summary>
public sealed record ShownToMember(Guid Question, IReadOnlyList<RowShown> Rows, DateTimeOffset? StillSince);

/// <summary>
/// A row with a team that it is shown for (none named: every team of the organisation). Where he decides about it no more, the last day on
/// which he did: what came later is not for him.
/// </summary>
public sealed record RowShown(Row Row, Guid? Team, Guid Organisation, DateOnly? LastDay);

/// <summary>
/// A third question: within which assignment may this auditor (a pseudonym) look back? The one he names, or the newest that is open to him.
/// Dropped unanswered when past <see cref="ExpiresAt"/>.
/// </summary>
public sealed record WhatMayBeAudited(Guid Question, DateTimeOffset ExpiresAt, string Auditor, Guid? Assignment);

/// <summary>
/// The assignment, when there is one: which organisations are open to him, about what happened from and until (the last day) when, what
/// for, and when it was drafted. Without one no assignment is named and nothing is open.
/// </summary>
public sealed record MayBeAudited(
    Guid Question, Guid? Assignment, IReadOnlyList<Guid> Organisations, DateOnly From, DateOnly Until, string? Purpose,
    DateTimeOffset Drafted);

/// <summary>
/// Every withdrawal of one family, and what each team that had received the rows did with them. The whole state, so that the newest wins.
/// A team is told of it once; it confirms with one of four words until a last day, and whoever is late is escalated.
/// </summary>
public sealed record WithdrawalsStand(string Stream, long Version, Guid Family, IReadOnlyList<WithdrawalStands> Withdrawals)
    : IAnnouncement
{
    /// <summary>Those of which nobody has to say a word any more: a second person found that it was, or was not, a mistake.</summary>
    public IReadOnlyList<WithdrawalStands>? Moot { get; init; }
}

/// <summary>One withdrawal in one request: which rows, since when, until which last day a word is due. Never who took them back.</summary>
public sealed record WithdrawalStands(
    Guid Withdrawal, Guid Request, IReadOnlyList<Row> Rows, DateTimeOffset At, DateOnly DueOn,
    IReadOnlyList<WithdrawalRecipient> Recipients)
{
    /// <summary>Nobody took anything back: a yes was recorded wrongly, and what was received by it must close all the same.</summary>
    public bool Mistake { get; init; }
}

/// <summary>
/// A team that had received the rows: its word (niet-geopend, gesloten, vernietigd, in-eigen-dossier), null while it has not said one, and
/// whether the focus officer was told.
/// </summary>
public sealed record WithdrawalRecipient(Guid Team, Guid Organisation, string? Word, bool Escalated)
{
    /// <summary>When it said niet-geopend while it had opened some: that word does not count, and it owes another. Mostly null.</summary>
    public DateTimeOffset? ContradictedAt { get; init; }
}

/// <summary>
/// Of one family every task to ask somebody again who wanted to answer later, from its day on. The whole state, so that the newest wins.
/// </summary>
public sealed record LatersStand(string Stream, long Version, Guid Family, IReadOnlyList<LaterStands> Laters) : IAnnouncement;

/// <summary>
/// One such task: about which request, of the team that asked it, since which day, and whether it is still to be done. Never who.
/// </summary>
public sealed record LaterStands(Guid Task, Guid Request, Guid Team, Guid Organisation, DateOnly On, bool Open);

/// <summary>
/// Which acceptances of help a family took back and did not give anew. The whole state, so that the newest wins. A waiver of secrecy that
/// was taken back is never in it: help goes on then.
/// </summary>
public sealed record HelpStands(string Stream, long Version, Guid Family, IReadOnlyList<HelpTakenBack> TakenBack) : IAnnouncement;

/// <summary>One withdrawal of an acceptance: whose help for what, about which rows, since when. Never who took it back.</summary>
public sealed record HelpTakenBack(
    Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, IReadOnlyList<Row> Rows, DateTimeOffset At);

/// <summary>
/// Who of one family may come in by himself, to see and answer his own rows and nothing else (decision 21). The whole state: who is not in
/// it any more comes in no more. The professionals of the organisations in <see cref="Desks"/> hand over a code, and may end one.
/// </summary>
public sealed record WaysInStand(string Stream, long Version, Guid Family, IReadOnlyList<Guid> Desks, IReadOnlyList<WayIn> People)
    : IAnnouncement;

/// <summary>
/// One person: as which role (ouder or jongere), until which last day. Of a silent one nothing may be sent, made or reminded: a way in that
/// he has goes on as if nothing had happened, and he gets no new one.
/// </summary>
public sealed record WayIn(Guid Member, string Role, DateOnly Until, bool Silent);

/// <summary>
/// Consent's log was signed in a checkpoint (C2SP tlog-checkpoint): hashes, numbers and a time. Whoever keeps it can show later that no
/// past was changed.
/// </summary>
public sealed record CheckpointStands(string Stream, long Version, string Origin, long Size, string Checkpoint, DateTimeOffset At)
    : IAnnouncement;

/// <summary>What an erasure ordered was destroyed here.</summary>
public sealed record DataDestroyed(string Stream, long Version, Guid Erasure, DateTimeOffset At) : IAnnouncement;

/// <summary>
/// Every change of rows on request of the person they are about (put right, not to be used for now, usable again) in one family, and which
/// teams that had received them have seen it (AVG 19). The whole state, so that the newest wins.
/// </summary>
public sealed record RulingsStand(string Stream, long Version, Guid Family, IReadOnlyList<RulingStands> Rulings) : IAnnouncement;

/// <summary>One such change: verbetering, or beperking (and whether it was lifted); since when.</summary>
public sealed record RulingStands(
    Guid Request, string Kind, bool Lifted, IReadOnlyList<Row> Rows, DateTimeOffset At, IReadOnlyList<RulingRecipient> Recipients);

/// <summary>A team that had received the rows, and when it said that it saw the change.</summary>
public sealed record RulingRecipient(Guid Team, Guid Organisation, DateTimeOffset? SeenAt);
