using System.Collections.Immutable;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// A team that had received rows said, in one of four words, what it did with them since they were taken back. What it keeps in its own
/// file has a law and a last day.
/// </summary>
public sealed record WithdrawalConfirmed(
    Guid Withdrawal, Guid Request, Guid Team, Guid Organisation, string Word, string? Law, DateOnly? Until, string By, DateTimeOffset At)
    : ConsentFact(At);

/// <summary>These teams did not say a word in time: the focus officer is told, without whose rows they are.</summary>
public sealed record WithdrawalEscalated(Guid Withdrawal, Guid Request, IReadOnlyList<ListedRecipient> Late, DateTimeOffset At)
    : ConsentFact(At);

/// <summary>
/// A team said in its inbox that it had opened nothing, while the ledger shows that it had: the word does not count, and it owes another.
/// </summary>
public sealed record WordContradicted(
    Guid Withdrawal, Guid Request, Guid Team, Guid Organisation, string Word, string By, DateTimeOffset At) : ConsentFact(At);

// State.

/// <summary>
/// One withdrawal of one person in one request, and every team that had received some of the rows under that request. A word is due on the
/// second working day; from the working day after that it is the focus officer's matter too.
/// </summary>
public sealed record Withdrawal(
    Guid Id, Guid Request, Guid Signatory, ImmutableList<Row> Rows, DateTimeOffset At, ImmutableList<Received> Recipients)
{
    private const int WorkingDaysToConfirm = 2;

    /// <summary>Its id follows from the request and the number of the word that it was.</summary>
    public static Guid IdOf(Guid request, int word) => DerivedIds.Of(request, $"withdrawal|{word}");

    /// <summary>The id when nobody took anything back, but a yes was recorded wrongly.</summary>
    public static Guid OfMistake(Guid request, int word) => DerivedIds.Of(request, $"mistake|{word}");

    /// <summary>A yes was recorded wrongly: teams owe a word all the same, but it is no withdrawal of the signatory's.</summary>
    public bool IsMistake { get; init; }

    /// <summary>It is moot: nobody has to say a word any more, because a second person found that it was or was not a mistake.</summary>
    public bool IsVoid { get; init; }

    /// <summary>The last day on which a word is in time.</summary>
    public DateOnly DueOn => LegalCalendar.Known.AfterWorkingDays(Amsterdam.DateAt(At), WorkingDaysToConfirm);

    /// <summary>When the late ones become the focus officer's matter.</summary>
    public DateTimeOffset EscalatesAt => Amsterdam.StartOf(LegalCalendar.Known.AfterWorkingDays(DueOn, 1));

    /// <summary>The teams that owe a word.</summary>
    public IEnumerable<Received> Silent => IsVoid ? [] : Recipients.Where(r => r.Confirmed is null);

    /// <summary>Whether the last day has passed.</summary>
    public bool IsLate(DateTimeOffset at) => Amsterdam.DateAt(at) > DueOn;
}

/// <summary>A team that had received rows: which, whether it had opened any, its word, and whether it was escalated.</summary>
public sealed record Received(ListedRecipient Recipient, ImmutableHashSet<Row> Rows, bool Opened)
{
    /// <summary>What it said; null while it is silent.</summary>
    public WithdrawalConfirmed? Confirmed { get; init; }

    /// <summary>When it last said a word that the ledger contradicts.</summary>
    public DateTimeOffset? Contradicted { get; init; }

    /// <summary>Whether the focus officer was told.</summary>
    public bool Escalated { get; init; }
}

/// <summary>Which rows a team was granted under one request, and which of them it opened.</summary>
public sealed record Holding(ImmutableHashSet<Row> Sent, ImmutableHashSet<Row> Opened);

public sealed partial record Consent
{
    /// <summary>All withdrawals, oldest first, with what became of each.</summary>
    public ImmutableList<Withdrawal> Withdrawals { get; init; } = [];

    /// <summary>What each team holds, under each request.</summary>
    public ImmutableDictionary<(Guid Request, ListedRecipient By), Holding> Holdings { get; init; } = [];

    /// <summary>On which local date it was last noted that something was kept back from a viewer.</summary>
    public ImmutableDictionary<Guid, DateOnly> Withheld { get; init; } = [];

    private Consent Withdraw(ConsentWithdrawn w)
    {
        var said = Say(w.Request, w.Signatory, Saying.Withdrawn, w.Rows, null, w.RecordedBy, w.At);
        return said with
        {
            Withdrawals = said.Withdrawals.Add(
                new(Withdrawal.IdOf(w.Request, said.Words), w.Request, w.Signatory, [.. w.Rows], w.At, Receivers(w.Request, w.Rows))),
        };
    }

