using System.Collections.Immutable;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// Answers and withdrawals. A no, a later and a withdrawal may be recorded by every party; a yes by the asker only. Nobody is told that
/// other rows or requests exist: for a person himself, what is not his is missing.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Hear(Answer answer, Consent consent)
    {
        var at = consent.NotBefore(answer.At);
        var today = Amsterdam.DateAt(at);
        if (consent.Find(answer.Request) is not { } request)
            return Refusals.Missing;

        Row[] his = [.. request.Asked.Rows.Where(row => MaySpeak(answer.Signatory, row, request, consent, at))];
        if (answer.By is null && (his is [] || consent.Hides(request, answer.Signatory)))
            return Refusals.Missing;
        if (his is [])
            return ConsentRefusals.NoSignatory;
        if (answer is GiveConsent { By: { } by } && by != request.Asked.AskedByOrganisation)
            return ConsentRefusals.YesBelongsToTheAsker;
        if (answer is GiveConsent { By: not null } && consent.Family!.Member(answer.Signatory) is { MayNotBeInformed: true })
            return ConsentRefusals.MayNotBeAsked;
        if (request.IsOver(at) || (answer is GiveConsent or PostponeAnswer && AskerLeft(request, consent)))
            return ConsentRefusals.Over;
        if (answer is GiveConsent && !request.IsExplainedTo(answer.Signatory))
            return ConsentRefusals.ExplainFirst;

        var rows = answer.Rows is { Count: > 0 } named ? [.. named.Distinct()] : his;
        if (answer.By is not null && rows.Any(row => !request.Asked.Rows.Contains(row)))
            return ConsentRefusals.NotAsked;
        if (rows.Any(row => !his.Contains(row)))
            return ConsentRefusals.NoSignatory;

        return answer switch
        {
            GiveConsent give => Give(give, rows, request, consent, at, today),
            RefuseConsent refuse => Refuse(refuse, rows, request, consent, at),
            PostponeAnswer later => Postpone(later, rows, request, consent, at, today),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType().Name, "This answer is not decided."),
        };
    }

    /// <summary>Whoever asked works with the family no more: its file was destroyed. Nobody waits for a yes; a no always counts.</summary>
    private static bool AskerLeft(Request request, Consent consent) => !consent.HasParty(request.Asked.AskedByOrganisation);

    /// <summary>
    /// One answer to everything that is asked of him and that he has not answered yet; where he answered before, nothing changes.
    /// </summary>
    private static Decision<ConsentFact> HearAll(Answer answer, Consent consent)
    {
        var at = consent.NotBefore(answer.At);
        Decision<ConsentFact>[] said =
        [
            .. consent.Requests.Where(r => !consent.Hides(r, answer.Signatory) && !r.IsOver(at))
                .Select(r => (r.Asked.Request, Rows: Unanswered(r, answer.Signatory, consent, at)))
                .Where(open => open.Rows is not [])
                .Select(open => Hear(answer with { Request = open.Request, Rows = open.Rows }, consent)),
        ];
        return said is [{ Refusal: { } why }, ..] && said.All(s => s.Refusal is not null)
            ? why
            : Decision.Accept<ConsentFact>([.. said.Where(s => s.Refusal is null).SelectMany(s => s)]);
    }

    private static Row[] Unanswered(Request request, Guid who, Consent consent, DateTimeOffset at) =>
    [
        .. request.Asked.Rows.Where(row => MaySpeak(who, row, request, consent, at)
            && !request.Words.Any(w => w.Signatory == who && w.Rows.Contains(row) && w.CountsAt(at)
                && w.Saying is not Saying.Later)),
    ];

    private static Decision<ConsentFact> Give(
        GiveConsent give, Row[] rows, Request request, Consent consent, DateTimeOffset at, DateOnly today)
    {
        var until = give.Until ?? request.Asked.Until;
        if (until > request.Asked.Until || until < today)
            return ConsentRefusals.AnswerTerm;

        return Unsaid(rows, request, consent, give.Signatory, at, w => w.Saying is Saying.Given && w.Until == until) is { Length: > 0 } left
            ? [new AnswerGiven(request.Asked.Request, give.Signatory, left, until, give.Channel, give.By, at) { Proof = give.Proof }]
            : [];
    }

    // A no to what he had agreed to is a withdrawal: who received the rows must be told of it like any other.
    private static Decision<ConsentFact> Refuse(RefuseConsent refuse, Row[] rows, Request request, Consent consent, DateTimeOffset at)
    {
        var left = Unsaid(
            rows, request, consent, refuse.Signatory, at, w => w.Saying is Saying.Refused or Saying.Withdrawn);
        Row[] taken = [.. left.Where(row => SaidYes(refuse.Signatory, row, request, at))];
        Row[] no = [.. left.Except(taken)];
        ConsentFact[] facts =
        [
            new ConsentWithdrawn(request.Asked.Request, refuse.Signatory, taken, refuse.Channel, refuse.By, at) { Proof = refuse.Proof },
            new AnswerRefused(request.Asked.Request, refuse.Signatory, no, refuse.Reason, refuse.Channel, refuse.By, at)
            {
                Proof = refuse.Proof,
            },
        ];
        return Decision.Accept<ConsentFact>([.. facts.Where(f => f is ConsentWithdrawn ? taken is not [] : no is not [])]);
    }

    private static Decision<ConsentFact> Postpone(
        PostponeAnswer later, Row[] rows, Request request, Consent consent, DateTimeOffset at, DateOnly today)
    {
        var left = Unsaid(rows, request, consent, later.Signatory, at, w => w.Saying is Saying.Later && w.Until == later.AskAgainOn);
        if (left is [])
            return [];
        if (later.AskAgainOn <= today)
            return ConsentRefusals.AnswerTerm;
        if (later.AskAgainOn > request.Asked.Until)
            return ConsentRefusals.LaterThanAsked;
        if (rows.Any(row => Standing.Say(consent, request, row, later.Signatory, at) is Says.Yes))
            return ConsentRefusals.AnsweredAlready;

        return
        [
            new AnswerLater(request.Asked.Request, later.Signatory, left, later.AskAgainOn, later.Channel, later.By, at)
            {
                Proof = later.Proof,
            },
        ];
    }

    /// <summary>
    /// The rows of which this is not yet the last word that counts: said again, it changes nothing. A word from before a birthday does
    /// not count after it, and one that an objection elsewhere has overtaken may be said anew.
    /// </summary>
    private static Row[] Unsaid(Row[] rows, Request request, Consent consent, Guid who, DateTimeOffset at, Func<Word, bool> same)
    {
        var rules = Lists.RuleSetOf(request.Asked);
        var soon = Amsterdam.DateAt(at).AddDays(rules.AskAheadDays);

        return [.. rows.Where(row =>
        {
            var since = Signatories.OwnWordsCountFrom(who, row, consent.Family!, soon, rules);
            var last = request.Words.LastOrDefault(w => w.Signatory == who && w.Rows.Contains(row) && w.CountsAt(at));
            return last is null || !same(last)
                || (since is { } day && last.At < Amsterdam.StartOf(day))
                || (last.Saying is Saying.Given && Standing.Say(consent, request, row, who, at) is Says.TookBack);
        })];
    }

    private static Decision<ConsentFact> Withdraw(WithdrawConsent withdraw, Consent consent)
    {
        var at = consent.NotBefore(withdraw.At);
        var meant = consent.Requests.Where(r => withdraw.Request is { } one
            ? r.Asked.Request == one
            : r.Asked.Kind == Lists.Waiver).Where(r => withdraw.By is not null || !consent.Hides(r, withdraw.Signatory)).ToArray();

        var his = meant
            .Select(r => (Request: r, Rows: r.Asked.Rows
                .Where(row => withdraw.Rows is not { Count: > 0 } named || named.Contains(row))
                .Where(row => MaySpeak(withdraw.Signatory, row, r, consent, at)).ToArray()))
            .Where(r => r.Rows is not []).ToArray();

        if (his is [])
            return withdraw.Request is not null && (meant is [] || withdraw.By is null) ? Refusals.Missing : ConsentRefusals.NoSignatory;

        return Decision.Accept<ConsentFact>([.. his
            .Select(r => (r.Request, Rows: r.Rows.Where(row => SaidYes(withdraw.Signatory, row, r.Request, at)).ToArray()))
            .Where(r => r.Rows is not [])
            .Select(r => new ConsentWithdrawn(
                r.Request.Asked.Request, withdraw.Signatory, r.Rows, withdraw.Channel, withdraw.By, at) { Proof = withdraw.Proof })]);
    }

    private static bool MaySpeak(Guid who, Row row, Request request, Consent consent, DateTimeOffset at) =>
        Signatories.MaySpeak(who, row, consent.Family!, Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked));

    private static bool SaidYes(Guid who, Row row, Request request, DateTimeOffset at) => request.Words
        .LastOrDefault(w => w.Signatory == who && w.Rows.Contains(row) && w.Saying is not Saying.Later && w.CountsAt(at))
        is { Saying: Saying.Given };
}
