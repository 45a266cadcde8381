using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Features;

/// <summary>
/// Which inboxes are whose: those of the own teams and of closed teams with which these go on, and for a focus officer those of the areas
/// of the region.
/// </summary>
internal static class Inboxes
{
    /// <summary>The inboxes of this person; one of them when a team or area is named, none when that is not his.</summary>
    public static async Task<IReadOnlyList<Guid>> Of(Asker asker, Guid? team, string? area, IViews views, CancellationToken ct)
    {
        var mine = asker.Teams.ToHashSet();
        var next = new Queue<Guid>(mine);
        while (next.TryDequeue(out var heir))
        {
            foreach (var left in await views.List<LeftRow>(InboxView.Table, InboxView.LeftTo(heir), ct))
            {
                if (mine.Add(left.Inbox))
                    next.Enqueue(left.Inbox);
            }
        }

        if (asker.Roles.Contains(Roles.FocusOfficer))
            mine.UnionWith((await views.List<AreaRow>(InboxView.Table, InboxView.Areas, ct)).Select(a => a.Inbox));

        var named = (team, area) switch
        {
            ({ } one, _) => one,
            (_, { } code) when asker.Roles.Contains(Roles.FocusOfficer) => AreaInbox.Of(code),
            (_, { }) => Guid.Empty,
            _ => (Guid?)null,
        };
        return named is { } only ? mine.Contains(only) ? [only] : [] : [.. mine.Order()];
    }
}