    /// <summary>The teams that received some of these rows from an organisation: on a yes it asked, or on its ground.</summary>
    public IReadOnlyList<ListedRecipient> ReceivedFrom(Guid organisation, IReadOnlyCollection<Row> rows) =>
    [
        .. Holdings
            .Where(h => h.Key.By.Organisation != organisation && h.Value.Sent.Overlaps(rows)
                && Find(h.Key.Request)?.Asked.AskedByOrganisation == organisation)
            .Select(h => h.Key.By)
            .Concat(Grounds.Where(g => g.Invoked.ByOrganisation == organisation
                    && g.Invoked.Rows.Any(row => rows.Contains(row) && Disclosed.Contains((g.Invoked.RecipientTeam, row))))
                .Select(g => new ListedRecipient(g.Invoked.RecipientTeam, g.Invoked.RecipientOrganisation)))
            .Distinct().OrderBy(r => r.Team),
    ];

    private ImmutableList<Received> Receivers(Guid request, IReadOnlyCollection<Row> rows)
    {
        var asker = Find(request)!.Asked.AskedByOrganisation;
        return
        [
            .. Holdings
                .Where(h => h.Key.Request == request && h.Key.By.Organisation != asker && h.Value.Sent.Overlaps(rows))
                .OrderBy(h => h.Key.By.Team)
                .Select(h => new Received(h.Key.By, h.Value.Sent.Intersect(rows), h.Value.Opened.Overlaps(rows))),
        ];
    }

    // A yes that was never said closes its rows at once: who received them by it must close them too, as after a withdrawal.
    private Consent Invalidated(AnswerInvalidated made)
    {
        var after = Change(made.Request, r => r.Corrected(new(made, null)));
        if (Find(made.Request)!.Words.FirstOrDefault(w => w.Number == made.Word) is not { Saying: Saying.Given } word)
            return after;

        Row[] rows = [.. word.Rows.OrderBy(r => r.Subject).ThenBy(r => r.Category, StringComparer.Ordinal)];
        var mistake = new Withdrawal(
            Withdrawal.OfMistake(made.Request, made.Word), made.Request, made.Signatory, [.. rows], made.At,
            Receivers(made.Request, rows));
        return after with { Withdrawals = after.Withdrawals.Add(mistake with { IsMistake = true }) };
    }

    private Consent Confirmed(WithdrawalConfirmed fact) => ChangeWithdrawal(fact.Withdrawal, w => w with
    {
        Recipients = [.. w.Recipients.Select(r =>
            r.Recipient == new ListedRecipient(fact.Team, fact.Organisation) ? r with { Confirmed = fact } : r)],
    });

    private Consent Escalated(WithdrawalEscalated fact) => ChangeWithdrawal(fact.Withdrawal, w => w with
    {
        Recipients = [.. w.Recipients.Select(r => fact.Late.Contains(r.Recipient) ? r with { Escalated = true } : r)],
    });

    private Consent Contradicted(WordContradicted fact) => ChangeWithdrawal(fact.Withdrawal, w => w with
    {
        Recipients = [.. w.Recipients.Select(r =>
            r.Recipient == new ListedRecipient(fact.Team, fact.Organisation) ? r with { Contradicted = fact.At } : r)],
    });

    private Consent Reviewed(InvalidationReviewed review)
    {
        var made = Find(review.Request)!.Invalidations.First(i => i.Made.Invalidation == review.Invalidation);
        var after = Change(review.Request, r => r.Corrected(made with { Review = review }));
        var moot = review.Upheld
            ? Withdrawal.IdOf(review.Request, made.Made.Word)
            : Withdrawal.OfMistake(review.Request, made.Made.Word);
        return after.ChangeWithdrawal(moot, w => w with { IsVoid = true });
    }

    private Consent Hold(AccessAnswered access) => Hold(
        new(access.RecipientTeam, access.RecipientOrganisation), access.Action != ConsentDecider.Send, access.Granted);

    private Consent Hold(ListedRecipient by, bool opened, IReadOnlyList<RowGranted> rows)
    {
        var holdings = Holdings;
        foreach (var granted in rows.Where(g => g.Ground is null))
        {
            var held = holdings.GetValueOrDefault((granted.Request, by)) ?? new([], []);
            holdings = holdings.SetItem(
                (granted.Request, by), new(held.Sent.Add(granted.Row), opened ? held.Opened.Add(granted.Row) : held.Opened));
        }

        return this with { Holdings = holdings };
    }

    private Consent ChangeWithdrawal(Guid id, Func<Withdrawal, Withdrawal> change) =>
        this with { Withdrawals = [.. Withdrawals.Select(w => w.Id == id ? change(w) : w)] };
}
