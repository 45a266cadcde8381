using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications;

/// <summary>
/// What other reminder times touch: open items (they keep their own times), and of the last thirty days the items that would have been
/// reminded at another moment, as a measure of what comes.
/// </summary>
internal sealed class ReminderTouches(IViews views, TimeProvider clock) : IPolicyTouches
{
    private const int Days = 30;
    private const int MostClosed = 1_000;

    /// <inheritdoc/>
    public string Kind => ReminderTimes.Kind.Code;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct)
    {
        var (open, other, now) = (0, 0, clock.GetUtcNow());
        await views.FreshToHead(InboxView.Table, ct);
        foreach (var inbox in await views.List<TeamTold>(InboxView.Table, InboxView.Inboxes, ct))
        {
            var rows = (await views.List<InboxRow>(InboxView.Table, InboxView.Of(inbox.Team), ct))
                .Concat(await views.List<InboxRow>(InboxView.Table, InboxView.Closed(inbox.Team), ct, MostClosed)).ToArray();
            open += rows.Count(r => r.ClosedAt is null && !WorkingDays(before, r).SequenceEqual(WorkingDays(after, r)));
            other += rows.Count(r => r.At > now.AddDays(-Days) && !Moments(before, r).SequenceEqual(Moments(after, r)));
        }

        return [new("open-meldingen-eigen-tijden", open), new("meldingen-30-dagen-anders", other)];
    }

    private static IReadOnlyList<int> WorkingDays(Policy policy, InboxRow row) => policy.Numbers(ReminderTimes.SettingOf(row.Reason));

    private static IEnumerable<DateTimeOffset> Moments(Policy policy, InboxRow row) =>
        WorkingDays(policy, row).Select(day => NotificationDecider.MomentOf(row.At, day))
            .Where(due => row.ClosedAt is not { } at || due < at);
}
