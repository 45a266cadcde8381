using WarmHandover.Contracts;

namespace WarmHandover.Consents;

/// <summary>Whose answers one row needs on a local date, by which rule and source; <see cref="Closed"/> says why nobody can sign.</summary>
public sealed record Signing(Row Row, IReadOnlyList<Required> Required, string Rule, IReadOnlyList<string> Sources, string? Closed)
{
    /// <summary>The signatories.</summary>
    public IReadOnlyList<Guid> Who => [.. Required.Select(r => r.Who)];
}

/// <summary>One required signatory: in which capacity, and why, in words for the screen.</summary>
public sealed record Required(Guid Who, string As, string Why);

/// <summary>
/// Who signs for a row: an adult alone about himself; for a child the holders of authority, the child himself, or both, as the rule set
/// says for his age; for an unborn child nobody. Where the rule asks holders and none is known, the row is closed: authority is asked, not
/// assumed.
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
        Required[] who =
        [
            .. rule.Self ? [Signs(subject.Id, SigningRole.Self, rule)] : Array.Empty<Required>(),
            .. holders.Where(h => h != subject.Id).Select(h => Signs(h, RoleOf(h, subject.Id, family, on), rule)),
        ];
        return new(row, who, rule.Rule, rule.Sources, rule.Holders && holders is [] ? "gezag-onbekend" : who is [] ? rule.Rule : null);
    }

    /// <summary>The law's answer when a statutory exception stands: the child's own yes is enough.</summary>
    public static Signing Alone(Row row, StatutoryException exception) => new(
        row, [new(row.Subject, SigningRole.Self, $"{Lists.Rules.Words(SigningRole.Self)} {exception.Meaning}")],
        exception.Code, exception.Sources, null);

    /// <summary>Whether a rule set lets an exception replace the holders' yes for this row on a local date.</summary>
    public static bool MayStandAlone(Row row, FamilyHeard family, DateOnly on, RuleSet rules, StatutoryException exception) =>
        exception.RuleSets.Contains(rules.Code) && family.Member(row.Subject) is { } subject
        && rules.For(Ages.At(subject, on)) is { Self: true, Holders: true };

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

    private static Required Signs(Guid who, string role, BandRule rule) => new(who, role, $"{Lists.Rules.Words(role)} {rule.Words}");

    private static string RoleOf(Guid holder, Guid child, FamilyHeard family, DateOnly on) =>
        family.Authorities.Any(a => a.Child == child && a.Holder == holder && a.Holds(on) && a.Kind == "guardian")
            ? SigningRole.Guardian
            : SigningRole.Holder;
}
