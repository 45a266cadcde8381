using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Notifications;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened in the inbox of one team.</summary>
[JsonDerivedType(typeof(NotificationRaised), "notification-raised.v1")]
[JsonDerivedType(typeof(NotificationRead), "notification-read.v1")]
[JsonDerivedType(typeof(NotificationDone), "notification-done.v1")]
[JsonDerivedType(typeof(NotificationLapsed), "notification-lapsed.v1")]
[JsonDerivedType(typeof(WithdrawalsHeard), "withdrawals-heard.v1")]
[JsonDerivedType(typeof(WithdrawalConfirmed), "withdrawal-confirmed.v1")]
[JsonDerivedType(typeof(NotificationTaken), "notification-taken.v1")]
[JsonDerivedType(typeof(NotificationReturned), "notification-returned.v1")]
[JsonDerivedType(typeof(NotificationSnoozed), "notification-snoozed.v1")]
[JsonDerivedType(typeof(NotificationWoken), "notification-woken.v1")]
[JsonDerivedType(typeof(NotificationReminded), "notification-reminded.v1")]
[JsonDerivedType(typeof(InboxDescribed), "inbox-described.v1")]
[JsonDerivedType(typeof(FamilyHeard), "family-heard.v1")]
public abstract record NotificationEvent(DateTimeOffset At);

/// <summary>
/// An item lies in the inbox: a reason, a number, and what was heard. Nothing of whom it is about but an id. Reminded first at
/// <see cref="RemindAt"/>; items from before reminders existed have none.
/// </summary>
public sealed record NotificationRaised(
    Guid Notification, string Reason, Guid About, string Number, string Urgency, Guid? Family, Heard Heard, DateTimeOffset At,
    DateTimeOffset? RemindAt = null) : NotificationEvent(At)
{
    /// <summary>Under which version of the reminder times it came, and by which it is reminded; none is what the release brings.</summary>
    public int? Times { get; init; }
}

/// <summary>A member of the team has read it.</summary>
public sealed record NotificationRead(Guid Notification, string By, DateTimeOffset At) : NotificationEvent(At);

/// <summary>A member of the team has dealt with it.</summary>
public sealed record NotificationDone(Guid Notification, string By, DateTimeOffset At) : NotificationEvent(At);

/// <summary>The open items about something are moot; perhaps none. What was said before this was heard raises no item any more.</summary>
public sealed record NotificationLapsed(
    IReadOnlyList<Guid> Notifications, Guid About, Heard Heard, DateTimeOffset At) : NotificationEvent(At);

/// <summary>Which rows are withdrawn now, of every request that names this team.</summary>
public sealed record WithdrawalsHeard(
    Guid Family, IReadOnlyList<WithdrawnRows> Requests, Heard Heard, DateTimeOffset At) : NotificationEvent(At);

/// <summary>The team said in one of four words what it did with the data; what it keeps in its own file has a law and a last day.</summary>
public sealed record WithdrawalConfirmed(Guid Notification, string Word, string? Law, DateOnly? Until, string By, DateTimeOffset At)
    : NotificationEvent(At);

/// <summary>Whose voice was heard and at which version, so that an older or repeated word changes nothing.</summary>
public sealed record Heard(string Source, long Version);

/// <summary>The rows of one request that are withdrawn.</summary>
public sealed record WithdrawnRows(Guid Request, IReadOnlyList<Row> Rows);

/// <summary>How an item stands.</summary>
public enum ItemStand
{
    Open, Read, Closed,
}

/// <summary>An item of the inbox.</summary>
public sealed record Item(NotificationRaised Raised, ItemStand Stand, WithdrawalConfirmed? Confirmed = null)
{
    /// <summary>Who works on it.</summary>
    public string? TakenBy { get; init; }

    /// <summary>Put aside until then.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>How often the team was reminded of it.</summary>
    public int Reminded { get; init; }

    /// <summary>When it is reminded of next.</summary>
    public DateTimeOffset? RemindAt { get; init; } = Raised.RemindAt;
}

/// <summary>The inbox of one team as its facts tell it.</summary>
public sealed record TeamInbox
{
    /// <summary>Before the first fact.</summary>
    public static readonly TeamInbox Initial = new();

    /// <summary>How an inbox's stream is named, decided and folded; its id is the team's.</summary>
    public static readonly StreamKind<TeamInbox, NotificationCommand, NotificationEvent> Kind =
        new("notification", "team", Initial, NotificationDecider.Decide, Evolve);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(400);
    private const int Many = 1_000;

    // Looked through again only when twice as many lie there: a fold that looks at everything for each item grows with the square.
    private int lookAtItems = Many;
    private int lookAtSources = Many;

    /// <summary>The items by id; closed ones are forgotten by age when there are many.</summary>
    public ImmutableDictionary<Guid, Item> Items { get; init; } = [];

