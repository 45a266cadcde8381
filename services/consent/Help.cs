using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents;

/// <summary>
/// What the house hears of accepted help: only that it was taken back. It is told apart from the rows that may be seen, because only a
/// withdrawn acceptance ends help (Jeugdwet 7.3.4, BW 7:450); a withdrawn waiver of secrecy never does.
/// </summary>
internal static class Help
{
    /// <summary>Told after every word about an acceptance, also one that was recorded wrongly.</summary>
    internal static IEnumerable<IAnnouncement> Stands(Told<Consent, ConsentFact> told, Consent after, Guid family) =>
        About(told.Fact) is { } request && after.Find(request)?.Asked.Kind == Lists.AcceptanceOfHelp
            ? [new HelpStands(told.Stream, told.Version, family, [.. TakenBack(after)])]
            : [];

    private static Guid? About(ConsentFact fact) => fact switch
    {
        AnswerGiven given => given.Request,
        ConsentWithdrawn withdrawn => withdrawn.Request,
        AnswerInvalidated invalidated => invalidated.Request,
        InvalidationReviewed reviewed => reviewed.Request,
        _ => null,
    };

    // Per recipient and purpose each person's last word about each row counts, in whichever request it was said.
    private static IEnumerable<HelpTakenBack> TakenBack(Consent consent) =>
        from asked in consent.Requests
        where asked.Asked.Kind == Lists.AcceptanceOfHelp
        from to in asked.RecipientsAt(consent.LastAt)
        from word in asked.Words
        from row in word.Rows
        select (To: to, asked.Asked.Purpose, Row: row, Word: word)
        into said
        where said.Word.Saying is not Saying.Later && said.Word.CountsAt(consent.LastAt)
        group said by (said.To, said.Purpose, said.Row, said.Word.Signatory)
        into his
        select his.MaxBy(s => s.Word.Number)
        into last
        where last.Word.Saying is Saying.Withdrawn
        group last by (last.To, last.Purpose, last.Word.Number, last.Word.At)
        into one
        orderby one.Key.Number, one.Key.To.Team
        select new HelpTakenBack(
            one.Key.To.Team, one.Key.To.Organisation, one.Key.Purpose,
            [.. one.Select(o => o.Row).OrderBy(r => r.Subject).ThenBy(r => r.Category, StringComparer.Ordinal)], one.Key.At);
}
