using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// When somebody last looked whether it is right, who that was (beheerder, aanbieder or bestand), and whether that is long ago.
/// </summary>
public sealed record CardCheck(DateOnly On, string By, bool LongAgo);

/// <summary>
/// What everybody may read of a provision in a list. Without areas it is there for the whole country; income norms are those of the day.
/// </summary>
public sealed record ProvisionCard(
    Guid Id, string Name, string Organisation, IReadOnlyList<string> Domains, IReadOnlyList<string> Areas, string ForWhom, string Cost,
    string HowToApply, string Url, string? Description, string? Phone, string? Email, IReadOnlyList<string> Languages, decimal? MinimumAge,
    decimal? MaximumAge, IReadOnlyList<IncomeNorm> IncomeNorms, IReadOnlyList<string> Documents, string? OpeningHours, string? WaitTime,
    string Status, string? Alert, CardCheck Check)
{
    /// <summary>After so many months nobody may rely on it without asking.</summary>
    public const int MonthsFresh = 6;

    /// <summary>A provision as it stands on a day.</summary>
    public static ProvisionCard Of(ProvisionRow row, DateOnly today) => Of(
        row.Entry, row.Organization, ProvisionsView.CheckedAt(row), row.Check?.By, today);

    /// <summary>A provision as it was.</summary>
    public static ProvisionCard Of(ProvisionVersionRow row, DateOnly then) => Of(
        row.Entry, row.Organization, row.Check?.At ?? row.From, row.Check?.By, then);

    private static ProvisionCard Of(ServiceEntry entry, string? organization, DateTimeOffset checkedAt, string? checkedBy, DateOnly today)
    {
        var on = Amsterdam.DateAt(checkedAt);
        return new(
            entry.Id, entry.Name, organization ?? "", entry.Domains, AreasOf(entry), entry.EligibilityDescription ?? "",
            entry.FeesDescription ?? Costs(entry), entry.ApplicationProcess ?? "", entry.Url ?? "", entry.Description,
            entry.Phones is { Count: > 0 } phones ? phones[0].Number : null, entry.Email,
            [.. (entry.Languages ?? []).Select(l => l.Name ?? l.Code).OfType<string>()],
            entry.MinimumAge, entry.MaximumAge, [.. entry.IncomeNorms.Where(n => n.HoldsOn(today))],
            [.. (entry.RequiredDocuments ?? []).Select(d => d.Document).OfType<string>()], Hours(entry), entry.WaitTime, entry.Status,
            entry.Alert,
            new(on, checkedBy ?? "bestand", on.AddMonths(MonthsFresh) < today));
    }

    private static string[] AreasOf(ServiceEntry entry) =>
        [.. (entry.ServiceAreas ?? []).Select(a => SearchTerms.IsArea(a.Extent) ? a.Extent : a.Name ?? a.Extent).OfType<string>()];

    private static string Costs(ServiceEntry entry) => string.Join("; ", (entry.CostOptions ?? [])
        .Select(c => string.Join(' ', new[] { c.Option, c.Amount is { } amount ? $"{amount} {c.Currency}" : null, c.AmountDescription }
            .OfType<string>())));

    private static string? Hours(ServiceEntry entry) => entry.Schedules is not { Count: > 0 } schedules
        ? null
        : string.Join("; ", schedules.Select(s => s.Description ?? $"{s.Byday} {s.OpensAt}-{s.ClosesAt}".Trim()));
}
