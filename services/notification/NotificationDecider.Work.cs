using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications;

/// <summary>
/// Something was said that the table knows: a term, a task, an escalation. <see cref="Kind"/> narrows the rule, as a status does for a
/// referral that moved.
/// </summary>
public sealed record HearWord(
    Guid Message, string Word, string? Kind, string State, string Recipient, Guid About, string Number, Guid? Family, Heard Heard,
    DateTimeOffset At) : NotificationCommand(At);

/// <summary>The directory said where a team stands, or an area's inbox is used for the first time.</summary>
public sealed record DescribeInbox(InboxDescribed Description) : NotificationCommand(Description.At);

/// <summary>Signal said that somebody of a family is gone: whatever asks to approach the family lapses.</summary>
public sealed record SilenceFamily(Guid Family, string Source, long Version, DateTimeOffset At) : NotificationCommand(At)
{
    /// <summary>The team's own file of the family was destroyed: everything about it lapses.</summary>
    public bool Everything { get; init; }
}

/// <summary>
/// Consent said since when this team owes a word about one request: the oldest and the newest withdrawal without one; none when it said
/// them all.
/// </summary>
public sealed record HearReceived(
    Guid Message, Guid Request, Guid Family, DateTimeOffset? OldestOpen, DateTimeOffset? NewestOpen, Heard Heard, DateTimeOffset At)
    : NotificationCommand(At)
{
    /// <summary>When the team last said that it had opened nothing, while it had; null when that is not so.</summary>
    public DateTimeOffset? ContradictedAt { get; init; }

    /// <summary>Whether it was taken back, or a yes was recorded wrongly.</summary>
    public string Reason { get; init; } = NotificationDecider.Withdrawal;
}

/// <summary>Take it up: 'I do this one'.</summary>
public sealed record TakeNotification(Guid Notification, string By, DateTimeOffset At) : NotificationCommand(At);

/// <summary>Give it back to the team.</summary>
public sealed record ReturnNotification(Guid Notification, string By, DateTimeOffset At) : NotificationCommand(At);

/// <summary>Put it aside until a moment.</summary>
public sealed record SnoozeNotification(Guid Notification, DateTimeOffset Until, string By, DateTimeOffset At) : NotificationCommand(At);

/// <summary>The moment came.</summary>
public sealed record WakeNotification(Guid Notification, DateTimeOffset At) : NotificationCommand(At);

/// <summary>It is time to remind the team.</summary>
public sealed record RemindTeam(Guid Notification, DateTimeOffset At) : NotificationCommand(At);

/// <summary>How a team works through its inbox, and when it is reminded.</summary>
public static partial class NotificationDecider
{
    /// <summary>The longest that something may be put aside.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);

    private static readonly TimeOnly Morning = new(9, 0);

    private static Decision<NotificationEvent> Work(NotificationCommand command, TeamInbox state) => command switch
    {
        TakeNotification wish => Item(state, wish.Notification) switch
        {
            null => Refusals.Missing,
            { Stand: ItemStand.Closed } => NotificationRefusals.AlreadyDone,
            { TakenBy: { } by } when by == wish.By => [],
            { TakenBy: not null } => NotificationRefusals.TakenByOther,
            _ => [new NotificationTaken(wish.Notification, wish.By, wish.At)],
        },
        ReturnNotification wish => Item(state, wish.Notification) switch
        {
            null => Refusals.Missing,
            { Stand: ItemStand.Closed } or { TakenBy: null } => [],
            _ => [new NotificationReturned(wish.Notification, wish.By, wish.At)],
        },
        SnoozeNotification wish => Item(state, wish.Notification) switch
        {
            null => Refusals.Missing,
            { Stand: ItemStand.Closed } => NotificationRefusals.AlreadyDone,
            { Raised.Reason: Withdrawal or OtherWord or Mistake } => NotificationRefusals.NotAside,
            _ when wish.Until <= wish.At || wish.Until > wish.At + LongestSnooze => NotificationRefusals.SnoozeOdd,
            { SnoozedUntil: { } until } when until == wish.Until => [],
            _ => [new NotificationSnoozed(wish.Notification, wish.Until, wish.By, wish.At)],
        },
        WakeNotification wake => Item(state, wake.Notification) switch
        {
            { Stand: not ItemStand.Closed, SnoozedUntil: { } until } when until <= wake.At =>
                [new NotificationWoken(wake.Notification, wake.At)],
            _ => [],
        },
        RemindTeam remind => Item(state, remind.Notification) switch
        {
            { Stand: not ItemStand.Closed, RemindAt: { } due } item when due <= remind.At =>
                [new NotificationReminded(
                    remind.Notification, item.Reminded + 1,
                    Reminder(remind.Times.Of(item.Raised.Times, item.Raised.Reason), item.Reminded + 1, item.Raised.At, remind.At),
                    remind.At)],
            _ => [],
        },
        _ => throw new System.Diagnostics.UnreachableException($"{command.GetType().Name} is no work"),
    };

