using WarmHandover.Contracts;

namespace WarmHandover.Consents;

/// <summary>Whose answers one row needs on a local date, by which rule and source; <see cref="Closed"/> says why nobody can sign.</summary>
public sealed record Signing(Row Row, IReadOnlyList<Guid> Who, string Rule, IReadOnlyList<string> Sources, string? Closed);

/// <summary>
/// Who signs for a row: an adult alone about himself; for a child the holders of authority, with the child from 12, the young person alone
/// from 16; for an unborn child nobody. Where the rule asks holders and none is known, the row is closed: authority is asked, not assumed.
/// </summary>
public static class Signatories
{
    /// <summary>The law's answer for one row on a local date.</summary>
    public static Signing Of(Row row, FamilyHeard family, DateOnly on, RuleSet rules)
    {
        if (family.Member(row.Subject) is not { } subject)
            return new(row, [], "onbekend", [], "onbekend-lid");

        var rule = rules.For(Ages.At(subject, on));
        var holders = rule.Holders ? family.HoldersOf(subject.Id, on) : [];
        Guid[] who = [.. rule.Self ? [subject.Id] : Array.Empty<Guid>(), .. holders.Where(h => h != subject.Id)];
        return new(row, who, rule.Rule, rule.Sources, rule.Holders && holders is [] ? "gezag-onbekend" : who is [] ? rule.Rule : null);
    }

    /// <summary>
    /// Whether a person may answer for a row: a signatory of today, or the subject who will be one within the days in which can be asked
    /// ahead of the birthday.
    /// </summary>
    public static bool MaySpeak(Guid person, Row row, FamilyHeard family, DateOnly on, RuleSet rules) =>
        Of(row, family, on, rules).Who.Contains(person)
        || (person == row.Subject && Of(row, family, on.AddDays(rules.AskAheadDays), rules).Who.Contains(person));

    /// <summary>
    /// From which local date on a person's own words count in a band: an older yes was given by a child of another age and must be asked
    /// again, one of the last days before the birthday counts from the birthday on.
    /// </summary>
    public static DateOnly? OwnWordsCountFrom(Guid person, Row row, FamilyHeard family, DateOnly on, RuleSet rules) =>
        person == row.Subject && family.Member(person) is { } member
            ? Ages.Begins(member, Ages.At(member, on))?.AddDays(-rules.AskAheadDays)
            : null;
}
