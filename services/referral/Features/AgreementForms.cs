using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What partners agree: who, for which purposes, which kinds of data at most, how much time, from when, and when they look at it again. A
/// proposal says why (a code); a look beforehand need not.
/// </summary>
public sealed record AgreementRequest(
    string? Name, IReadOnlyList<Guid>? Organisations, IReadOnlyList<string>? Purposes, IReadOnlyList<string>? Categories,
    int? AnswerWorkingDays, int? ContactWorkingDays, int? FeedbackWeeks, DateOnly From, DateOnly ReviewOn, string? Reason = null)
{
    private const int MostPartners = 100;

    /// <summary>The entry it makes.</summary>
    public AgreementEntry Entry => new(
        Name!.Trim(), Organisations!, Purposes!, Categories!, AnswerWorkingDays, ContactWorkingDays, FeedbackWeeks, From, ReviewOn);

    /// <summary>All that is wrong with it at once.</summary>
    public InputErrors Errors() => new InputErrors()
        .Text(Name, "name", 200)
        .Must(Organisations is { Count: >= 2 and <= MostPartners }
            && Organisations.Distinct().Count() == Organisations.Count && !Organisations.Contains(Guid.Empty),
            "organisations", "Noem twee of meer verschillende organisaties.")
        .Must(Known(Purposes, Referrals.Purposes.Codes), "purposes", $"Kies uit: {string.Join(", ", Referrals.Purposes.Codes)}.")
        .Must(
            Known(Categories, Referrals.Purposes.Categories), "categories",
            $"Kies uit: {string.Join(", ", Referrals.Purposes.Categories)}.")
        .Must(AnswerWorkingDays is null or (>= 1 and <= 20), "answerWorkingDays", "Kies 1 tot en met 20 werkdagen.")
        .Must(ContactWorkingDays is null or (>= 1 and <= 20), "contactWorkingDays", "Kies 1 tot en met 20 werkdagen.")
        .Must(FeedbackWeeks is null or (>= 1 and <= 12), "feedbackWeeks", "Kies 1 tot en met 12 weken.")
        .Must(From.Year is >= 2020 and <= 2100, "from", "Kies een dag van nu.")
        .Must(ReviewOn > From && ReviewOn <= From.AddYears(4), "reviewOn", "Kies een dag na de eerste, binnen vier jaar.");

    private static bool Known(IReadOnlyList<string>? codes, IReadOnlyCollection<string> known) =>
        codes is { Count: > 0 } && codes.All(known.Contains);
}

/// <summary>Propose that an agreement holds no more from a local date on, with a coded reason.</summary>
public sealed record AgreementEndRequest(DateOnly From, string? Reason);

/// <summary>Say no to a proposal, with a coded reason.</summary>
public sealed record AgreementRefusal(string? Reason);

/// <summary>The agreement, and the proposal that waits for a second person.</summary>
public sealed record AgreementAnswer(Guid Agreement, Guid Change);

/// <summary>
/// A chain agreement in the list: what holds, else what comes, else what was last proposed or held. <c>State</c> is <c>geldt</c>,
/// <c>komt</c>, <c>voorgesteld</c>, <c>beeindigd</c> or <c>niet-doorgegaan</c>; whether the day passed on which it should have been looked
/// at again; the day on which something else holds; whether a proposal waits for a second person.
/// </summary>
public sealed record AgreementListed(
    Guid Agreement, string State, int Version, AgreementEntry Entry, bool ReviewOverdue, DateOnly? ChangesOn, bool Waits);

/// <summary>A proposal about an agreement: how it stands, what it says (nothing: to end it), and who did what when, by pseudonym.</summary>
public sealed record AgreementChangeSeen(
    Guid Change, string State, int? Version, DateOnly From, string Reason, AgreementEntry? Entry, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? RefusedFor);

/// <summary>
/// A chain agreement with its versions and proposals, the newest proposal first. <c>FirstDay</c> is the first local date on which a change
/// can begin, <c>Next</c> what holds on it.
/// </summary>
public sealed record AgreementSeen(
    AgreementListed Listed, DateOnly FirstDay, AgreementEntry? Next, IReadOnlyList<string> Reasons, IReadOnlyList<string> RefusedFor,
    IReadOnlyList<AgreementVersion> Versions, IReadOnlyList<AgreementChangeSeen> Changes);

/// <summary>What becomes other from a local date on (nothing after it: the agreement ends), and what that touches today, counted.</summary>
public sealed record AgreementPreview(
    DateOnly From, AgreementEntry? Before, AgreementEntry? After, IReadOnlyList<Touched> Touches);

/// <summary>An agreement as people read it.</summary>
internal static class AgreementPages
{
    public static AgreementListed Listed(Guid id, Agreement told, DateOnly today)
    {
        var (now, next) = (told.At(today), told.Versions.Find(v => v.From > today));
        var (state, shown) = (now, next) switch
        {
            ({ Entry: not null }, _) => ("geldt", now),
            (null, not null) => ("komt", next),
            (not null, _) => ("beeindigd", told.Versions.FindLast(v => v.Entry is not null)),
            _ => (told.Changes.Exists(c => c.Waits(today)) ? "voorgesteld" : "niet-doorgegaan", null),
        };
        var entry = shown?.Entry ?? told.Changes[^1].Entry!;
        return new(
            id, state, shown?.Version ?? 0, entry, state is "geldt" && entry.ReviewOn < today, next?.From,
            told.Changes.Exists(c => c.Waits(today)));
    }

    public static AgreementSeen Seen(Guid id, Agreement told, DateOnly today)
    {
        var first = told.Last is { From: var last } && last > today ? last.AddDays(1) : today.AddDays(1);
        return new(
            Listed(id, told, today), first, told.At(first)?.Entry, PolicyDecider.Reasons, PolicyDecider.RefusedFor, told.Versions,
            [.. told.Changes.Reverse().Select(c => new AgreementChangeSeen(
                c.Change, StateOf(c, told, today), c.Version, c.From, c.Reason, c.Entry, c.ProposedBy, c.ProposedAt, c.DecidedBy,
                c.DecidedAt, c.RefusedFor))]);
    }

    /// <summary>What holds on the day of a proposal without it.</summary>
    public static AgreementEntry? Before(AgreementChange change, Agreement told) =>
        told.Versions.FindLast(v => v.From <= change.From && v.Version != change.Version)?.Entry;

    // The same words as for policy: people decide about both.
    private static string StateOf(AgreementChange change, Agreement told, DateOnly today) => change switch
    {
        { Withdrawn: true } => "ingetrokken",
        { RefusedFor: not null } => "afgewezen",
        { Version: null } => change.Waits(today) ? "voorgesteld" : "verlopen",
        _ when change.From > today => "goedgekeurd",
        { Version: var version } => told.At(today)?.Version == version ? "geldt" : "vervangen",
    };
}
