namespace WarmHandover.Consents;

/// <summary>
/// Who acts for a member, from and until (exclusive) which local date, and by which proof: a curator, a mentor, a bewindvoerder (money) or
/// somebody with a written authorisation.
/// </summary>
public sealed record Representation(Guid Id, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof)
{
    /// <summary>Whether it holds on a local date.</summary>
    public bool Holds(DateOnly on) => From <= on && (Until is null || on < Until);
}

/// <summary>
/// A holder who does not exercise his authority over one child, or (none named) over any: on which ground, established by whom, from and
/// until (exclusive) which local date.
/// </summary>
public sealed record Suspension(Guid Holder, Guid? Child, string Ground, string EstablishedBy, DateOnly From, DateOnly? Until)
{
    /// <summary>Under curatele, which only a judge decides (BW 1:246, 1:378).</summary>
    public static Suspension Curatele(Representation by) => new(by.Member, null, "onder-curatele", "rechter", by.From, by.Until);

    /// <summary>Whether it takes a child's holder away on a local date.</summary>
    public bool Takes(Guid holder, Guid child, DateOnly on) =>
        holder == Holder && (Child is null || Child == child) && From <= on && (Until is null || on < Until);
}

/// <summary>Somebody of 12 or older who cannot value his interests in a matter: judged by whom, from and until which local date.</summary>
public sealed record Incompetence(Guid Member, string Matter, string JudgedBy, DateOnly From, DateOnly? Until)
{
    /// <summary>Whether it holds on a local date.</summary>
    public bool Holds(DateOnly on) => From <= on && (Until is null || on < Until);
}

/// <summary>
/// How a kind of representative signs: instead of the adult or beside him, in which matters, and only for somebody who cannot value his
/// interests or always. Whoever is represented so that it ends authority has none over his children (BW 1:246).
/// </summary>
public sealed record RepresentationRule(
    string Kind, string Role, bool Instead, bool OnlyIncompetent, IReadOnlyList<string> Matters, string Rule, string Words,
    IReadOnlyList<string> Sources)
{
    /// <summary>Under which rule sets; null means under all.</summary>
    public IReadOnlyList<string>? RuleSets { get; init; }

    /// <summary>Whether the represented person holds no authority meanwhile.</summary>
    public bool EndsAuthority { get; init; }

    /// <summary>Whether it applies under a rule set, to a category, to somebody who can or cannot value his interests.</summary>
    public bool Applies(RuleSet rules, string category, bool able) =>
        (!OnlyIncompetent || !able) && RuleSets?.Contains(rules.Code) is not false
        && Lists.Rules.Matters.Any(m => Matters.Contains(m.Code) && m.Has(category));
}

/// <summary>Which categories a matter is about: in what somebody can be represented, or judged unable to value his interests.</summary>
public sealed record Matter(string Code, IReadOnlyList<string> Categories)
{
    /// <summary>Whether a category belongs to it.</summary>
    public bool Has(string category) => Categories.Contains("*") || Categories.Contains(category);
}
