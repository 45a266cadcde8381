using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Reactions;

/// <summary>Referral said whether a volunteer, or somebody who is asked whether it helped, may come in.</summary>
internal sealed class WhenPersonMayComeIn(WayInHandler ways, TimeProvider clock) : IConsumer<PersonMayComeIn>
{
    public async Task Consume(ConsumeContext<PersonMayComeIn> heard)
    {
        var m = heard.Message;

        // A role or purpose that no token may hold opens nothing; the message is set aside, where an operator sees it.
        if (!WaysIn.RolesTaken.Contains(m.Role) || m.Purpose is not (WaysIn.Purposes.Volunteer or WaysIn.Purposes.CheckBack))
            throw new InvalidOperationException("A way in for a role or purpose that does not exist.");

        var terms = new WayInOpened(
            m.Family, m.Person, m.Role, m.Purpose, m.About, [m.Organisation], m.Until, Silent: false,
            new(m.Stream, m.Version), clock.Now());
        var context = heard.Command("notification", "when-person-may-come-in");
        await ways.Handle(m.Way, new HearWayIn(terms, m.Open, terms.At), context, heard.CancellationToken);
    }
}
