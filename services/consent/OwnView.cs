using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>How far one person's view of consent reaches: until he may not be informed, and until his authority ended.</summary>
public static class OwnView
{
    /// <summary>
    /// The facts that may shape what a person sees. Since he may not be informed, only his own words about what he knew of before: no name,
    /// town, appointment or count that began later can betray a place to him.
    /// </summary>
    public static IEnumerable<ConsentFact> VisibleTo(Guid person, IReadOnlyList<ConsentFact> facts)
    {
        if (StillFrom(person, facts) is not { } from)
            return facts;

        var before = facts.Take(from).ToArray();
        var known = before.OfType<ConsentRequested>().Select(r => r.Request).ToHashSet();
        return [.. before, .. facts.Skip(from).Where(f => f switch
        {
            AnswerGiven a => a.Signatory == person && known.Contains(a.Request),
            AnswerRefused a => a.Signatory == person && known.Contains(a.Request),
            AnswerLater a => a.Signatory == person && known.Contains(a.Request),
            ConsentWithdrawn w => w.Signatory == person && known.Contains(w.Request),
            _ => false,
        })];
    }

    /// <summary>Since when a person may not be informed, as it was heard here; null when he may.</summary>
    public static DateTimeOffset? StillSince(Guid person, IReadOnlyList<ConsentFact> facts) =>
        StillFrom(person, facts) is { } from ? facts[from].At : null;

    private static int? StillFrom(Guid person, IReadOnlyList<ConsentFact> facts) => facts.Index()
        .Where(f => f.Item is FamilyHeard).Reverse()
        .TakeWhile(f => ((FamilyHeard)f.Item).Member(person) is { MayNotBeInformed: true })
        .Select(f => (int?)f.Index).LastOrDefault();

    /// <summary>
    /// The local date from which somebody decides about a child's row no more, when he did decide after it was asked; none when he still
    /// does, never did, or the young person is 16 or older: then a parent's view holds nothing about him (C12, C22).
    /// </summary>
    public static DateOnly? EndOf(Guid person, Row row, ConsentRequested asked, FamilyHeard family, DateOnly on)
    {
        if (person == row.Subject || family.Member(row.Subject) is not { } subject
            || Ages.At(subject, on) is Ages.From16 or Ages.Adult
            || Signatories.MaySpeak(person, row, family, on, Lists.RuleSetOf(asked)))
        {
            return null;
        }

        return family.Authorities.Where(a => a.Child == row.Subject && a.Holder == person).Select(a => a.Until)
            .Concat(family.Resting
                .Where(s => s.Holder == person && (s.Child is null || s.Child == row.Subject)).Select(s => (DateOnly?)s.From))
            .Where(end => end <= on && end > Amsterdam.DateAt(asked.At)
                && Signatories.MaySpeak(person, row, family, end.Value.AddDays(-1), Lists.RuleSetOf(asked)))
            .Max();
    }

    /// <summary>What was known before a local date began.</summary>
    public static Consent Before(DateOnly end, IEnumerable<ConsentFact> visible) =>
        History.Fold(visible.Where(f => f.At < Amsterdam.StartOf(end)));
}
