using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// What follows from how a message ended: a sealed code is destroyed, an address that refused is marked, and the team finds in its inbox
/// that a message did not arrive; after a working day the focus officer finds it too.
/// </summary>
internal sealed class Outcomes(
    MessageHandler messages, ContactHandler contacts, NotificationHandler inboxes, IPayloads payloads, TimeProvider clock)
{
    /// <summary>Looks at one fact of a message.</summary>
    public async Task Look(Guid id, StoredEvent stored, CancellationToken ct)
    {
        var fact = Facts.Read<MessageEvent>(stored.Type, stored.Data);
        if (fact is not (MessageAccepted or MessageUndeliverable or MessageCancelled)
            || (await messages.Load(id, ct)).State.Queued is not { } queued)
        {
            return;
        }

        if (queued.Carried is { } carried)
            await payloads.Destroy(carried.Id, ct);
        if (fact is MessageUndeliverable lost && queued.Contact is { } contact)
            await contacts.Handle(contact, new FailContact(id, lost.Why, clock.Now()), Context(stored, "failed"), ct);
        if (queued.Team is { } team && fact is not MessageCancelled)
            await Tell(team, id, queued, fact is MessageAccepted ? "accepted" : "undeliverable", "team", stored, ct);
    }

    /// <summary>A working day later it still has not arrived.</summary>
    public async Task StillNot(Guid team, StoredEvent stored, CancellationToken ct)
    {
        var reminded = (NotificationReminded)Facts.Read<NotificationEvent>(stored.Type, stored.Data);
        var inbox = (await inboxes.Load(team, ct)).State;
        if (inbox.Items.GetValueOrDefault(reminded.Notification) is not { Raised: { Reason: "niet-bezorgd" } raised }
            || inbox.Description is not { Area: var area, Organisation: not null })
        {
            return;
        }

        var to = AreaInbox.Of(area);
        await Describe(to, area, ct);
        await inboxes.Handle(to, Word(stored, raised.About, raised.Number, "still-undeliverable", "area", 1), Context(stored, "still"), ct);
    }

    /// <summary>
    /// Looks at one fact of a contact: when the address of a team no longer works or is gone, the focus officer of its area hears it; a new
    /// address takes that away.
    /// </summary>
    public async Task Reach(Guid id, StoredEvent stored, CancellationToken ct)
    {
        var fact = Facts.Read<ContactEvent>(stored.Type, stored.Data);
        if (fact is PreferencesSet or ContactSet { Kind: not "team" } || (await inboxes.Load(id, ct)).State.Description is not
            { Organisation: not null, Area: var area })
        {
            return;
        }

        // What is no longer so when the log is walked again is not told, and there is nothing to take away where nothing was told.
        var (to, source, works) = (AreaInbox.Of(area), $"contact-{id:N}", fact is ContactSet);
        var now = (await contacts.Load(id, ct)).State is { Set: not null, Failed: null };
        if (works != now || (works && !(await inboxes.Load(to, ct)).State.HasOpen(source)))
            return;

        await Describe(to, area, ct);
        var word = new HearWord(
            stored.Id, "contact-stands", Kind: null, works ? "in-reach" : "out-of-reach", "area", id, "", Family: null,
            new(source, stored.Version), clock.Now());
        await inboxes.Handle(to, word, Context(stored, "reach"), ct);
    }

    private static Actor House => Actor.House("notification");

    private async Task Describe(Guid inbox, string area, CancellationToken ct) => await inboxes.Handle(
        inbox, new DescribeInbox(AreaInbox.Described(area, clock.Now())), new(DerivedIds.Of(inbox, "described"), House), ct);

    private async Task Tell(
        Guid inbox, Guid message, MessageQueued queued, string state, string recipient, StoredEvent stored, CancellationToken ct)
    {
        await inboxes.Handle(
            inbox, Word(stored, message, queued.Number, state, recipient, stored.Version), Context(stored, $"told|{inbox:N}"), ct);
    }

    private HearWord Word(StoredEvent stored, Guid about, string number, string state, string recipient, long version) => new(
        stored.Id, "message-stands", Kind: null, state, recipient, about, number, Family: null, new($"message-{about:N}|{recipient}",
        version),
        clock.Now());

    private static CommandContext Context(StoredEvent stored, string what) => new(DerivedIds.Of(stored.Id, what), House);
}
