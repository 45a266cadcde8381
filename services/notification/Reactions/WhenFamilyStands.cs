using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Who of a family may not be approached is kept, for what is brought to persons. When somebody is gone (a loss, a death), what asks to
/// approach that family lapses in every inbox, and its reminders with it. One command per stream.
/// </summary>
internal sealed class WhenFamilyStands(
    NotificationHandler inboxes, FamilySilenceHandler silences, IViews views, TimeProvider clock) : IConsumer<FamilyStands>
{
    private static readonly string[] Silences = ["niet-informeren", "niet-contacteren"];

    public async Task Consume(ConsumeContext<FamilyStands> heard)
    {
        var (m, ct) = (heard.Message, heard.CancellationToken);
        var said = new FamilySilenceHeard(
            [.. m.Members.Where(one => one.Gone is not null || one.SafetyFlags.Any(Silences.Contains)).Select(one => one.Id)],
            m.Members.Any(member => member.Gone is not null), new(m.Stream, m.Version), clock.Now());
        await silences.Handle(m.Family, new(said), heard.Command("notification", "when-family-stands|silence"), ct);
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
        var described = new InboxDescribed(m.Area, m.Organisation, m.Open, new(m.Stream, m.Version), clock.Now())
        {
            GoesOnAs = m.GoesOnAs,
        };
        await inboxes.Handle(
            m.Team, new DescribeInbox(described), heard.Command("notification", "when-team-stands"), heard.CancellationToken);
    }
}
