using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Consent said who of a family may come in: each of them has one way, and whoever is no longer named comes in no more. One command a way.
/// </summary>
internal sealed class WhenWaysInStand(WayInHandler ways, IViews views, TimeProvider clock) : IConsumer<WaysInStand>
{
    /// <summary>The way of one person of a family to his own consent; always the same.</summary>
    public static Guid WayOf(Guid family, Guid member) => DerivedIds.Of(family, $"{WaysIn.Purposes.Consent}|{member:N}");

    public async Task Consume(ConsumeContext<WaysInStand> heard)
    {
        var (m, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        var named = new HashSet<Guid>();
        foreach (var person in m.People.OrderBy(p => p.Member))
        {
            named.Add(WayOf(m.Family, person.Member));
            await Hear(heard, Terms(m, person, now), open: true);
        }

        await views.FreshToHead(WaysView.Table, ct);
        foreach (var gone in await views.List<WayRow>(WaysView.Table, WaysView.Of(m.Family), ct))
        {
            if (gone is { Purpose: WaysIn.Purposes.Consent, Closed: null } && !named.Contains(gone.Way))
                await Hear(heard, Terms(m, new(gone.Person, gone.Role, default, Silent: false), now), open: false);
        }
    }

    private async Task Hear(ConsumeContext<WaysInStand> heard, WayInOpened terms, bool open)
    {
        var way = WayOf(terms.Family, terms.Person);
        await ways.Handle(
            way, new HearWayIn(terms, open, terms.At), heard.Command("notification", $"when-ways-in-stand|{way:N}"),
            heard.CancellationToken);
    }

    private static WayInOpened Terms(WaysInStand m, Contracts.Consent.WayIn person, DateTimeOffset now) => new(
        m.Family, person.Member, person.Role, WaysIn.Purposes.Consent, m.Family, [.. m.Desks.Order()],
        Amsterdam.StartOf(person.Until.AddDays(1)), person.Silent, new(m.Stream, m.Version), now);
}
