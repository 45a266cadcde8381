using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Notifications;

/// <summary>What somebody wants of an inbox, or what was heard.</summary>
public abstract record NotificationCommand(DateTimeOffset At)
{
    /// <summary>When open items are reminded; the road brings what was agreed to.</summary>
    public ReminderTimes Times { get; init; } = ReminderTimes.OfRelease;
}

/// <summary>A referral moved, and this team is (or was) one of its two.</summary>
public sealed record HearMove(Guid Message, Guid Team, ReferralMoved Moved, DateTimeOffset At) : NotificationCommand(At);

/// <summary>A check-back of this team is planned, due or answered.</summary>
public sealed record HearCheckBack(Guid Message, CheckBackStands Stands, DateTimeOffset At) : NotificationCommand(At);

/// <summary>Consent said how the requests that name this team stand.</summary>
public sealed record HearWithdrawals(Guid Message, Heard Heard, Guid Family, IReadOnlyList<WithdrawnRows> Requests, DateTimeOffset At)
    : NotificationCommand(At);

/// <summary>Mark an item as read.</summary>
public sealed record ReadNotification(Guid Notification, string By, DateTimeOffset At) : NotificationCommand(At);

/// <summary>Mark an item as dealt with.</summary>
public sealed record FinishNotification(Guid Notification, string By, DateTimeOffset At) : NotificationCommand(At);

/// <summary>Say what was done with data of which the consent was withdrawn.</summary>
public sealed record ConfirmWithdrawal(Guid Notification, string Word, string? Law, DateOnly? Until, string By, DateTimeOffset At)
    : NotificationCommand(At);

/// <summary>What a team is told, once, and how it answers. Who is told what stands in <see cref="NotificationRules"/>.</summary>
public static partial class NotificationDecider
{
    /// <summary>The reason that stands first and is closed only by one of the four words.</summary>
    public const string Withdrawal = "toestemming-ingetrokken";

    /// <summary>The reason that says: the word did not fit, say another. Closed by one of the four words as well.</summary>
    public const string OtherWord = "ander-woord-nodig";

    /// <summary>The reason that says: a yes was recorded wrongly, close what you received by it. Closed by one of the four words.</summary>
    public const string Mistake = "ja-verkeerd-vastgelegd";

    /// <summary>Whether an item for a reason is closed by one of the four words only.</summary>
    public static bool AsksWord(string reason) => reason is Withdrawal or OtherWord or Mistake;

    private const string NotOpened = "niet-geopend";

    /// <summary>The word that says: a law makes us keep it in our own file.</summary>
    public const string OwnFile = "in-eigen-dossier";

    /// <summary>The four words.</summary>
    public static readonly IReadOnlyList<string> Words = [NotOpened, "gesloten", "vernietigd", OwnFile];

    private static readonly string[] NeverLeft = ["nothing", "concept", "ready"];

