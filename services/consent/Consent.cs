using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Something that happened to the consent of one family. Requests, answers, withdrawals and accesses share one stream, so that 'withdrawn'
/// and 'shown' have one order. <see cref="At"/> is the instant at the door.
/// </summary>
[JsonDerivedType(typeof(FamilyHeard), "family-heard.v1")]
[JsonDerivedType(typeof(ConsentRequested), "consent-requested.v1")]
[JsonDerivedType(typeof(AnswerGiven), "answer-given.v1")]
[JsonDerivedType(typeof(AnswerRefused), "answer-refused.v1")]
[JsonDerivedType(typeof(AnswerLater), "answer-later.v1")]
[JsonDerivedType(typeof(ConsentWithdrawn), "consent-withdrawn.v1")]
[JsonDerivedType(typeof(ContactAttempted), "contact-attempted.v1")]
[JsonDerivedType(typeof(ExceptionInvoked), "exception-invoked.v1")]
[JsonDerivedType(typeof(GroundInvoked), "ground-invoked.v1")]
[JsonDerivedType(typeof(GroundConfirmed), "ground-confirmed.v1")]
[JsonDerivedType(typeof(GroundEnded), "ground-ended.v1")]
[JsonDerivedType(typeof(EmergencyReviewed), "emergency-reviewed.v1")]
[JsonDerivedType(typeof(MeldcodeStepTaken), "meldcode-step-taken.v1")]
[JsonDerivedType(typeof(DisclosureRecorded), "disclosure-recorded.v1")]
[JsonDerivedType(typeof(ConsentReopened), "consent-reopened.v1")]
[JsonDerivedType(typeof(ReopeningForeseen), "reopening-foreseen.v1")]
[JsonDerivedType(typeof(ExplanationGiven), "explanation-given.v1")]
[JsonDerivedType(typeof(NewcomersTold), "newcomers-told.v1")]
[JsonDerivedType(typeof(AnswerInvalidated), "answer-invalidated.v1")]
[JsonDerivedType(typeof(InvalidationReviewed), "invalidation-reviewed.v1")]
[JsonDerivedType(typeof(WithdrawalConfirmed), "withdrawal-confirmed.v1")]
[JsonDerivedType(typeof(WithdrawalEscalated), "withdrawal-escalated.v1")]
[JsonDerivedType(typeof(WordContradicted), "word-contradicted.v1")]
[JsonDerivedType(typeof(PageWithheld), "page-withheld.v1")]
[JsonDerivedType(typeof(LaterCame), "later-came.v1")]
[JsonDerivedType(typeof(LaterLapsed), "later-lapsed.v1")]
[JsonDerivedType(typeof(FilesJoined), "files-joined.v1")]
[JsonDerivedType(typeof(ConsentNarrowed), "consent-narrowed.v1")]
[JsonDerivedType(typeof(RulingHeard), "ruling-heard.v1")]
[JsonDerivedType(typeof(RulingSeen), "ruling-seen.v1")]
[JsonDerivedType(typeof(AccessGranted), "access-granted.v1")]
[JsonDerivedType(typeof(AccessRefused), "access-refused.v1")]
public abstract record ConsentFact(DateTimeOffset At);

/// <summary>
/// Rows were asked for one recipient and one purpose, never open-ended (<see cref="Until"/> is the last day). The signatories are what the
/// law required on the day of asking: they are shown, but standing is judged anew each time.
/// </summary>
public sealed record ConsentRequested(
    Guid Request, Guid AskedByOrganisation, Guid AskedByTeam, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<Row> Rows, DateOnly From, DateOnly Until, string Kind, string TextVersion, string Language, string ToldBack,
    string Channel, string RuleSet, int RuleSetVersion, IReadOnlyList<RowSigned> Signatories, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>What was explained, in detail; null for the oldest requests, of which only text, language and told back are kept.</summary>
    public Explained? Explained { get; init; }

    /// <summary>A recipient that is wider than one team; then the recipient's team (or team and organisation) is empty.</summary>
    public RecipientScope? Scope { get; init; }

    /// <summary>The bundle that was asked in one click; null when the rows were picked.</summary>
    public string? Bundle { get; init; }

    /// <summary>Under which versions of policy it was asked; null when only what the release brings held.</summary>
    public PolicyVersions? Policy { get; init; }

    /// <summary>Whether it names an organisation as recipient.</summary>
    public bool IsFor(Guid organisation) =>
        RecipientOrganisation == organisation || Scope?.Listed.Any(l => l.Organisation == organisation) is true;
}

