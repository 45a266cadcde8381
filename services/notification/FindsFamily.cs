using System.Text;
using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Views;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications;

/// <summary>
/// What notification holds of a family: its silence, the ways in of its members, what partners could hear of it, and the inboxes of the
/// teams that were told of it. In an inbox only what is about this family is its.
/// </summary>
internal sealed class FindsFamily(IViews views, IEventLog log) : IFindsFamily
{
    private const int Most = 5000;

    /// <summary>What codes and pins were made of: a keyed hash and the beginning of a code.</summary>
    public IReadOnlySet<string> StayClosed { get; } = new HashSet<string> { "way-in-code-issued.v1", "second-factor-agreed.v1" };

    public async Task<FamilyTrail> Trail(Guid family, CancellationToken ct)
    {
        var head = await log.Head(ct);
        await views.Fresh(WaysView.Table, head, ct);
        await views.Fresh(InboxView.Table, head, ct);
        var ways = await views.List<WayRow>(WaysView.Table, WaysView.Of(family), ct, Most);
        var told = await views.List<TeamTold>(InboxView.Table, InboxView.OfFamily(family), ct, Most);
        var teams = told.Select(t => TeamInbox.Kind.Stream(t.Team)).ToHashSet();
        var (items, about) = await Items(teams, family, ct);
        return new(
            [
                FamilySilence.Kind.Stream(family), Outward.Kind.Stream(family), .. about.Select(Outward.Kind.Stream),
                .. ways.Select(way => WayIn.Kind.Stream(way.Way)), .. teams,
            ],
            [family, .. about, .. ways.Select(way => way.Way)])
        {
            IsAbout = entry => !teams.Contains(entry.Stream) || Mentions(entry, [family, .. items]),
        };
    }

    private async Task<(IReadOnlySet<Guid> Items, IReadOnlySet<Guid> About)> Items(
        IEnumerable<string> teams, Guid family, CancellationToken ct)
    {
        var (items, about) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var team in teams)
        {
            await foreach (var entry in log.Read(team, 0, ct))
            {
                if (Facts.Knows<NotificationEvent>(entry.Type)
                    && Facts.Read<NotificationEvent>(entry.Type, entry.Data) is NotificationRaised raised && raised.Family == family)
                {
                    items.Add(raised.Notification);
                    about.Add(raised.About);
                }
            }
        }

        about.Remove(family);
        return (items, about);
    }

    private static bool Mentions(StoredEvent entry, IEnumerable<Guid> ids)
    {
        var text = Encoding.UTF8.GetString(entry.Data);
        return ids.Any(id => text.Contains($"{id:D}", StringComparison.OrdinalIgnoreCase));
    }
}
