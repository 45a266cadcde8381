using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>Lists that are read to their end: open work, which is as long as people can carry. What only grows is never read so.</summary>
internal static class WholeParts
{
    /// <summary>All rows of a part.</summary>
    public static Task<IReadOnlyList<TRow>> Whole<TRow>(this IViews views, string view, string part, CancellationToken ct)
        where TRow : class => views.List<TRow>(view, part, ct);

    /// <summary>All rows of a part of each team.</summary>
    public static async Task<TRow[]> OfTeams<TRow>(
        this IViews views, string view, Func<Guid, string> part, IEnumerable<Guid> teams, CancellationToken ct) where TRow : class
    {
        var rows = new List<TRow>();
        foreach (var team in teams.Order())
            rows.AddRange(await views.Whole<TRow>(view, part(team), ct));

        return [.. rows];
    }
}
