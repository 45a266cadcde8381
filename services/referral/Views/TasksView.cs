using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>What a team still has to do for a referral. Never whose it is.</summary>
public sealed record TaskRow(
    Guid Referral, string Number, string Task, string Reason, Guid Team, DateTimeOffset? Before, DateTimeOffset SetAt);

/// <summary>The open tasks of each team, the oldest first.</summary>
public sealed class TasksView() : View<ReferralEvent>("referral", "referral", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "tasks";

    /// <summary>The part with the tasks of a team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var place = $"open/{noted.Id:N}";
        switch (noted.Fact)
        {
            case TaskSet set:
                var row = new TaskRow(noted.Id, ReferralNumber.Of(noted.Id), set.Task, set.Reason, set.Team, set.Before, set.At);
                rows.Put($"{place}/{set.Task}", "keys", new Place(Key(row)));
                rows.Put(Key(row), Of(set.Team), row);
                break;
            case TaskDone done when rows.Get<Place>($"{place}/{done.Task}") is { } known:
                rows.Remove(known.Key);
                rows.Remove($"{place}/{done.Task}");
                break;
            default:
                break;
        }
    }

    private static string Key(TaskRow row) => $"{Instants.Text(row.SetAt)}/{row.Referral:N}/{row.Task}";

    private sealed record Place(string Key);
}
