namespace WarmHandover.Consents;

/// <summary>
/// The rule table as data: who signs in each rule set, which rule set an organisation asks under, the two statutory exceptions, and the
/// rules that cannot be applied yet because nobody tells the facts they need.
/// </summary>
public sealed record RuleBook(
    int Version, IReadOnlyList<SigningRole> Roles, IReadOnlyList<RuleChoice> Choices, Unreachable Unreachable,
    ReopenRule Reopening,
    IReadOnlyList<RepresentationRule> Representation, IReadOnlyList<Matter> Matters, IReadOnlyList<BandRule> Always,
    IReadOnlyList<StatutoryException> Exceptions,
    IReadOnlyList<RuleWithoutFacts> NotReachable, IReadOnlyList<RuleSet> RuleSets)
{
    /// <summary>The rule set for the kind of the asking organisation (when known) and a purpose; the union when none is chosen.</summary>
    public RuleSet Chosen(string? kind, string purpose) => Newest(
        Choices.FirstOrDefault(c => kind is not null && c.Kinds.Contains(kind) && c.Purposes.Contains(purpose))?.RuleSet ?? "unie");

    /// <summary>The newest version of a rule set.</summary>
    public RuleSet Newest(string code) => RuleSets.Where(r => r.Code == code).MaxBy(r => r.Version)!;

    /// <summary>In which capacity somebody signs, in words.</summary>
    public string Words(string role) => Roles.First(r => r.Code == role).Words;

    /// <summary>A rule that holds in every rule set, by its code.</summary>
    public BandRule Rule(string code) => Always.First(r => r.Rule == code);

    /// <summary>An exception by code; null when the list does not have it.</summary>
    public StatutoryException? Exception(string code) => Exceptions.FirstOrDefault(e => e.Code == code);
}

/// <summary>A capacity in which somebody signs.</summary>
public sealed record SigningRole(string Code, string Words)
{
    /// <summary>About himself.</summary>
    public const string Self = "zelf";

    /// <summary>As a parent with authority.</summary>
    public const string Holder = "gezag";

    /// <summary>As a guardian, a person or an institution.</summary>
    public const string Guardian = "voogd";
}

/// <summary>Which kinds of organisation ask under which rule set, for which purposes.</summary>
public sealed record RuleChoice(
    IReadOnlyList<string> Kinds, IReadOnlyList<string> Purposes, string RuleSet, IReadOnlyList<string> Sources);

/// <summary>On how many different days somebody must have been tried before he counts as not to be reached. Never a yes.</summary>
public sealed record Unreachable(int Attempts);

/// <summary>
/// How many days before a day on which rows must be asked anew notice is given, and how long after it they stay on the worklist.
/// </summary>
public sealed record ReopenRule(int NoticeDays, int ListedDays);

/// <summary>
/// A path by which the yes of the holders of authority over a child of 12-15 is not needed; the child's own yes always is.
/// </summary>
public sealed record StatutoryException(
    string Code, string Meaning, IReadOnlyList<string> RuleSets, bool ParentRefused, IReadOnlyList<string> Reasons, string Plain,
    IReadOnlyList<string> Sources);

/// <summary>A rule of law that waits for facts that nobody tells yet.</summary>
public sealed record RuleWithoutFacts(string Rule, string Meaning, string Needs, IReadOnlyList<string> Sources);

/// <summary>One version of the rules that say who signs, per age band, with their sources in law.</summary>
public sealed record RuleSet(string Code, int Version, string Meaning, IReadOnlyList<BandRule> Bands, int AskAheadDays, int LongestYears)
{
    /// <summary>
    /// One holder of authority is enough unless another objects, and never for special personal data or where one of them may not be
    /// informed. Off: no choice leads to a rule set that has it.
    /// </summary>
    public bool OneHolderUnlessObjection { get; init; }

    /// <summary>The rule for an age band.</summary>
    public BandRule For(string band) => Bands.First(b => b.Band == band);
}

/// <summary>Whether the person and the holders of authority sign in an age band, in words for the screen and with its sources.</summary>
public sealed record BandRule(string Band, bool Self, bool Holders, string Rule, string Words, IReadOnlyList<string> Sources);
