namespace WarmHandover.Contracts.Notification;

/// <summary>Something lies in a team's inbox now, about a referral or a request; the sender may count on it having arrived.</summary>
public sealed record NotificationDelivered(
    string Stream, long Version, Guid Notification, Guid Team, string Reason, Guid About, DateTimeOffset At) : IAnnouncement;

/// <summary>
/// A team said in its inbox, in one of four words, what it did with rows of a request that were taken back before an instant; with
/// in-eigen-dossier by which law and until which last day. <see cref="By"/> is a pseudonym.
/// </summary>
public sealed record WithdrawalConfirmed(
    string Stream, long Version, Guid Notification, Guid Family, Guid Request, Guid Team, string Word, string? Law, DateOnly? Until,
    string By, DateTimeOffset RaisedAt, DateTimeOffset At) : IAnnouncement;

/// <summary>What an erasure ordered was destroyed here.</summary>
public sealed record DataDestroyed(string Stream, long Version, Guid Erasure, DateTimeOffset At) : IAnnouncement;
