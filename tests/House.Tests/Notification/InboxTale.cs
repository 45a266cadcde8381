using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>What a team's inbox hears and holds in the tests.</summary>
internal static class InboxTale
{
    public const string Source = "referral.referral-x";
    public const string Number = "WO-TEST0001";

    public static readonly Guid Referral = Id(0x901);
    public static readonly Guid Request = Id(0x950);
    public static readonly Guid CheckBack = Id(0x904);
    public static readonly Guid HeardId = Id(0x960);
    public static readonly Row Health = new(Yara, "gezondheid-kind");
    public static readonly Row Money = new(Samira, "geldzorgen");

    public static readonly NotificationRaised Arrived = Raised("verwijzing-ontvangen", HeardId, "normaal", 4);
    public static readonly NotificationRaised TakenBack = new(
        WithdrawalId(HeardId), "toestemming-ingetrokken", Request, Number, "eerst", Family, Consent(7), Monday,
        Morning(1));

    public static readonly WithdrawalsHeard Withdrawn = new(Family, [new(Request, [Health])], Consent(7), Monday);
    public static readonly NotificationRead Read = new(Arrived.Notification, Ruud, Monday);
    public static readonly NotificationDone Done = new(Arrived.Notification, Ruud, Monday);
    public static readonly NotificationLapsed Lapsed = new([Arrived.Notification], Referral, new(Source, 6), Monday);
    public static readonly WithdrawalConfirmed Confirmed = new(TakenBack.Notification, "gesloten", null, null, Ruud, Monday);

    /// <summary>One of each fact, in an order in which they may follow on each other.</summary>
    public static readonly NotificationEvent[] OneOfEach =
    [
        Described, Arrived, Read, Snoozed, new NotificationWoken(Arrived.Notification, Monday), Taken,
        new NotificationReturned(Arrived.Notification, Ruud, Monday), new NotificationReminded(Arrived.Notification, 1, Later, Monday),
        new FamilyHeard(Family, new("signal.family-x", 3), Monday), Withdrawn, TakenBack, Confirmed, Done, Lapsed,
    ];

    public static DateTimeOffset Later => Monday.AddDays(2);

    public static InboxDescribed Described => new("GM0150", Schuldhulp, Open: true, new("referral.team-x", 1), Monday);

    public static NotificationTaken Taken => new(Arrived.Notification, Ruud, Monday);

    public static NotificationSnoozed Snoozed => new(Arrived.Notification, Later, Ruud, Monday);

    /// <summary>09:00 in Amsterdam, some working days after that Monday.</summary>
    public static DateTimeOffset Morning(int workingDays) =>
        Amsterdam.At(LegalCalendar.Known.AfterWorkingDays(Today, workingDays), new(9, 0));

    /// <summary>The road to the inboxes of a log, with the policies that lie there.</summary>
    public static NotificationHandler Inboxes(IEventLog log, TimeProvider clock) =>
        new(log, clock, new(log, clock, new("notification", [ReminderTimes.Kind])));

    public static Heard Consent(long version) => new("consent.family-x", version);

    public static Guid WithdrawalId(Guid message) => Platform.Deciding.DerivedIds.Of(message, $"{Request}|toestemming-ingetrokken");

    public static NotificationRaised Raised(string reason, Guid message, string urgency, long version, Guid? team = null) => new(
        Platform.Deciding.DerivedIds.Of(message, $"{team ?? SchuldhulpTeam}|{reason}"), reason, Referral, Number, urgency, Family,
        new(Source, version), Monday, NotificationRules.Table.Reminders(reason) is [var first, ..] ? Morning(first) : null);

    public static ReferralMoved Moved(string from, string to, long version, Guid? toTeam = null) => new(
        Source, version, Referral, Number, Family, Id(0x905), from, to, null, "normaal", JgzTeam, Jgz, toTeam ?? SchuldhulpTeam, Schuldhulp,
        Monday);

    public static CheckBackStands Stands(string state, long version) =>
        new(Source, version, Referral, Number, CheckBack, JgzTeam, Jgz, new(2027, 4, 12), state);
}
