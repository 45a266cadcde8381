using System.Diagnostics;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Views;

/// <summary>An open item of an inbox.</summary>
public sealed record InboxRow(Guid Notification, Guid Team, string Reason, Guid About, string Number, string Urgency, bool Read,
    DateTimeOffset At);

/// <summary>Where an item stands in the list.</summary>
public sealed record ItemPlace(string Key);

/// <summary>A team that was told of something.</summary>
public sealed record TeamTold(Guid Team);

/// <summary>The open items of each team, withdrawals first, then by urgency, then by time; and which teams were told of what.</summary>
public sealed class InboxView() : View<NotificationEvent>("notification", "team", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "inbox";

    /// <summary>The part with the open items of a team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <summary>The part with the teams that were told of something.</summary>
    public static string About(Guid about) => $"about/{about:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<NotificationEvent> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case NotificationRaised raised:
                Raise(noted.Id, raised, rows);
                break;
            case NotificationRead read when rows.Get<ItemPlace>(Place(read.Notification)) is { } place:
                if (rows.Get<InboxRow>(place.Key) is { } row)
                    rows.Put(place.Key, Of(noted.Id), row with { Read = true });
                break;
            case NotificationRead or WithdrawalsHeard:
                break;
            case NotificationDone done:
                Remove(done.Notification, rows);
                break;
            case NotificationLapsed lapsed:
                foreach (var id in lapsed.Notifications)
                    Remove(id, rows);
                break;
            case WithdrawalConfirmed confirmed:
                Remove(confirmed.Notification, rows);
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Raise(Guid team, NotificationRaised raised, Rows rows)
    {
        var rank = NotificationRules.Rank(raised.Urgency);
        var key = $"{team:N}/{rank}/{Instants.Text(raised.At)}/{raised.Notification:N}";
        rows.Put(key, Of(team), new InboxRow(
            raised.Notification, team, raised.Reason, raised.About, raised.Number, raised.Urgency, Read: false, raised.At));
        rows.Put(Place(raised.Notification), "places", new ItemPlace(key));
        rows.Put($"about/{raised.About:N}/{team:N}", About(raised.About), new TeamTold(team));
    }

    private static void Remove(Guid notification, Rows rows)
    {
        if (rows.Get<ItemPlace>(Place(notification)) is not { } place)
            return;

        rows.Remove(place.Key);
        rows.Remove(Place(notification));
    }

    private static string Place(Guid notification) => $"place/{notification:N}";
}