    /// <summary>The newest version that was heard of each voice, and when.</summary>
    public ImmutableDictionary<string, (long Version, DateTimeOffset At)> Sources { get; init; } = [];

    /// <summary>The withdrawn rows that the team has been told of, by request.</summary>
    public ImmutableDictionary<Guid, IReadOnlyList<Row>> Withdrawn { get; init; } = [];

    /// <summary>The number under which the team knows a family's referral.</summary>
    public ImmutableDictionary<Guid, string> Numbers { get; init; } = [];

    /// <summary>Which area and organisation the inbox is of; null before anybody said so.</summary>
    public InboxDescribed? Description { get; init; }

    /// <summary>Whether something as new or newer was already heard.</summary>
    public bool KnowsOf(Heard heard) => Sources.TryGetValue(heard.Source, out var newest) && newest.Version >= heard.Version;

    /// <summary>Whether something lies open that one voice said.</summary>
    public bool HasOpen(string source) => Items.Values.Any(i => i.Stand is not ItemStand.Closed && i.Raised.Heard.Source == source);

    /// <summary>The state after a fact.</summary>
    public static TeamInbox Evolve(TeamInbox state, NotificationEvent fact) => fact switch
    {
        NotificationRaised raised => Raise(Hear(state, raised.Heard, raised.At), raised),
        NotificationRead read => Stands(state, read.Notification, item => item with { Stand = ItemStand.Read }),
        NotificationDone done => Stands(state, done.Notification, item => item with { Stand = ItemStand.Closed }),
        NotificationLapsed lapsed => lapsed.Notifications.Aggregate(
            Hear(state, lapsed.Heard, lapsed.At), (inbox, id) => Stands(inbox, id, item => item with { Stand = ItemStand.Closed })),
        WithdrawalsHeard heard => Hear(state, heard.Heard, heard.At) with
        {
            Withdrawn = state.Withdrawn.SetItems(heard.Requests.Select(r => KeyValuePair.Create(r.Request, r.Rows))),
        },
        WithdrawalConfirmed confirmed => Stands(
            state, confirmed.Notification, item => item with { Stand = ItemStand.Closed, Confirmed = confirmed }),
        NotificationTaken taken => Stands(state, taken.Notification, item => item with { TakenBy = taken.By, SnoozedUntil = null }),
        NotificationReturned back => Stands(state, back.Notification, item => item with { TakenBy = null }),
        NotificationSnoozed snoozed => Stands(state, snoozed.Notification, item => item with { SnoozedUntil = snoozed.Until }),
        NotificationWoken woken => Stands(state, woken.Notification, item => item with { SnoozedUntil = null }),
        NotificationReminded reminded => Stands(state, reminded.Notification, item => item with
        {
            Reminded = reminded.Times,
            RemindAt = reminded.Next,
            SnoozedUntil = null,
        }),
        InboxDescribed described => Hear(state, described.Heard, described.At) with { Description = described },
        FamilyHeard heard => Hear(state, heard.Heard, heard.At),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an inbox"),
    };

    private static TeamInbox Raise(TeamInbox state, NotificationRaised raised)
    {
        var (items, look) = state.Items.Count < state.lookAtItems ? (state.Items, state.lookAtItems) : Forgotten(state.Items, raised.At);
        return state with
        {
            Items = items.SetItem(raised.Notification, new(raised, ItemStand.Open)),
            Numbers = raised is { Family: { } family, Number.Length: > 0 } ? state.Numbers.SetItem(family, raised.Number) : state.Numbers,
            lookAtItems = look,
        };
    }

    private static TeamInbox Hear(TeamInbox state, Heard heard, DateTimeOffset at)
    {
        var (sources, look) = (state.Sources, state.lookAtSources);
        if (sources.Count >= look)
        {
            sources = sources.RemoveRange(sources.Where(s => s.Value.At < at - Remembered).Select(s => s.Key));
            look = Math.Max(Many, 2 * sources.Count);
        }

        return state with { Sources = sources.SetItem(heard.Source, (heard.Version, at)), lookAtSources = look };
    }

    private static TeamInbox Stands(TeamInbox state, Guid id, Func<Item, Item> change) =>
        state.Items.TryGetValue(id, out var item) ? state with { Items = state.Items.SetItem(id, change(item)) } : state;

    private static (ImmutableDictionary<Guid, Item> Items, int Look) Forgotten(
        ImmutableDictionary<Guid, Item> items, DateTimeOffset at)
    {
        var left = items.RemoveRange(
            items.Where(i => i.Value.Stand is ItemStand.Closed && i.Value.Raised.At < at - Remembered).Select(i => i.Key));
        return (left, Math.Max(Many, 2 * left.Count));
    }
}
