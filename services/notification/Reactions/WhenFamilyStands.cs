using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Somebody of a family is gone (a loss, a death): in every inbox what asks to approach that family lapses, and its reminders with it. One
/// command per stream.
/// </summary>
internal sealed class WhenFamilyStands(NotificationHandler inboxes, IViews views, TimeProvider clock) : IConsumer<FamilyStands>
{
    public async Task Consume(ConsumeContext<FamilyStands> heard)
    {
        var (m, ct) = (heard.Message, heard.CancellationToken);
        if (m.Members.All(member => member.Gone is null))
            return;

        await views.FreshToHead(InboxView.Table, ct);
        foreach (var told in (await views.List<TeamTold>(InboxView.Table, InboxView.OfFamily(m.Family), ct)).OrderBy(t => t.Team))
        {
            var context = heard.Command("notification", $"when-family-stands|{told.Team:N}");
            await inboxes.Handle(told.Team, new SilenceFamily(m.Family, m.Stream, m.Version, clock.Now()), context, ct);
        }
    }
}

/// <summary>The directory said of which organisation and area a team is.</summary>
internal sealed class WhenTeamStands(NotificationHandler inboxes, TimeProvider clock) : IConsumer<TeamStands>
{
    public async Task Consume(ConsumeContext<TeamStands> heard)
    {
        var m = heard.Message;
        var described = new InboxDescribed(m.Area, m.Organisation, m.Open, new(m.Stream, m.Version), clock.Now());
        await inboxes.Handle(
            m.Team, new DescribeInbox(described), heard.Command("notification", "when-team-stands"), heard.CancellationToken);
    }
}