    private static Decision<NotificationEvent> Hear(HearWord hear, TeamInbox state)
    {
        if (state.KnowsOf(hear.Heard))
            return [];

        NotificationEvent[] lapsed = NotificationRules.Table.Lapses(hear.Word, hear.State, hear.Recipient)
            ? [new NotificationLapsed(FromSource(state, hear.Heard.Source), hear.About, hear.Heard, hear.At)]
            : [];
        var raised = NotificationRules.Table.For(hear.Word, hear.Kind, hear.State, hear.Recipient).Select(rule => new NotificationRaised(
            DerivedIds.Of(hear.Message, $"{hear.Heard.Source}|{hear.Recipient}|{rule.Reason}"), rule.Reason, hear.About, hear.Number,
            rule.Urgency, hear.Family,
            hear.Heard, hear.At, FirstReminder(rule.Reason, hear))
        { Times = hear.Times.At(hear.At).Named });
        return [.. lapsed, .. raised];
    }

    private static Decision<NotificationEvent> Hear(HearReceived hear, TeamInbox state)
    {
        if (state.KnowsOf(hear.Heard))
            return [];

        var told = state.Items.Values.Where(i => i.Raised.About == hear.Request && (i.Raised.Reason == hear.Reason
            || (i.Raised.Reason is OtherWord && i.Raised.Heard.Source == hear.Heard.Source))).ToArray();
        var said = told.Where(i => i.Stand is not ItemStand.Closed && (hear.OldestOpen is not { } oldest || i.Raised.At < oldest))
            .Select(i => i.Raised.Notification).Order().ToArray();
        NotificationEvent[] lapsed = said is [] ? [] : [new NotificationLapsed(said, hear.Request, hear.Heard, hear.At)];
        var reason = hear.NewestOpen is { } newest && !told.Any(i => i.Raised.At >= newest) ? hear.Reason
            : hear.ContradictedAt is { } wrong && !told.Any(i => i.Raised.Reason == OtherWord && i.Raised.At >= wrong) ? OtherWord
            : null;
        NotificationEvent[] raised = reason is null
            ? []
            : [new NotificationRaised(
                DerivedIds.Of(hear.Message, $"{hear.Heard.Source}|{reason}"), reason, hear.Request,
                state.Numbers.GetValueOrDefault(hear.Family, ""), "eerst", hear.Family, hear.Heard, hear.At,
                FirstReminder(reason, hear))
            { Times = hear.Times.At(hear.At).Named }];
        return [.. lapsed, .. raised];
    }

    private static Decision<NotificationEvent> Hear(DescribeInbox hear, TeamInbox state) =>
        state.KnowsOf(hear.Description.Heard) ? [] : [hear.Description];

    private static Decision<NotificationEvent> Hear(SilenceFamily hear, TeamInbox state)
    {
        var heard = new Heard(hear.Source, hear.Version);
        if (state.KnowsOf(heard))
            return [];

        var moot = state.Items.Values
            .Where(i => i.Stand is not ItemStand.Closed && i.Raised.Family == hear.Family
                && (hear.Everything || NotificationRules.Table.Approaches(i.Raised.Reason)))
            .Select(i => i.Raised.Notification).Order().ToArray();
        return [new FamilyHeard(hear.Family, heard, hear.At), .. moot is [] ? [] : Lapsed(moot)];

        NotificationEvent[] Lapsed(Guid[] ids) => [new NotificationLapsed(ids, hear.Family, heard, hear.At)];
    }

    private static Guid[] FromSource(TeamInbox state, string source) =>
        [.. state.Items.Values.Where(i => i.Stand is not ItemStand.Closed && i.Raised.Heard.Source == source)
            .Select(i => i.Raised.Notification).Order()];

    /// <summary>The morning of a working day after an item came.</summary>
    public static DateTimeOffset MomentOf(DateTimeOffset raised, int workingDays) =>
        Amsterdam.At(LegalCalendar.Known.AfterWorkingDays(Amsterdam.DateAt(raised), workingDays), Morning);

    private static DateTimeOffset? FirstReminder(string reason, NotificationCommand heard) =>
        Reminder(heard.Times.On(heard.At, reason), 0, heard.At, heard.At);

    // In working days after the item came, in the morning; one that passed while the house was down is not made up for.
    private static DateTimeOffset? Reminder(IReadOnlyList<int> days, int times, DateTimeOffset raised, DateTimeOffset now)
    {
        for (var n = times; n < days.Count; n++)
        {
            var due = MomentOf(raised, days[n]);
            if (due > now)
                return due;
        }

        return null;
    }
}
