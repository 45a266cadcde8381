using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Posting;

/// <summary>A message as an operator and a team see it: never its address or text.</summary>
public sealed record PostRow(
    Guid Message, string Channel, string Reason, string Number, string Urgency, Guid? Contact, Guid? Team, Guid? Way, string Stand,
    int Tries, string? Why, bool Digest, DateTimeOffset At, DateTimeOffset? Next, DateTimeOffset? Due = null);

/// <summary>What waits to be sent and when, and what could not be delivered.</summary>
internal sealed class PostView() : View<MessageEvent>("notification", "message", Table, shape: 2)
{
    /// <summary>The table.</summary>
    public const string Table = "post";

    /// <summary>The part with what waits.</summary>
    public const string Waiting = "waiting";

    /// <summary>The part with what could not be delivered, until it is tried again.</summary>
    public const string Undeliverable = "undeliverable";

    /// <summary>The part with what was sent or cancelled.</summary>
    public const string Settled = "settled";

    /// <inheritdoc/>
    protected override void Show(Noted<MessageEvent> noted, Rows rows)
    {
        var key = $"message/{noted.Id:N}";
        var row = rows.Get<PostRow>(key);
        var (part, next) = noted.Fact switch
        {
            MessageQueued q => (Waiting, (PostRow?)new PostRow(
                noted.Id, q.Channel, q.Reason, q.Number, q.Urgency, q.Contact, q.Team, q.Way, "wacht", 0, null, q.Digest, q.At,
                q.NotBefore, q.NotBefore)),
            MessageAccepted a => (Settled, row! with { Stand = "verzonden", Tries = a.Tries, Next = null, Why = null }),
            MessagePutOff o => (Waiting, row! with { Tries = o.Tries, Why = o.Why, Next = o.Next }),
            MessageUndeliverable u => (Undeliverable, row! with { Stand = "onbestelbaar", Why = u.Why, Next = null }),
            MessageCancelled c => (Settled, row! with { Stand = "vervallen", Why = c.Why, Next = null }),
            MessageTriedAgain t => (Waiting, row! with { Stand = "wacht", Tries = 0, Why = null, Next = t.At }),
            _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
        };
        rows.Put(key, part, next!, next!.Next);
    }
}

/// <summary>Who is told of an inbox outside this house.</summary>
public sealed record ListenerRow(Guid Contact);

/// <summary>Which contacts an inbox has, and which addresses do not work.</summary>
internal sealed class ContactsView() : View<ContactEvent>("notification", "contact", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "contacts";

    /// <summary>The part with the contacts of an inbox.</summary>
    public static string Of(Guid inbox) => $"inbox/{inbox:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ContactEvent> noted, Rows rows)
    {
        if (noted.Fact is not (ContactSet or ContactRemoved))
            return;

        var place = $"places/{noted.Id:N}";
        foreach (var inbox in rows.Get<Places>(place)?.Inboxes ?? [])
            rows.Remove($"inbox/{inbox:N}/{noted.Id:N}");
        var inboxes = (noted.Fact as ContactSet)?.Inboxes ?? [];
        foreach (var inbox in inboxes)
            rows.Put($"inbox/{inbox:N}/{noted.Id:N}", Of(inbox), new ListenerRow(noted.Id));
        rows.Put(place, "places", new Places(inboxes));
    }

    /// <summary>The inboxes of a contact.</summary>
    public sealed record Places(IReadOnlyList<Guid> Inboxes);
}
