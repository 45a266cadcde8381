using System.Collections.Immutable;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// What one signatory was told about a request, before he could say yes: the text, what he opened of it or had read aloud, and whether he
/// told it back. Recorded by an organisation, or by himself when nobody is named.
/// </summary>
public sealed record ExplanationGiven(
    Guid Request, Guid Signatory, Explained Explained, string Channel, Guid? RecordedBy, DateTimeOffset At) : ConsentFact(At);

/// <summary>
/// The signatories heard that a kind of organisation has new teams in the area. From here on the request reaches those teams too.
/// </summary>
public sealed record NewcomersTold(
    Guid Request, IReadOnlyList<ListedRecipient> Teams, IReadOnlyList<Guid> Told, string Channel, Guid ByOrganisation, DateTimeOffset At)
    : ConsentFact(At);

/// <summary>
/// An answer was recorded wrongly: which word of the family (its number), why in a code, and who says so (a pseudonym). A yes stops
/// counting at once; a no or a withdrawal only when a second person agrees.
/// </summary>
public sealed record AnswerInvalidated(
    Guid Invalidation, Guid Request, Guid Signatory, int Word, string Reason, string By, Guid ByOrganisation, DateTimeOffset At)
    : ConsentFact(At);

/// <summary>A second person looked at an invalidation and upheld it, or did not.</summary>
public sealed record InvalidationReviewed(
    Guid Invalidation, Guid Request, bool Upheld, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentFact(At);

/// <summary>
/// Somebody who may not be informed looked at his page, and what happened since was kept back from him: why, by its source in law. At most
/// once a day.
/// </summary>
public sealed record PageWithheld(Guid Viewer, string Reason, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>UAVG 41(1)(i), GDPR 23: to protect the person concerned, or the rights of others (C39c).</summary>
    public const string Protection = "uavg-41-1-i";
}

/// <summary>
/// Which explanation was used, with the hash of its text; which parts were opened or read aloud; whether it was told back; which kind of
/// interpreter was there and who (sealed). <see cref="To"/> names who heard it; nobody named means that it goes with the request to all.
/// </summary>
public sealed record Explained(
    string Version, string Language, string Level, string TextHash, IReadOnlyList<string> Opened, IReadOnlyList<string> ReadAloud,
    string ToldBack)
{
    /// <summary>The kind of interpreter; null when nobody interpreted.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Who interpreted, sealed.</summary>
    public PayloadRef? InterpreterWho { get; init; }

    /// <summary>Who heard it; null for everybody who is asked.</summary>
    public IReadOnlyList<Guid>? To { get; init; }
}

/// <summary>What shows that an answer was given: a signature, a scan or a recording, by its reference (sealed).</summary>
public sealed record Proof(string Kind, PayloadRef Reference);

// State.

/// <summary>A request with what was said to it, in the order in which it was recorded.</summary>
public sealed record Request(ConsentRequested Asked, ImmutableList<Word> Words)
{
    /// <summary>Attempts to reach a signatory.</summary>
    public ImmutableList<ContactAttempted> Attempts { get; init; } = [];

    /// <summary>The statutory exceptions that were invoked.</summary>
    public ImmutableList<ExceptionInvoked> Exceptions { get; init; } = [];

    /// <summary>What was explained to whom, since it was asked.</summary>
    public ImmutableList<ExplanationGiven> Explanations { get; init; } = [];

    /// <summary>The teams that came later to a kind of organisation, as far as the signatories were told.</summary>
    public ImmutableList<NewcomersTold> Newcomers { get; init; } = [];

    /// <summary>The answers that somebody says were recorded wrongly, oldest first, with the review of each.</summary>
    public ImmutableList<Invalidation> Invalidations { get; init; } = [];

    /// <summary>When it lapsed because its file was joined to another: it was still open then.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Since when its rows are no wider than under another id of the family.</summary>
    public ImmutableList<(DateTimeOffset At, NarrowedRow Row)> Narrowings { get; init; } = [];

    /// <summary>What another id of the family closes of a row at an instant; null when nothing is.</summary>
    public NarrowedRow? NarrowedAt(Row row, DateTimeOffset at) =>
        Narrowings.FindLast(n => n.At <= at && n.Row.Row == row && n.Row.Closes(Amsterdam.DateAt(at))).Row;

    /// <summary>How many words and corrections of words there were at an instant: the version of the consent.</summary>
    public int VersionAt(DateTimeOffset at) => Words.Count(w => w.At <= at)
        + Invalidations.Count(i => i.Made.At <= at) + Invalidations.Count(i => i.Review?.At <= at);

    /// <summary>Whether a local date lies in its term; the last day counts.</summary>
    public bool Holds(DateOnly on) => Asked.From <= on && on <= Asked.Until;

    /// <summary>The term's last instant has passed, or it lapsed before.</summary>
    public bool IsOver(DateTimeOffset at) => Amsterdam.DateAt(at) > Asked.Until || ClosedAt <= at;

    /// <summary>
    /// Whether somebody heard what he is asked. A text that goes with the request reaches everybody; one that was told to some is told to
    /// the others before they can say yes (GDPR 7(3), Jeugdwet 7.3.2).
    /// </summary>
    public bool IsExplainedTo(Guid signatory) =>
        Asked.Explained?.To is not { } heard || heard.Contains(signatory) || Explanations.Any(e => e.Signatory == signatory);

    /// <summary>The teams it names: one, or those of an organisation or a kind as listed then, and the newcomers that were told.</summary>
    public IReadOnlyList<ListedRecipient> RecipientsAt(DateTimeOffset at) => Asked.Scope is { } scope
        ? [.. scope.Listed.Concat(Newcomers.Where(n => n.At <= at).SelectMany(n => n.Teams)).Distinct()]
        : [new(Asked.RecipientTeam, Asked.RecipientOrganisation)];

    /// <summary>Whether it reaches a team at an instant.</summary>
    public bool Reaches(ListedRecipient recipient, DateTimeOffset at) => Asked.Scope is { Width: RecipientScope.Organisation }
        ? recipient.Organisation == Asked.RecipientOrganisation
        : RecipientsAt(at).Contains(recipient);

    /// <summary>Whether it says something about how this is told: a meeting only about itself, every other recipient about all.</summary>
    public bool IsForForm(string? form) => Asked.Scope?.Form is not { } meeting || meeting == form;

    /// <summary>How narrowly the recipient is named: a team before an organisation or a meeting, before a kind.</summary>
    public int Narrowness => Asked.Scope?.Width switch
    {
        null => 2,
        RecipientScope.Organisation or RecipientScope.Meeting => 1,
        _ => 0,
    };

    /// <summary>The state in which one word counts in other intervals than before.</summary>
    internal Request Corrected(Invalidation invalidation) => this with
    {
        Invalidations = Invalidations.FindIndex(i => i.Made.Invalidation == invalidation.Made.Invalidation) is var place and >= 0
            ? Invalidations.SetItem(place, invalidation)
            : Invalidations.Add(invalidation),
        Words = [.. Words.Select(w => w.Number == invalidation.Made.Word ? invalidation.Applied(w) : w)],
    };
}

/// <summary>An invalidation with its review; null while nobody looked.</summary>
public sealed record Invalidation(AnswerInvalidated Made, InvalidationReviewed? Review)
{
    /// <summary>The word as it counts since. A yes was closed in between even when the review did not uphold it.</summary>
    public Word Applied(Word word) => (word.Saying, Review) switch
    {
        (Saying.Given or Saying.Later, null or { Upheld: true }) => word with { InvalidFrom = Made.At },
        (Saying.Given or Saying.Later, { } review) => word with { InvalidFrom = Made.At, InvalidUntil = review.At },
        (_, { Upheld: true } review) => word with { InvalidFrom = review.At },
        _ => word,
    };
}

/// <summary>One answer or withdrawal. <see cref="Number"/> orders the words of the whole family; later beats earlier.</summary>
public sealed record Word(
    int Number, Guid Signatory, Saying Saying, ImmutableHashSet<Row> Rows, DateOnly? Until, DateTimeOffset At)
{
    /// <summary>Which organisation recorded it; null when he said it himself.</summary>
    public Guid? By { get; init; }

    /// <summary>When it became a task that the day came on which he wanted to be asked again.</summary>
    public DateTimeOffset? CameAt { get; init; }

    /// <summary>When that task became moot.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>From when it does not count, because it was recorded wrongly.</summary>
    public DateTimeOffset? InvalidFrom { get; init; }

    /// <summary>Until when it did not count, when a review found that it was recorded rightly.</summary>
    public DateTimeOffset? InvalidUntil { get; init; }

    /// <summary>Whether it had been said and counts at an instant.</summary>
    public bool CountsAt(DateTimeOffset at) =>
        At <= at && !(InvalidFrom <= at && (InvalidUntil is not { } until || at < until));
}

/// <summary>What a signatory can say.</summary>
public enum Saying
{
    /// <summary>Yes.</summary>
    Given,

    /// <summary>No.</summary>
    Refused,

    /// <summary>Ask me again on a date.</summary>
    Later,

    /// <summary>No longer.</summary>
    Withdrawn,
}
