using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>What was searched in vain, how often, and when last.</summary>
public sealed record MissedRow(MissedSearch Search, int Times, DateTimeOffset Last);

/// <summary>How many families' needs there are of a domain in an area.</summary>
public sealed record NeedCountRow(string Domain, string Area, int Needs);

/// <summary>The searches that found nothing.</summary>
public sealed class MissedSearchesView() : View<WhiteSpotEvent>("referral", "whitespots", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "missed_searches";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<WhiteSpotEvent> noted, Rows rows)
    {
        if (noted.Fact is not SearchesMissed missed)
            throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");

        foreach (var (search, times) in missed.Counts)
        {
            var key = $"{search.Domain}|{search.Area}|{search.Language}|{search.Words}";
            rows.Put(key, All, new MissedRow(search, (rows.Get<MissedRow>(key)?.Times ?? 0) + times, missed.At));
        }
    }
}

/// <summary>The needs of all families together, by domain and area: whether there is anything to send them to.</summary>
public sealed class NeedCountsView() : View<CaseEvent>("referral", "case", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "need_counts";

    /// <summary>The part with the counts.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<CaseEvent> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case NeedsHeard heard:
                var key = $"family/{noted.Id:N}";
                foreach (var need in rows.Get<FamilyNeeds>(key)?.Needs ?? [])
                    Count(rows, need, -1);
                NeedAt[] needs = [.. heard.Needs.Select(n => new NeedAt(n.Domain, n.Area)).Distinct()];
                foreach (var need in needs)
                    Count(rows, need, 1);
                rows.Put(key, "family", new FamilyNeeds(needs));
                break;
            case ConsentHeard or WhereaboutsHeard or HelpHeard:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Count(Rows rows, NeedAt need, int by)
    {
        var key = $"count/{need.Area}/{need.Domain}";
        var count = (rows.Get<NeedCountRow>(key)?.Needs ?? 0) + by;
        if (count > 0)
            rows.Put(key, All, new NeedCountRow(need.Domain, need.Area, count));
        else
            rows.Remove(key);
    }

    private sealed record NeedAt(string Domain, string Area);

    private sealed record FamilyNeeds(IReadOnlyList<NeedAt> Needs);
}
