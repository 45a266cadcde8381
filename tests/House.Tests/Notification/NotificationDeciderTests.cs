using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Notifications.InboxTale;

namespace WarmHandover.Tests.Notifications;

/// <summary>What a team is told, once, and how it answers.</summary>
public sealed class NotificationDeciderTests() : Deciding<TeamInbox, NotificationCommand, NotificationEvent>(TeamInbox.Kind)
{
    [Fact]
    public void A_sent_referral_lies_in_the_inbox_of_its_receiver_only()
    {
        Given().When(Move("ready", "sent", 4)).Then(Arrived);
        Given().When(Move("ready", "sent", 4, JgzTeam)).ThenNothing();
    }

    [Theory]
    [InlineData("received", "accepted", "verwijzing-geaccepteerd", "normaal")]
    [InlineData("received", "declined", "verwijzing-afgewezen", "spoed")]
    [InlineData("in-progress", "stopped", "verwijzing-gestopt", "normaal")]
    [InlineData("in-progress", "completed", "verwijzing-afgerond", "normaal")]
    [InlineData("accepted", "handover-planned", "gesprek-gepland", "normaal")]
    public void The_sender_hears_what_became_of_it(string from, string to, string reason, string urgency) =>
        Assert.Equal(
            Raised(reason, HeardId, urgency, 9, JgzTeam), Given().When(Move(from, to, 9, JgzTeam)).ThenA<NotificationRaised>());

    [Fact]
    public void The_same_word_twice_or_an_older_one_makes_no_second_item()
    {
        Given(Arrived).When(Move("ready", "sent", 4) with { Message = Id(0x961) }).ThenNothing();
        Given(Arrived).When(Move("concept", "sent", 3)).ThenNothing();
    }

    [Fact]
    public void A_recall_lapses_what_lies_open_and_says_so() => Given(Arrived).When(Move("received", "recalled", 6)).Then(
        Lapsed, Raised("verwijzing-teruggehaald", HeardId, "normaal", 6));

    [Fact]
    public void A_recall_that_overtakes_the_sending_leaves_nothing_to_raise()
    {
        var recall = Raised("verwijzing-teruggehaald", HeardId, "normaal", 6);
        Given().When(Move("sent", "recalled", 6)).Then(recall);
        Given(recall).When(Move("ready", "sent", 4)).ThenNothing();
    }

    [Fact]
    public void What_never_left_is_never_told_to_the_receiver() => Given().When(Move("ready", "recalled", 4)).ThenNothing();

    [Fact]
    public void A_re_route_lapses_the_item_of_the_former_receiver()
    {
        var moved = Moved("received", "re-routed", 6, SchuldhulpTeam);
        var arrived = Raised("verwijzing-ontvangen", HeardId, "normaal", 4, WijkteamNoord);
        Given(arrived).When(new HearMove(HeardId, WijkteamNoord, moved, Monday)).Then(
            new NotificationLapsed([arrived.Notification], Referral, new(Source, 6), Monday),
            Raised("verwijzing-teruggehaald", HeardId, "normaal", 6, WijkteamNoord));
        Given().When(new HearMove(HeardId, SchuldhulpTeam, moved, Monday)).Then(Raised("verwijzing-ontvangen", HeardId, "normaal", 6));
    }

    /// <summary>Also for a sender that transferred the family by it: the same word is the last that reaches it.</summary>
    [Theory]
    [InlineData("handover-held")]
    [InlineData("accepted")]
    [InlineData("in-progress")]
    [InlineData("stopped")]
    public void A_planned_conversation_leaves_both_lists_when_it_was_held_or_missed_or_is_needed_no_more(string to)
    {
        foreach (var team in new[] { JgzTeam, SchuldhulpTeam })
        {
            var planned = Given().When(Move("accepted", "handover-planned", 6, team)).ThenA<NotificationRaised>();
            Assert.Equal("gesprek-gepland", planned.Reason);
            Assert.Equal(
                [planned.Notification],
                Given(planned).When(Move("handover-planned", to, 7, team) with { Message = Id(0x961) }).ThenA<NotificationLapsed>()
                    .Notifications);
            var other = Raised("verwijzing-ontvangen", Id(0x962), "normaal", 5, team) with { About = Id(0x666) };
            Assert.DoesNotContain(
                other.Notification,
                Given(other, planned).When(Move("handover-planned", to, 7, team) with { Message = Id(0x961) })
                    .ThenA<NotificationLapsed>().Notifications);
        }
    }

    [Fact]
    public void Of_a_conversation_with_another_date_one_item_stays_and_what_was_held_already_is_not_planned_again()
    {
        var planned = Given().When(Move("accepted", "handover-planned", 6)).ThenA<NotificationRaised>();
        var again = Given(planned).When(Move("handover-planned", "handover-planned", 7) with { Message = Id(0x961) });
        Assert.Equal([planned.Notification], again.ThenA<NotificationLapsed>().Notifications);
        var held = Given().When(Move("handover-planned", "handover-held", 8)).ThenA<NotificationLapsed>();
        Given(held).When(Move("accepted", "handover-planned", 6)).ThenNothing();
    }

