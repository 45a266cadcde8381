using MassTransit;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Notification;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// What notification does at an erasure: every code that this organisation's desk could have handed out works no more (codes that still had
/// to be brought are sealed, and go), and with a whole file everything about the family lapses in the inboxes of its teams, and with that
/// what was on its way to them. One command per stream.
/// </summary>
internal sealed class ErasesNotifications(NotificationHandler inboxes, WayInHandler ways, IViews views, TimeProvider clock) : IErases
{
    public async Task<IReadOnlyList<Guid>> Erase(DestructionOrdered order, CancellationToken ct)
    {
        await views.FreshToHead(WaysView.Table, ct);
        await views.FreshToHead(InboxView.Table, ct);
        foreach (var part in order.Parts)
            await Erase(order, part, ct);

        return [];
    }

    private async Task Erase(DestructionOrdered order, RecordedUnder part, CancellationToken ct)
    {
        foreach (var way in await views.List<WayRow>(WaysView.Table, WaysView.Of(part.Family), ct))
        {
            if (part.Member is { } member && way.Person != member)
                continue;

            var end = new EraseCodes(order.Organisation, WholeFile: order.Member is null, clock.Now());
            await ways.Handle(way.Way, end, Context(order, $"way|{way.Way:N}"), ct);
        }

        if (part.Member is not null)
            return;

        var told = await views.List<TeamTold>(InboxView.Table, InboxView.OfFamily(part.Family), ct);
        foreach (var team in told.Select(t => t.Team).Where(order.Teams.Contains).Order())
        {
            var forget = new SilenceFamily(part.Family, $"erasure/{order.Erasure:N}/{part.Family:N}", 1, clock.Now()) { Everything = true };
            await inboxes.Handle(team, forget, Context(order, $"inbox|{team:N}|{part.Family:N}"), ct);
        }
    }

    /// <summary>That it is done.</summary>
    public static IEnumerable<IAnnouncement> Say(Told<Destruction, DestructionFact> told) =>
        told is { Fact: DestructionDone done, After.Ordered: { } order }
            ? [new DataDestroyed(told.Stream, told.Version, order.Erasure, done.At)]
            : [];

    private static CommandContext Context(DestructionOrdered order, string step) =>
        new(DerivedIds.Of(order.Erasure, step), Actor.House("notification"));
}

/// <summary>Elsewhere data of a family were destroyed: the teams that work with it have to decide for themselves.</summary>
internal sealed class WhenErasureToDecide(Telling telling) : IConsumer<ErasureToDecide>
{
    public async Task Consume(ConsumeContext<ErasureToDecide> heard)
    {
        var m = heard.Message;
        foreach (var team in m.Teams.Order())
        {
            var word = new HearWord(
                heard.MessageId!.Value, "erasure-to-decide", Kind: null, "open", "own-records", m.Erasure, Number: "", m.Family,
                new(m.Stream, m.Version), default);
            await telling.Team(team, word, heard);
        }
    }
}
