using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// The law read plainly off the bare facts, without the state, the tables or the age bands of the code: it knows the birth date. For rows
/// about Samira's money and Yara's health, asked for one team and purpose.
/// </summary>
internal sealed class PlainReading(List<ConsentFact> facts, DateOnly birth, DateTimeOffset at)
{
    public static readonly Guid Office = Cast.Id(0x701);

    private readonly DateOnly on = Amsterdam.DateAt(at);
    private readonly FamilyHeard? family = facts.OfType<FamilyHeard>().LastOrDefault();

    private int Age => on.Year - birth.Year - (on < birth.AddYears(on.Year - birth.Year) ? 1 : 0);

    public (Stance Stance, string Why) Of(Row row)
    {
        if (family is null)
            return (Stance.None, "nobody told of a family");

        var (signs, mayBe) = Signs(row);
        var asked = facts.OfType<ConsentRequested>().Where(r => r.At <= at && r.Rows.Contains(row)).Reverse()
            .Select(r => InRequest(r, row, signs, mayBe)).ToArray();
        return (
            asked.Contains(Stance.Allowed) ? Stance.Allowed : asked.FirstOrDefault(s => s is not Stance.None),
            $"age {Age}, signs {string.Join(' ', signs.Select(w => w.ToString()[^2..]))}");
    }

    private Stance InRequest(ConsentRequested request, Row row, Guid[] signs, bool mayBe)
    {
        if (on < request.From || on > request.Until)
            return Stance.None;

        var says = signs.Select(who => Says(who, request, row)).ToArray();
        return says.Contains('n') ? says.Contains('j') ? Stance.Conflict : Stance.Denied
            : mayBe && says.All(s => s == 'j') ? Stance.Allowed
            : Stance.Incomplete;
    }

    private (Guid[] Who, bool Somebody) Signs(Row row)
    {
        if (row.Subject == Cast.Samira)
        {
            var acts = family!.Representations?.FirstOrDefault(r => r.From <= on);
            return (acts?.Kind switch { "curator" => [Office], null => [Cast.Samira], _ => [Cast.Samira, Office] }, true);
        }

        var holders = family!.Authorities
            .Where(a => a.From <= on && (a.Until is null || on < a.Until))
            .Select(a => a.Holder)
            .Where(h => family.Suspensions?.Any(s => s.Holder == h && s.From <= on && on < s.Until) is not true)
            .Where(h => family.Representations?.Any(r => r.Member == h && r.Kind == "curator" && r.From <= on) is not true)
            .Distinct().ToArray();
        var able = family.Incompetences?.Any(i => i.From <= on) is not true;
        return Age switch
        {
            < 12 => (holders, holders is not []),
            < 16 => (able ? [Cast.Yara, .. holders] : holders, holders is not []),
            < 18 when !able => (holders, holders is not []),
            _ => able ? ([Cast.Yara], true) : ([], false),
        };
    }

    // j: yes. n: no. ?: nothing that counts.
    private char Says(Guid who, ConsentRequested request, Row row)
    {
        if (family!.Members.Any(m => m.Id == who && m.MayNotBeInformed))
            return '?';

        var words = Words().Where(w => w.Who == who && w.Rows.Contains(row) && Counts(w)).ToArray();
        var here = words.LastOrDefault(w => w.Request == request.Request);
        if (here is null)
            return '?';

        var elsewhere = words.LastOrDefault(w => w.Request != request.Request && w.Fact is not AnswerLater);
        if (elsewhere is { Fact: AnswerRefused or ConsentWithdrawn } && elsewhere.Number > here.Number)
            return 'n';

        return here.Fact switch
        {
            AnswerGiven given => on <= given.Until ? 'j' : '?',
            AnswerLater => '?',
            _ => 'n',
        };
    }

    private bool Counts(Word word)
    {
        if (word.Fact.At > at || (word.Who == Cast.Yara && word.Fact.At < OwnWordsSince()))
            return false;
        if (facts.OfType<AnswerInvalidated>().FirstOrDefault(i => i.Word == word.Number && i.At <= at) is not { } wrong)
            return true;

        var review = facts.OfType<InvalidationReviewed>().FirstOrDefault(r => r.Invalidation == wrong.Invalidation && r.At <= at);
        return word.Fact is AnswerGiven or AnswerLater ? review is { Upheld: false } : review is not { Upheld: true };
    }

    private DateTimeOffset OwnWordsSince() => Age switch
    {
        < 12 => DateTimeOffset.MinValue,
        < 16 => Amsterdam.StartOf(birth.AddYears(12).AddDays(-30)),
        _ => Amsterdam.StartOf(birth.AddYears(16).AddDays(-30)),
    };

    private IEnumerable<Word> Words()
    {
        var number = 0;
        foreach (var fact in facts)
        {
            Word? word = fact switch
            {
                AnswerGiven a => new(0, a.Request, a.Signatory, a.Rows, a),
                AnswerRefused a => new(0, a.Request, a.Signatory, a.Rows, a),
                AnswerLater a => new(0, a.Request, a.Signatory, a.Rows, a),
                ConsentWithdrawn w => new(0, w.Request, w.Signatory, w.Rows, w),
                _ => null,
            };
            if (word is not null)
                yield return word with { Number = ++number };
        }
    }

    private sealed record Word(int Number, Guid Request, Guid Who, IReadOnlyList<Row> Rows, ConsentFact Fact);
}