/// <summary>Whose answer a row needed when it was asked, and by which rule.</summary>
public sealed record RowSigned(Row Row, IReadOnlyList<Guid> Who, string Rule);

/// <summary>A signatory said yes to some rows, until a last day. Recorded by the asker, or by himself when nobody is named.</summary>
public sealed record AnswerGiven(
    Guid Request, Guid Signatory, IReadOnlyList<Row> Rows, DateOnly Until, string Channel, Guid? RecordedBy, DateTimeOffset At)
    : ConsentFact(At)
{
    /// <summary>What shows it; mostly nothing.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>A signatory said no to some rows.</summary>
public sealed record AnswerRefused(
    Guid Request, Guid Signatory, IReadOnlyList<Row> Rows, string Reason, string Channel, Guid? RecordedBy, DateTimeOffset At)
    : ConsentFact(At)
{
    /// <summary>What shows it; mostly nothing.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>A signatory wants to decide later, and chose the date.</summary>
public sealed record AnswerLater(
    Guid Request, Guid Signatory, IReadOnlyList<Row> Rows, DateOnly AskAgainOn, string Channel, Guid? RecordedBy, DateTimeOffset At)
    : ConsentFact(At)
{
    /// <summary>What shows it; mostly nothing.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>A signatory took back his yes to some rows. They are closed for everybody from this fact on.</summary>
public sealed record ConsentWithdrawn(
    Guid Request, Guid Signatory, IReadOnlyList<Row> Rows, string Channel, Guid? RecordedBy, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>What shows it; mostly nothing.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>The asker tried to reach a signatory about a request, and did not.</summary>
public sealed record ContactAttempted(
    Guid Attempt, Guid Request, Guid Signatory, string Channel, Guid ByOrganisation, DateTimeOffset At) : ConsentFact(At);

/// <summary>
/// For a child of 12-15 the law did not ask the yes of the holders of authority, for these rows of this request: which exception (with the
/// version of the rule table), why in codes, why in words (sealed), which kind of colleague was consulted, and who decided (a pseudonym).
/// </summary>
public sealed record ExceptionInvoked(
    Guid Exception, Guid Request, Guid Child, IReadOnlyList<Row> Rows, string Code, int Version, IReadOnlyList<string> Reasons,
    PayloadRef Motivation, string Consulted, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentFact(At);

/// <summary>Somebody asked whether rows may be seen, sent or exported; a line of the ledger either way.</summary>
public abstract record AccessAnswered(
    Guid Question, AccessAsker By, string Action, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<RowGranted> Granted, IReadOnlyList<RowWithheld> Withheld, DateTimeOffset At) : ConsentFact(At);

/// <summary>At least one row was granted. A grant whose answer got lost counts as shown.</summary>
public sealed record AccessGranted(
    Guid Question, AccessAsker By, string Action, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<RowGranted> Granted, IReadOnlyList<RowWithheld> Withheld, DateTimeOffset At)
    : AccessAnswered(Question, By, Action, RecipientTeam, RecipientOrganisation, Purpose, Granted, Withheld, At);

/// <summary>Nothing was granted.</summary>
public sealed record AccessRefused(
    Guid Question, AccessAsker By, string Action, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<RowGranted> Granted, IReadOnlyList<RowWithheld> Withheld, DateTimeOffset At)
    : AccessAnswered(Question, By, Action, RecipientTeam, RecipientOrganisation, Purpose, Granted, Withheld, At);

/// <summary>Who asked, as the asking service validated the token; the person is a pseudonym.</summary>
public sealed record AccessAsker(string Service, string Person, string Role, Guid Team, Guid Organisation);

/// <summary>
/// A granted row and what it rests on: the request, and how many words had been said in it; or a ground's id, its code and the version of
/// the matrix.
/// </summary>
public sealed record RowGranted(Row Row, Guid Request, int ConsentVersion)
{
    /// <summary>The ground's code, when the row was not granted by consent.</summary>
    public string? Ground { get; init; }
}

/// <summary>A row that stayed closed, with a code that tells no more than the asker may know.</summary>
public sealed record RowWithheld(Row Row, string Code);

// State.

/// <summary>What the facts of one family add up to. No standing: that is judged at the moment of use (<see cref="Standing"/>).</summary>
public sealed partial record Consent
{
    /// <summary>Nothing was heard of this family yet.</summary>
    public static readonly Consent Initial = new();

    private static readonly TimeSpan QuestionsRemembered = TimeSpan.FromDays(2);

    /// <summary>The newest composition; null until signal told one.</summary>
    public FamilyHeard? Family { get; init; }

    /// <summary>All requests, oldest first, with what was said to each.</summary>
    public ImmutableList<Request> Requests { get; init; } = [];

    /// <summary>All grounds that were invoked, oldest first, with what became of each.</summary>
    public ImmutableList<Ground> Grounds { get; init; } = [];

    /// <summary>Recent questions with their answers. Older ones are forgotten by facts' times: the ledger is the log itself.</summary>
    public ImmutableList<AccessAnswered> Recent { get; init; } = [];

    /// <summary>Which rows were ever granted to which team: it may know that they were taken back.</summary>
    public ImmutableHashSet<(Guid Team, Row Row)> Disclosed { get; init; } = [];

    /// <summary>Who may not be informed, and how many requests there were when that began: later ones do not exist for him.</summary>
    public ImmutableDictionary<Guid, int> Uninformed { get; init; } = [];

    /// <summary>What was or will be asked anew, oldest first.</summary>
    public ImmutableList<Opening> Openings { get; init; } = [];

    /// <summary>Up to which instant every re-opening was written down.</summary>
    public DateTimeOffset SettledUntil { get; init; }

    /// <summary>How many words (answers and withdrawals) were said in this family: their order.</summary>
    public int Words { get; init; }

    /// <summary>The latest time of any fact: nothing is judged earlier than what already happened, whatever a clock says.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Whether an organisation works with this family.</summary>
    public bool HasParty(Guid organisation) => Family is not null && Family.Parties.Contains(organisation);

    /// <summary>A request by id; null when there is none.</summary>
    public Request? Find(Guid request) => Requests.FirstOrDefault(r => r.Asked.Request == request);

    /// <summary>A ground by id; null when there is none.</summary>
    public Ground? FindGround(Guid ground) => Grounds.FirstOrDefault(g => g.Invoked.Ground == ground);

    /// <summary>Whether a request exists for a person: what was asked since he may not be informed does not.</summary>
    public bool Hides(Request request, Guid from) =>
        Uninformed.TryGetValue(from, out var known) && Requests.IndexOf(request) >= known;

    /// <summary>The instant at which something is judged: now, or the last fact's time when a clock runs behind.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset at) => at > LastAt ? at : LastAt;

    /// <summary>The state after one more fact.</summary>
    public static Consent Evolve(Consent consent, ConsentFact fact)
    {
        var after = consent with { LastAt = consent.NotBefore(fact.At) };
        return fact switch
        {
            FamilyHeard heard => after with
            {
                Family = heard,
                Uninformed = after.Flags(heard),
                SettledUntil = heard.At > after.SettledUntil ? heard.At : after.SettledUntil,
            },
            ConsentReopened reopened => after.Open(reopened),
            ReopeningForeseen coming => after with
            {
                Openings = after.Openings.AddRange(coming.Changes.Select(c => new Opening(coming.On, c, Foreseen: true))),
            },
            ConsentRequested asked => after with { Requests = after.Requests.Add(new(asked, [])) },
            AnswerGiven a => after.Say(a.Request, a.Signatory, Saying.Given, a.Rows, a.Until, a.RecordedBy, a.At),
            AnswerRefused a => after.Say(a.Request, a.Signatory, Saying.Refused, a.Rows, null, a.RecordedBy, a.At),
            AnswerLater a => after.Say(a.Request, a.Signatory, Saying.Later, a.Rows, a.AskAgainOn, a.RecordedBy, a.At),
            ConsentWithdrawn w => after.Withdraw(w),
            WithdrawalConfirmed confirmed => after.Confirmed(confirmed),
            WithdrawalEscalated escalated => after.Escalated(escalated),
            WordContradicted contradicted => after.Contradicted(contradicted),
            ContactAttempted tried => after.Change(tried.Request, r => r with { Attempts = r.Attempts.Add(tried) }),
            ExceptionInvoked invoked => after.Change(invoked.Request, r => r with { Exceptions = r.Exceptions.Add(invoked) }),
            ExplanationGiven told => after.Change(told.Request, r => r with { Explanations = r.Explanations.Add(told) }),
            NewcomersTold told => after.Change(told.Request, r => r with { Newcomers = r.Newcomers.Add(told) }),
            AnswerInvalidated made => after.Invalidated(made),
            InvalidationReviewed review => after.Reviewed(review),
            LaterCame came => after.Came(came),
            LaterLapsed lapsed => after.Lapsed(lapsed),
            GroundInvoked invoked => after with { Grounds = after.Grounds.Add(new(invoked, null, null)) },
            GroundConfirmed confirmed => after.Change(confirmed.Ground, g => g with { Confirmed = confirmed }),
            GroundEnded ended => after.Change(ended.Ground, g => g with { Ended = ended }),
            EmergencyReviewed review => after.Change(review.Ground, g => g with { Reviewed = review }),
            PageWithheld noted => after with { Withheld = after.Withheld.SetItem(noted.Viewer, Amsterdam.DateAt(noted.At)) },
            MeldcodeStepTaken taken => after.Step(taken),
            DisclosureRecorded told => after.Tell(told),
            FilesJoined joined => after.Join(joined),
            ConsentNarrowed narrowed => after.Narrow(narrowed),
            RulingHeard heard => after.Rule(heard),
            RulingSeen seen => after.See(seen),
            AccessAnswered access => after.Remember(access).Hold(access),
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }

    private Consent Say(
        Guid request, Guid signatory, Saying saying, IReadOnlyList<Row> rows, DateOnly? until, Guid? by, DateTimeOffset at)
    {
        var word = new Word(Words + 1, signatory, saying, [.. rows], until, at) { By = by };
        return Change(request, r => r with { Words = r.Words.Add(word) }) with { Words = word.Number };
    }

    private Consent Change(Guid request, Func<Request, Request> change)
    {
        var place = Requests.FindIndex(r => r.Asked.Request == request);
        return this with { Requests = Requests.SetItem(place, change(Requests[place])) };
    }

    private Consent Change(Guid ground, Func<Ground, Ground> change) =>
        this with { Grounds = [.. Grounds.Select(g => g.Invoked.Ground == ground ? change(g) : g)] };

    private Consent Open(ConsentReopened reopened)
    {
        var until = Amsterdam.StartOf(reopened.On);
        return this with
        {
            SettledUntil = until > SettledUntil ? until : SettledUntil,
            Openings = Openings.RemoveAll(o => o.Foreseen && o.On <= reopened.On)
                .AddRange(reopened.Changes.Select(c => new Opening(reopened.On, c, Foreseen: false))),
        };
    }

    private Consent Remember(AccessAnswered access) => this with
    {
        Recent = Recent.RemoveAll(a => a.At < LastAt - QuestionsRemembered).Add(access),
        Disclosed = Disclosed.Union(access.Granted.Select(g => (access.RecipientTeam, g.Row))),
    };

    private ImmutableDictionary<Guid, int> Flags(FamilyHeard heard) => heard.Members.Where(m => m.MayNotBeInformed)
        .ToImmutableDictionary(m => m.Id, m => Uninformed.GetValueOrDefault(m.Id, Requests.Count));
}
