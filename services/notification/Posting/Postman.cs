using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// Walks the own log and queues a message for everybody who wants to be told outside of what lies in an inbox, and for each code that must
/// be brought. A message's id follows from item, contact, channel and time of reminding: however often the log is walked, it exists once.
/// </summary>
internal sealed class Postman(
    MessageHandler messages, ContactHandler contacts, NotificationHandler inboxes, IViews views, Channels channels, Outcomes outcomes,
    TimeProvider clock)
{
    private const string Mail = "e-mail";

    /// <summary>Looks at one stored event.</summary>
    public async Task Look(StoredEvent stored, CancellationToken ct)
    {
        if (stored.Stream.StartsWith("notification.team-", StringComparison.Ordinal))
            await Inbox(Guid.ParseExact(stored.Stream.AsSpan("notification.team-".Length), "N"), stored, ct);
        else if (stored.Type == "way-in-code-issued.v1")
            await Code(Guid.ParseExact(stored.Stream.AsSpan("notification.way-".Length), "N"), stored, ct);
        else if (stored.Stream.StartsWith("notification.message-", StringComparison.Ordinal))
            await outcomes.Look(Guid.ParseExact(stored.Stream.AsSpan("notification.message-".Length), "N"), stored, ct);
        else if (stored.Stream.StartsWith("notification.contact-", StringComparison.Ordinal))
            await outcomes.Reach(Guid.ParseExact(stored.Stream.AsSpan("notification.contact-".Length), "N"), stored, ct);
    }

    private async Task Inbox(Guid team, StoredEvent stored, CancellationToken ct)
    {
        if (stored.Type == "notification-reminded.v1")
            await outcomes.StillNot(team, stored, ct);
        if (!channels.Offers(Mail) || stored.Type is not ("notification-raised.v1" or "notification-reminded.v1"))
            return;

        var fact = Facts.Read<NotificationEvent>(stored.Type, stored.Data);
        var id = fact is NotificationReminded again ? again.Notification : ((NotificationRaised)fact).Notification;
        var item = (await inboxes.Load(team, ct)).State.Items.GetValueOrDefault(id);
        if (item is null or { Stand: ItemStand.Closed } || !NotificationRules.Table.Channels(item.Raised.Reason).Contains(Mail))
            return;

        await views.FreshToHead(ContactsView.Table, ct);
        foreach (var listener in await views.List<ListenerRow>(ContactsView.Table, ContactsView.Of(team), ct))
            await Queue(team, item.Raised, listener.Contact, stored, ct);
    }

    private async Task Queue(Guid team, NotificationRaised raised, Guid contact, StoredEvent stored, CancellationToken ct)
    {
        var (now, known) = (clock.Now(), (await contacts.Load(contact, ct)).State);
        if (known is { Wanted: { Replacement: { } other } wanted } && ContactDecider.IsAway(wanted, now))
            (contact, known) = (other, (await contacts.Load(other, ct)).State);
        if (known.Set is null || ContactDecider.When(known.Wanted, raised.Reason, raised.Urgency, now) is not { } when)
            return;

        var wish = new MessageQueued(
            Mail, raised.Reason, raised.Number, raised.Urgency, raised.Notification, contact, team, Way: null, Carried: null,
            when.NotBefore,
            when.Digest, raised.At, now);
        await Say(DerivedIds.Of(stored.Id, $"{Mail}|{contact:N}"), wish, ct);
    }

    private async Task Code(Guid way, StoredEvent stored, CancellationToken ct)
    {
        if (Facts.Read<WayInEvent>(stored.Type, stored.Data) is not CodeIssued { Carried: { } carried } issued)
            return;

        var wish = new MessageQueued(
            issued.Channel, "code", "", "spoed", issued.Code, Contact: null, Team: null, way, carried, issued.At, Digest: false, issued.At,
            clock.Now());
        await Say(DerivedIds.Of(stored.Id, issued.Channel), wish, ct);
    }

    private async Task Say(Guid message, MessageQueued wish, CancellationToken ct) =>
        await messages.Handle(message, new QueueMessage(wish), new(DerivedIds.Of(message, "queue"), Actor.House("notification")), ct);
}

/// <summary>Walks the log for the <see cref="Postman"/>, in one replica at a time, from the place where it was.</summary>
internal sealed class PostmanRound(
    IEventLog log, Postman postman, ICheckpoints checkpoints, ILeases leases, ILogger<PostmanRound> logger)
    : LeasedWork(leases, Name, TimeSpan.FromSeconds(15), Rest)
{
    private const string Name = "postman";
    private const int AtOnce = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        var at = (await checkpoints.Load(Name, ct))?.Position ?? Position.Start;
        while (await lease.Renew(ct))
            at = await Walk(at, ct);
    }

    protected override void Waits(Exception fault) => logger.PostWaits(Name, fault.GetType().Name);

    private async Task<Position> Walk(Position at, CancellationToken ct)
    {
        Checkpoint? last = null;
        await foreach (var stored in log.ReadAll(at, AtOnce, ct))
        {
            await postman.Look(stored, ct);
            last = new(stored.Position, stored.Id);
        }

        if (last is null)
        {
            await log.WaitForMore(at, Rest, ct);
            return at;
        }

        await checkpoints.Save(Name, last, ct);
        return last.Position;
    }
}
