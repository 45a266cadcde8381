using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// A referral moved: both its teams hear it (not a sender that had transferred the family), and after a re-route also the teams that were
/// told of it before. One command per stream.
/// </summary>
internal sealed class WhenReferralMoved(NotificationHandler inboxes, IViews views, TimeProvider clock) : IConsumer<ReferralMoved>
{
    public async Task Consume(ConsumeContext<ReferralMoved> heard)
    {
        var (moved, message, ct) = (heard.Message, heard.MessageId!.Value, heard.CancellationToken);
        HashSet<Guid> teams = moved.SenderLeft ? [moved.ToTeam] : [moved.FromTeam, moved.ToTeam];
        if (moved.To == "re-routed")
        {
            await views.FreshToHead(InboxView.Table, ct);
            teams.UnionWith((await views.List<TeamTold>(InboxView.Table, InboxView.About(moved.Referral), ct)).Select(t => t.Team));
        }

        foreach (var team in teams.Order())
        {
            var context = heard.Command("notification", $"when-referral-moved|{team:N}");
            await inboxes.Handle(team, new HearMove(message, team, moved, clock.Now()), context, ct);
        }
    }
}