    [Fact]
    public void A_withdrawal_is_told_once_with_the_number_that_the_team_knows()
    {
        Given(Arrived).When(Withdraw(7, Health)).Then(Withdrawn, TakenBack);
        Given(Arrived, Withdrawn, TakenBack).When(Withdraw(7, Health) with { Message = Id(0x961) }).ThenNothing();
        Given(Arrived, Withdrawn, TakenBack).When(Withdraw(8, Health) with { Message = Id(0x961) })
            .Then(Withdrawn with { Heard = Consent(8) });
    }

    [Fact]
    public void A_team_that_was_never_sent_anything_is_not_told_of_a_withdrawal()
    {
        Given().When(Withdraw(7, Health)).Then(Withdrawn);
        Given(Withdrawn).When(Withdraw(8, Health) with { Message = Id(0x961) }).Then(Withdrawn with { Heard = Consent(8) });
    }

    [Fact]
    public void A_row_given_again_may_be_withdrawn_again()
    {
        var again = Withdrawn with { Requests = [new(Request, [])], Heard = Consent(8) };
        Given(Arrived, Withdrawn, TakenBack).When(Withdraw(8)).Then(again);
        var told = Given(Arrived, Withdrawn, TakenBack, again).When(Withdraw(9, Health) with { Message = Id(0x961) });
        Assert.Equal(WithdrawalId(Id(0x961)), told.ThenA<NotificationRaised>().Notification);
    }

    [Fact]
    public void An_older_word_of_consent_changes_nothing() =>
        Given(Withdrawn, TakenBack).When(Withdraw(6, Health, Money)).ThenNothing();

    [Fact]
    public void A_check_back_is_told_when_due_and_lapses_when_answered()
    {
        var due = Given().When(new HearCheckBack(HeardId, Stands("due", 9), Monday)).ThenA<NotificationRaised>();
        Assert.Equal(("nazorg-vandaag", Referral), (due.Reason, due.About));
        Given(due).When(new HearCheckBack(HeardId, Stands("answered", 10), Monday)).Then(
            new NotificationLapsed([due.Notification], Referral, new($"{Source}/{CheckBack:N}", 10), Monday));
        Given().When(new HearCheckBack(HeardId, Stands("planned", 8), Monday)).ThenNothing();
    }

    [Fact]
    public void A_later_check_back_does_not_hide_an_earlier_move()
    {
        var due = Given().When(new HearCheckBack(HeardId, Stands("due", 9), Monday)).ThenA<NotificationRaised>();
        Given(due).When(Move("received", "accepted", 8, JgzTeam)).Then(
            Raised("verwijzing-geaccepteerd", HeardId, "normaal", 8, JgzTeam));
    }

    [Fact]
    public void An_item_is_read_and_dealt_with()
    {
        Given(Arrived).When(new ReadNotification(Arrived.Notification, Ruud, Monday)).Then(Read);
        Given(Arrived, Read).When(new FinishNotification(Arrived.Notification, Ruud, Monday)).Then(Done);
        Given(Arrived, Done).When(new ReadNotification(Arrived.Notification, Ruud, Monday)).ThenNothing();
        Given().When(new ReadNotification(Arrived.Notification, Ruud, Monday)).ThenRefused(Refusals.Missing);
        Given().When(new FinishNotification(Arrived.Notification, Ruud, Monday)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void A_withdrawal_stays_until_one_of_the_four_words()
    {
        var open = Given(Withdrawn, TakenBack);
        var confirm = new ConfirmWithdrawal(TakenBack.Notification, "gesloten", null, null, Ruud, Monday);
        open.When(new FinishNotification(TakenBack.Notification, Ruud, Monday)).ThenRefused(NotificationRefusals.ConfirmFirst);
        open.When(confirm).Then(Confirmed);
        open.When(confirm with { Word = "weg" }).ThenRefused(NotificationRefusals.WordUnknown);
        open.When(confirm with { Law = "wgbo" }).ThenRefused(NotificationRefusals.LawNeeded);
        open.When(confirm with { Word = "in-eigen-dossier" }).ThenRefused(NotificationRefusals.LawNeeded);
        open.When(confirm with { Word = "in-eigen-dossier", Law = "wgbo", Until = new(2047, 3, 1) }).Then(
            Confirmed with { Word = "in-eigen-dossier", Law = "wgbo", Until = new(2047, 3, 1) });
        Given(Withdrawn, TakenBack, Confirmed).When(confirm with { Word = "vernietigd" })
            .ThenRefused(NotificationRefusals.AlreadyConfirmed);
        Given(Arrived).When(confirm with { Notification = Arrived.Notification }).ThenRefused(NotificationRefusals.NothingToConfirm);
        Given().When(confirm).ThenRefused(Refusals.Missing);
    }

    private static HearMove Move(string from, string to, long version, Guid? team = null) =>
        new(HeardId, team ?? SchuldhulpTeam, Moved(from, to, version), Monday);

    private static HearWithdrawals Withdraw(long version, params Contracts.Row[] rows) =>
        new(HeardId, Consent(version), Family, [new(Request, rows)], Monday);
}