    /// <summary>Decides one command.</summary>
    public static Decision<NotificationEvent> Decide(NotificationCommand command, TeamInbox state) => command switch
    {
        HearMove hear => Hear(hear, state),
        HearCheckBack hear => Hear(hear, state),
        HearWithdrawals hear => Hear(hear, state),
        ReadNotification wish => Item(state, wish.Notification) switch
        {
            null => Refusals.Missing,
            { Stand: ItemStand.Open } => [new NotificationRead(wish.Notification, wish.By, wish.At)],
            _ => [],
        },
        FinishNotification wish => Item(state, wish.Notification) switch
        {
            null => Refusals.Missing,
            { Stand: ItemStand.Closed } => [],
            { Raised.Reason: Withdrawal or OtherWord or Mistake } => NotificationRefusals.ConfirmFirst,
            _ => [new NotificationDone(wish.Notification, wish.By, wish.At)],
        },
        ConfirmWithdrawal wish => Confirm(wish, Item(state, wish.Notification)),
        HearWord hear => Hear(hear, state),
        HearReceived hear => Hear(hear, state),
        DescribeInbox hear => Hear(hear, state),
        SilenceFamily hear => Hear(hear, state),
        TakeNotification or ReturnNotification or SnoozeNotification or WakeNotification or RemindTeam => Work(command, state),
        _ => throw new System.Diagnostics.UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    private static Item? Item(TeamInbox state, Guid id) => state.Items.GetValueOrDefault(id);

    private static Decision<NotificationEvent> Hear(HearMove hear, TeamInbox state)
    {
        var moved = hear.Moved;
        var heard = new Heard(moved.Stream, moved.Version);
        var recipient = hear.Team == moved.FromTeam ? "sender" : hear.Team == moved.ToTeam ? "receiver" : "former-receiver";
        var neverKnew = recipient != "sender" && moved.To != "sent" && NeverLeft.Contains(moved.From);
        if (neverKnew || state.KnowsOf(heard))
            return [];

        NotificationEvent[] lapsed = NotificationRules.Table.Lapses("referral-moved", moved.To, recipient)
            ? [new NotificationLapsed(
                [.. OpenAbout(state, moved.Referral).Where(id => NotificationRules.Table.Lapses(
                    "referral-moved", moved.To, recipient, state.Items[id].Raised.Reason))],
                moved.Referral, heard, hear.At)]
            : [];
        NotificationEvent[] raised =
        [
            .. NotificationRules.Table.For("referral-moved", moved.From, moved.To, recipient).Select(rule => new NotificationRaised(
                DerivedIds.Of(hear.Message, $"{hear.Team}|{rule.Reason}"), rule.Reason, moved.Referral, moved.Number,
                rule.Urgency == Rule.AsHeard ? moved.Urgency : rule.Urgency, moved.Family, heard, hear.At,
                FirstReminder(rule.Reason, hear))
            { Times = hear.Times.At(hear.At).Named }),
        ];

        // That nothing lapsed is kept only where no item keeps it: an older word that comes later must find that a newer one was heard.
        return lapsed is [NotificationLapsed { Notifications.Count: 0 }] && raised is not [] ? [.. raised] : [.. lapsed, .. raised];
    }

    private static Guid[] OpenAbout(TeamInbox state, Guid about) =>
        [.. state.Items.Values.Where(i => i.Stand is not ItemStand.Closed && i.Raised.About == about).Select(i =>
            i.Raised.Notification).Order()];

    /// <summary>Its own voice beside the referral's: a check-back says nothing about where the referral stands.</summary>
    private static Decision<NotificationEvent> Hear(HearCheckBack hear, TeamInbox state)
    {
        var stands = hear.Stands;
        var heard = new Heard($"{stands.Stream}/{stands.CheckBack:N}", stands.Version);
        if (state.KnowsOf(heard))
            return [];

        var raised = NotificationRules.Table.For("check-back-stands", null, stands.State, "asking-team").Select(rule =>
            new NotificationRaised(
            DerivedIds.Of(hear.Message, $"{stands.Team}|{rule.Reason}"), rule.Reason, stands.Referral, stands.Number, rule.Urgency,
            Family: null, heard, hear.At, FirstReminder(rule.Reason, hear))
            { Times = hear.Times.At(hear.At).Named }).ToArray();
        return raised is [] && OpenAbout(state, stands.Referral) is { Length: > 0 } open && stands.State == "answered"
            ? Answered(state, open, stands, heard, hear.At)
            : [.. raised];
    }

    private static Decision<NotificationEvent> Answered(TeamInbox state, Guid[] open, CheckBackStands stands, Heard heard,
        DateTimeOffset at)
    {
        var done = open.Where(id => state.Items[id].Raised.Heard.Source == heard.Source).ToArray();
        return done is [] ? [] : [new NotificationLapsed(done, stands.Referral, heard, at)];
    }

    /// <summary>
    /// Every row that was withdrawn and not yet told makes an item per request; a row given again may be withdrawn again. A team that no
    /// referral of this family ever reached has nothing to close, and is not told that somebody took something back.
    /// </summary>
    private static Decision<NotificationEvent> Hear(HearWithdrawals hear, TeamInbox state)
    {
        if (state.KnowsOf(hear.Heard))
            return [];

        var number = state.Numbers.GetValueOrDefault(hear.Family);
        var fresh = hear.Requests.Where(
            r => number is not null && r.Rows.Except(state.Withdrawn.GetValueOrDefault(r.Request, [])).Any());
        var raised = from request in fresh
                     from rule in NotificationRules.Table.For("consent-stands", null, "withdrawn", "data-recipient")
                     select new NotificationRaised(
                         DerivedIds.Of(hear.Message, $"{request.Request}|{rule.Reason}"), rule.Reason, request.Request,
                         number!, rule.Urgency, hear.Family, hear.Heard, hear.At, FirstReminder(rule.Reason, hear))
                     { Times = hear.Times.At(hear.At).Named };
        return [new WithdrawalsHeard(hear.Family, hear.Requests, hear.Heard, hear.At), .. raised];
    }

    private static Decision<NotificationEvent> Confirm(ConfirmWithdrawal wish, Item? item) => (item, wish) switch
    {
        (null, _) => Refusals.Missing,
        ({ Raised.Reason: not (Withdrawal or OtherWord or Mistake) }, _) => NotificationRefusals.NothingToConfirm,
        ({ Confirmed: { } said }, _) => said.Word == wish.Word && said.Law == wish.Law && said.Until == wish.Until
            ? []
            : NotificationRefusals.AlreadyConfirmed,
        ({ Raised.Reason: OtherWord }, { Word: NotOpened }) => NotificationRefusals.WasOpened,
        _ when !Words.Contains(wish.Word) => NotificationRefusals.WordUnknown,
        (_, { Word: OwnFile } own) when own.Law is null || own.Until is null => NotificationRefusals.LawNeeded,
        (_, { Word: not OwnFile } other) when other.Law is not null || other.Until is not null => NotificationRefusals.LawNeeded,
        _ => [new WithdrawalConfirmed(wish.Notification, wish.Word, wish.Law, wish.Until, wish.By, wish.At)],
    };
}
