using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>A withdrawal of his: which rows, when, and what each team that had received them says; a word is due on a last day.</summary>
public sealed record OwnWithdrawal(
    Guid Withdrawal, Guid Request, IReadOnlyList<Row> Rows, DateTimeOffset At, DateOnly DueOn, IReadOnlyList<OwnWord> Teams);

/// <summary>A team that had received rows, and its word, also as a plain sentence.</summary>
public sealed record OwnWord(
    Guid Team, Guid Organisation, string? Word, string? Law, DateOnly? Until, DateTimeOffset? At, string Sentence);

/// <summary>The certificates of one person: what came of each of his withdrawals, under the same rules as his page.</summary>
public static class OwnWithdrawals
{
    /// <summary>For each withdrawal the teams that had received his rows, and their word.</summary>
    public static IReadOnlyList<OwnWithdrawal> Of(IReadOnlyList<ConsentFact> facts, Guid person, DateTimeOffset at)
    {
        ConsentFact[] visible = [.. OwnView.VisibleTo(person, facts)];
        var consent = History.Fold(visible);
        return consent.Family is null ? [] :
        [
            .. consent.Withdrawals.Where(w => w.Signatory == person && !w.IsVoid && !w.IsMistake)
                .Select(w => Certificate(w, consent, visible, Amsterdam.DateAt(at)))
                .OfType<OwnWithdrawal>(),
        ];
    }

    private static OwnWithdrawal? Certificate(Withdrawal withdrawal, Consent consent, ConsentFact[] visible, DateOnly today)
    {
        var (family, asked) = (consent.Family!, consent.Find(withdrawal.Request)!.Asked);
        Row[] mine =
        [
            .. withdrawal.Rows.Where(row =>
                Signatories.MaySpeak(withdrawal.Signatory, row, family, today, Lists.RuleSetOf(asked))),
        ];
        if (mine is not [])
            return Told(withdrawal, mine);

        return withdrawal.Rows.Select(row => OwnView.EndOf(withdrawal.Signatory, row, asked, family, today)).Max() is { } end
            && OwnView.Before(end, visible).Withdrawals.FirstOrDefault(w => w.Id == withdrawal.Id) is { } then
                ? Told(then, then.Rows)
                : null;
    }

    private static OwnWithdrawal Told(Withdrawal withdrawal, IReadOnlyList<Row> rows) => new(
        withdrawal.Id, withdrawal.Request, rows, withdrawal.At, withdrawal.DueOn,
        [.. withdrawal.Recipients.Where(r => r.Rows.Overlaps(rows)).Select(r => new OwnWord(
            r.Recipient.Team, r.Recipient.Organisation, r.Confirmed?.Word, r.Confirmed?.Law, r.Confirmed?.Until, r.Confirmed?.At,
            DutchWords.OfWord(r.Confirmed?.Word, r.Confirmed?.Law, r.Confirmed?.Until)))]);
}
