namespace WarmHandover.Notifications;

// Facts about how a team works through its inbox. Stored for good, as in Notification.cs.

/// <summary>Somebody of the team works on it; for the others it is no longer work.</summary>
public sealed record NotificationTaken(Guid Notification, string By, DateTimeOffset At) : NotificationEvent(At);

/// <summary>It was given back to the team.</summary>
public sealed record NotificationReturned(Guid Notification, string By, DateTimeOffset At) : NotificationEvent(At);

/// <summary>Put aside until a moment.</summary>
public sealed record NotificationSnoozed(Guid Notification, DateTimeOffset Until, string By, DateTimeOffset At) : NotificationEvent(At);

/// <summary>The moment came: it lies open again.</summary>
public sealed record NotificationWoken(Guid Notification, DateTimeOffset At) : NotificationEvent(At);

/// <summary>The team was reminded, how often by now, and when it is reminded next; a reminder wakes what was put aside.</summary>
public sealed record NotificationReminded(Guid Notification, int Times, DateTimeOffset? Next, DateTimeOffset At) : NotificationEvent(At);

/// <summary>Whose inbox it is: a team of an organisation in an area, or (then without organisation) the focus officer of an area.</summary>
public sealed record InboxDescribed(string Area, Guid? Organisation, bool Open, Heard Heard, DateTimeOffset At) : NotificationEvent(At)
{
    /// <summary>When its team closed: the team that goes on with what still lies in it.</summary>
    public Guid? GoesOnAs { get; init; }
}

/// <summary>Signal said how a family stands. What it silenced lapsed beside it.</summary>
public sealed record FamilyHeard(Guid Family, Heard Heard, DateTimeOffset At) : NotificationEvent(At);
