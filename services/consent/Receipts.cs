using System.Text;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>One word of somebody, as his receipt has it: what, when, about which rows, and the hash of the entry it became.</summary>
public sealed record ReceiptLine(string Said, DateTimeOffset At, IReadOnlyList<Row> Rows, string Hash);

/// <summary>
/// What somebody takes home of what he said. The hash of his own entries and the newest checkpoint make him a witness: with this paper he
/// can show later that his word was not taken out of the log. No version and no count stands on it: those would tell of others.
/// </summary>
public static class Receipts
{
    /// <summary>Somebody's own words, oldest first, of rows about which he still speaks.</summary>
    public static IReadOnlyList<ReceiptLine> Of(History history, Guid person, DateTimeOffset at, Guid? request = null)
    {
        if (history.Now.Family is not { } family)
            return [];

        var lines = new List<ReceiptLine>();
        foreach (var step in history.Steps)
        {
            var (of, signatory, said, rows) = step.Fact switch
            {
                AnswerGiven a => (a.Request, a.Signatory, "ja", a.Rows),
                AnswerRefused a => (a.Request, a.Signatory, "nee", a.Rows),
                AnswerLater a => (a.Request, a.Signatory, "later", a.Rows),
                ConsentWithdrawn w => (w.Request, w.Signatory, "ingetrokken", w.Rows),
                _ => (Guid.Empty, Guid.Empty, "", []),
            };
            if (said == "" || signatory != person || (request is { } one && of != one) || history.Now.Find(of) is not { } asked)
                continue;

            Row[] mine =
            [
                .. rows.Where(row => Signatories.MaySpeak(person, row, family, Amsterdam.DateAt(at), Lists.RuleSetOf(asked.Asked))),
            ];
            if (mine is not [])
                lines.Add(new(said, step.Fact.At, mine, Convert.ToHexStringLower(step.Hash)));
        }

        return lines;
    }

    /// <summary>
    /// The receipt as it is printed; <paramref name="checkpoint"/> is the signed note, or null before the first. Neutral, it says the word
    /// and the day, and not about what: whoever finds the paper learns nothing.
    /// </summary>
    public static string Print(IReadOnlyList<ReceiptLine> lines, string? checkpoint, bool child, bool neutral = false)
    {
        var text = new StringBuilder(neutral
            ? "Ontvangstbewijs van wat u hebt gezegd\n\n"
            : "Ontvangstbewijs van wat u hebt gezegd over het delen van gegevens\n\n");
        if (lines is [])
            text.Append("U hebt nog niets gezegd.\n");
        foreach (var line in lines)
        {
            text.Append($"{Amsterdam.DateAt(line.At):dd-MM-yyyy}  {line.Said}\n");
            foreach (var category in neutral ? [] : line.Rows.Select(row => Lists.Categories.Find(row.Category)).DistinctBy(c => c?.Code))
                text.Append($"    {(child ? category?.ChildSentence ?? category?.Sentence : category?.Sentence)}\n");
            text.Append($"    regel {line.Hash}\n\n");
        }

        text.Append("Bewaar dit papier. Met de regels hierboven en het controlepunt hieronder kan iedereen later nagaan dat\n")
            .Append("niemand uw woorden heeft veranderd of weggehaald. Er staat niets over u in het controlepunt.\n\n")
            .Append(checkpoint ?? "Er is nog geen controlepunt. Vraag over tien minuten een nieuw ontvangstbewijs.\n");
        return text.ToString();
    }
}
