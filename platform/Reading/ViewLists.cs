using System.Runtime.CompilerServices;

namespace WarmHandover.Platform.Reading;

/// <summary>Reads more of a view than one part, or a part of which nobody knows how long it is.</summary>
public static class ViewLists
{
    private const int Page = 500;

    /// <summary>
    /// The rows of a part in the order of their keys, after a key, read page by page: who has enough stops, and no more is read. The key is
    /// the one under which the view put the row.
    /// </summary>
    public static async IAsyncEnumerable<TRow> Walk<TRow>(
        this IViews views, string view, string part, Func<TRow, string> key, [EnumeratorCancellation] CancellationToken ct,
        string? after = null)
        where TRow : class
    {
        while (true)
        {
            var rows = await views.List<TRow>(view, part, ct, Page, after);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Page)
                yield break;
            after = key(rows[^1]);
        }
    }

    /// <summary>All rows of the part of each team: open work, which is as long as people can carry.</summary>
    public static async Task<TRow[]> OfTeams<TRow>(
        this IViews views, string view, Func<Guid, string> part, IEnumerable<Guid> teams, CancellationToken ct) where TRow : class
    {
        var rows = new List<TRow>();
        foreach (var team in teams.Order())
            rows.AddRange(await views.List<TRow>(view, part(team), ct));

        return [.. rows];
    }
}
