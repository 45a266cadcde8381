namespace WarmHandover.Contracts.Notification;

/// <summary>Something lies in a team's inbox now, about a referral or a request; the sender may count on it having arrived.</summary>
public sealed record NotificationDelivered(
    string Stream, long Version, Guid Notification, Guid Team, string Reason, Guid About, DateTimeOffset At) : IAnnouncement;
