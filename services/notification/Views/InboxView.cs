using System.Diagnostics;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Views;

/// <summary>An item of an inbox; closed items are kept in a list of their own.</summary>
public sealed record InboxRow(Guid Notification, Guid Team, string Reason, Guid About, string Number, string Urgency, bool Read,
    DateTimeOffset At, string? TakenBy = null, DateTimeOffset? SnoozedUntil = null, int Reminded = 0, DateTimeOffset? ClosedAt = null,
    Guid? Family = null);

/// <summary>Where an item stands in the list.</summary>
public sealed record ItemPlace(string Key);

/// <summary>A team that was told of something.</summary>
public sealed record TeamTold(Guid Team);

/// <summary>The inbox of an area, for its focus officers.</summary>
public sealed record AreaRow(Guid Inbox, string Area);

/// <summary>The inbox of a team that closed.</summary>
public sealed record LeftRow(Guid Inbox);

/// <summary>An item that must be woken or reminded.</summary>
public sealed record TickRow(Guid Team, Guid Notification, bool Wakes);

/// <summary>
/// The open items of each team, withdrawals first, then by urgency, then by time; the closed ones, newest first; which teams were told of
/// what and of which family; and what is to be woken or reminded when.
/// </summary>
public sealed class InboxView() : View<NotificationEvent>("notification", "team", Table, shape: 4)
{
    /// <summary>The table.</summary>
    public const string Table = "inbox";

    /// <summary>The part with the inboxes of areas.</summary>
    public const string Areas = "areas";

    /// <summary>The part with every inbox that ever held an item.</summary>
    public const string Inboxes = "inboxes";

    /// <summary>The part with the open items of a team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <summary>The part with the closed items of a team.</summary>
    public static string Closed(Guid team) => $"closed/{team:N}";

    /// <summary>The part with the teams that were told of something.</summary>
    public static string About(Guid about) => $"about/{about:N}";

    /// <summary>The part with the teams that were told of a family.</summary>
    public static string OfFamily(Guid family) => $"family/{family:N}";

    /// <summary>The part with the inboxes of closed teams with which a team goes on.</summary>
    public static string LeftTo(Guid team) => $"left/{team:N}";

    /// <summary>Where a row stands: open ones by urgency and time; closed ones counted backwards, so that the newest comes first.</summary>
    public static string KeyOf(InboxRow row) => row.ClosedAt is { } closed
        ? $"closed/{row.Team:N}/{long.MaxValue - closed.UtcTicks:d19}/{row.Notification:N}"
        : $"{row.Team:N}/{NotificationRules.Rank(row.Urgency)}/{Instants.Text(row.At)}/{row.Notification:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<NotificationEvent> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case NotificationRaised raised:
                Raise(noted.Id, raised, rows);
                break;
            case NotificationRead read:
                Change(read.Notification, rows, row => row with { Read = true });
                break;
            case NotificationTaken taken:
                Change(taken.Notification, rows, row => row with { TakenBy = taken.By, SnoozedUntil = null });
                rows.Remove(Wakes(taken.Notification));
                break;
            case NotificationReturned back:
                Change(back.Notification, rows, row => row with { TakenBy = null });
                break;
            case NotificationSnoozed snoozed:
                Change(snoozed.Notification, rows, row => row with { SnoozedUntil = snoozed.Until });
                rows.Put(Wakes(snoozed.Notification), "ticks", new TickRow(noted.Id, snoozed.Notification, true), snoozed.Until);
                break;
            case NotificationWoken woken:
                Change(woken.Notification, rows, row => row with { SnoozedUntil = null });
                rows.Remove(Wakes(woken.Notification));
                break;
            case NotificationReminded reminded:
                Change(reminded.Notification, rows, row => row with { Reminded = reminded.Times, SnoozedUntil = null });
                rows.Remove(Wakes(reminded.Notification));
                Remind(noted.Id, reminded.Notification, reminded.Next, rows);
                break;
            case NotificationDone done:
                Close(done.Notification, done.At, rows);
                break;
            case NotificationLapsed lapsed:
                foreach (var id in lapsed.Notifications)
                    Close(id, lapsed.At, rows);
                break;
            case WithdrawalConfirmed confirmed:
                Close(confirmed.Notification, confirmed.At, rows);
                break;
            case InboxDescribed { Organisation: null } area:
                rows.Put($"area/{noted.Id:N}", Areas, new AreaRow(noted.Id, area.Area));
                break;
            case InboxDescribed { GoesOnAs: { } other }:
                rows.Put($"left/{noted.Id:N}", LeftTo(other), new LeftRow(noted.Id));
                break;
            case WithdrawalsHeard or InboxDescribed or FamilyHeard:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Raise(Guid team, NotificationRaised raised, Rows rows)
    {
        var row = new InboxRow(
            raised.Notification, team, raised.Reason, raised.About, raised.Number, raised.Urgency, Read: false, raised.At,
            Family: raised.Family);
        var key = KeyOf(row);
        rows.Put(key, Of(team), row);
        rows.Put($"inbox/{team:N}", Inboxes, new TeamTold(team));
        rows.Put(Place(raised.Notification), "places", new ItemPlace(key));
        rows.Put($"about/{raised.About:N}/{team:N}", About(raised.About), new TeamTold(team));
        if (raised.Family is { } family)
            rows.Put($"family/{family:N}/{team:N}", OfFamily(family), new TeamTold(team));
        Remind(team, raised.Notification, raised.RemindAt, rows);
    }

    private static void Change(Guid notification, Rows rows, Func<InboxRow, InboxRow> change)
    {
        if (rows.Get<ItemPlace>(Place(notification)) is { } place && rows.Get<InboxRow>(place.Key) is { } row)
            rows.Put(place.Key, Of(row.Team), change(row));
    }

    private static void Close(Guid notification, DateTimeOffset at, Rows rows)
    {
        if (rows.Get<ItemPlace>(Place(notification)) is not { } place || rows.Get<InboxRow>(place.Key) is not { } row)
            return;

        rows.Remove(place.Key);
        rows.Remove(Place(notification));
        rows.Remove(Wakes(notification));
        rows.Remove(Reminds(notification));

        var closed = row with { ClosedAt = at, SnoozedUntil = null };
        rows.Put(KeyOf(closed), Closed(row.Team), closed);
    }

    private static void Remind(Guid team, Guid notification, DateTimeOffset? due, Rows rows)
    {
        if (due is { } at)
            rows.Put(Reminds(notification), "ticks", new TickRow(team, notification, Wakes: false), at);
        else
            rows.Remove(Reminds(notification));
    }

    private static string Place(Guid notification) => $"place/{notification:N}";

    private static string Wakes(Guid notification) => $"wakes/{notification:N}";

    private static string Reminds(Guid notification) => $"reminds/{notification:N}";
}
