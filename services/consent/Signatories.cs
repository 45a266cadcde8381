using WarmHandover.Contracts;

namespace WarmHandover.Consents;

/// <summary>Whose answers one row needs on a local date, by which rule and source; <see cref="Closed"/> says why nobody can sign.</summary>
public sealed record Signing(Row Row, IReadOnlyList<Required> Required, string Rule, IReadOnlyList<string> Sources, string? Closed)
{
    /// <summary>The signatories.</summary>
    public IReadOnlyList<Guid> Who => [.. Required.Select(r => r.Who)];

    /// <summary>Who would sign but does not, and why: a holder whose authority is suspended.</summary>
    public IReadOnlyList<Excused> Excused { get; init; } = [];

    /// <summary>One holder's yes is enough, as long as no other objects.</summary>
    public bool OneHolder { get; init; }
}

/// <summary>One required signatory: in which capacity, and why, in words for the screen and with the sources of the rule.</summary>
public sealed record Required(Guid Who, string As, string Why, IReadOnlyList<string> Sources);

/// <summary>Somebody who does not sign: on which ground, and established by whom.</summary>
public sealed record Excused(Guid Who, string Ground, string EstablishedBy);

/// <summary>
/// Who signs for a row: an adult alone about himself (or who acts for him, or beside him about money); for a child the holders of
/// authority, the child himself, or both, as the rule set says for his age; for a child of 12 or older who cannot value his interests the
/// holders; for an unborn child nobody. Where the rule asks holders and none is known, the row is closed: authority is asked, not assumed.
/// </summary>
public static class Signatories
{
    /// <summary>The law's answer for one row on a local date.</summary>
    public static Signing Of(Row row, FamilyHeard family, DateOnly on, RuleSet rules)
    {
        if (family.Member(row.Subject) is not { } subject)
            return new(row, [], "onbekend", [], "onbekend-lid");
        if (subject.Gone is not null)
            return Nobody(row, Lists.Rules.Rule("niet-meer-vragen"));

        var rule = rules.For(Ages.At(subject, on));
        var able = family.IncompetenceOf(subject.Id, row.Category, on) is null;
        return rule switch
        {
            { Band: Ages.Adult } => Adult(row, subject, family, on, rule, rules, able),
            { Self: true } when !able => ByHolders(row, subject, family, on, Lists.Rules.Rule("wilsonbekwaam-gezag"), rules),
            { Holders: true } => ByHolders(row, subject, family, on, rule, rules),
            { Self: true } => new(row, [Signs(subject.Id, SigningRole.Self, rule)], rule.Rule, rule.Sources, null),
            _ => Nobody(row, rule),
        };
    }

    /// <summary>The law's answer when a statutory exception stands: the child's own yes is enough.</summary>
    public static Signing Alone(Row row, StatutoryException exception) => new(
        row,
        [new(row.Subject, SigningRole.Self, $"{Lists.Rules.Words(SigningRole.Self)} {exception.Meaning}", exception.Sources)],
        exception.Code, exception.Sources, null);

    /// <summary>Whether a rule set lets an exception replace the holders' yes for this row on a local date.</summary>
    public static bool MayStandAlone(Row row, FamilyHeard family, DateOnly on, RuleSet rules, StatutoryException exception) =>
        exception.RuleSets.Contains(rules.Code) && family.Member(row.Subject) is { Gone: null } subject
        && rules.For(Ages.At(subject, on)) is { Self: true, Holders: true }
        && family.IncompetenceOf(subject.Id, row.Category, on) is null;

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

    // BW 7:465(3), UAVG 5(2): the first who acts instead; who acts beside comes with him or with the adult himself.
    private static Signing Adult(Row row, Member subject, FamilyHeard family, DateOnly on, BandRule rule, RuleSet rules, bool able)
    {
        (RepresentationRule Rule, Guid Holder)[] acting =
        [
            .. Lists.Rules.Representation.Where(r => r.Applies(rules, row.Category, able))
                .SelectMany(r => (family.Representations ?? []).Where(p => p.Member == subject.Id && p.Kind == r.Kind && p.Holds(on))
                    .Select(p => (r, p.Holder))),
        ];
        var instead = acting.FirstOrDefault(a => a.Rule.Instead).Rule;
        var beside = acting.FirstOrDefault(a => !a.Rule.Instead).Rule;
        Required[] who =
        [
            .. instead is null && able ? [Signs(subject.Id, SigningRole.Self, rule)] : Array.Empty<Required>(),
            .. acting.Where(a => a.Rule == instead || !a.Rule.Instead).DistinctBy(a => a.Holder)
                .Select(a => new Required(
                    a.Holder, a.Rule.Role, $"{Lists.Rules.Words(a.Rule.Role)} {a.Rule.Words}", a.Rule.Sources)),
        ];

        return who is []
            ? Nobody(row, Lists.Rules.Rule("wilsonbekwaam-alleen"))
            : new(row, who, instead?.Rule ?? beside?.Rule ?? rule.Rule,
                [.. rule.Sources.Concat(who.SelectMany(w => w.Sources)).Distinct()], null);
    }

    private static Signing ByHolders(Row row, Member subject, FamilyHeard family, DateOnly on, BandRule rule, RuleSet rules)
    {
        var holders = family.HoldersOf(subject.Id, on);
        Required[] who =
        [
            .. rule.Self ? [Signs(subject.Id, SigningRole.Self, rule)] : Array.Empty<Required>(),
            .. holders.Where(h => h != subject.Id).Select(h => Signs(h, RoleOf(h, subject.Id, family, on), rule)),
        ];
        return new(row, who, rule.Rule, rule.Sources, holders is [] ? "gezag-onbekend" : null)
        {
            Excused =
            [
                .. family.Authorities.Where(a => a.Child == subject.Id && a.Holds(on))
                    .Select(a => family.SuspensionOf(a.Holder, subject.Id, on)).OfType<Suspension>()
                    .Select(s => new Excused(s.Holder, s.Ground, s.EstablishedBy)).Distinct(),
            ],
            OneHolder = rules.OneHolderUnlessObjection && Lists.Categories.Find(row.Category) is { Special: false },
        };
    }

    private static Signing Nobody(Row row, BandRule rule) => new(row, [], rule.Rule, rule.Sources, rule.Rule);

    private static Required Signs(Guid who, string role, BandRule rule) =>
        new(who, role, $"{Lists.Rules.Words(role)} {rule.Words}", rule.Sources);

    private static string RoleOf(Guid holder, Guid child, FamilyHeard family, DateOnly on) =>
        family.Authorities.Any(a => a.Child == child && a.Holder == holder && a.Holds(on) && a.Kind == "guardian")
            ? SigningRole.Guardian
            : SigningRole.Holder;
}
