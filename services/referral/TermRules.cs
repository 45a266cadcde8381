using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

/// <summary>
/// How terms are counted: data, versioned, in <c>Data/terms.json</c>, with the days that were decreed since and what a municipality chose.
/// A municipality may add threats and shorten the decision; nobody can remove a threat or lengthen a term.
/// </summary>
public sealed class TermRules
{
    /// <summary>The longest time in which a decision may be promised (Wgs 4a).</summary>
    public const int MostDecisionWeeks = 8;

    private static readonly TimeOnly Morning = new(8, 0);
    private readonly Book book;
    private readonly IReadOnlyDictionary<string, MunicipalRules> municipal;

    private TermRules(Book book, LegalCalendar calendar, IReadOnlyDictionary<string, MunicipalRules> municipal) =>
        (this.book, Calendar, this.municipal) = (book, calendar, municipal);

    /// <summary>The rules as this version of the software brings them.</summary>
    public static TermRules Standard { get; } = new(Read(), LegalCalendar.Known, new Dictionary<string, MunicipalRules>());

    /// <summary>The version of the data.</summary>
    public int Version => book.Version;

    /// <summary>Working days and extensions.</summary>
    public LegalCalendar Calendar { get; }

    /// <summary>Every kind of term.</summary>
    public IReadOnlyList<TermKind> Kinds => book.Terms;

    /// <summary>The same rules with more decreed days and with what municipalities chose.</summary>
    public TermRules With(IEnumerable<DateOnly> decreed, IReadOnlyDictionary<string, MunicipalRules> chosen) =>
        new(book, Calendar.With(decreed), chosen);

    /// <summary>The same rules with what two administrators chose within the law.</summary>
    public TermRules With(Policy policy) => policy.Version == 0
        ? this
        : new(book with { Terms = [.. book.Terms.Select(t => TermPolicy.Under(t, policy))] }, Calendar, municipal)
        { Policy = policy.Named };

    /// <summary>The version of policy on top; null while what the release brings holds.</summary>
    public int? Policy { get; private init; }

    /// <summary>What one kind of term is called and rests on.</summary>
    public TermKind Of(string kind) => book.Terms.Single(t => t.Kind == kind);

    /// <summary>What municipalities chose within the law.</summary>
    public IReadOnlyDictionary<string, MunicipalRules> Municipal => municipal;

    /// <summary>The threats of Wgs 4 lid 2, and those that a municipality added.</summary>
    public IReadOnlyList<Threat> Threats(string area) =>
        [.. book.Threats, .. municipal.TryGetValue(area, out var chosen) ? chosen.Threats : []];

    /// <summary>Every threat that any municipality knows.</summary>
    public IReadOnlyList<Threat> AllThreats =>
        [.. book.Threats.Concat(municipal.Values.SelectMany(m => m.Threats)).DistinctBy(t => t.Code)];

    /// <summary>In how many weeks a municipality decides; never more than the law allows.</summary>
    public int DecisionWeeks(string area) => Math.Min(
        MostDecisionWeeks, municipal.TryGetValue(area, out var chosen) && chosen.DecisionWeeks is { } weeks ? weeks : MostDecisionWeeks);

    /// <summary>
    /// The dates of a term that begins on a day: its legal end, the strict one beside it, and when to warn (by the earlier).
    /// </summary>
    public TermDates Dates(string kind, DateOnly start, int? length = null)
    {
        var of = Of(kind);
        var (end, strict) = of.WorkingDays is { } days
            ? (Calendar.AfterWorkingDays(start, length ?? days), LegalCalendar.Strict.AfterWorkingDays(start, length ?? days))
            : (Calendar.AfterWeeks(start, length ?? of.Weeks!.Value), LegalCalendar.Strict.AfterWeeks(start, length ?? of.Weeks!.Value));
        return new(end, strict, WarnAt(of, end < strict ? end : strict));
    }

    private static DateTimeOffset WarnAt(TermKind kind, DateOnly end) => Amsterdam.At(
        kind.WorkingDays is null ? end.AddDays(-kind.WarnDays) : LegalCalendar.Strict.BeforeWorkingDays(end, kind.WarnDays), Morning);

    private static Book Read()
    {
        using var stream = typeof(TermRules).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.terms.json")!;
        return JsonSerializer.Deserialize<Book>(stream, Facts.Json)!;
    }

    private sealed record Book(int Version, IReadOnlyList<Threat> Threats, IReadOnlyList<TermKind> Terms);
}

/// <summary>One kind of term: of the law or only agreed, how long, and who owes it.</summary>
public sealed record TermKind(
    string Kind, bool Legal, string Basis, int? Weeks, int? WorkingDays, int WarnDays, Side OwedBy, string Name);

/// <summary>Something that makes a situation threatening.</summary>
public sealed record Threat(string Code, string Name);

/// <summary>What one municipality chose within the law.</summary>
public sealed record MunicipalRules(IReadOnlyList<Threat> Threats, int? DecisionWeeks);

/// <summary>The last day by law, the last day when every Monday to Friday counts, and the instant to warn.</summary>
public readonly record struct TermDates(DateOnly EndsOn, DateOnly StrictEndsOn, DateTimeOffset WarnAt);
